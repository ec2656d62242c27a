use http::StatusCode;
use serde_json::{Value, json};

use super::paging::page;
use super::reconciliations::row as reconciliation_row;
use super::{company, company_id, firm_id, period};
use crate::server::{Answer, Call};
use crate::world::{FirmWorkflowId, Period, Workflow, WorkflowId, WorkflowState, World};

/// The workflows of a period. Not paged. Archived ones are there only where a knob says so, and then marked.
pub(super) fn list(world: &World, call: &Call) -> Option<Answer> {
    let period = period(world, call)?;
    let archived_listed = world.silverfin.knobs.archived_workflows_listed;
    let rows: Vec<Value> = period
        .workflows
        .values()
        .filter(|workflow| archived_listed || workflow.state != WorkflowState::Archived)
        .map(|workflow| {
            let mut row = row(workflow);
            if let (true, Some(members)) = (archived_listed, row.as_object_mut()) {
                members.insert("archived".to_owned(), json!(workflow.state == WorkflowState::Archived));
            }
            row
        })
        .collect();
    Some(Answer::json(StatusCode::OK, &rows))
}

/// The templates within a workflow.
pub(super) fn reconciliations(world: &World, call: &Call) -> Option<Answer> {
    let (period, workflow) = workflow(world, call)?;
    let company = company(world, call)?;
    let rows = workflow
        .reconciliations
        .iter()
        .filter_map(|id| company.reconciliations.get(id))
        .map(|reconciliation| reconciliation_row(period, reconciliation));
    Some(page(world, call, rows))
}

/// How far a workflow is.
pub(super) fn status(world: &World, call: &Call) -> Option<Answer> {
    let (_, workflow) = workflow(world, call)?;
    if !world.silverfin.knobs.workflow_status_readable {
        return None;
    }
    let body = json!({ "status": workflow.state.status(), "progress": workflow.state.progress() });
    Some(Answer::json(StatusCode::OK, &body))
}

/// Adds a workflow of the firm to the newest period of a client file, with the firm's templates that it names elsewhere.
pub(super) fn add(world: &mut World, call: &Call) -> Option<Answer> {
    let (firm, company) = (firm_id(call)?, company_id(call)?);
    world.company(firm, company)?;
    let wanted = call.part_text("firm_workflow_id").and_then(|text| text.parse().ok()).map(FirmWorkflowId);
    let known = wanted.and_then(|id| world.firm(firm)?.workflows.get(&id)).filter(|workflow| !workflow.archived);
    let Some(made_from) = known.cloned() else {
        return Some(Answer::errors(
            StatusCode::UNPROCESSABLE_ENTITY,
            "firm_workflow_id is not a workflow of the firm",
        ));
    };
    let id = WorkflowId(world.number());
    let company = world.company_mut(firm, company)?;
    let reconciliations = company
        .periods
        .values()
        .flat_map(|period| period.workflows.values())
        .find(|workflow| workflow.firm_workflow == made_from.id)
        .map(|workflow| workflow.reconciliations.clone())
        .unwrap_or_default();
    let period = company.periods.values_mut().max_by_key(|period| period.end_date)?;
    let workflow = Workflow {
        id,
        firm_workflow: made_from.id,
        name: made_from.name,
        state: WorkflowState::Open { progress: 0 },
        reconciliations,
    };
    let answer = Answer::json(StatusCode::CREATED, &row(&workflow)).applied();
    period.workflows.insert(id, workflow);
    Some(answer)
}

fn workflow<'a>(world: &'a World, call: &Call) -> Option<(&'a Period, &'a Workflow)> {
    let period = period(world, call)?;
    let workflow = period.workflows.get(&WorkflowId(call.path_number("workflow_id")?))?;
    Some((period, workflow))
}

fn row(workflow: &Workflow) -> Value {
    json!({
        "id": workflow.id,
        "firm_workflow_id": workflow.firm_workflow,
        "name": workflow.name,
        "default": false,
    })
}
