//! The template that the figures go into: in the period that closes the very year, in an open workflow, exactly one.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::run::Outcome;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::{DossierKind, FirmWorkflowId, TemplateId, WorkflowState, World};
use passerelle_tests::{Client, Desktop, Office};

const OPEN: WorkflowState = WorkflowState::Open { progress: 40 };

async fn waiting(kind: DossierKind) -> (Office, Desktop, Client) {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(kind);
    client.publish();
    let report = desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::WaitingWorkflow));
    assert_eq!(report.outcome(), Outcome::WillRetry);
    client.assert_untouched();
    (office, desktop, client)
}

/// Adds a workflow with the social balance's own template, or with its twin, to the period of a plain client's sheet.
fn add_workflow(office: &Office, client: &Client, state: WorkflowState, twin: bool) {
    let place = client.place();
    office.sandbox.change(|world, _| {
        let (workflow, template) = of_firm(world, client, twin);
        world.add_workflow(place.firm, place.company, place.period, workflow, state, &[template]).unwrap();
    });
}

fn of_firm(world: &World, client: &Client, twin: bool) -> (FirmWorkflowId, TemplateId) {
    let firm = world.firm(client.firm).unwrap();
    let workflow = firm.workflows.values().find(|workflow| workflow.name == "Comptes annuels").unwrap();
    let is_wanted = |template: &&passerelle_sandbox::world::Template| {
        template.handle == "social_balance_sheet" && template.marketplace_template_id.is_some() == twin
    };
    (workflow.id, firm.templates.values().find(is_wanted).unwrap().id)
}

#[tokio::test]
async fn a_workflow_that_is_added_later_gets_the_sheet_on_the_next_night() {
    let (office, desktop, client) = waiting(DossierKind::WorkflowMissing).await;
    let handle = "social_balance_sheet".to_owned();
    assert_eq!(desktop.reason(&client), Some(Reason::NoTemplate { handle }));
    desktop.next_night().await;
    client.assert_untouched();
    let period = office.sandbox.world(|world| {
        let company = world.company(client.firm, client.company).unwrap();
        let year_end = client.sheet.financial_year.end();
        company.periods.values().find(|period| period.end_date == year_end).unwrap().id
    });
    office.sandbox.change(|world, _| {
        let (workflow, template) = of_firm(world, &client, false);
        world.add_workflow(client.firm, client.company, period, workflow, OPEN, &[template]).unwrap();
    });
    desktop.next_night().await;
    client.with_present_place().assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_archived_workflow_gets_nothing_until_it_is_opened_again() {
    for archived_listed in [false, true] {
        let (office, desktop, client) = Office::of_one_client().await;
        office.sandbox.change(|world, _| world.silverfin.knobs.archived_workflows_listed = archived_listed);
        client.set_workflows(WorkflowState::Archived);
        client.publish();
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::WaitingWorkflow));
        let named = matches!(desktop.reason(&client), Some(Reason::WorkflowArchived { workflow }) if workflow == "Comptes annuels");
        assert_eq!(named, archived_listed, "the workflow is named where Silverfin shows it");
        client.assert_untouched();
        client.set_workflows(OPEN);
        desktop.next_night().await;
        client.assert_stands_as_due(&[]);
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn a_completed_workflow_gets_nothing_until_it_is_opened_again() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.set_workflows(WorkflowState::Completed);
    client.publish();
    desktop.next_night().await;
    let workflow = "Comptes annuels".to_owned();
    assert_eq!(desktop.reason(&client), Some(Reason::WorkflowCompleted { workflow }));
    client.assert_untouched();
    client.set_workflows(OPEN);
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_status_that_cannot_be_read_keeps_no_sheet_back() {
    let (office, desktop, client) = Office::of_one_client().await;
    office.sandbox.change(|world, _| world.silverfin.knobs.workflow_status_readable = false);
    client.publish();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_waits_when_the_workflow_was_completed_after_the_first_delivery() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&[("1003", "12")]);
    desktop.next_night().await;
    client.set_workflows(WorkflowState::Completed);
    client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::WaitingWorkflow));
    client.assert_stands(&[("1003", "12")]);
    client.set_workflows(OPEN);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn two_templates_of_one_handle_are_not_guessed_between() {
    let (office, desktop, client) = waiting(DossierKind::TemplateTwice).await;
    let handle = "social_balance_sheet".to_owned();
    assert_eq!(desktop.reason(&client), Some(Reason::SeveralTemplates { handle, count: 2 }));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_twin_of_the_template_in_an_archived_or_completed_workflow_is_no_obstacle() {
    for state in [WorkflowState::Archived, WorkflowState::Completed] {
        let (office, desktop, client) = Office::of_one_client().await;
        office.sandbox.change(|world, _| world.silverfin.knobs.archived_workflows_listed = true);
        add_workflow(&office, &client, state, true);
        client.publish();
        desktop.next_night().await;
        assert_eq!(desktop.reason(&client), None, "{state:?}");
        client.assert_stands_as_due(&[]);
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn one_template_in_a_completed_and_in_an_open_workflow_is_open() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.set_workflows(WorkflowState::Completed);
    add_workflow(&office, &client, OPEN, false);
    client.publish();
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), None);
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_template_without_its_handle_in_the_workflow_is_waited_for() {
    let (office, desktop, client) = waiting(DossierKind::TemplateMissing).await;
    assert!(matches!(desktop.reason(&client), Some(Reason::NoTemplate { .. })));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_handle_is_the_offices_to_set() {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("mapping.handle", "bilan_social_maison");
    client.publish();
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(Reason::NoTemplate { handle: "bilan_social_maison".to_owned() }));
    let place = client.place();
    office.sandbox.change(|world, _| {
        let file = world.company_mut(place.firm, place.company).unwrap();
        file.reconciliations.get_mut(&place.reconciliation).unwrap().handle = "bilan_social_maison".to_owned();
    });
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_financial_year_without_its_closing_period_waits_for_it() {
    let (office, desktop, client) = waiting(DossierKind::PeriodMissing).await;
    let end_date = client.sheet.financial_year.end();
    assert_eq!(desktop.reason(&client), Some(Reason::NoPeriod { end_date }));
    office.sandbox.change(|world, _| {
        let period = world.add_financial_year(client.firm, client.company, client.sheet.financial_year).unwrap();
        let (workflow, template) = of_firm(world, &client, false);
        world.add_workflow(client.firm, client.company, period, workflow, OPEN, &[template]).unwrap();
    });
    desktop.next_night().await;
    client.with_present_place().assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_financial_year_that_begins_on_another_day_in_silverfin_is_told_and_waits() {
    let (office, desktop, client) = waiting(DossierKind::YearStartDiffers).await;
    let Some(Reason::YearStartDiffers { sheet, silverfin }) = desktop.reason(&client) else {
        panic!("{:?}", desktop.reason(&client));
    };
    assert_eq!(sheet, client.sheet.financial_year.start());
    assert_ne!(sheet, silverfin);
    office.sandbox.change(|world, _| {
        for period in world.company_mut(client.firm, client.company).unwrap().periods.values_mut() {
            if period.year_end == client.sheet.financial_year.end() {
                period.year_start = sheet;
            }
        }
    });
    desktop.next_night().await;
    client.with_present_place().assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn monthly_quarterly_broken_short_and_long_years_find_the_period_that_closes_them() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let kinds = [
        DossierKind::Monthly,
        DossierKind::Quarterly,
        DossierKind::BrokenYear,
        DossierKind::ShortYear,
        DossierKind::LongYear,
    ];
    let clients = kinds.map(|kind| office.client_of(kind));
    for client in &clients {
        client.publish();
    }
    desktop.next_night().await;
    for client in &clients {
        client.assert_stands_as_due(&[]);
    }
    office.assert_nothing_wrong();
}
