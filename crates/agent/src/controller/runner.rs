use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::SheetId;
use passerelle_social_balance::FinancialYear;
use tokio_util::sync::CancellationToken;

use crate::problem::{Cause, ProblemDossier};
use crate::schedule::{NightRecord, RunKind};

/// A run to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunOrder {
    /// Why.
    pub kind: RunKind,
    /// The civil date whose night it is.
    pub night: Option<NaiveDate>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct RunProgress {
    /// Sheets looked at so far.
    pub done: usize,
    /// Sheets in all.
    pub total: usize,
}

/// Is told of progress. Never blocks.
pub type RunProgressSink = Arc<dyn Fn(RunProgress) + Send + Sync>;

/// A sheet that stands in Silverfin since a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncedSheet {
    /// The sheet.
    pub sheet: SheetId,
    /// The dossier's name.
    pub dossier: String,
    /// Its financial year.
    pub financial_year: FinancialYear,
    /// The firm's name.
    pub firm: String,
}

/// A sheet that does not go on, newly since a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arisen {
    /// Its dossier.
    pub dossier: ProblemDossier,
    /// Why.
    pub cause: Cause,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunSummary {
    /// Sheets that stand in Silverfin since the run.
    pub synced: Vec<SyncedSheet>,
    /// Sheets that newly do not go on.
    pub arisen: Vec<Arisen>,
    /// What ails the run as a whole, each time that it does.
    pub troubles: Vec<Cause>,
    /// The run ended without noting anything: the journal failed, or the run broke down.
    pub is_broken: bool,
}

/// How things stand between two runs, read from the journal and the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Since when there is something to synchronise; `None` while nothing is activated.
    pub active_since: Option<DateTime<Utc>>,
    /// What became of the nights of the last days.
    pub nights: BTreeMap<NaiveDate, NightRecord>,
    /// When the first thing that waits may be tried again.
    pub retry_at: Option<DateTime<Utc>>,
    /// How many dossiers wait for the accountant.
    pub waiting: usize,
    /// When a run last ended by itself without trouble.
    pub last_success: Option<DateTime<Utc>>,
    /// What ails the sync as a whole now.
    pub trouble: Option<Cause>,
}

/// Why the standing cannot be read or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the journal cannot be used: {detail}")]
pub struct RunnerError {
    /// What was said.
    pub detail: String,
}

/// Does what the controller decides.
#[async_trait]
pub trait Runner: Send + Sync {
    /// Makes a run, from noting that it began to noting that it ended. A run that was cancelled, or cut off, is not noted
    /// as ended: its night is made up for. Stops between two requests when `cancel` says so.
    async fn run(&self, order: RunOrder, progress: RunProgressSink, cancel: CancellationToken) -> RunSummary;

    /// How things stand.
    async fn standing(&self) -> Result<Standing, RunnerError>;

    /// Notes that nobody wants this night made up for.
    async fn skip_night(&self, night: NaiveDate) -> Result<(), RunnerError>;

    /// Notes that a notification was shown.
    async fn notified(&self, title: &str, body: &str) -> Result<(), RunnerError>;
}
