//! `passerelle sync`.

use std::fmt::Write as _;

use passerelle_agent::SyncOptions;
use passerelle_agent::merge::StandingValue;
use passerelle_agent::messages::Messages;
use passerelle_agent::problem::Cause;
use passerelle_agent::run::{DeliveredSheet, Outcome, PlannedDelivery, RunReport};
use serde::Serialize;

use crate::answer::{Answer, Status};
use crate::failure::Failure;
use crate::office::Office;
use crate::overview::year;
use crate::problem::with_command;
use crate::progress::{ProgressDisplay, Shown};
use crate::stop;
use crate::table::Table;
use clap::Args;

/// Look for new sheets now and deliver what can be delivered, without waiting for the night.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle sync --dry-run      what would be written where; nothing is written anywhere, not even here
  passerelle sync

Exit status 3 when something waits for you, 4 when something will be tried again by itself.")]
pub(crate) struct Sync {
    /// Write nothing anywhere; say what would be written.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What `--json` prints of a run.
#[derive(Debug, Serialize)]
pub(crate) struct RunDocument<'run> {
    outcome: Outcome,
    dry_run: bool,
    #[serde(flatten)]
    report: &'run RunReport,
}

/// One run now.
pub(crate) async fn run(arguments: &Sync, office: &Office, json: bool) -> Result<Answer, Failure> {
    let shown = if json { Shown::Not } else { Shown::Bar };
    let options = SyncOptions { dry_run: arguments.dry_run, ..SyncOptions::default() };
    let report = run_once(office, options, shown).await?;
    answer(&report, &office.messages, arguments.dry_run)
}

/// Runs, shows how far it is, and ends between two steps when somebody wants it to.
pub(crate) async fn run_once(office: &Office, mut options: SyncOptions, shown: Shown) -> Result<RunReport, Failure> {
    let display = ProgressDisplay::new(shown);
    options.progress = display.sink();
    let cancel = options.cancel.clone();
    let run = office.agent.sync(options);
    tokio::pin!(run);
    let outcome = tokio::select! {
        outcome = &mut run => outcome,
        () = stop::wanted() => {
            cancel.cancel();
            run.await
        }
    };
    display.end();
    outcome.map_err(|error| office.failure(&error))
}

/// What a person and a program are told of a run.
pub(crate) fn answer(report: &RunReport, messages: &Messages, dry_run: bool) -> Result<Answer, Failure> {
    let outcome = report.outcome();
    let status = match outcome {
        _ if dry_run => Status::Done,
        Outcome::Done => Status::Done,
        Outcome::WaitsForPerson => Status::WaitsForPerson,
        Outcome::WillRetry => Status::WillBeRetried,
    };
    let text = if dry_run { planned(report, messages) } else { told(report, messages) };
    Ok(Answer::new(text, &RunDocument { outcome, dry_run, report })?.with_status(status))
}

fn told(report: &RunReport, messages: &Messages) -> String {
    let mut text = format!("{} new sheets, {} delivered\n", report.announced, report.delivered.len());
    let mut table = Table::new(["dossier", "year", "firm", "written", "kept"]).rightwards(&[3, 4]);
    for sheet in by_name(&report.delivered) {
        let (written, kept) = (sheet.written.to_string(), sheet.kept.len().to_string());
        table.row([sheet.dossier_name.clone(), year(sheet.financial_year), sheet.firm_name.clone(), written, kept]);
    }
    if !table.is_empty() {
        text.push_str(&table.indented(2));
    }
    waiting(&mut text, report, messages);
    if report.cancelled {
        text.push_str("The run was cut short; the next one goes on where it ended.\n");
    }
    if let Some(at) = report.next_retry {
        let _ = writeln!(text, "Something is tried again by itself: {}", messages.moment(at));
    }
    text
}

/// Client files are delivered several at a time and end in no order of their own.
pub(crate) fn by_name(delivered: &[DeliveredSheet]) -> Vec<&DeliveredSheet> {
    let mut sorted: Vec<&DeliveredSheet> = delivered.iter().collect();
    sorted.sort_by(|one, other| one.dossier_name.cmp(&other.dossier_name));
    sorted
}

fn planned(report: &RunReport, messages: &Messages) -> String {
    let mut text = String::from("Nothing was written. A run now would write:\n");
    for delivery in &report.planned {
        plan(&mut text, delivery, messages);
    }
    if report.planned.is_empty() {
        text.push_str("  nothing\n");
    }
    waiting(&mut text, report, messages);
    text
}

fn plan(text: &mut String, delivery: &PlannedDelivery, messages: &Messages) {
    let plan = &delivery.plan;
    let _ = writeln!(
        text,
        "  {} {} -> {}, client file {}: {} written, {} kept, {} to decide, {} right already",
        delivery.dossiers.join(" + "),
        year(delivery.financial_year),
        delivery.firm_name,
        delivery.company,
        plan.writes.len(),
        plan.kept.len(),
        plan.conflicts.len(),
        plan.right_already.len(),
    );
    let figure = |value: Option<passerelle_social_balance::Decimal>| {
        value.map_or_else(|| "-".to_owned(), |value| messages.number(value))
    };
    let mut table = Table::new(["rubric", "stands", "sheet", ""]).rightwards(&[1, 2]);
    for write in &plan.writes {
        table.row([
            write.code.to_string(),
            standing(&write.before, messages),
            figure(write.after),
            "written".to_owned(),
        ]);
    }
    for kept in &plan.kept {
        table.row([kept.code.to_string(), standing(&kept.standing, messages), figure(kept.new), "kept".to_owned()]);
    }
    for conflict in &plan.conflicts {
        let cells = [standing(&conflict.standing, messages), figure(conflict.new), "to decide".to_owned()];
        table.row([vec![conflict.code.to_string()], cells.to_vec()].concat());
    }
    text.push_str(&table.indented(6));
}

/// A value as it stands in Silverfin, for people.
pub(crate) fn standing(value: &StandingValue, messages: &Messages) -> String {
    match value {
        StandingValue::Absent => "-".to_owned(),
        StandingValue::Number(number) => messages.number(*number),
        StandingValue::Other(text) => format!("{text:?}"),
    }
}

fn waiting(text: &mut String, report: &RunReport, messages: &Messages) {
    for sheet in &report.newly_waiting {
        let _ =
            write!(text, "  {} {}: {}", sheet.dossier_name, year(sheet.financial_year), messages.state(sheet.state));
        match sheet.reason.clone().map(Cause::Sheet) {
            Some(cause) => {
                let _ = writeln!(text, ". {}", messages.reason(&cause));
                let _ = writeln!(text, "    -> {}", with_command(messages.fix(&cause), &cause));
            }
            None => text.push('\n'),
        }
    }
    for trouble in &report.troubles {
        let cause = Cause::Sheet(trouble.clone());
        let _ = writeln!(text, "  {}", messages.reason(&cause));
        let _ = writeln!(text, "    -> {}", with_command(messages.fix(&cause), &cause));
    }
    for (firm, holder) in &report.standby {
        let _ = writeln!(text, "  Firm {firm} is synchronised by {holder}");
    }
}
