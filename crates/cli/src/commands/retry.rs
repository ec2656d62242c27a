//! `passerelle retry`.

use clap::Args;

/// Try again what was refused or waits, now that its cause is gone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle retry 0403.019.261
  passerelle retry --all

What waits for a time is tried again by itself; this only makes it sooner.")]
pub(crate) struct Retry {
    /// The dossier: its id, the beginning of its id, its enterprise number or its name.
    #[arg(required_unless_present = "all")]
    pub(crate) dossier: Option<String>,
    /// Everything that was refused or waits.
    #[arg(long, conflicts_with = "dossier")]
    pub(crate) all: bool,
}
