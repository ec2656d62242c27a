//! Rare meetings of events: what people do between two runs, what is corrected in which order, which client file a dossier
//! goes to. Each is judged by the sandbox's own world.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod activations;
mod corrections;
mod decisions;
mod firms;
mod folders;
mod links;
mod mappings;
mod payroll_files;
mod waits;
