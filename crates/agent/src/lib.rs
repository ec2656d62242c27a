//! The sync: from a sheet in the source to its figures standing in Silverfin, read back and explained.
//!
//! The agent knows no window and no command line. Time, network, keyring and chance come in from outside.

pub mod controller;
mod files;
pub mod home;
pub mod mapping;
pub mod messages;
pub mod problem;
mod reason;
pub mod schedule;
pub mod secrets;
pub mod settings;
pub mod shell;
mod state;

pub use reason::Reason;
pub use state::SheetState;
