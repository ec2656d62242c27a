//! `passerelle doctor`.

use clap::Args;

/// Look at each thing that a connection needs, and say what is wrong and what to do.
#[derive(Debug, Args)]
#[command(after_help = "\
Looks, from near to far: the home folder, the settings, the office's policy, the keyring and the secrets in it, the source of
the sheets, Silverfin's address and login, the mapping. Changes nothing.

Exit status 3 when there is something for you to do, 4 when a service cannot be reached now.")]
pub(crate) struct Doctor {
    /// Look only at this computer; ask neither Finbox nor Silverfin.
    #[arg(long)]
    pub(crate) offline: bool,
}
