//! The sync: from a sheet in the source to its figures standing in Silverfin, read back and explained.
//!
//! The agent knows no window and no command line. Time, network, keyring and chance come in from outside.

mod agent;
pub mod connection;
pub mod controller;
mod delivery;
mod files;
pub mod home;
pub mod journal;
pub mod mapping;
pub mod matching;
pub mod merge;
pub mod messages;
pub mod problem;
mod reason;
pub mod run;
pub mod schedule;
pub mod secrets;
pub mod settings;
pub mod shell;
mod state;
pub mod watch;

pub use agent::{
    Agent, AgentError, Candidate, CandidateBecause, DossierRow, Outside, Review, Status, SyncOptions, web_options,
};
pub use reason::Reason;
pub use state::{SheetState, UnknownState};
