//! How Passerelle reaches what lies outside the process and cannot be repeated at will: the network and the clock.
//!
//! Both come in as traits, so that a test can replace them and a simulation can own them:
//!
//! - [`Transport`] carries one HTTP exchange. [`web::WebTransport`] is the real one; a simulation answers in process.
//! - [`Clock`] tells the time and waits. [`SystemClock`] is the real one; [`ManualClock`] moves when a test says so.
//!
//! What is *not* here: retries (they are decided where the intent is known), authentication, and any knowledge of the
//! two services.

mod clock;
mod exchange;

pub use clock::{Clock, ManualClock, SystemClock};
pub use exchange::{Answer, FailureStage, Transport, TransportError};
