//! How Passerelle reaches what lies outside the process and cannot be repeated at will: the network and the clock.
//!
//! Both come in as traits, so that a test can replace them and a simulation can own them:
//!
//! - [`Transport`] carries one HTTP exchange. [`web::WebTransport`] is the real one; a simulation answers in process,
//!   and [`ScriptedTransport`] answers what a test tells it to.
//! - [`Clock`] tells the time and waits. [`SystemClock`] is the real one; [`ManualClock`] moves when a test says so.
//!
//! - [`Pacer`] keeps a client from asking a service too much at once, and has all callers obey when it asks to wait.
//!
//! What is *not* here: retries (they are decided where the intent is known), authentication, and any knowledge of the
//! two services.

mod clock;
mod echo;
mod exchange;
mod pacer;
mod retry_after;
mod scripted;
pub mod web;

pub use clock::{Clock, ManualClock, SystemClock};
pub use echo::without_echoes;
pub use exchange::{Answer, Discreet, FailureStage, Transport, TransportError};
pub use pacer::{Pace, Pacer, Paused, Turn};
pub use retry_after::retry_after;
pub use scripted::{ScriptedTransport, scripted_answer};
