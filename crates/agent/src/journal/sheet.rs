use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{Cursor, EntityTag, SheetEntry, SheetId};
use passerelle_silverfin::{CompanyId, FirmId, PeriodId, ReconciliationId, WorkflowId};
use passerelle_social_balance::{ContentHash, EnterpriseNumber, Sheet};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::text::{
    instant, json, optional_instant, optional_json, optional_text, parsed, read_instant, read_json, read_number, text,
};
use super::{Activation, DeliveryId, Event, Journal, JournalError, RunId};
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
    /// Whether its figures are stored here.
    pub has_figures: bool,
    /// Its figures, where they are stored and were asked for.
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

    /// Whether everything that the accountant is asked is decided, for exactly what was asked: the next run goes on with it.
    pub fn is_answered(&self) -> bool {
        let is_decided = |conflict: &Conflict| {
            let decision = self.decisions.get(&conflict.code);
            decision.is_some_and(|decision| decision.holds_for(&conflict.standing, conflict.new))
        };
        !self.conflicts.is_empty() && self.conflicts.iter().all(is_decided)
    }

    /// The last day of its financial year.
    pub fn year_end(&self) -> NaiveDate {
        self.entry.financial_year.end()
    }
}

/// A sheet that the feed announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSheet {
    /// What the feed says.
    pub entry: SheetEntry,
    /// The enterprise number, where it is one.
    pub enterprise_number: Option<EnterpriseNumber>,
}

/// The content of a sheet, as it was fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct NewContent {
    /// The sheet.
    pub id: SheetId,
    /// Its figures.
    pub sheet: Sheet,
    /// How many checks they do not meet.
    pub findings: u32,
}

impl Journal {
    /// Stores a page of the feed together with the cursor behind it. Says which sheets are new. One that was stopped with
    /// an earlier activation is new where it was made anew since: a file that is saved once more keeps its id.
    /// Nothing is stored where another activation began since the page was asked for: neither its sheets nor its cursor are
    /// the new one's.
    pub fn announce(
        &self,
        asked_under: &Activation,
        sheets: &[NewSheet],
        events: &[Event],
        (cursor, tag): (&Cursor, Option<&EntityTag>),
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<Vec<SheetId>, JournalError> {
        self.commit(Commit::FeedPage, |transaction| {
            let current = super::activation::current(transaction)?;
            let Some(activation) = current.filter(|current| current.id == asked_under.id) else {
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
                     entry = excluded.entry, enterprise_number = excluded.enterprise_number,
                     has_figures = 0, findings = 0, state = 'announced', reason = NULL, attempts = 0,
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

    /// Stores the figures of sheets, all in one transaction; they are fetched from then on.
    pub fn store_contents(
        &self,
        contents: &[NewContent],
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<(), JournalError> {
        self.commit(Commit::ContentStored, |transaction| {
            for NewContent { id, sheet, findings } in contents {
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO figures (sheet_id, sheet) VALUES (?1, ?2)")?
                    .execute(params![id.to_string(), json(sheet)?])?;
                transaction
                    .prepare_cached(
                        "UPDATE sheet SET has_figures = 1, findings = ?2, enterprise_number = ?3 WHERE sheet_id = ?1",
                    )?
                    .execute(params![id.to_string(), findings, sheet.enterprise_number.digits()])?;
                super::step::apply(transaction, &[*id], &super::Step::to(SheetState::Fetched), now, run)?;
            }
            Ok(())
        })
    }

    /// One sheet with its figures.
    pub fn sheet(&self, id: SheetId) -> Result<Option<SheetRecord>, JournalError> {
        self.read(|connection| {
            let Some(record) = one(connection, id)? else { return Ok(None) };
            with_figures(connection, record).map(Some)
        })
    }
}

/// A sheet without its figures.
pub(super) fn one(connection: &Connection, id: SheetId) -> Result<Option<SheetRecord>, JournalError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sheet WHERE sheet_id = ?1"))?;
    statement.query_row(params![id.to_string()], |row| Ok(read(row))).optional()?.transpose()
}

/// Sheets without their figures. The query says from where on.
pub(super) fn many(
    connection: &Connection,
    from: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<SheetRecord>, JournalError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} {from}"))?;
    let rows = statement.query_map(parameters, |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

/// The sheet together with its figures, where they are stored.
pub(super) fn with_figures(connection: &Connection, record: SheetRecord) -> Result<SheetRecord, JournalError> {
    if !record.has_figures {
        return Ok(record);
    }
    let mut statement = connection.prepare_cached("SELECT sheet FROM figures WHERE sheet_id = ?1")?;
    let stored: Option<String> = statement.query_row(params![record.id().to_string()], |row| row.get(0)).optional()?;
    Ok(SheetRecord { sheet: stored.as_deref().map(read_json).transpose()?, ..record })
}

/// What is read of a sheet, in the order of [`read`]: columns are counted, as looking them up by their names takes longer than
/// reading them.
pub(super) const COLUMNS: &str = "sheet.entry, sheet.enterprise_number, sheet.has_figures, sheet.findings, sheet.state,
    sheet.reason, sheet.attempts, sheet.retry_at, sheet.since, sheet.firm_id, sheet.company_id, sheet.period_id,
    sheet.workflow_id, sheet.reconciliation_id, sheet.delivery_id, sheet.conflicts, sheet.decisions, sheet.delivered_at,
    sheet.acknowledged_at";

fn read(row: &Row<'_>) -> Result<SheetRecord, JournalError> {
    Ok(SheetRecord {
        entry: read_json(text(row, 0)?)?,
        enterprise_number: optional_text(row, 1)?.map(parsed).transpose()?,
        has_figures: row.get(2)?,
        sheet: None,
        findings: row.get(3)?,
        state: parsed(text(row, 4)?)?,
        reason: optional_json(row, 5)?,
        attempts: row.get(6)?,
        retry_at: optional_instant(row, 7)?,
        since: read_instant(text(row, 8)?)?,
        target: target(row)?,
        delivery: row.get::<_, Option<i64>>(14)?.map(DeliveryId),
        conflicts: optional_json(row, 15)?.unwrap_or_default(),
        decisions: optional_json(row, 16)?.unwrap_or_default(),
        delivered_at: optional_instant(row, 17)?,
        acknowledged_at: optional_instant(row, 18)?,
    })
}

fn target(row: &Row<'_>) -> Result<Option<Target>, JournalError> {
    let Some(reconciliation) = row.get::<_, Option<i64>>(13)? else { return Ok(None) };
    Ok(Some(Target {
        firm: FirmId(read_number(row.get(9)?)?),
        company: CompanyId(read_number(row.get(10)?)?),
        period: PeriodId(read_number(row.get(11)?)?),
        workflow: WorkflowId(read_number(row.get(12)?)?),
        reconciliation: ReconciliationId(read_number(reconciliation)?),
    }))
}

/// The hash that was stored with a base.
pub(super) fn read_hash(text: String) -> Result<ContentHash, JournalError> {
    ContentHash::try_from(text).map_err(JournalError::Damaged)
}
