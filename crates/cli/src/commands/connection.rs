//! `passerelle connection …`: the guide's steps, and what is connected.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use url::Url;

/// Connect Finbox with Silverfin: the three steps of the guide, once.
#[derive(Debug, Args)]
#[command(after_help = "\
The whole way, once the settings are made (`passerelle doctor` says which are missing):
  passerelle connection activate                              step 1 and 2: prints the pairing id
  passerelle connection pair FBX-....                         step 3: checks the pairing id
  passerelle connection authorize-url                         the address to open in a browser, to log in to Silverfin
  passerelle connection complete --redirect \"ADDRESS\"         the address that the browser stands at afterwards
  passerelle connection list                                  what is connected

Only sheets created after the activation are delivered. A reactivation starts anew.")]
pub(crate) struct Connection {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// The steps, and what can be done to what is connected.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Activate the external connection in Finbox, and print the pairing id.
    Activate {
        /// The start date; it has to be today, as the guide asks. [default: today]
        #[arg(long, value_name = "DATE")]
        start_date: Option<NaiveDate>,
    },
    /// Check a pairing id with Finbox, before logging in to Silverfin.
    Pair {
        /// The pairing id ("Identifiant d'appariement"), as Finbox shows it.
        #[arg(value_name = "ID")]
        pairing_id: String,
    },
    /// Print the address to open in a browser, to log in to Silverfin.
    AuthorizeUrl {
        /// The Silverfin firm to connect: its number. May be left out where the login itself says the firm.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
    /// Finish the login: with the address that the browser was sent to, or with the code that Silverfin's page shows.
    Complete {
        /// The whole address that the browser stands at after the login.
        #[arg(long, value_name = "URL", required_unless_present = "code", conflicts_with = "code")]
        redirect: Option<Url>,
        /// The code that Silverfin's page shows after the login.
        #[arg(long)]
        code: Option<String>,
        /// The Silverfin firm that the login was for: its number. Needed where the login does not say it.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
    /// List the Silverfin firms that are connected ("Connexions existantes").
    List,
    /// Say how the connection stands: activated since when, by which computer, what is missing.
    Status,
    /// Take away the connection to one Silverfin firm. What was delivered stays.
    Remove {
        /// The firm's number, as `connection list` shows it.
        firm: u64,
    },
    /// Deactivate the external connection. Sheets created until a later activation will never be sent.
    Deactivate {
        /// Do not ask first.
        #[arg(long)]
        yes: bool,
    },
}
