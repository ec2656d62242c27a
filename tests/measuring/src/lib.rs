//! What both benches share: figures with their limits, and what the system counts of a process.

mod figures;
mod process;

pub use figures::{Figures, median};
pub use process::{kibibytes, megabytes, milliseconds, processor_time_of, proportional_memory_of};
