//! Helpers that the whole-program tests share: an office with both services in process, on a clock that a test moves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that panics has failed"
)]

mod client;
mod cost;
mod desktop;
mod ending;
mod invariants;
mod left_behind;
mod live;
mod nights;
mod office;
mod program;
pub mod simulation;
mod wire;

pub use client::{Client, cells};
pub use cost::{Cost, watched};
pub use desktop::Desktop;
pub use ending::{EndAt, EndAtTheCut, Tally};
pub use left_behind::{LeftBehind, SearchedHome, kept_secrets};
pub use live::{LiveOffice, States, wait};
pub use nights::Nights;
pub use office::{Office, start_of_tests};
pub use program::{Program, Said};
pub use wire::{Cut, Wire};
