//! Somebody ends a run while a request hangs: it ends in time, nothing that stood is forgotten, and nothing is written beside
//! a request that may still be carried out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::time::{Duration, Instant};

use passerelle_agent::journal::DocumentState;
use passerelle_agent::run::{Outcome, RunReport};
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{SheetState, SyncOptions};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};
use tokio_util::sync::CancellationToken;

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];
const WRITE: (&str, &str) = ("POST", "/custom");
const UPLOAD: (&str, &str) = ("POST", "/permanent_documents");

/// What a service that is slow does with a request, half a minute after whoever sent it gave it up.
const LATE: FaultKind = FaultKind::Slow { milliseconds: 90_000, applied_at_once: false };

/// A run that somebody ends while the nth such request hangs, and waits no longer than a moment for.
async fn ended_while_hanging(desktop: &Desktop, nth: usize, request: (&'static str, &'static str)) -> RunReport {
    let cancel = CancellationToken::new();
    let ends = cancel.clone();
    desktop.wire.swallow(nth, request, move || ends.cancel());
    let patience = Duration::from_millis(20);
    let report = desktop.agent.sync(SyncOptions { cancel, patience, ..SyncOptions::default() }).await.unwrap();
    assert!(report.cancelled);
    assert_eq!(report.outcome(), Outcome::WillRetry);
    report
}

async fn with_a_sheet() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    (office, desktop, client)
}

fn is_slow(office: &Office, operation: &str) {
    office.sandbox.add_fault(FaultRule::operation(operation, Times::Nth(1), LATE));
}

/// The next run, once everything that waits for a time has waited for it.
async fn in_a_while(office: &Office, desktop: &Desktop) {
    office.clock.advance(Duration::from_mins(2));
    desktop.try_sync(RunKind::Retry).await.unwrap();
}

/// Whoever asks for a run at once writes nothing beside the one write that was given up; a later run finds that it stands.
async fn assert_written_once(office: &Office, desktop: &Desktop, client: &Client) {
    desktop.sync().await;
    assert_eq!(office.writes().len(), 1, "the first may still be carried out");
    in_a_while(office, desktop).await;
    client.assert_stands(&FIGURES);
    assert_eq!(office.writes().len(), 1);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn while_a_write_hangs_it_ends_in_time_and_a_later_one_looks_before_it_writes() {
    let (office, desktop, client) = with_a_sheet().await;
    ended_while_hanging(&desktop, 1, WRITE).await;
    assert_eq!(desktop.row(&client).unwrap().state, SheetState::Uncertain, "it may stand or not");
    in_a_while(&office, &desktop).await;
    client.assert_stands(&FIGURES);
    assert_eq!(office.writes().len(), 1, "what stood there already was not written again");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn while_a_question_hangs_it_ends_in_time() {
    let (office, desktop, client) = with_a_sheet().await;
    ended_while_hanging(&desktop, 1, ("GET", "/periods")).await;
    assert_eq!(office.writes().len(), 0);
    desktop.sync().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

/// That a delivery stands is noted together with the next one's beginning: here no next one begins.
#[tokio::test]
async fn what_stood_before_the_request_that_hangs_is_noted_and_the_lease_is_given_back() {
    let (office, desktop) = Office::connected(3).await;
    desktop.set("silverfin.parallel_requests", "1");
    let clients: Vec<Client> = (0..3).map(|nth| office.client(nth)).collect();
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    let report = ended_while_hanging(&desktop, 2, ("GET", "/periods")).await;
    assert_eq!(report.delivered.len(), 1);
    let states: Vec<_> = clients.iter().map(|client| desktop.state(client)).collect();
    assert_eq!(states.iter().filter(|state| **state == Some(SheetState::Delivered)).count(), 1, "{states:?}");
    assert_eq!(office.count("releaseLease"), 1, "nothing is under way any more");
    desktop.sync().await;
    for client in &clients {
        client.assert_stands(&FIGURES);
    }
    assert_eq!(office.writes().len(), 3);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn nothing_is_written_beside_a_write_that_was_given_up_with_its_run() {
    let (office, desktop, client) = with_a_sheet().await;
    is_slow(&office, "createReconciliationTextCustomProperties");
    ended_while_hanging(&desktop, 1, WRITE).await;
    assert_written_once(&office, &desktop, &client).await;
}

#[tokio::test]
async fn nothing_is_written_beside_a_write_that_timed_out_because_somebody_asks() {
    let (office, desktop, client) = with_a_sheet().await;
    is_slow(&office, "createReconciliationTextCustomProperties");
    desktop.sync().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Uncertain));
    assert_eq!(desktop.agent.retry(None).unwrap(), 1);
    assert_written_once(&office, &desktop, &client).await;
}

/// Whoever asks need not wait for a ladder that has grown: what was given up is over long since.
#[tokio::test]
async fn whoever_asks_hastens_what_is_uncertain_once_its_request_is_over() {
    let (office, desktop, client) = with_a_sheet().await;
    is_slow(&office, "createReconciliationTextCustomProperties");
    desktop.sync().await;
    let look = "getReconciliationTextCustomProperties";
    office.sandbox.add_fault(FaultRule::operation(look, Times::Always, FaultKind::status(503)));
    for _ in 0..3 {
        office.clock.set(desktop.row(&client).unwrap().retry_at.unwrap());
        desktop.try_sync(RunKind::Retry).await.unwrap();
    }
    office.sandbox.clear_faults();
    desktop.sync().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Uncertain), "its time has not come");
    assert_eq!(desktop.agent.retry(None).unwrap(), 1);
    desktop.sync().await;
    client.assert_stands(&FIGURES);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

async fn with_a_document_on_its_way(operation: &str, request: (&'static str, &'static str)) -> (Office, Desktop) {
    let (office, desktop, client) = with_a_sheet().await;
    desktop.set("documents.pdf", "true");
    is_slow(&office, operation);
    ended_while_hanging(&desktop, 1, request).await;
    client.assert_stands(&FIGURES);
    desktop.sync().await;
    (office, desktop)
}

async fn assert_stored_once(office: &Office, desktop: &Desktop) {
    in_a_while(office, desktop).await;
    assert!(desktop.agent.journal().documents_under_way().unwrap().is_empty());
    assert_eq!((office.count("createPermanentFolder"), office.count("createPermanentDocument")), (1, 1));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn no_document_is_stored_beside_an_upload_that_was_given_up_with_its_run() {
    let (office, desktop) = with_a_document_on_its_way("createPermanentDocument", UPLOAD).await;
    assert_eq!(desktop.agent.journal().documents_under_way().unwrap()[0].state, DocumentState::Uncertain);
    assert_stored_once(&office, &desktop).await;
}

#[tokio::test]
async fn no_folder_is_made_beside_one_that_was_given_up_with_its_run() {
    let (office, desktop) = with_a_document_on_its_way("createPermanentFolder", ("POST", "/permanent_folders")).await;
    assert_stored_once(&office, &desktop).await;
}

/// Between the last look and the request that writes, a lane waits for nothing but the disk. Where it is stopped before that,
/// nothing has begun, and nothing of it begins any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lease_is_kept_where_a_delivery_begins_in_the_very_moment_of_the_end() {
    let (office, desktop, client) = with_a_sheet().await;
    let cancel = CancellationToken::new();
    let (ends, sandbox) = (cancel.clone(), office.sandbox.clone());
    desktop.wire.rewrite("/custom", move |_| {
        ends.cancel();
        // Where nobody gives the lease back, nothing shows that nobody will: a while has to do.
        let begun = Instant::now();
        let is_released = || sandbox.ledger().of_operation("releaseLease").count() > 0;
        while begun.elapsed() < Duration::from_millis(300) && !is_released() {
            std::thread::yield_now();
        }
    });
    let again = CancellationToken::new();
    let ends = again.clone();
    desktop.wire.swallow(1, WRITE, move || ends.cancel());
    let patience = Duration::from_millis(1);
    let report = desktop.agent.sync(SyncOptions { cancel, patience, ..SyncOptions::default() }).await.unwrap();
    assert!(report.cancelled);
    let state = desktop.state(&client);
    let has_begun = state == Some(SheetState::Uncertain);
    assert!(has_begun || state == Some(SheetState::Fetched), "{state:?}");
    assert!(has_begun || office.count("createReconciliationTextCustomProperties") == 0, "sent without having begun");
    assert_eq!(office.count("releaseLease"), usize::from(!has_begun));
    if !has_begun {
        // Then it is the next run whose write hangs.
        desktop.agent.sync(SyncOptions { cancel: again, patience, ..SyncOptions::default() }).await.unwrap();
        assert_eq!(desktop.state(&client), Some(SheetState::Uncertain));
    }
    in_a_while(&office, &desktop).await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}
