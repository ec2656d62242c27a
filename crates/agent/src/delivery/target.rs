//! Finds the template that a sheet goes into.

use std::collections::BTreeMap;

use passerelle_silverfin::{
    CompanyId, FirmId, Period, PeriodId, Reconciliation, SilverfinApi, SilverfinError, Workflow, WorkflowStatus,
};
use passerelle_social_balance::FinancialYear;

use super::Experience;
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

/// Looks for the template, by what is known of the firm already.
pub(super) async fn find(
    api: &dyn SilverfinApi,
    wanted: Wanted<'_>,
    experience: &Experience,
) -> Result<Found, SilverfinError> {
    let period = match year_end_period(&api.periods(wanted.company).await?, wanted.year) {
        Ok(period) => period,
        Err(reason) => return Ok(Found::NotYet(reason)),
    };
    let mut candidates = Vec::new();
    for workflow in experience.in_order(api.workflows(wanted.company, period).await?) {
        let mut templates = api.reconciliations(wanted.company, period, workflow.id).await?;
        templates.retain(|template| template.handle.as_deref() == Some(wanted.handle));
        if templates.is_empty() {
            continue;
        }
        experience.note_found(&workflow);
        let stage = match workflow.archived {
            Some(true) => Stage::Archived,
            Some(false) | None if !experience.tells_status() => Stage::Open,
            Some(false) | None => {
                let status = api.workflow_status(wanted.company, period, workflow.id).await?;
                experience.note_status(status != WorkflowStatus::default());
                Stage::of(&status)
            }
        };
        let is_found = stage == Stage::Open && templates.len() == 1 && experience.first_open_is_the_only_one();
        candidates.extend(templates.into_iter().map(|template| (workflow.clone(), stage, template)));
        if is_found {
            break;
        }
    }
    Ok(match only_one(candidates, wanted.handle) {
        Ok((workflow, template)) => Found::Template(Target {
            firm: wanted.firm,
            company: wanted.company,
            period,
            workflow: workflow.id,
            reconciliation: template.id,
        }),
        Err(reason) => Found::NotYet(reason),
    })
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

/// How far a workflow is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Open,
    Completed,
    Archived,
}

impl Stage {
    /// What a status says. One that cannot be read closes nothing.
    fn of(status: &WorkflowStatus) -> Self {
        match status.status.as_deref().unwrap_or_default().to_ascii_lowercase().as_str() {
            "archived" => Self::Archived,
            "complete" | "completed" | "closed" | "done" | "finished" => Self::Completed,
            _ if status.progress == Some(100) => Self::Completed,
            _ => Self::Open,
        }
    }
}

/// The one template in an open workflow. One that is listed in several workflows is one place all the same, and open where
/// any of them is.
fn only_one(
    candidates: Vec<(Workflow, Stage, Reconciliation)>,
    handle: &str,
) -> Result<(Workflow, Reconciliation), Reason> {
    let mut open = BTreeMap::new();
    let (mut completed, mut archived) = (None, None);
    for (workflow, stage, template) in candidates {
        match stage {
            Stage::Open => {
                open.entry(template.id).or_insert((workflow, template));
            }
            Stage::Completed => completed = Some(name(&workflow)),
            Stage::Archived => archived = Some(name(&workflow)),
        }
    }
    match (open.len(), open.pop_first(), completed, archived) {
        (1, Some((_, found)), ..) => Ok(found),
        (0, _, Some(workflow), _) => Err(Reason::WorkflowCompleted { workflow }),
        (0, _, None, Some(workflow)) => Err(Reason::WorkflowArchived { workflow }),
        (0, ..) => Err(Reason::NoTemplate { handle: handle.to_owned() }),
        (count, ..) => Err(Reason::SeveralTemplates { handle: handle.to_owned(), count }),
    }
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

    fn candidate(workflow: u64, stage: Stage, template: u64) -> (Workflow, Stage, Reconciliation) {
        let workflow =
            Workflow { id: WorkflowId(workflow), name: Some(format!("Workflow {workflow}")), archived: None };
        let id = ReconciliationId(template);
        (workflow, stage, Reconciliation { id, handle: Some("social_balance_sheet".into()), name: None, starred: None })
    }

    #[test]
    fn exactly_one_template_in_an_open_workflow_is_taken() {
        use Stage::{Archived, Completed, Open};
        let found = |candidates: &[(u64, Stage, u64)]| {
            let candidates =
                candidates.iter().map(|(workflow, stage, template)| candidate(*workflow, *stage, *template));
            only_one(candidates.collect(), "social_balance_sheet")
                .map(|(workflow, template)| (workflow.id.0, template.id.0))
        };
        assert_eq!(found(&[(1, Open, 10)]), Ok((1, 10)));
        assert_eq!(found(&[(1, Open, 10), (2, Archived, 11), (3, Completed, 12)]), Ok((1, 10)));
        assert_eq!(found(&[(1, Open, 10), (2, Open, 10)]), Ok((1, 10)));
        assert_eq!(found(&[(1, Completed, 10), (2, Open, 10)]), Ok((2, 10)));
        assert!(matches!(found(&[]), Err(Reason::NoTemplate { .. })));
        assert!(matches!(found(&[(1, Archived, 10)]), Err(Reason::WorkflowArchived { .. })));
        assert!(matches!(found(&[(1, Archived, 10), (2, Completed, 11)]), Err(Reason::WorkflowCompleted { .. })));
        for twins in [[(1, Open, 10), (1, Open, 11), (2, Open, 10)], [(1, Open, 10), (2, Open, 11), (3, Open, 10)]] {
            assert!(matches!(found(&twins), Err(Reason::SeveralTemplates { count: 2, .. })));
        }
    }

    #[test]
    fn an_unreadable_status_closes_nothing() {
        let stage =
            |status: Option<&str>, progress| Stage::of(&WorkflowStatus { status: status.map(Into::into), progress });
        assert_eq!(stage(None, None), Stage::Open);
        assert_eq!(stage(Some("open"), Some(99)), Stage::Open);
        assert_eq!(stage(None, Some(100)), Stage::Completed);
        assert_eq!(stage(Some("Completed"), None), Stage::Completed);
        assert_eq!(stage(Some("archived"), Some(0)), Stage::Archived);
    }
}
