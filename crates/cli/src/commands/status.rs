//! `passerelle status`.

use clap::Args;

/// Say how things stand: connected or not, the last night, what waits for you.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle status
  passerelle status --json

Exit status 3 when something waits for you, 4 when something will be tried again by itself.")]
pub(crate) struct Status;
