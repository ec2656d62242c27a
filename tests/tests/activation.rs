//! Only what is new: nothing from before the activation is delivered, and a deactivation stops everything at once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::run::Outcome;
use passerelle_agent::{AgentError, Reason, SheetState};
use passerelle_sandbox::world::{ExternalConnection, WorkflowState};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];

/// A colleague switches the connection off in Finbox itself.
fn colleague_deactivates(office: &Office) {
    office.sandbox.change(|world, _| {
        if let ExternalConnection::Active { pairing_id, .. } =
            std::mem::replace(&mut world.finbox.connection, ExternalConnection::Inactive)
        {
            world.finbox.revoked_pairing_ids.insert(pairing_id);
        }
        for agent in world.finbox.agents.values_mut() {
            agent.revoked = true;
        }
    });
}

/// A sheet that waits because its workflow is not open.
async fn with_a_waiting_sheet() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.set_workflows(WorkflowState::Archived);
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::WaitingWorkflow));
    (office, desktop, client)
}

#[tokio::test]
async fn sheets_made_before_the_activation_are_never_delivered() {
    let office = Office::plain(2);
    let (before, after) = (office.client(0), office.client(1));
    before.publish();
    office.later(1);
    let desktop = office.desktop("bureau-1");
    desktop.connect().await;
    let sheet = after.publish();
    desktop.next_night().await;
    assert_eq!(desktop.state(&before), None);
    before.assert_untouched();
    after.assert_stands_as_due(&[]);
    assert_eq!(after.times_acknowledged(sheet), 1);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_made_after_the_activation_is_delivered_though_the_first_sheet_was_made_before() {
    let office = Office::plain(1);
    let client = office.client(0);
    client.publish_figures(&FIGURES);
    office.later(1);
    let desktop = office.desktop("bureau-1");
    desktop.connect().await;
    let corrected = client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    client.assert_marked(&[corrected]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_start_date_can_only_be_today() {
    let office = Office::plain(1);
    let desktop = office.desktop("bureau-1");
    let today = desktop.agent.today();
    for day in [today.pred_opt().unwrap(), today.succ_opt().unwrap()] {
        let refused = desktop.agent.activate(day).await;
        assert!(matches!(refused, Err(AgentError::StartDateNotToday { .. })));
    }
    assert_eq!(desktop.wire.sent(), 0);
    desktop.agent.activate(today).await.unwrap();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn nothing_runs_without_an_activation() {
    let office = Office::plain(1);
    let desktop = office.desktop("bureau-1");
    let refused = desktop.agent.sync(passerelle_agent::SyncOptions::default()).await;
    assert!(matches!(refused, Err(AgentError::NotActive)));
    assert_eq!(desktop.wire.sent(), 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_deactivation_stops_what_was_on_its_way_for_good() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    let deactivated = desktop.agent.deactivate().await.unwrap();
    assert_eq!((deactivated.stopped, deactivated.source_told), (1, true));
    assert_eq!(office.sandbox.world(|world| world.finbox.connection.clone()), ExternalConnection::Inactive);
    assert_eq!(desktop.state(&client), Some(SheetState::Stopped));

    client.set_workflows(WorkflowState::Open { progress: 10 });
    let sent = desktop.wire.sent();
    let refused = desktop.agent.sync(passerelle_agent::SyncOptions::default()).await;
    assert!(matches!(refused, Err(AgentError::NotActive)));
    assert_eq!(desktop.wire.sent(), sent);
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_reactivation_starts_anew() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    desktop.agent.deactivate().await.unwrap();
    office.later(1);
    desktop.connect().await;
    client.set_workflows(WorkflowState::Open { progress: 10 });
    let report = desktop.next_night().await;
    assert_eq!((report.announced, report.outcome()), (0, Outcome::Done));
    assert_eq!(desktop.state(&client), Some(SheetState::Stopped));
    client.assert_untouched();

    let corrected = client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    client.assert_marked(&[corrected]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_was_delivered_before_a_reactivation_is_still_known_as_ours() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    desktop.agent.deactivate().await.unwrap();
    office.later(1);
    desktop.connect().await;
    client.correct(&[("1003", "12"), ("1013", "19000")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "12"), ("1013", "19000")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_deactivation_that_finbox_could_not_be_told_of_holds_all_the_same() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    office.sandbox.add_fault(FaultRule::operation(
        "deactivateExternalConnection",
        Times::Always,
        FaultKind::status(503),
    ));
    let deactivated = desktop.agent.deactivate().await.unwrap();
    assert!(!deactivated.source_told);
    assert_eq!(desktop.state(&client), Some(SheetState::Stopped));
    office.sandbox.clear_faults();
    // Asked for once more, Finbox is told.
    assert!(desktop.agent.deactivate().await.unwrap().source_told);
    assert_eq!(office.sandbox.world(|world| world.finbox.connection.clone()), ExternalConnection::Inactive);
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_reactivation_starts_anew_also_where_finbox_never_heard_of_the_end() {
    let (office, desktop, client) = Office::of_one_client().await;
    office.sandbox.add_fault(FaultRule::operation(
        "deactivateExternalConnection",
        Times::Always,
        FaultKind::status(503),
    ));
    assert!(!desktop.agent.deactivate().await.unwrap().source_told);
    office.sandbox.clear_faults();
    office.later(1);
    client.publish_figures(&FIGURES);
    office.later(1);
    desktop.connect().await;
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), None, "the sheet was made while the connection was off");
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_colleagues_deactivation_stops_everything_at_once() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    colleague_deactivates(&office);
    client.set_workflows(WorkflowState::Open { progress: 10 });
    let sent = desktop.wire.sent();
    let report = desktop.next_night().await;
    assert_eq!(report.troubles, [Reason::SourceUnauthorised]);
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    assert_eq!(desktop.wire.sent(), sent + 1, "the refused look at the feed is the last request");
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_colleagues_deactivation_in_the_middle_of_a_run_stops_the_rest_of_it() {
    let (office, desktop) = Office::connected(3).await;
    desktop.set("silverfin.parallel_requests", "1");
    for nth in 0..3 {
        office.client(nth).publish();
    }
    let sandbox = office.sandbox.clone();
    let office_of_colleague = Office { sandbox, clock: office.clock.clone() };
    desktop.wire.meanwhile(1, ("PUT", "/lease"), move || colleague_deactivates(&office_of_colleague));
    let report = desktop.next_night().await;
    assert_eq!(report.troubles, [Reason::SourceUnauthorised]);
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    assert!(office.writes().is_empty());
    assert_eq!(office.count("getPeriods"), 1, "the second and the third client file are not even looked at");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn after_a_colleagues_reactivation_this_desktop_is_paired_again_and_starts_anew() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    colleague_deactivates(&office);
    desktop.next_night().await;
    let colleague = office.desktop("bureau-2");
    let activated = colleague.agent.activate(colleague.agent.today()).await.unwrap();
    client.set_workflows(WorkflowState::Open { progress: 10 });
    desktop.pair_and_log_in(&activated.pairing_id.unwrap().to_string()).await;
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Stopped));
    client.assert_untouched();
    client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_deactivation_in_the_middle_of_a_run_lets_nothing_more_leave() {
    let (office, desktop) = Office::connected(3).await;
    desktop.set("silverfin.parallel_requests", "1");
    for nth in 0..3 {
        office.client(nth).publish();
    }
    let desktop = std::sync::Arc::new(desktop);
    let same = std::sync::Arc::clone(&desktop);
    desktop.wire.meanwhile(2, ("GET", "/periods"), move || {
        same.agent.journal().deactivate(same.now()).unwrap();
    });
    let report = desktop.next_night().await;
    assert!(report.cancelled);
    assert_eq!(report.delivered.len(), 1);
    assert_eq!(office.writes().len(), 1);
    assert_eq!((0..3).filter(|nth| desktop.state(&office.client(*nth)) == Some(SheetState::Stopped)).count(), 2);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_removed_firm_gets_nothing_more_and_its_sheets_wait_for_a_person() {
    let (office, desktop, client) = with_a_waiting_sheet().await;
    desktop.agent.remove_firm(passerelle_silverfin::FirmId(client.firm.0)).await.unwrap();
    client.set_workflows(WorkflowState::Open { progress: 10 });
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(Reason::NoFirmConnected));
    client.assert_untouched();
    desktop.log_in(client.firm.0).await.unwrap();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}
