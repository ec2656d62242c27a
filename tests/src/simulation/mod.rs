//! Whole worlds from one seed: an office, its desktops, both services, and everything that may befall them, in process and
//! on a clock that costs nothing.
//!
//! - [`Plan`]: what will happen, drawn from a seed. Nothing is drawn later, so a seed replays and a plan can be cut down.
//! - [`play()`]: lets it happen. Everything ends well: faults pass, workflows open, questions are answered.
//! - [`wrongs`]: what must hold, judged by the sandbox's own world and ledger.
//! - [`shrink()`]: takes away from a plan that ends badly whatever does not matter.
//! - The story of a plan, in sentences, comes out of [`Played`].

#[cfg(test)]
mod blindness;
mod computer;
mod deed;
mod draw;
mod evidence;
mod figures;
mod invariants;
mod line;
mod plan;
mod play;
mod questions;
mod record;
mod shrink;

pub use invariants::{INVARIANTS, wrongs};
pub use line::Mutant;
pub use plan::{AfterCut, Crash, Deed, Happening, OfficePlan, Plan};
pub use play::{Played, play};
pub use shrink::shrink;
