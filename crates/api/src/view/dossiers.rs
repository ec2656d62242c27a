use chrono::{DateTime, NaiveDate, Utc};
use passerelle_agent::CandidateBecause;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Failure;

/// A dossier by its id and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Dossier {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

macro_rules! states {
    ($($state:ident),+) => {
        /// Where a sheet is on its way.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "the states are explained where they are defined, in the agent")]
        pub enum SheetState { $($state),+ }

        impl From<passerelle_agent::SheetState> for SheetState {
            fn from(state: passerelle_agent::SheetState) -> Self {
                match state { $(passerelle_agent::SheetState::$state => Self::$state),+ }
            }
        }
    };
}

states!(
    Announced,
    Fetched,
    Unmatched,
    WaitingWorkflow,
    NeedsReview,
    Sending,
    Uncertain,
    Delivered,
    Refused,
    RetryAt,
    Superseded,
    Stopped
);

/// The layout of the social balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// The full one.
    Full,
    /// The abridged one.
    Abridged,
    /// The one of micro entities.
    Micro,
}

/// Which dossiers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DossierFilter {
    /// Every one.
    #[default]
    All,
    /// Those that wait for the accountant.
    Waiting,
    /// Those that go on by themselves.
    UnderWay,
    /// Those that stand in Silverfin.
    Delivered,
    /// Those that were stopped or replaced.
    Ended,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DossierOrder {
    /// What waits for the accountant first, then by name.
    #[default]
    Urgency,
    /// By name.
    Name,
    /// What changed last comes first.
    Since,
    /// The latest financial year first.
    Year,
}

/// How many dossiers are where, whatever is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
pub struct DossierCounts {
    /// All.
    pub all: u32,
    /// Waiting for the accountant.
    pub waiting: u32,
    /// Going on by themselves.
    pub under_way: u32,
    /// Standing in Silverfin.
    pub delivered: u32,
    /// Stopped or replaced.
    pub ended: u32,
}

/// A part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DossierPage {
    /// How many dossiers meet filter and search.
    pub total: u32,
    /// Where this part begins.
    pub offset: u32,
    /// The part.
    pub rows: Vec<DossierRow>,
    /// How many dossiers are where.
    pub counts: DossierCounts,
}

/// One dossier and financial year with its latest sheet.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DossierRow {
    /// Names the row: the sheet's id.
    pub sheet: String,
    /// The dossier.
    pub dossier: Dossier,
    /// "0403.019.261".
    pub enterprise_number: Option<String>,
    /// The Silverfin firm of the client file that it is linked to.
    #[ts(type = "number | null")]
    pub firm: Option<u64>,
    /// The client file's number.
    #[ts(type = "number | null")]
    pub company: Option<u64>,
    /// The client file's name.
    pub company_name: Option<String>,
    /// The financial year's first day.
    pub year_start: NaiveDate,
    /// The financial year's last day.
    pub year_end: NaiveDate,
    /// The sheet's layout.
    pub model: Model,
    /// The sheet's revision.
    pub revision: u32,
    /// Where it is on its way.
    pub state: SheetState,
    /// The same in words.
    pub state_text: String,
    /// Whether it waits for the accountant.
    pub waits_for_person: bool,
    /// Why it stands there: what happened, what to do, what can be offered.
    pub reason: Option<Failure>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it is tried again.
    pub retry_at: Option<DateTime<Utc>>,
    /// When it was read back and found right.
    pub delivered_at: Option<DateTime<Utc>>,
    /// How many checks it does not meet.
    pub findings: u32,
    /// Whether "Ouvrir dans Silverfin" leads somewhere.
    pub has_page: bool,
}

/// What speaks for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CandidateReason {
    /// It has the dossier's enterprise number.
    SameNumber,
    /// It has the dossier's enterprise number beside another.
    SameNumberAmongOthers,
    /// It has no number, and a similar name.
    SimilarName,
    /// It was searched for.
    Searched,
}

impl From<CandidateBecause> for CandidateReason {
    fn from(because: CandidateBecause) -> Self {
        match because {
            CandidateBecause::SameNumber => Self::SameNumber,
            CandidateBecause::SameNumberAmongOthers => Self::SameNumberAmongOthers,
            CandidateBecause::SimilarName => Self::SimilarName,
        }
    }
}

/// A client file that a dossier may be linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Candidate {
    /// Its firm's number.
    #[ts(type = "number")]
    pub firm: u64,
    /// Its firm's name.
    pub firm_name: String,
    /// Its number.
    #[ts(type = "number")]
    pub company: u64,
    /// Its name.
    pub name: String,
    /// The enterprise numbers that it has.
    pub enterprise_numbers: Vec<String>,
    /// What speaks for it.
    pub reason: CandidateReason,
}
