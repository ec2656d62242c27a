//! Finbox: what its contract's operations do to the world.

use http::StatusCode;

use crate::server::{Answer, Call};
use crate::world::World;

/// Carries out an operation. The contract has let the call through.
pub(crate) fn answer(_world: &mut World, _call: &Call) -> Answer {
    Answer::problem(StatusCode::NOT_IMPLEMENTED, "not_implemented", "the sandbox does not carry this out")
}
