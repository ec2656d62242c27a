use std::sync::Arc;
use std::time::Duration;

use passerelle_agent::SheetState;
use passerelle_agent::journal::{NewActivation, SourceKind};
use passerelle_sandbox::world::WorkflowState;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::Office;

const FIGURES: [(&str, &str); 1] = [("1003", "12")];

#[tokio::test]
async fn pairing_once_more_stops_nothing_however_finely_the_source_tells_the_time() {
    let office = Office::plain(1);
    let (desktop, client) = (office.desktop("bureau-1"), office.client(0));
    office.clock.advance(Duration::from_nanos(123_456));
    desktop.connect().await;
    client.set_workflows(WorkflowState::Archived);
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    desktop.pair_and_log_in(&office.pairing_id()).await;
    assert_eq!(desktop.state(&client), Some(SheetState::WaitingWorkflow));
    client.set_workflows(WorkflowState::Open { progress: 10 });
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn pairing_once_more_stops_nothing_where_the_first_time_did_not_learn_of_the_activation() {
    let office = Office::plain(1);
    let (first, second, client) = (office.desktop("bureau-1"), office.desktop("bureau-2"), office.client(0));
    first.connect().await;
    office.later(1);
    let fault = FaultRule::operation("getExternalConnection", Times::Always, FaultKind::status(503));
    let fault = office.sandbox.add_fault(fault);
    second.pair_and_log_in(&office.pairing_id()).await;
    office.sandbox.remove_fault(fault);
    client.set_workflows(WorkflowState::Archived);
    client.publish_figures(&FIGURES);
    second.next_night().await;
    second.pair_and_log_in(&office.pairing_id()).await;
    assert_eq!(second.state(&client), Some(SheetState::WaitingWorkflow));
    let activation = second.agent.journal().activation().unwrap().unwrap();
    assert!(activation.activated_at.is_some(), "it is known from then on");
    client.set_workflows(WorkflowState::Open { progress: 10 });
    second.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_page_that_was_asked_for_under_another_activation_moves_nothing_of_the_new_one() {
    let (_office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    let desktop = Arc::new(desktop);
    let same = Arc::clone(&desktop);
    desktop.wire.meanwhile(1, ("GET", "/social-balances"), move || {
        let journal = same.agent.journal();
        journal.deactivate(same.now()).unwrap();
        let activated_at = Some(same.now());
        journal
            .activate(&NewActivation { source: SourceKind::Finbox, start_date: None, activated_at }, same.now())
            .unwrap();
    });
    desktop.next_night().await;
    let activation = desktop.agent.journal().activation().unwrap().unwrap();
    assert_eq!((activation.cursor, activation.entity_tag), (None, None));
    assert_eq!(desktop.state(&client), None);
    client.assert_untouched();
}
