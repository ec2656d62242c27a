//! `passerelle diagnostics`.

use std::path::PathBuf;

use clap::Args;

/// Write a zip for whoever helps: versions, settings, states and logs, without secrets and without anybody's data.
#[derive(Debug, Args)]
#[command(after_help = "\
Names, enterprise numbers, addresses of folders and figures are left out or replaced by tokens that are the same throughout one
zip: \"dossier-1\" is the same dossier everywhere in it. Look into it before you send it.")]
pub(crate) struct Diagnostics {
    /// Where to write it. [default: passerelle-diagnostics-DATE.zip in the current folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
