//! Finds the template that a sheet goes into.

use passerelle_silverfin::{
    CompanyId, FirmId, Period, PeriodId, Reconciliation, SilverfinApi, SilverfinError, Workflow, WorkflowStatus,
};
use passerelle_social_balance::FinancialYear;

use crate::Reason;
use crate::journal::Target;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The template, in an open workflow of the right period.
    Template(Target),
    /// It is not there, or not open yet.
    NotYet(Reason),
}

/// What the template is known by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The firm.
    pub(super) firm: FirmId,
    /// The client file.
    pub(super) company: CompanyId,
    /// The sheet's financial year.
    pub(super) year: FinancialYear,
    /// The template's handle.
    pub(super) handle: &'a str,
}

/// Looks for the template.
pub(super) async fn find(api: &dyn SilverfinApi, wanted: Wanted<'_>) -> Result<Found, SilverfinError> {
    let period = match year_end_period(&api.periods(wanted.company).await?, wanted.year) {
        Ok(period) => period,
        Err(reason) => return Ok(Found::NotYet(reason)),
    };
    let mut candidates = Vec::new();
    for workflow in api.workflows(wanted.company, period).await? {
        let templates = api.reconciliations(wanted.company, period, workflow.id).await?;
        candidates.extend(with_handle(templates, wanted.handle).map(|template| (workflow.clone(), template)));
    }
    let (workflow, template) = match only_one(candidates, wanted.handle) {
        Ok(found) => found,
        Err(reason) => return Ok(Found::NotYet(reason)),
    };
    let status = api.workflow_status(wanted.company, period, workflow.id).await?;
    if is_completed(&status) {
        return Ok(Found::NotYet(Reason::WorkflowCompleted { workflow: name(&workflow) }));
    }
    Ok(Found::Template(Target {
        firm: wanted.firm,
        company: wanted.company,
        period,
        workflow: workflow.id,
        reconciliation: template.id,
    }))
}

/// The period that closes the sheet's financial year, on the very day and, where Silverfin says it, with the very start.
fn year_end_period(periods: &[Period], year: FinancialYear) -> Result<PeriodId, Reason> {
    let closing = periods
        .iter()
        .find(|period| period.end_date == year.end() && (period.fiscal_year.is_none() || period.is_year_end()))
        .ok_or(Reason::NoPeriod { end_date: year.end() })?;
    match closing.fiscal_year.and_then(|fiscal| fiscal.start_date) {
        Some(start) if start != year.start() => Err(Reason::YearStartDiffers { sheet: year.start(), silverfin: start }),
        _ => Ok(closing.id),
    }
}

fn with_handle(templates: Vec<Reconciliation>, handle: &str) -> impl Iterator<Item = Reconciliation> + '_ {
    templates.into_iter().filter(move |template| template.handle.as_deref() == Some(handle))
}

fn only_one(candidates: Vec<(Workflow, Reconciliation)>, handle: &str) -> Result<(Workflow, Reconciliation), Reason> {
    let (archived, mut open): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|(workflow, _)| workflow.archived == Some(true));
    // One template may be listed in several workflows; it is one place all the same.
    open.dedup_by_key(|(_, template)| template.id);
    match (open.len(), archived.first()) {
        (1, _) => open.pop().ok_or_else(|| Reason::NoTemplate { handle: handle.to_owned() }),
        (0, Some((workflow, _))) => Err(Reason::WorkflowArchived { workflow: name(workflow) }),
        (0, None) => Err(Reason::NoTemplate { handle: handle.to_owned() }),
        (count, _) => Err(Reason::SeveralTemplates { handle: handle.to_owned(), count }),
    }
}

/// Whether a status says that the workflow is done with. What cannot be read says nothing.
fn is_completed(status: &WorkflowStatus) -> bool {
    let word = status.status.as_deref().unwrap_or_default().to_ascii_lowercase();
    status.progress == Some(100) || matches!(word.as_str(), "complete" | "completed" | "closed" | "done" | "finished")
}

fn name(workflow: &Workflow) -> String {
    workflow.name.clone().unwrap_or_else(|| workflow.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_silverfin::{FiscalYear, ReconciliationId, WorkflowId};

    fn period(id: u64, end: &str, fiscal: Option<(&str, &str)>) -> Period {
        Period {
            id: PeriodId(id),
            end_date: end.parse().unwrap(),
            fiscal_year: fiscal.map(|(start, end)| FiscalYear {
                start_date: Some(start.parse().unwrap()),
                end_date: Some(end.parse().unwrap()),
            }),
        }
    }

    fn year(start: &str, end: &str) -> FinancialYear {
        FinancialYear::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    #[test]
    fn only_the_period_that_closes_the_year_will_do() {
        let calendar = Some(("2025-01-01", "2025-12-31"));
        let monthly = [period(3, "2025-12-31", calendar), period(2, "2025-11-30", calendar)];
        assert_eq!(year_end_period(&monthly, year("2025-01-01", "2025-12-31")), Ok(PeriodId(3)));
        assert_eq!(
            year_end_period(&monthly, year("2024-12-01", "2025-11-30")),
            Err(Reason::NoPeriod { end_date: "2025-11-30".parse().unwrap() })
        );
        let long = [period(4, "2025-12-31", Some(("2024-07-01", "2025-12-31")))];
        assert!(matches!(
            year_end_period(&long, year("2025-01-01", "2025-12-31")),
            Err(Reason::YearStartDiffers { .. })
        ));
        assert_eq!(
            year_end_period(&[period(5, "2025-12-31", None)], year("2025-01-01", "2025-12-31")),
            Ok(PeriodId(5)),
            "an answer without a financial year is believed by its closing date"
        );
    }

    fn candidate(workflow: u64, archived: Option<bool>, template: u64) -> (Workflow, Reconciliation) {
        (
            Workflow { id: WorkflowId(workflow), name: Some(format!("Workflow {workflow}")), archived },
            Reconciliation {
                id: ReconciliationId(template),
                handle: Some("social_balance_sheet".into()),
                name: None,
                starred: None,
            },
        )
    }

    #[test]
    fn exactly_one_template_in_an_open_workflow_is_taken() {
        let found = |candidates| only_one(candidates, "social_balance_sheet").map(|(_, template)| template.id.0);
        assert_eq!(found(vec![candidate(1, None, 10)]), Ok(10));
        assert_eq!(found(vec![candidate(1, None, 10), candidate(2, Some(true), 11)]), Ok(10));
        assert_eq!(found(vec![candidate(1, None, 10), candidate(2, None, 10)]), Ok(10));
        assert!(matches!(found(vec![]), Err(Reason::NoTemplate { .. })));
        assert!(matches!(found(vec![candidate(1, Some(true), 10)]), Err(Reason::WorkflowArchived { .. })));
        assert!(matches!(
            found(vec![candidate(1, None, 10), candidate(1, None, 11)]),
            Err(Reason::SeveralTemplates { count: 2, .. })
        ));
    }

    #[test]
    fn an_unreadable_status_closes_nothing() {
        assert!(!is_completed(&WorkflowStatus::default()));
        assert!(!is_completed(&WorkflowStatus { status: Some("open".into()), progress: Some(99) }));
        assert!(is_completed(&WorkflowStatus { status: None, progress: Some(100) }));
        assert!(is_completed(&WorkflowStatus { status: Some("Completed".into()), progress: None }));
    }
}
