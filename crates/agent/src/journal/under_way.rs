//! Questions about many sheets at once. None of them reads figures that nobody asked for, and only the list of all dossiers
//! grows with what has been delivered.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{DossierId, SheetId};
use passerelle_silverfin::{CompanyId, FirmId};
use rusqlite::{Connection, params};

use super::sheet::{many, with_figures};
use super::text::{instant, number, parsed, read_instant, read_number};
use super::{Journal, JournalError, SheetRecord};
use crate::SheetState;
use crate::watch::Commit;

/// The sheets of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub sheets: usize,
    /// When the first of them is tried again.
    pub retry_at: Option<DateTime<Utc>>,
}

/// The sheets of one client file and closing date.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfCompany {
    /// The highest revision of each dossier, with its figures.
    pub latest: Vec<SheetRecord>,
    /// Lower revisions that rest.
    pub overtaken: Vec<SheetId>,
}

impl Journal {
    /// Every sheet that is not done with, oldest first.
    pub fn sheets_under_way(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            many(
                connection,
                "FROM sheet WHERE state NOT IN ('delivered', 'superseded', 'stopped')
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

    /// The newest sheet of every dossier for its last two closing dates, and for any other that something is under way
    /// for; of the current activation and of earlier ones. Grows with the dossiers, not with the years.
    pub fn newest_sheets(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| {
            let mut sheets = many(
                connection,
                "FROM (
                     WITH last AS MATERIALIZED (
                         SELECT dossier_id, (SELECT max(year_end) FROM sheet
                             WHERE sheet.dossier_id = dossier.dossier_id) AS year_end FROM dossier)
                     SELECT dossier_id, year_end FROM last
                     UNION SELECT dossier_id, (SELECT max(sheet.year_end) FROM sheet
                         WHERE sheet.dossier_id = last.dossier_id AND sheet.year_end < last.year_end) FROM last
                     UNION SELECT dossier_id, year_end FROM sheet
                         WHERE state NOT IN ('delivered', 'superseded', 'stopped')) AS shown
                 JOIN sheet USING (dossier_id, year_end)
                 WHERE sheet.revision = (SELECT max(revision) FROM sheet AS other
                     WHERE other.dossier_id = shown.dossier_id AND other.year_end = shown.year_end)
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
                 ) ORDER BY old.created_at, old.sheet_id",
            )?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.map(|id| Ok(SheetId(parsed(&id?)?))).collect()
        })
    }

    /// The sheets of one dossier and closing date, highest revision first.
    pub fn sheets_of(&self, dossier: DossierId, year_end: NaiveDate) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| of_dossier(connection, dossier, year_end))
    }

    /// The sheets of every dossier that is linked to this client file, for one closing date.
    pub fn sheets_of_company(
        &self,
        firm: FirmId,
        company: CompanyId,
        year_end: NaiveDate,
    ) -> Result<OfCompany, JournalError> {
        self.read(|connection| {
            let sheets = many(
                connection,
                "FROM sheet JOIN dossier USING (dossier_id)
                 WHERE dossier.firm_id = ?1 AND dossier.company_id = ?2 AND sheet.year_end = ?3
                 AND sheet.state NOT IN ('superseded', 'stopped')
                 ORDER BY sheet.dossier_id, sheet.revision DESC, sheet.created_at DESC",
                params![number(firm.0)?, number(company.0)?, year_end.to_string()],
            )?;
            let mut found = OfCompany::default();
            for record in sheets {
                let latest = found.latest.last();
                if latest.is_none_or(|latest| latest.entry.dossier_id != record.entry.dossier_id) {
                    found.latest.push(with_figures(connection, record)?);
                } else if record.state.is_resting() {
                    found.overtaken.push(record.id());
                }
            }
            Ok(found)
        })
    }

    /// Delivered sheets that the source was not told of yet.
    pub fn sheets_to_acknowledge(&self) -> Result<Vec<SheetRecord>, JournalError> {
        self.read(|connection| many(connection, "FROM sheet WHERE state = 'delivered' AND acknowledged_at IS NULL", []))
    }

    /// Notes that the source was told of these sheets.
    pub fn acknowledged(&self, ids: &[SheetId], now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Acknowledged, |transaction| {
            let mut statement =
                transaction.prepare_cached("UPDATE sheet SET acknowledged_at = ?2 WHERE sheet_id = ?1")?;
            for id in ids {
                statement.execute(params![id.to_string(), instant(now)])?;
            }
            Ok(())
        })
    }
}

fn of_dossier(
    connection: &Connection,
    dossier: DossierId,
    year_end: NaiveDate,
) -> Result<Vec<SheetRecord>, JournalError> {
    many(
        connection,
        "FROM sheet WHERE dossier_id = ?1 AND year_end = ?2 ORDER BY revision DESC, created_at DESC",
        [dossier.to_string(), year_end.to_string()],
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use passerelle_finbox::{Cursor, SheetEntry};
    use uuid::Uuid;

    use super::*;
    use crate::journal::{NewActivation, NewSheet, SourceKind};
    use crate::watch::NoWatch;

    fn entry(dossier: u128, year: i32, revision: u32) -> NewSheet {
        let id = Uuid::from_u128(dossier * 1_000_000 + u128::from(year.unsigned_abs()) * 100 + u128::from(revision));
        let entry: SheetEntry = serde_json::from_value(serde_json::json!({
            "id": id,
            "dossier_id": Uuid::from_u128(dossier),
            "financial_year": { "start_date": format!("{year}-01-01"), "end_date": format!("{year}-12-31") },
            "model": "full",
            "revision": revision,
            "created_at": "2026-01-14T15:00:00Z",
            "contents": [],
        }))
        .unwrap();
        NewSheet { entry, enterprise_number: None }
    }

    #[test]
    fn the_list_of_dossiers_shows_two_years_of_each_and_whatever_is_under_way() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("state.db"), Uuid::nil(), Arc::new(NoWatch)).unwrap();
        let now = DateTime::UNIX_EPOCH;
        let new = NewActivation { source: SourceKind::Finbox, start_date: None, activated_at: None };
        let activation = journal.activate(&new, now).unwrap();
        let mut sheets: Vec<NewSheet> = (2018..=2025).map(|year| entry(1, year, 1)).collect();
        sheets.extend([entry(1, 2024, 2), entry(1, 2024, 3), entry(2, 2023, 1)]);
        let cursor = Cursor("1".to_owned());
        journal.announce(&activation, &sheets, &[], (&cursor, None), now, None).unwrap();
        let set = |year: &str| {
            let settled = "UPDATE sheet SET state = 'delivered' WHERE year_end <> ?1";
            journal.connection().execute(settled, [year]).unwrap();
        };
        set("2020-12-31");
        let shown: Vec<(u128, String, u32)> = journal
            .newest_sheets()
            .unwrap()
            .iter()
            .map(|record| (record.entry.dossier_id.0.as_u128(), record.year_end().to_string(), record.entry.revision))
            .collect();
        let expected = [(1, "2025-12-31", 1), (1, "2024-12-31", 3), (1, "2020-12-31", 1), (2, "2023-12-31", 1)];
        assert_eq!(shown, expected.map(|(dossier, year, revision)| (dossier, year.to_owned(), revision)));
    }
}
