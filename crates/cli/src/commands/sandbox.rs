//! `passerelle sandbox`.

use clap::Args;

/// Run Finbox and Silverfin on this computer, with invented companies, to try everything without an account.
#[derive(Debug, Args)]
#[command(after_help = "\
Prints the addresses and a ready access key, then answers until it is stopped with Ctrl-C. It listens on the loopback address
only: nothing outside this computer can reach it.

What it prints can be pasted into another terminal:
  passerelle settings set finbox.url http://127.0.0.1:8140/finbox
  ...")]
pub(crate) struct Sandbox {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// The number from which the invented companies are drawn.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many dossiers.
    #[arg(long, default_value_t = 40)]
    pub(crate) dossiers: usize,
}
