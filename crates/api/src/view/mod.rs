//! What a window sees: plain values, each also a TypeScript type of the same name.

mod activity;
mod connection;
mod dossiers;
mod event;
mod failure;
mod help;
mod login;
mod settings;
mod snapshot;

pub use activity::{ActivityFilter, ActivityLine, ActivityNight, ActivityPage, NightKind};
pub use connection::{
    Activated, Activation, Connections, Deactivated, Environment, FirmRow, Source, SourceTest, StartDate,
};
pub use dossiers::{
    Candidate, CandidateReason, Dossier, DossierCounts, DossierFilter, DossierOrder, DossierPage, DossierRow, Model,
    SheetState,
};
pub use event::{Changed, Event, Happening};
pub use failure::{Failure, Fix, Outcome};
pub use help::{Finding, FindingState, Findings, Written};
pub use login::{Login, LoginWay};
pub use settings::{Autostart, Language, Origin, SecretState, Setting};
pub use snapshot::{AgentView, AskedPage, Notice, Page, Progress, Sandbox, Snapshot};
