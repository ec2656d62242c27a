//! `passerelle review show` and `passerelle review send`.

use clap::{Args, Subcommand};
use passerelle_social_balance::RubricCode;

/// Decide, rubric by rubric, where a person's figure in Silverfin and a new sheet disagree.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle review show                                   every sheet that waits for a decision
  passerelle review show \"Boulangerie du Parc\"             the three values of each rubric in question
  passerelle review send \"Boulangerie du Parc\" --take 1003,1013 --keep 1023
  passerelle review send \"Boulangerie du Parc\" --keep all

Nothing is chosen for you: each rubric in question has to be named, to be taken from the sheet or kept as it stands.")]
pub(crate) struct Review {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What can be done in a review.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Show what is to be decided: the value last delivered, the value in Silverfin now, the new value.
    Show {
        /// One dossier: its id, the beginning of its id, its enterprise number or its name. All that wait if left out.
        dossier: Option<String>,
    },
    /// Send the sheet as decided.
    Send {
        /// The dossier: its id, the beginning of its id, its enterprise number or its name.
        dossier: String,
        /// Rubrics whose new value is sent, with commas between, or "all".
        #[arg(long, value_name = "RUBRICS")]
        take: Option<Rubrics>,
        /// Rubrics that keep the value that stands in Silverfin, with commas between, or "all".
        #[arg(long, value_name = "RUBRICS")]
        keep: Option<Rubrics>,
    },
}

/// Some rubrics, or all in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rubrics {
    All,
    These(Vec<RubricCode>),
}

impl std::str::FromStr for Rubrics {
    type Err = passerelle_social_balance::UnknownRubric;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        text.split(',').map(|code| code.trim().parse()).collect::<Result<_, _>>().map(Self::These)
    }
}
