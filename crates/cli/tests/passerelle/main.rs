//! The real `passerelle`, run as a person or a script runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod command;
mod files;
mod flow;
#[cfg(target_os = "linux")]
mod keyring;
mod settings;
mod wrong_use;
