//! What windows may ask of the desk, each command once, with the real agent before both services. The desktop is written down
//! instead of drawn.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod bureau;
mod connection;
mod help;
mod lists;
mod login;
mod permissions;
mod runs;
mod settings;
