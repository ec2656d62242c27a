//! No more requests than a delivery needs: what is the same for a whole firm is asked once per night.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::SheetState;
use passerelle_sandbox::world::WorkflowState;
use passerelle_tests::{Client, Desktop, Office};

const CLIENTS: usize = 12;

/// An office of clients with a sheet each. The firm has one template of the handle, or the twin, too.
async fn office(has_twin: bool) -> (Office, Desktop, Vec<Client>) {
    let (office, desktop) = Office::connected(u32::try_from(CLIENTS).unwrap()).await;
    office.sandbox.change(|world, _| {
        for firm in world.silverfin.firms.values_mut() {
            firm.templates.retain(|_, template| has_twin || template.marketplace_template_id.is_none());
        }
    });
    office.publish();
    let clients = (0..CLIENTS).map(|nth| office.client(nth)).collect();
    (office, desktop, clients)
}

fn assert_delivered(office: &Office, desktop: &Desktop, clients: &[Client]) {
    for client in clients {
        assert_eq!(desktop.state(client), Some(SheetState::Delivered), "{}", client.name);
        client.assert_stands_as_due(&[]);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn nine_requests_deliver_a_sheet_and_a_few_more_a_whole_night() {
    let (office, desktop, clients) = office(false).await;
    let before = office.sandbox.ledger().entries().len();
    desktop.next_night().await;
    assert_delivered(&office, &desktop, &clients);
    for operation in [
        "getSocialBalance",
        "getPeriods",
        "getPeriodWorkflowsList",
        "getWorkflowStatus",
        "createReconciliationTextCustomProperties",
        "acknowledgeSocialBalance",
    ] {
        assert_eq!(office.count(operation), CLIENTS, "{operation}");
    }
    assert_eq!(office.count("getReconciliationTextCustomProperties"), 2 * CLIENTS, "before the write and after it");
    let looked_into = office.count("getWorkflowReconciliationTextsList");
    assert!(looked_into <= CLIENTS + 7, "{looked_into}: those that began together knew nothing of each other");
    let all = office.sandbox.ledger().entries().len() - before;
    assert!(all <= 9 * CLIENTS + 7 + 8, "{all} requests: {:?}", office.sandbox.ledger().count_by_operation());
}

#[tokio::test]
async fn where_a_firm_has_two_templates_of_the_handle_every_workflow_is_looked_into() {
    let (office, desktop, clients) = office(true).await;
    desktop.next_night().await;
    assert_delivered(&office, &desktop, &clients);
    assert_eq!(office.count("getWorkflowReconciliationTextsList"), 2 * CLIENTS);
}

#[tokio::test]
async fn a_workflow_that_is_closed_does_not_hide_an_open_one_behind_it() {
    let (office, desktop, clients) = office(false).await;
    for client in &clients {
        let place = client.place();
        client.set_workflows(WorkflowState::Completed);
        office.sandbox.change(|world, _| {
            let period = world.period(place.firm, place.company, place.period).unwrap();
            let closed = period.workflows.values().find(|one| one.reconciliations.contains(&place.reconciliation));
            let firm_workflow = closed.unwrap().firm_workflow;
            let template = world.firm(place.firm).unwrap().templates.values();
            let template = template.clone().find(|one| one.handle == "social_balance_sheet").unwrap().id;
            let open = WorkflowState::Open { progress: 10 };
            world.add_workflow(place.firm, place.company, place.period, firm_workflow, open, &[template]).unwrap();
        });
    }
    desktop.next_night().await;
    assert_delivered(&office, &desktop, &clients);
}

#[tokio::test]
async fn a_firm_that_tells_no_status_is_not_asked_for_one_for_every_client_file() {
    let (office, desktop, clients) = office(false).await;
    office.sandbox.change(|world, _| world.silverfin.knobs.workflow_status_readable = false);
    desktop.next_night().await;
    assert_delivered(&office, &desktop, &clients);
    let asked = office.count("getWorkflowStatus");
    assert!((5..=5 + 4).contains(&asked), "{asked}");
    desktop.clock.advance(std::time::Duration::from_secs(1));
    for client in &clients {
        client.correct_a_little();
    }
    desktop.next_night().await;
    assert!(office.count("getWorkflowStatus") > asked, "another night asks anew");
}
