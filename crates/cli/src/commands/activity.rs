//! `passerelle activity`.

use chrono::NaiveDate;
use clap::Args;

/// Show what was done, by night, newest first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle activity
  passerelle activity --since 2026-03-01
  passerelle activity --csv > activity.csv")]
pub(crate) struct Activity {
    /// As CSV, for a spreadsheet.
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// Only from this day on.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<NaiveDate>,
    /// At most so many entries.
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) limit: usize,
}
