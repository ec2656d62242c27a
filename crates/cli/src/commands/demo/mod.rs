//! `passerelle demo`.

use clap::Args;

/// See Passerelle work: two nights on invented companies, with both services on this computer.
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing leaves this computer and nothing is kept: the sandbox, the home and the secrets of the demo end with it.")]
pub(crate) struct Demo {
    /// The number from which the invented companies are drawn.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}
