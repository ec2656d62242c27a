//! `passerelle activity`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use passerelle_agent::journal::{Activity as Line, ActivityFilter, RunId, RunRecord};
use passerelle_agent::messages::{Argument, Messages, keys};
use passerelle_agent::schedule::RunKind;
use passerelle_api::activity_csv;
use serde::Serialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::office::Office;
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
    pub(crate) limit: u32,
}

/// One line as `--json` shows it.
#[derive(Debug, Serialize)]
struct LineDocument<'line> {
    #[serde(flatten)]
    line: &'line Line,
    dossier_name: Option<&'line str>,
    text: String,
}

/// What was done, newest first.
pub(crate) fn run(arguments: &Activity, office: &Office) -> Result<Answer, Failure> {
    let journal = office.agent.journal();
    let failed = |error: passerelle_agent::journal::JournalError| office.failure(&error.into());
    let filter = ActivityFilter { at_most: Some(arguments.limit), ..ActivityFilter::default() };
    let mut lines = journal.activity(&filter).map_err(failed)?;
    if let Some(since) = arguments.since {
        let zone = office.zone();
        lines.retain(|line| line.at.with_timezone(&zone).date_naive() >= since);
    }
    let dossiers = journal.dossiers().map_err(failed)?;
    let names: BTreeMap<_, String> = dossiers.into_iter().map(|dossier| (dossier.id, dossier.name)).collect();
    let runs: BTreeMap<RunId, RunRecord> =
        journal.runs(u32::MAX).map_err(failed)?.into_iter().map(|run| (run.id, run)).collect();
    let documents: Vec<LineDocument<'_>> = lines
        .iter()
        .map(|line| LineDocument {
            line,
            dossier_name: line.dossier.and_then(|dossier| names.get(&dossier)).map(String::as_str),
            text: office.messages.event(&line.event),
        })
        .collect();
    let text = if arguments.csv {
        activity_csv(&lines, &names, &runs, &office.messages)
            .map_err(|error| Failure::unexpected("the activity cannot be written as CSV", &error))?
    } else {
        text_of(&documents, &runs, &office.messages)
    };
    // What came of a run is in its lines.
    let runs: Vec<RunRecord> = runs.into_values().rev().map(|run| RunRecord { outcome: None, ..run }).collect();
    Answer::new(text, &serde_json::json!({ "activity": documents, "runs": runs }))
}

fn text_of(lines: &[LineDocument<'_>], runs: &BTreeMap<RunId, RunRecord>, messages: &Messages) -> String {
    let mut text = String::new();
    let mut heading = None;
    for LineDocument { line, dossier_name, text: sentence } in lines {
        if heading != Some(line.run) {
            heading = Some(line.run);
            let name = line.run.and_then(|run| runs.get(&run)).map(|run| run_heading(run, messages));
            let _ = writeln!(text, "{}", name.unwrap_or_else(|| "-".to_owned()));
        }
        let dossier = dossier_name.map(|name| format!("{name}: ")).unwrap_or_default();
        let _ = writeln!(text, "  {}  {dossier}{sentence}", messages.moment(line.at));
    }
    if text.is_empty() { "Nothing has happened yet.".to_owned() } else { text }
}

/// A run, as a heading.
fn run_heading(run: &RunRecord, messages: &Messages) -> String {
    let night = run.night.map(|night| messages.day(night)).unwrap_or_default();
    let (key, arguments): (_, &[(&str, Argument<'_>)]) = match run.kind {
        RunKind::Scheduled => (keys::RUN_SCHEDULED, &[("night", night.into())]),
        RunKind::CatchUp => (keys::RUN_CATCH_UP, &[("night", night.into())]),
        RunKind::Manual => (keys::RUN_MANUAL, &[]),
        RunKind::Retry => (keys::RUN_RETRY, &[]),
    };
    format!("{}, {}", messages.text(key, arguments), messages.moment(run.started_at))
}
