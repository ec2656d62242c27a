//! `passerelle sync`.

use clap::Args;

/// Look for new sheets now and deliver what can be delivered, without waiting for the night.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle sync --dry-run      what would be written where; nothing is written anywhere, not even here
  passerelle sync

Exit status 3 when something waits for you, 4 when something will be tried again by itself.")]
pub(crate) struct Sync {
    /// Write nothing anywhere; say what would be written.
    #[arg(long)]
    pub(crate) dry_run: bool,
}
