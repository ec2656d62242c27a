//! `passerelle mapping record` and `passerelle mapping show`.

use clap::{Args, Subcommand};

/// Where each rubric stands in the office's Silverfin template: read it back from a filled template, or show it.
#[derive(Debug, Args)]
#[command(after_help = "\
Silverfin's own social balance template does not publish its keys. Fill one by hand with the figures of a sheet you have as
a file, then let Passerelle read it back and find for each rubric the property that holds its figure:
  passerelle mapping record --firm 13 --company 40217 --sheet sheet.json --name office-2026
  passerelle settings set mapping.file office-2026")]
pub(crate) struct Mapping {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What can be done with mappings.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Read a filled template back and propose where each rubric stands.
    Record {
        /// The Silverfin firm, where several are connected.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
        /// The Silverfin file with the filled template.
        #[arg(long, value_name = "N")]
        company: u64,
        /// The sheet that was typed in, in any form that `passerelle check` reads.
        #[arg(long, value_name = "FILE")]
        sheet: std::path::PathBuf,
        /// Keep the proposal under this name. Only shown if left out.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        known: super::known::Known,
    },
    /// Show the mapping in use: for each rubric, namespace and key.
    Show,
}
