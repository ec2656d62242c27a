//! Silverfin's clients against scripts, against a Doorkeeper in process, and over the real transport on loopback.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod client;
mod login;
mod sandbox;
mod session;
mod support;
