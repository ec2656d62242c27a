//! The three-way merge of one sheet into one template: what we delivered last, what stands there now, what the new sheet
//! says. Pure: values in, a plan out.
//!
//! The law that everything here serves: **a value that a person typed is never overwritten in silence.** A value counts
//! as ours only when we wrote it ourselves and it still stands as we wrote it.

mod base;
mod decision;
mod figures;
mod marker;
#[cfg(test)]
mod marker_tests;
mod ownership;
mod plan;
mod standing;
#[cfg(test)]
mod tests;

pub use base::Base;
pub use decision::{Choice, Decision, Decisions};
pub use marker::{MarkedSheet, Marker, MarkerState};
pub use ownership::Ownership;
pub use plan::{Conflict, Kept, KeptBecause, MergePlan, Write, merge};
pub use standing::{Standing, StandingValue};
