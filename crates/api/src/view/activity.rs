use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Dossier;

/// Why a run took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NightKind {
    /// The night's own.
    Scheduled,
    /// A missed night, made up for.
    CatchUp,
    /// Something was due again.
    Retry,
    /// Somebody asked for it.
    Manual,
}

/// One run, as a heading over its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActivityNight {
    /// Its number; lines name it.
    #[ts(type = "number")]
    pub run: i64,
    /// Why it took place.
    pub kind: NightKind,
    /// The civil date whose night it was.
    pub night: Option<NaiveDate>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended by itself.
    pub finished_at: Option<DateTime<Utc>>,
    /// In words: "Nuit du 24/11".
    pub text: String,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityFilter {
    /// Every one.
    #[default]
    All,
    /// What reached Silverfin, and what was left out of it.
    Delivered,
    /// Sheets that went from one state to another.
    Moved,
    /// What people did: the connection, firms, links, decisions.
    Connection,
    /// What ailed a run or a document.
    Trouble,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActivityLine {
    /// Its number; later ones are higher.
    #[ts(type = "number")]
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// In which run; `null` for what a person did.
    #[ts(type = "number | null")]
    pub run: Option<i64>,
    /// The dossier that it is about.
    pub dossier: Option<Dossier>,
    /// What kind of thing: `moved`, `stands`, `notified`, …
    pub event: String,
    /// What happened, in a line.
    pub text: String,
}

/// A part of the activity, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActivityPage {
    /// The lines.
    pub lines: Vec<ActivityLine>,
    /// The runs that the lines belong to.
    pub nights: Vec<ActivityNight>,
    /// Ask with this as `before` for what came earlier; `null` at the beginning.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
}
