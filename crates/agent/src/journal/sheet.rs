use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{Cursor, DossierId, EntityTag, SheetEntry, SheetId};
use passerelle_silverfin::{CompanyId, FirmId, PeriodId, ReconciliationId, WorkflowId};
use passerelle_social_balance::{ContentHash, EnterpriseNumber, Sheet};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::text::{instant, json, optional_instant, optional_json, parsed, read_instant, read_json, read_number};
use super::{DeliveryId, Event, Journal, JournalError, RunId};
use crate::merge::{Conflict, Decisions};
use crate::watch::Commit;
use crate::{Reason, SheetState};

/// The template that a sheet goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// The year-end period.
    pub period: PeriodId,
    /// The open workflow.
    pub workflow: WorkflowId,
    /// The template in it.
    pub reconciliation: ReconciliationId,
}

/// One sheet as the journal knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRecord {
    /// What the feed said.
    pub entry: SheetEntry,
    /// Whose it is: by the sheet itself once fetched, by the feed before.
    pub enterprise_number: Option<EnterpriseNumber>,
    /// Its figures, once fetched.
    pub sheet: Option<Sheet>,
    /// How many checks it does not meet.
    pub findings: u32,
    /// Where it is on its way.
    pub state: SheetState,
    /// Why it stands there.
    pub reason: Option<Reason>,
    /// Tries in vain since it last came forward.
    pub attempts: u32,
    /// Not before this instant.
    pub retry_at: Option<DateTime<Utc>>,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
    /// Where it goes, once found.
    pub target: Option<Target>,
    /// The delivery that it is, or was, part of.
    pub delivery: Option<DeliveryId>,
    /// What the accountant is asked.
    pub conflicts: Vec<Conflict>,
    /// What the accountant decided.
    pub decisions: Decisions,
    /// When it was read back and found right.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When the source was told.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

impl SheetRecord {
    /// The sheet.
    pub fn id(&self) -> SheetId {
        self.entry.id
    }

    /// The last day of its financial year.
    pub fn year_end(&self) -> NaiveDate {
        self.entry.financial_year.end()
    }
}

/// The sheets of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub sheets: usize,
    /// When the first of them is tried again.
    pub retry_at: Option<DateTime<Utc>>,
}

/// A sheet that the feed announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSheet {
    /// What the feed says.
    pub entry: SheetEntry,
    /// The enterprise number, where it is one.
    pub enterprise_number: Option<EnterpriseNumber>,
}

impl Journal {
    /// Stores a page of the feed together with the cursor behind it. Says which sheets are new. One that was stopped with
    /// an earlier activation is new where it was made anew since: a file that is saved once more keeps its id.
    pub fn announce(
        &self,
        sheets: &[NewSheet],
        events: &[Event],
        cursor: &Cursor,
        tag: Option<&EntityTag>,
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<Vec<SheetId>, JournalError> {
        self.commit(Commit::FeedPage, |transaction| {
            let Some(activation) = super::activation::current(transaction)? else {
                return Ok(Vec::new());
            };
            let mut fresh = Vec::new();
            for NewSheet { entry, enterprise_number } in sheets {
                let name = entry.dossier_name.clone().unwrap_or_else(|| entry.dossier_id.to_string());
                super::dossier::remember(transaction, entry.dossier_id, &name, *enterprise_number)?;
                let mut statement = transaction.prepare_cached(
                    "INSERT INTO sheet (sheet_id, activation_id, dossier_id, year_end, revision, created_at, entry,
                     enterprise_number, state, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'announced', ?9)
                     ON CONFLICT (sheet_id) DO UPDATE SET activation_id = excluded.activation_id,
                     year_end = excluded.year_end, revision = excluded.revision, created_at = excluded.created_at,
                     entry = excluded.entry, enterprise_number = excluded.enterprise_number, content = NULL,
                     content_hash = NULL, findings = 0, state = 'announced', reason = NULL, attempts = 0,
                     conflicts = NULL, decisions = NULL, since = excluded.since
                     WHERE sheet.state = 'stopped' AND sheet.activation_id <> excluded.activation_id
                     AND sheet.created_at < excluded.created_at",
                )?;
                let added = statement.execute(params![
                    entry.id.to_string(),
                    activation.id,
                    entry.dossier_id.to_string(),
                    entry.financial_year.end().to_string(),
                    entry.revision,
                    instant(entry.created_at),
                    json(entry)?,
                    enterprise_number.map(EnterpriseNumber::digits),
                    instant(now),
                ])?;
                if added == 1 {
                    fresh.push(entry.id);
                }
            }
            for event in events {
                super::activity::note(transaction, now, run, event)?;
            }
            transaction.execute(
                "UPDATE activation SET cursor = ?1, entity_tag = ?2, feed_attempts = 0, feed_retry_at = NULL
                 WHERE ended_at IS NULL",
                params![cursor.0, tag.map(|tag| tag.0.as_str())],
            )?;
            Ok(fresh)
        })
    }

    /// Stores a sheet's figures; it is fetched from then on.
    pub fn store_content(
        &self,
        id: SheetId,
        sheet: &Sheet,
        findings: u32,
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<(), JournalError> {
        self.commit(Commit::ContentStored, |transaction| {
            transaction.prepare_cached(
                "UPDATE sheet SET content = ?2, content_hash = ?3, findings = ?4, enterprise_number = ?5 WHERE sheet_id = ?1",
            )?
            .execute(params![
                id.to_string(),
                json(sheet)?,
                sheet.content_hash().to_string(),
                findings,
                sheet.enterprise_number.digits(),
            ])?;
            super::step::apply(transaction, &[id], &super::Step::to(SheetState::Fetched), now, run)
        })
    }

    /// One sheet.
    pub fn sheet(&self, id: SheetId) -> Result<Option<SheetRecord>, JournalError> {
        self.read(|connection| one(connection, id))
    }

    /// Every sheet that is not done with, oldest first.
    pub fn sheets_under_way(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            many(
                connection,
                "SELECT * FROM sheet WHERE state NOT IN ('delivered', 'superseded', 'stopped')
                 ORDER BY created_at, sheet_id",
                [],
            )
        })
    }

    /// How many sheets are not done with, by state. Costs little, however many have been delivered.
    pub fn counts_under_way(&self) -> Result<BTreeMap<SheetState, Counted>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT state, count(*), min(retry_at) FROM sheet
                 WHERE state NOT IN ('delivered', 'superseded', 'stopped') GROUP BY state",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
            rows.map(|row| {
                let (state, sheets, retry_at): (String, i64, Option<String>) = row?;
                let retry_at = retry_at.as_deref().map(read_instant).transpose()?;
                let sheets = usize::try_from(sheets).unwrap_or_default();
                Ok((parsed(&state)?, Counted { sheets, retry_at }))
            })
            .collect()
        })
    }

    /// How many sheets are not done with. Costs next to nothing.
    pub fn count_under_way(&self) -> Result<u64, JournalError> {
        self.read(|connection| {
            let count: i64 = connection.query_row(
                "SELECT (SELECT count(*) FROM sheet WHERE state NOT IN ('delivered', 'superseded', 'stopped'))
                 + (SELECT count(*) FROM sheet WHERE state = 'delivered' AND acknowledged_at IS NULL)
                 + (SELECT count(*) FROM document WHERE state NOT IN ('stored', 'given_up'))",
                [],
                |row| row.get(0),
            )?;
            read_number(count)
        })
    }

    /// The newest sheet of every dossier and closing date, of the current activation and of earlier ones. Without the
    /// figures: there may be very many.
    pub fn newest_sheets(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            let mut sheets = many(
                connection,
                "WITH newest AS (SELECT dossier_id, year_end, max(revision) AS revision FROM sheet GROUP BY 1, 2)
                 SELECT sheet.entry, sheet.enterprise_number, NULL AS content, findings, state, reason, attempts, retry_at,
                 since, firm_id, company_id, period_id, workflow_id, reconciliation_id, delivery_id, conflicts, decisions,
                 delivered_at, acknowledged_at
                 FROM newest JOIN sheet USING (dossier_id, year_end, revision)
                 ORDER BY dossier_id, year_end DESC, created_at DESC, sheet_id",
                [],
            )?;
            sheets.dedup_by_key(|record| (record.entry.dossier_id, record.year_end()));
            Ok(sheets)
        })
    }

    /// Sheets of which it is not known whether they stand in a firm that is not connected any more.
    pub fn uncertain_in_removed_firms(&self) -> Result<Vec<SheetId>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sheet_id FROM sheet WHERE state NOT IN ('delivered', 'superseded', 'stopped')
                 AND state = 'uncertain'
                 AND firm_id NOT IN (SELECT firm_id FROM firm WHERE removed_at IS NULL) ORDER BY sheet_id",
            )?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.map(|id| Ok(SheetId(parsed(&id?)?))).collect()
        })
    }

    /// Every sheet that rests although it was overtaken: by a later revision for the same closing date, or by a sheet that
    /// says that it corrects this one, whatever its closing date.
    pub fn overtaken(&self) -> Result<Vec<SheetId>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT old.sheet_id FROM sheet AS old
                 WHERE old.state NOT IN ('delivered', 'superseded', 'stopped') AND old.state NOT IN ('sending', 'uncertain')
                 AND EXISTS (
                     SELECT 1 FROM sheet AS new WHERE new.dossier_id = old.dossier_id AND new.state <> 'stopped'
                     AND (new.year_end = old.year_end AND new.revision > old.revision
                          OR new.entry ->> '$.supersedes' = old.sheet_id)
                 ) ORDER BY old.sheet_id",
            )?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.map(|id| Ok(SheetId(parsed(&id?)?))).collect()
        })
    }

    /// The sheets of one dossier and closing date, highest revision first.
    pub fn sheets_of(&self, dossier: DossierId, year_end: NaiveDate) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            many(
                connection,
                "SELECT * FROM sheet WHERE dossier_id = ?1 AND year_end = ?2 ORDER BY revision DESC, created_at DESC",
                [dossier.to_string(), year_end.to_string()],
            )
        })
    }

    /// The highest revision of each dossier that is linked to this client file, for one closing date.
    pub fn latest_for_company(
        &self,
        firm: FirmId,
        company: CompanyId,
        year_end: NaiveDate,
    ) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            let all = many(
                connection,
                "SELECT sheet.* FROM sheet JOIN dossier USING (dossier_id)
                 WHERE dossier.firm_id = ?1 AND dossier.company_id = ?2 AND sheet.year_end = ?3
                 AND sheet.state NOT IN ('superseded', 'stopped')
                 ORDER BY sheet.dossier_id, sheet.revision DESC, sheet.created_at DESC",
                params![super::text::number(firm.0)?, super::text::number(company.0)?, year_end.to_string()],
            )?;
            let mut latest: Vec<SheetRecord> = Vec::new();
            for record in all {
                if latest.last().is_none_or(|last| last.entry.dossier_id != record.entry.dossier_id) {
                    latest.push(record);
                }
            }
            Ok(latest)
        })
    }

    /// Delivered sheets that the source was not told of yet.
    pub fn sheets_to_acknowledge(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            many(connection, "SELECT * FROM sheet WHERE state = 'delivered' AND acknowledged_at IS NULL", [])
        })
    }

    /// Notes that the source was told.
    pub fn acknowledged(&self, id: SheetId, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Acknowledged, |transaction| {
            transaction.execute(
                "UPDATE sheet SET acknowledged_at = ?2 WHERE sheet_id = ?1",
                params![id.to_string(), instant(now)],
            )?;
            Ok(())
        })
    }

    /// Stores what the accountant decided beside what was decided before, and lets the sheet come forward at once. One
    /// template asks once, however many sheets go into it: what is decided for one of them is decided for all.
    pub fn decide(&self, id: SheetId, decisions: &Decisions, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Decided, |transaction| {
            let Some(record) = one(transaction, id)? else { return Ok(()) };
            for asked in asked_with(transaction, &record)? {
                let mut all = asked.decisions.clone();
                all.extend(decisions.clone());
                transaction.execute(
                    "UPDATE sheet SET decisions = ?2, retry_at = NULL, attempts = 0 WHERE sheet_id = ?1",
                    params![asked.id().to_string(), json(&all)?],
                )?;
            }
            let event = Event::Decided { rubrics: decisions.len() };
            super::activity::note_of_sheet(transaction, now, None, &record, &event)
        })
    }

    /// Lets sheets come forward at once, with their tries forgotten. Says how many. An uncertain one stays uncertain: only
    /// a read leads on from there.
    pub fn retry_now(&self, ids: &[SheetId], now: DateTime<Utc>) -> Result<usize, JournalError> {
        self.commit(Commit::Decided, |transaction| {
            let mut count = 0;
            for id in ids {
                let Some(record) = one(transaction, *id)? else { continue };
                if record.state.is_final() {
                    continue;
                }
                let state = if record.state.is_resting() { SheetState::RetryAt } else { record.state };
                transaction.execute(
                    "UPDATE sheet SET state = ?2, retry_at = NULL, attempts = 0 WHERE sheet_id = ?1",
                    params![id.to_string(), state.as_str()],
                )?;
                super::activity::note_of_sheet(transaction, now, None, &record, &Event::RetryAsked)?;
                count += 1;
            }
            Ok(count)
        })
    }
}

/// Lets every sheet come forward at once that waited for a time because of something that a person has put right.
pub(super) fn wait_no_longer(connection: &Connection, reason_code: &str) -> Result<(), JournalError> {
    connection.execute(
        "UPDATE sheet SET retry_at = NULL, attempts = 0
         WHERE retry_at IS NOT NULL AND json_extract(reason, '$.code') = ?1",
        params![reason_code],
    )?;
    Ok(())
}

/// The sheet, and those that are reviewed together with it because they go into the same template.
fn asked_with(connection: &Connection, record: &SheetRecord) -> Result<Vec<SheetRecord>, JournalError> {
    let under_review = many(
        connection,
        "SELECT * FROM sheet WHERE state = 'needs_review' AND state NOT IN ('delivered', 'superseded', 'stopped')",
        [],
    )?;
    let same = |other: &SheetRecord| other.target.is_some() && other.target == record.target;
    let mut asked: Vec<SheetRecord> =
        under_review.into_iter().filter(|other| other.id() != record.id() && same(other)).collect();
    asked.push(record.clone());
    Ok(asked)
}

pub(super) fn one(connection: &Connection, id: SheetId) -> Result<Option<SheetRecord>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM sheet WHERE sheet_id = ?1")?;
    statement.query_row(params![id.to_string()], |row| Ok(read(row))).optional()?.transpose()
}

fn many(
    connection: &Connection,
    query: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<SheetRecord>, JournalError> {
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(parameters, |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

fn read(row: &Row<'_>) -> Result<SheetRecord, JournalError> {
    Ok(SheetRecord {
        entry: read_json(&row.get::<_, String>("entry")?)?,
        enterprise_number: row.get::<_, Option<String>>("enterprise_number")?.as_deref().map(parsed).transpose()?,
        sheet: optional_json(row, "content")?,
        findings: row.get("findings")?,
        state: parsed(&row.get::<_, String>("state")?)?,
        reason: optional_json(row, "reason")?,
        attempts: row.get("attempts")?,
        retry_at: optional_instant(row, "retry_at")?,
        since: read_instant(&row.get::<_, String>("since")?)?,
        target: target(row)?,
        delivery: row.get::<_, Option<i64>>("delivery_id")?.map(DeliveryId),
        conflicts: optional_json(row, "conflicts")?.unwrap_or_default(),
        decisions: optional_json(row, "decisions")?.unwrap_or_default(),
        delivered_at: optional_instant(row, "delivered_at")?,
        acknowledged_at: optional_instant(row, "acknowledged_at")?,
    })
}

fn target(row: &Row<'_>) -> Result<Option<Target>, JournalError> {
    let Some(reconciliation) = row.get::<_, Option<i64>>("reconciliation_id")? else { return Ok(None) };
    Ok(Some(Target {
        firm: FirmId(read_number(row.get("firm_id")?)?),
        company: CompanyId(read_number(row.get("company_id")?)?),
        period: PeriodId(read_number(row.get("period_id")?)?),
        workflow: WorkflowId(read_number(row.get("workflow_id")?)?),
        reconciliation: ReconciliationId(read_number(reconciliation)?),
    }))
}

/// The hash that was stored with a base.
pub(super) fn read_hash(text: String) -> Result<ContentHash, JournalError> {
    ContentHash::try_from(text).map_err(JournalError::Damaged)
}
