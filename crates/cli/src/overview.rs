//! What stands where and why: every dossier under its state, with what to do said once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use passerelle_agent::messages::Messages;
use passerelle_agent::problem::Cause;
use passerelle_agent::{DossierRow, SheetState};
use passerelle_social_balance::FinancialYear;
use serde::Serialize;

use crate::problem::with_command;
use crate::table::Table;

/// A dossier as `--json` shows it: the agent's row, with the sentences that a person reads.
#[derive(Debug, Serialize)]
pub(crate) struct DossierDocument {
    #[serde(flatten)]
    row: DossierRow,
    state_text: String,
    reason_text: Option<String>,
    fix_text: Option<String>,
}

impl DossierDocument {
    pub(crate) fn new(row: DossierRow, messages: &Messages) -> Self {
        let cause = row.reason.clone().map(Cause::Sheet);
        Self {
            state_text: messages.state(row.state),
            reason_text: cause.as_ref().map(|cause| messages.reason(cause)),
            fix_text: cause.as_ref().map(|cause| messages.fix(cause)),
            row,
        }
    }
}

/// The dossiers grouped by state and cause, those that wait for a person first.
pub(crate) fn overview(rows: &[DossierRow], messages: &Messages) -> String {
    let mut groups: BTreeMap<(Order, SheetState, Option<String>), Vec<&DossierRow>> = BTreeMap::new();
    for row in rows {
        let cause = row.reason.as_ref().filter(|_| !row.state.is_final()).map(passerelle_agent::Reason::code);
        groups.entry((Order::of(row.state), row.state, cause)).or_default().push(row);
    }
    let mut text = String::new();
    for ((_, state, _), members) in groups {
        let cause = members.first().and_then(|row| row.reason.clone()).filter(|_| !state.is_final()).map(Cause::Sheet);
        match &cause {
            Some(cause) => {
                let _ = writeln!(text, "{} ({}): {}", messages.state(state), members.len(), messages.title(cause));
                let _ = writeln!(text, "  -> {}", with_command(messages.fix(cause), cause));
            }
            None => {
                let _ = writeln!(text, "{} ({})", messages.state(state), members.len());
            }
        }
        text.push_str(&lines(&members, messages).indented_without_headings(4));
        text.push('\n');
    }
    text
}

/// Who has to do something comes first, what is done last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    WaitsForPerson,
    UnderWay,
    Done,
}

impl Order {
    fn of(state: SheetState) -> Self {
        if state.waits_for_person() {
            Self::WaitsForPerson
        } else if state.is_final() {
            Self::Done
        } else {
            Self::UnderWay
        }
    }
}

fn lines(rows: &[&DossierRow], messages: &Messages) -> Table {
    let mut table = Table::new([""; 4]);
    for row in rows {
        let number = row.enterprise_number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let last = match (&row.reason, row.state.is_final(), row.delivered_at) {
            (Some(reason), false, _) => messages.sheet_reason(reason),
            (_, _, Some(at)) => delivered(row, &messages.moment(at)),
            _ => String::new(),
        };
        table.row([row.name.clone(), number, year(row.financial_year), last]);
    }
    table
}

fn delivered(row: &DossierRow, at: &str) -> String {
    let company = row.link.as_ref().map_or("", |link| link.company_name.as_str());
    let revision = if row.revision > 1 { format!(", revision {}", row.revision) } else { String::new() };
    let findings = if row.findings > 0 { format!(", {}", findings(row.findings)) } else { String::new() };
    format!("{at}  {company}{revision}{findings}")
}

/// So many findings of the checks, in words.
pub(crate) fn findings(count: impl TryInto<usize>) -> String {
    match count.try_into().unwrap_or(usize::MAX) {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    }
}

/// A calendar year by its number, any other by both its days.
pub(crate) fn year(year: FinancialYear) -> String {
    let (start, end) = (year.start().format("%m-%d").to_string(), year.end().format("%m-%d").to_string());
    if start == "01-01"
        && end == "12-31"
        && year.start().format("%Y").to_string() == year.end().format("%Y").to_string()
    {
        return year.end().format("%Y").to_string();
    }
    format!("{} to {}", year.start(), year.end())
}
