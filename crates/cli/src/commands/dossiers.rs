//! `passerelle dossiers` and `passerelle dossier link`.

use clap::{Args, Subcommand};

/// Show every dossier and where its sheet stands, what waits for you first; link a dossier to its Silverfin file.
#[derive(Debug, Args)]
#[command(
    visible_alias = "dossier",
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  passerelle dossiers
  passerelle dossiers --waiting
  passerelle dossier link \"Boulangerie du Parc\" 40217

A dossier is named by its id, the beginning of its id, its enterprise number or its name."
)]
pub(crate) struct Dossiers {
    #[command(subcommand)]
    pub(crate) action: Option<Action>,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

/// Which dossiers are shown.
#[derive(Debug, Args)]
pub(crate) struct Filter {
    /// Only those that wait for you.
    #[arg(long)]
    pub(crate) waiting: bool,
}

/// What can be done to one dossier.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Say once which Silverfin file a dossier belongs to. Remembered; what waited for it goes on.
    #[command(after_help = "\
Passerelle links by itself when exactly one Silverfin file has the dossier's enterprise number. When none or several
have it, you choose. `passerelle dossiers` shows the candidates with their numbers.")]
    Link {
        /// The dossier: its id, the beginning of its id, its enterprise number or its name.
        dossier: String,
        /// The number of the Silverfin file, as in its address: .../f/FIRM/companies/COMPANY.
        company: u64,
        /// The Silverfin firm, where several are connected.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
}
