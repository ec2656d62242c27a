//! `passerelle review show` and `passerelle review send`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use passerelle_agent::merge::Choice;
use passerelle_agent::{Review as Waiting, SyncOptions};

use super::sync::standing;
use crate::answer::{Answer, Status};
use crate::failure::Failure;
use crate::office::Office;
use crate::overview::year;
use crate::progress::Shown;
use crate::table::Table;
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

/// Shows what is to be decided, or sends what was decided.
pub(crate) async fn run(arguments: &Review, office: &Office, json: bool) -> Result<Answer, Failure> {
    match &arguments.action {
        Action::Show { dossier } => show(dossier.as_deref(), office),
        Action::Send { dossier, take, keep } => {
            for waiting in waiting(Some(dossier), office)? {
                let choices = choices(&waiting, take.as_ref(), keep.as_ref())?;
                office
                    .agent
                    .decide(waiting.sheet, &choices)
                    .map_err(|error| office.failure(&error).about(&waiting.dossier_name))?;
            }
            let shown = if json { Shown::Not } else { Shown::Bar };
            let report = super::sync::run_once(office, SyncOptions::default(), shown).await?;
            super::sync::answer(&report, &office.messages, false)
        }
    }
}

/// What waits, of one dossier or of all. A dossier for which nothing waits is an error.
fn waiting(dossier: Option<&str>, office: &Office) -> Result<Vec<Waiting>, Failure> {
    let mut reviews = office.agent.reviews().map_err(|error| office.failure(&error))?;
    if let Some(text) = dossier {
        let dossier = office.dossier(text)?;
        reviews.retain(|review| review.dossier == dossier.id);
        if reviews.is_empty() {
            return Err(Failure::wrong_use("nothing_to_review", "nothing waits for a decision there")
                .with_fix("passerelle review show lists what waits")
                .about(dossier.name));
        }
    }
    Ok(reviews)
}

fn show(dossier: Option<&str>, office: &Office) -> Result<Answer, Failure> {
    let reviews = waiting(dossier, office)?;
    let messages = &office.messages;
    let mut text = String::new();
    for review in &reviews {
        let _ = writeln!(text, "{} {}, revision {}", review.dossier_name, year(review.financial_year), review.revision);
        let mut table = Table::new(["rubric", "delivered", "stands now", "new", ""]).rightwards(&[1, 2, 3]);
        for conflict in &review.conflicts {
            let figure = |value: Option<passerelle_social_balance::Decimal>| {
                value.map_or_else(|| "-".to_owned(), |value| messages.number(value))
            };
            table.row([
                conflict.code.to_string(),
                figure(conflict.last_delivered),
                standing(&conflict.standing, messages),
                figure(conflict.new),
                conflict.code.rubric().label(messages.language()).to_owned(),
            ]);
        }
        text.push_str(&table.indented(2));
        let _ = writeln!(text, "  -> passerelle review send {:?} --take RUBRICS --keep RUBRICS\n", review.dossier_name);
    }
    let status = if reviews.is_empty() { Status::Done } else { Status::WaitsForPerson };
    if reviews.is_empty() {
        text.push_str("Nothing waits for a decision.");
    }
    Ok(Answer::new(text, &serde_json::json!({ "reviews": reviews }))?.with_status(status))
}

/// One choice for each rubric that was named. What was not named stays undecided, and the agent says so.
fn choices(
    review: &Waiting,
    take: Option<&Rubrics>,
    keep: Option<&Rubrics>,
) -> Result<BTreeMap<RubricCode, Choice>, Failure> {
    let in_question: Vec<RubricCode> = review.conflicts.iter().map(|conflict| conflict.code).collect();
    let named = |rubrics: Option<&Rubrics>| match rubrics {
        Some(Rubrics::These(codes)) => codes.clone(),
        Some(Rubrics::All) | None => Vec::new(),
    };
    let (taken, kept) = (named(take), named(keep));
    for code in taken.iter().chain(&kept) {
        if !in_question.contains(code) {
            return Err(Failure::wrong_use(
                "rubric_not_in_question",
                format!("rubric {code} is not in question there"),
            )
            .about(&review.dossier_name));
        }
    }
    if take == Some(&Rubrics::All) && keep == Some(&Rubrics::All) || taken.iter().any(|code| kept.contains(code)) {
        return Err(Failure::wrong_use("chosen_twice", "a rubric cannot be both taken and kept"));
    }
    let choice = |code: &RubricCode| {
        if taken.contains(code) {
            Some(Choice::Take)
        } else if kept.contains(code) {
            Some(Choice::Keep)
        } else if take == Some(&Rubrics::All) {
            Some(Choice::Take)
        } else if keep == Some(&Rubrics::All) {
            Some(Choice::Keep)
        } else {
            None
        }
    };
    Ok(in_question.into_iter().filter_map(|code| Some((code, choice(&code)?))).collect())
}
