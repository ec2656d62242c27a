//! Every state and every arrow that the design names, each walked by a sheet from its announcement on. What became of
//! the figures is judged by the sandbox, the way itself by the activity that people read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::schedule::RunKind;
use passerelle_sandbox::world::{DossierKind, ExternalConnection, Lock, SheetId, WorkflowState};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];
const CORRECTED: [(&str, &str); 2] = [("1003", "13"), ("1013", "18240")];
const WRITE: &str = "createReconciliationTextCustomProperties";
const READ: &str = "getReconciliationTextCustomProperties";
const OPEN: WorkflowState = WorkflowState::Open { progress: 10 };

/// Asserts the way that a sheet took, state by state.
fn assert_walked(desktop: &Desktop, sheet: SheetId, way: &str) {
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    let mut walked = vec!["announced".to_owned()];
    for line in activity.iter().rev().filter(|line| line.sheet.is_some_and(|id| id.0 == sheet.0)) {
        if let Event::Moved { from, to, .. } = &line.event
            && from != to
        {
            walked.push(to.to_string());
        }
    }
    assert_eq!(walked.join(" > "), way);
}

fn fault(office: &Office, operation: &str, times: Times, kind: FaultKind) {
    office.sandbox.add_fault(FaultRule::operation(operation, times, kind));
}

/// An office of one client, and its sheet, which is on its way.
async fn sheet() -> (Office, Desktop, Client, SheetId) {
    let (office, desktop, client) = Office::of_one_client().await;
    let sheet = client.publish_figures(&FIGURES);
    (office, desktop, client, sheet)
}

#[tokio::test]
async fn the_usual_way() {
    let (office, desktop, client, sheet) = sheet().await;
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn without_a_client_file_until_the_accountant_links() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::NumberMissing);
    let sheet = client.publish_figures(&FIGURES);
    desktop.next_night().await;
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    desktop.agent.link(&dossier, passerelle_silverfin::CompanyId(client.company.0), None).await.unwrap();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > unmatched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn without_any_number_until_the_accountant_links() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::NumberNowhere);
    let sheet = client.publish_figures(&FIGURES);
    desktop.next_night().await;
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    desktop.agent.link(&dossier, passerelle_silverfin::CompanyId(client.company.0), None).await.unwrap();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > unmatched > fetched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_closed_workflow_until_it_is_open() {
    let (office, desktop, client, sheet) = sheet().await;
    client.set_workflows(WorkflowState::Archived);
    desktop.next_night().await;
    client.set_workflows(OPEN);
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > waiting_workflow > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_persons_figure_until_it_is_decided() {
    let (office, desktop, client, sheet) = sheet().await;
    client.person_types("1003", "11");
    desktop.next_night().await;
    let choices = [("1003".parse().unwrap(), passerelle_agent::merge::Choice::Keep)].into();
    desktop.agent.decide(passerelle_finbox::SheetId(sheet.0), &choices).unwrap();
    desktop.sync().await;
    client.assert_stands(&[("1003", "11"), ("1013", "18240")]);
    assert_walked(&desktop, sheet, "announced > fetched > needs_review > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn into_a_locked_period_until_it_is_unlocked() {
    let (office, desktop, client, sheet) = sheet().await;
    client.lock(Lock::Unprocessable);
    desktop.next_night().await;
    client.lock(Lock::Unlocked);
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > sending > refused > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_content_that_cannot_be_fetched_at_first() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, "getSocialBalance", Times::Always, FaultKind::status(503));
    desktop.next_night().await;
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > retry_at > fetched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_content_that_nobody_can_read() {
    let (office, desktop, client, sheet) = sheet().await;
    client.make_unreadable(sheet);
    desktop.next_night().await;
    client.assert_untouched();
    assert_walked(&desktop, sheet, "announced > refused");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_silverfin_out_of_order_before_the_write() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, "getPeriods", Times::Always, FaultKind::status(503));
    desktop.next_night().await;
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > retry_at > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_write_that_silverfin_puts_off() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Always, FaultKind::rate_limited(3_600));
    desktop.next_night().await;
    client.assert_untouched();
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > sending > retry_at > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_write_whose_answer_was_lost() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Nth(1), FaultKind::ResetAfter);
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_eq!(office.count(WRITE), 1, "a read tells that it stands");
    assert_walked(&desktop, sheet, "announced > fetched > sending > uncertain > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_write_that_was_lost_itself() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Nth(1), FaultKind::ResetBefore);
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    let ledger = office.sandbox.ledger();
    let asked = ledger.entries().iter().filter_map(|entry| entry.operation.as_deref());
    let order: Vec<&str> = asked.filter(|operation| [WRITE, READ].contains(operation)).collect();
    let first = order.iter().position(|operation| *operation == WRITE).unwrap();
    assert_eq!(order[first + 1], READ, "no second write without a read");
    assert_walked(&desktop, sheet, "announced > fetched > sending > uncertain > fetched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_write_whose_answer_was_lost_and_no_reading_back_for_days() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Nth(1), FaultKind::ResetAfter);
    fault(&office, READ, Times::Nth(1), FaultKind::Slow { milliseconds: 1, applied_at_once: true });
    let fails_from_now_on = office.sandbox.clone();
    desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
        fails_from_now_on.add_fault(FaultRule::operation(READ, Times::Always, FaultKind::status(503)));
    });
    for _ in 0..3 {
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::Uncertain));
    }
    assert_eq!(office.count(WRITE), 1, "while nothing can be read, nothing is written");
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    assert_eq!(office.count(WRITE), 1);
    assert_walked(&desktop, sheet, "announced > fetched > sending > uncertain > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_a_write_that_was_lost_and_a_person_who_typed_meanwhile() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Nth(1), FaultKind::ResetBefore);
    let somebody = client.clone();
    desktop.wire.meanwhile(2, ("GET", "/custom"), move || somebody.person_types("1003", "11"));
    desktop.next_night().await;
    client.assert_stands(&[("1003", "11")]);
    assert_walked(&desktop, sheet, "announced > fetched > sending > uncertain > fetched > needs_review");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn found_standing_because_another_desktop_delivered_it() {
    let (office, first, client, sheet) = sheet().await;
    first.next_night().await;
    let second = office.desktop("bureau-2");
    let pairing_id = office.sandbox.world(|world| match &world.finbox.connection {
        ExternalConnection::Active { pairing_id, .. } => pairing_id.to_string(),
        ExternalConnection::Inactive => panic!("the connection is active"),
    });
    second.pair_and_log_in(&pairing_id).await;
    second.next_night().await;
    client.assert_stands(&FIGURES);
    assert_eq!(office.count(WRITE), 1);
    assert_walked(&second, sheet, "announced > fetched > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn overtaken_by_a_correction_wherever_it_rests() {
    let (office, desktop, client, sheet) = sheet().await;
    client.correct(&CORRECTED);
    desktop.next_night().await;
    client.assert_stands(&CORRECTED);
    assert_walked(&desktop, sheet, "announced > superseded");
    office.assert_nothing_wrong();

    let overtaken = async |hindrance: fn(&Office, &Client), way: &str| {
        let (office, desktop, client, sheet) = self::sheet().await;
        hindrance(&office, &client);
        desktop.next_night().await;
        office.sandbox.clear_faults();
        client.lock(Lock::Unlocked);
        client.set_workflows(OPEN);
        office.later(48);
        client.correct(&[("1003", "11"), ("1013", "18240")]);
        desktop.next_night().await;
        client.assert_stands(&[("1003", "11"), ("1013", "18240")]);
        assert_eq!(client.times_acknowledged(sheet), 0);
        assert_walked(&desktop, sheet, way);
        office.assert_nothing_wrong();
    };
    let closed = |_: &Office, client: &Client| client.set_workflows(WorkflowState::Completed);
    overtaken(closed, "announced > fetched > waiting_workflow > superseded").await;
    let typed = |_: &Office, client: &Client| client.person_types("1003", "11");
    overtaken(typed, "announced > fetched > needs_review > superseded").await;
    let locked = |_: &Office, client: &Client| client.lock(Lock::Silent);
    overtaken(locked, "announced > fetched > sending > refused > superseded").await;
    let down = |office: &Office, _: &Client| fault(office, "getPeriods", Times::Always, FaultKind::status(502));
    overtaken(down, "announced > fetched > retry_at > superseded").await;
}

#[tokio::test]
async fn overtaken_by_a_correction_while_nobody_knows_whose_it_is() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::NumberMissing);
    let sheet = client.publish_figures(&FIGURES);
    desktop.next_night().await;
    client.correct(&CORRECTED);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Unmatched));
    assert_walked(&desktop, sheet, "announced > fetched > unmatched > superseded");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_waits_until_it_is_known_what_became_of_the_sheet_before_it() {
    let (office, desktop, client, sheet) = sheet().await;
    fault(&office, WRITE, Times::Nth(1), FaultKind::ResetAfter);
    let fails_from_now_on = office.sandbox.clone();
    desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
        fails_from_now_on.add_fault(FaultRule::operation(READ, Times::Always, FaultKind::status(503)));
    });
    desktop.next_night().await;
    let correction = client.correct(&CORRECTED);
    desktop.next_night().await;
    assert_eq!(office.count(WRITE), 1);
    office.sandbox.clear_faults();
    desktop.next_night().await;
    desktop.next_night().await;
    client.assert_stands(&CORRECTED);
    client.assert_marked(&[correction]);
    assert_walked(&desktop, sheet, "announced > fetched > sending > uncertain > delivered");
    assert_walked(&desktop, correction, "announced > fetched > sending > delivered");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn stopped_by_a_deactivation_wherever_it_is() {
    let stopped = async |hindrance: fn(&Office, &Desktop, &Client), way: &str| {
        let (office, desktop, client, sheet) = self::sheet().await;
        hindrance(&office, &desktop, &client);
        desktop.next_night().await;
        let standing = client.figures();
        office.sandbox.clear_faults();
        client.set_workflows(OPEN);
        desktop.agent.deactivate().await.unwrap();
        desktop.connect().await;
        desktop.next_night().await;
        assert_eq!(client.figures(), standing, "nothing is sent any more");
        assert_walked(&desktop, sheet, way);
        office.assert_nothing_wrong();
    };
    stopped(
        |_, _, client| client.set_workflows(WorkflowState::Archived),
        "announced > fetched > waiting_workflow > stopped",
    )
    .await;
    stopped(|_, _, client| client.person_types("1003", "11"), "announced > fetched > needs_review > stopped").await;
    stopped(|_, _, client| client.lock(Lock::Forbidden), "announced > fetched > sending > refused > stopped").await;
    let down = |office: &Office, _: &Desktop, _: &Client| {
        fault(office, "getPeriods", Times::Always, FaultKind::status(502));
    };
    stopped(down, "announced > fetched > retry_at > stopped").await;
    let lost = |office: &Office, desktop: &Desktop, _: &Client| {
        fault(office, WRITE, Times::Nth(1), FaultKind::ResetAfter);
        let fails_from_now_on = office.sandbox.clone();
        desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
            fails_from_now_on.add_fault(FaultRule::operation(READ, Times::Always, FaultKind::status(503)));
        });
    };
    stopped(lost, "announced > fetched > sending > uncertain > stopped").await;
}

#[tokio::test]
async fn stopped_by_a_deactivation_while_it_is_sent() {
    let (office, desktop, client, sheet) = sheet().await;
    let desktop = Arc::new(desktop);
    let same = Arc::clone(&desktop);
    desktop.wire.meanwhile(1, ("POST", "/custom"), move || {
        same.agent.journal().deactivate(same.now()).unwrap();
    });
    desktop.next_night().await;
    assert_walked(&desktop, sheet, "announced > fetched > sending > stopped");
    assert_eq!(client.times_acknowledged(sheet), 0);
    // What had left stands, and is known as ours by its marker when the connection is switched on again.
    client.assert_stands(&FIGURES);
    desktop.agent.deactivate().await.unwrap();
    office.later(1);
    desktop.connect().await;
    client.correct(&CORRECTED);
    desktop.next_night().await;
    client.assert_stands(&CORRECTED);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn asked_for_again_by_the_accountant() {
    let (office, desktop, client, sheet) = sheet().await;
    client.lock(Lock::Unprocessable);
    desktop.next_night().await;
    client.lock(Lock::Unlocked);
    assert_eq!(desktop.agent.retry(None).unwrap(), 1);
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    assert_walked(&desktop, sheet, "announced > fetched > sending > refused > sending > delivered");
    office.assert_nothing_wrong();
}

/// The arrows that the design names, by the state that they lead out of.
const ARROWS: [(&str, &[&str]); 9] = [
    ("announced", &["fetched", "unmatched", "refused", "retry_at", "superseded"]),
    ("fetched", &["unmatched", "waiting_workflow", "needs_review", "sending", "retry_at", "delivered"]),
    ("unmatched", &["fetched", "sending", "superseded"]),
    ("waiting_workflow", &["sending", "superseded", "stopped"]),
    ("needs_review", &["sending", "superseded", "stopped"]),
    ("sending", &["delivered", "uncertain", "refused", "retry_at", "stopped"]),
    ("uncertain", &["delivered", "fetched", "stopped"]),
    ("refused", &["sending", "superseded", "stopped"]),
    ("retry_at", &["fetched", "sending", "superseded", "stopped"]),
];

#[test]
fn every_arrow_of_the_design_is_walked_above() {
    let ways = include_str!("states.rs").split('"').filter(|text| text.starts_with("announced > "));
    let ways = ways.filter(|text| !text.ends_with(' '));
    let mut walked = BTreeSet::new();
    for way in ways {
        let states: Vec<&str> = way.split(" > ").collect();
        walked.extend(states.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let named: BTreeSet<_> = ARROWS.iter().flat_map(|(from, all)| all.iter().map(move |to| (*from, *to))).collect();
    assert_eq!(walked, named);
    for (from, to) in named {
        let state = |text: &str| text.parse::<SheetState>().unwrap();
        assert!(state(from).may_become(state(to)), "{from} > {to}");
    }
}
