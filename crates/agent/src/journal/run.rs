use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::text::{instant, json, optional_instant, optional_json, parsed, read_instant};
use super::{Journal, JournalError};
use crate::watch::Commit;

/// Names one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub i64);

/// Why a run took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// The night's own.
    Scheduled,
    /// A night that the computer slept through, made up for.
    CatchUp,
    /// Somebody asked for it.
    Manual,
    /// Something was due again.
    Retry,
}

impl RunKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::CatchUp => "catch_up",
            Self::Manual => "manual",
            Self::Retry => "retry",
        }
    }

    fn read(text: &str) -> Result<Self, JournalError> {
        [Self::Scheduled, Self::CatchUp, Self::Manual, Self::Retry]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| super::text::damaged("a kind of run", text))
    }
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
                params![kind.as_str(), night.map(|night| night.to_string()), instant(now)],
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

    /// The run of a night, where one was begun: the scheduled one, or the one that made up for it.
    pub fn run_of_night(&self, night: NaiveDate) -> Result<Option<RunRecord>, JournalError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM run WHERE night = ?1 ORDER BY run_id DESC LIMIT 1")?;
            let mut rows = statement.query_map(params![night.to_string()], |row| Ok(read(row)))?;
            rows.next().map(|row| row?).transpose()
        })
    }
}

fn read(row: &Row<'_>) -> Result<RunRecord, JournalError> {
    Ok(RunRecord {
        id: RunId(row.get("run_id")?),
        kind: RunKind::read(&row.get::<_, String>("kind")?)?,
        night: row.get::<_, Option<String>>("night")?.as_deref().map(parsed).transpose()?,
        started_at: read_instant(&row.get::<_, String>("started_at")?)?,
        finished_at: optional_instant(row, "finished_at")?,
        outcome: optional_json(row, "outcome")?,
    })
}
