//! Finbox and Silverfin on loopback, from their contracts, strictly, with faults.
//!
//! - [`world`] is what stands in both services: plain data that handlers change and tests ask.
//! - [`Sandbox`] answers requests from it, in process or behind a socket ([`Running`]), holds every request to the
//!   contracts and keeps a [`Ledger`] of what was asked.
//! - [`FaultRule`] makes things go wrong on purpose.

mod clock;
mod contract;
mod control;
mod faults;
mod finbox;
mod ledger;
mod options;
mod secrets;
mod server;
mod silverfin;
pub mod world;

pub use clock::SandboxClock;
pub use contract::{ContractError, Service};
pub use faults::{Effect, FaultKind, FaultRule, Matching, Outcome, Times};
pub use ledger::{Entry, Ledger, Length, RecordedBody, RecordedPart};
pub use options::Options;
pub use secrets::Secrets;
pub use server::{Audit, Exchange, Mistake, Running, Sandbox, StartError, Violation};
pub use silverfin::{LogIn, LogInError};
