use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::run::Outcome;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_silverfin::FirmId;
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];

const WRITE: &str = "createReconciliationTextCustomProperties";
const READ: &str = "getReconciliationTextCustomProperties";

/// A sheet whose write had this fate, and whose reading back failed.
async fn uncertain(fate: FaultKind) -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.add_fault(FaultRule::operation(WRITE, Times::Next(1), fate));
    let sandbox = office.sandbox.clone();
    desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
        sandbox.add_fault(FaultRule::operation(READ, Times::Always, FaultKind::status(503)));
    });
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Uncertain));
    office.sandbox.clear_faults();
    (office, desktop, client)
}

#[tokio::test]
async fn a_firm_that_is_removed_and_connected_again_gets_what_was_uncertain_exactly_once() {
    for fate in [FaultKind::ResetAfter, FaultKind::status(500)] {
        let (office, desktop, client) = uncertain(fate.clone()).await;
        let firm = FirmId(client.firm.0);
        desktop.agent.remove_firm(firm).await.unwrap();
        desktop.next_night().await;
        desktop.log_in(firm.0).await.unwrap();
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::Delivered), "{fate:?}");
        client.assert_stands(&FIGURES);
        let again = office.sandbox.audit().repeated_writes;
        assert!(again.iter().all(|write| write.address.namespace == "passerelle"), "{again:?}");
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn a_firm_that_is_removed_while_a_plan_is_made_gets_nothing_and_the_run_goes_on() {
    let (office, desktop) = Office::connected(2).await;
    desktop.set("silverfin.parallel_requests", "1");
    let (one, other) = (office.client(0), office.client(1));
    one.publish_figures(&FIGURES);
    other.publish_figures(&FIGURES);
    let desktop = Arc::new(desktop);
    let same = Arc::clone(&desktop);
    let firm = FirmId(one.firm.0);
    desktop.wire.meanwhile(1, ("GET", "/custom"), move || {
        same.agent.journal().remove_firm(firm, same.now()).unwrap();
    });
    let report = desktop.next_night().await;
    assert!(!report.cancelled);
    assert_eq!(report.outcome(), Outcome::WillRetry);
    one.assert_untouched();
    other.assert_untouched();
    desktop.log_in(firm.0).await.unwrap();
    desktop.next_night().await;
    one.assert_stands(&FIGURES);
    other.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}
