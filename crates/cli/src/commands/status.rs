//! `passerelle status`.

use std::fmt::Write as _;

use passerelle_agent::Status as Standing;

use crate::answer::{Answer, Status as ExitStatus};
use crate::failure::Failure;
use crate::office::Office;
use clap::Args;

/// Say how things stand: connected or not, the last night, what waits for you.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle status
  passerelle status --json

Exit status 3 when something waits for you, 4 when something will be tried again by itself.")]
pub(crate) struct Status;

/// Everything at a glance.
pub(crate) fn run(office: &Office) -> Result<Answer, Failure> {
    let standing = office.agent.status().map_err(|error| office.failure(&error))?;
    let status = if standing.activation.is_none() || standing.firms.is_empty() || standing.waiting_for_person > 0 {
        ExitStatus::WaitsForPerson
    } else if standing.under_way.is_empty() {
        ExitStatus::Done
    } else {
        ExitStatus::WillBeRetried
    };
    Ok(Answer::new(text(&standing, office), &standing)?.with_status(status))
}

fn text(standing: &Standing, office: &Office) -> String {
    let messages = &office.messages;
    let Some(activation) = &standing.activation else {
        return "The external connection is not active.\nNext: passerelle connection activate".to_owned();
    };
    let mut text = String::new();
    let since = activation.activated_at.map_or_else(|| "-".to_owned(), |at| messages.moment(at));
    let _ = writeln!(text, "Active since {since}, source: {}", activation.source.as_str());
    let firms: Vec<&str> = standing.firms.iter().map(|firm| firm.name.as_str()).collect();
    let _ = writeln!(text, "Silverfin: {}", if firms.is_empty() { "no firm yet".to_owned() } else { firms.join(", ") });
    match &standing.last_run {
        None => text.push_str("No run yet.\n"),
        Some(run) => {
            let ended = run.finished_at.map_or_else(|| "did not end".to_owned(), |at| messages.moment(at));
            let _ = writeln!(text, "Last run: began {}, ended {ended}", messages.moment(run.started_at));
        }
    }
    for (state, count) in &standing.under_way {
        let _ = writeln!(text, "  {count:>4}  {}", messages.state(*state));
    }
    if standing.waiting_for_person > 0 {
        let _ = writeln!(text, "{} wait for you: passerelle dossiers --waiting", standing.waiting_for_person);
    }
    if let Some(at) = standing.next_retry {
        let _ = writeln!(text, "Tried again by itself: {}", messages.moment(at));
    }
    text
}
