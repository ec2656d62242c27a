//! The one owner of the agent's state. Everything that happens comes in over one channel as an [`Input`]; everything that
//! is wanted of the outside goes through [`Shell`](crate::shell::Shell) and [`Runner`]. What follows from an input is
//! decided by a pure function ([`AgentState::take`]); this module only carries it out.

mod headline;
mod input;
mod notices;
mod runner;
mod sentinel;
mod snapshot;
mod start;
mod state;
mod task;
#[cfg(test)]
mod tests;
mod tray;
mod wake;

pub use headline::Headline;
pub use input::{AgentSettings, Effect, Input, QuietHours};
pub use notices::{Notice, Outbox};
pub use runner::{
    Arisen, RunOrder, RunProgress, RunProgressSink, RunSummary, Runner, RunnerError, Standing, SyncedSheet,
};
pub use sentinel::CrashSentinel;
pub use snapshot::Snapshot;
pub use start::{ExitDecision, StartMode, StartRequest, exit_decision, start_mode};
pub use state::AgentState;
pub use task::{Controller, Handle, Memory, PauseFile, tick};
pub use tray::{Entry, Icon, Item, Tray, TrayEvent};
pub use wake::{Passed, WakeDetector};
