//! How a request becomes an answer: one lock around one state, one function from both to an answer.
//!
//! [`Sandbox::handle`] does it without a socket; [`Running`] is the same behind one.

mod answer;
mod call;
mod connection;
mod exchange;
mod running;
mod sandbox;
mod understand;

pub(crate) use answer::Answer;
pub(crate) use call::{Call, CallBody, Part};
pub use exchange::Exchange;
pub use running::{Running, StartError};
pub use sandbox::{Audit, Mistake, Sandbox, Violation};
