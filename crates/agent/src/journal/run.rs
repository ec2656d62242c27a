use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::text::{instant, json, optional_instant, optional_json, parsed, read_instant};
use super::{Journal, JournalError};
use crate::Reason;
use crate::schedule::{NightRecord, RunKind};
use crate::watch::Commit;

/// Names one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub i64);

fn kind_text(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Scheduled => "scheduled",
        RunKind::CatchUp => "catch_up",
        RunKind::Manual => "manual",
        RunKind::Retry => "retry",
    }
}

fn read_kind(text: &str) -> Result<RunKind, JournalError> {
    [RunKind::Scheduled, RunKind::CatchUp, RunKind::Manual, RunKind::Retry]
        .into_iter()
        .find(|kind| kind_text(*kind) == text)
        .ok_or_else(|| super::text::damaged("a kind of run", text))
}

/// One run, as it was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunRecord {
    /// The run.
    pub id: RunId,
    /// Why it took place.
    pub kind: RunKind,
    /// The civil date whose night it was.
    pub night: Option<NaiveDate>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended by itself; `None` while it runs, or where it was cut off.
    pub finished_at: Option<DateTime<Utc>>,
    /// What came of it.
    pub outcome: Option<serde_json::Value>,
}

impl Journal {
    /// Begins a run.
    pub fn start_run(
        &self,
        kind: RunKind,
        night: Option<NaiveDate>,
        now: DateTime<Utc>,
    ) -> Result<RunId, JournalError> {
        self.commit(Commit::RunStarted, |transaction| {
            transaction.execute(
                "INSERT INTO run (kind, night, started_at) VALUES (?1, ?2, ?3)",
                params![kind_text(kind), night.map(|night| night.to_string()), instant(now)],
            )?;
            Ok(RunId(transaction.last_insert_rowid()))
        })
    }

    /// Ends a run by itself.
    pub fn finish_run(&self, run: RunId, outcome: &impl Serialize, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::RunFinished, |transaction| {
            transaction.execute(
                "UPDATE run SET finished_at = ?2, outcome = ?3 WHERE run_id = ?1",
                params![run.0, instant(now), json(outcome)?],
            )?;
            Ok(())
        })
    }

    /// The latest runs, newest first.
    pub fn runs(&self, at_most: u32) -> Result<Vec<RunRecord>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT * FROM run ORDER BY run_id DESC LIMIT ?1")?;
            let rows = statement.query_map(params![at_most], |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// One run.
    pub fn run(&self, run: RunId) -> Result<Option<RunRecord>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT * FROM run WHERE run_id = ?1")?;
            statement.query_row(params![run.0], |row| Ok(read(row))).optional()?.transpose()
        })
    }

    /// Notes that nobody wants this night made up for.
    pub fn skip_night(&self, night: NaiveDate, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::RunFinished, |transaction| {
            transaction.execute(
                "INSERT INTO run (kind, night, started_at, finished_at, outcome) VALUES ('scheduled', ?1, ?2, ?2, ?3)",
                params![night.to_string(), instant(now), json(&SKIPPED)?],
            )?;
            Ok(())
        })
    }

    /// What became of the nights since a civil date.
    pub fn nights_since(&self, first: NaiveDate) -> Result<BTreeMap<NaiveDate, NightRecord>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT night, finished_at IS NOT NULL, outcome FROM run WHERE night >= ?1 ORDER BY run_id",
            )?;
            let mut rows = statement.query(params![first.to_string()])?;
            let mut nights = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let night: NaiveDate = parsed(&row.get::<_, String>(0)?)?;
                let skipped = row.get::<_, Option<String>>(2)?.is_some_and(|outcome| outcome == json_text(SKIPPED));
                let record = match (row.get::<_, bool>(1)?, skipped, nights.get(&night)) {
                    (_, _, Some(NightRecord::Finished)) | (true, false, _) => NightRecord::Finished,
                    (true, true, _) => NightRecord::Skipped,
                    (false, _, Some(NightRecord::Started { runs })) => NightRecord::Started { runs: runs + 1 },
                    (false, _, _) => NightRecord::Started { runs: 1 },
                };
                nights.insert(night, record);
            }
            Ok(nights)
        })
    }

    /// When a run last ended by itself with nothing failing for the run as a whole.
    pub fn last_success(&self) -> Result<Option<DateTime<Utc>>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT finished_at FROM run WHERE finished_at IS NOT NULL
                 AND json_array_length(outcome, '$.troubles') = 0 ORDER BY run_id DESC LIMIT 1",
            )?;
            let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
            text.as_deref().map(super::text::read_instant).transpose()
        })
    }

    /// What failed for the last run as a whole.
    pub fn last_trouble(&self) -> Result<Option<Reason>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT outcome -> '$.troubles[0]' FROM run WHERE finished_at IS NOT NULL
                 AND json_type(outcome) = 'object' ORDER BY run_id DESC LIMIT 1",
            )?;
            let text: Option<Option<String>> = statement.query_row([], |row| row.get(0)).optional()?;
            text.flatten().as_deref().map(super::text::read_json).transpose()
        })
    }
}

const SKIPPED: &str = "skipped";

fn json_text(word: &str) -> String {
    format!("\"{word}\"")
}

fn read(row: &Row<'_>) -> Result<RunRecord, JournalError> {
    Ok(RunRecord {
        id: RunId(row.get("run_id")?),
        kind: read_kind(&row.get::<_, String>("kind")?)?,
        night: row.get::<_, Option<String>>("night")?.as_deref().map(parsed).transpose()?,
        started_at: read_instant(&row.get::<_, String>("started_at")?)?,
        finished_at: optional_instant(row, "finished_at")?,
        outcome: optional_json(row, "outcome")?,
    })
}
