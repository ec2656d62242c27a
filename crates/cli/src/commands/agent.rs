//! `passerelle agent`.

use clap::Args;

/// Run the nightly service in the foreground, until it is stopped with Ctrl-C or a termination signal.
#[derive(Debug, Args)]
#[command(after_help = "\
It runs once every night, at a time within the nightly window (settings schedule.window_start and schedule.window_end) that differs
from computer to computer. A night that the computer slept through is caught up once. Stopping is clean: what is being written is
finished and read back first.

With --json, each line is one event as a JSON document.")]
pub(crate) struct Agent {
    /// Look for new sheets at once too, without waiting for the night.
    #[arg(long)]
    pub(crate) now: bool,
}
