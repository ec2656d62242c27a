//! What failed is tried again: the waits grow per sheet, a service's own word is obeyed, and a night that was cut short is
//! made up for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::time::Duration;

use chrono::{DateTime, Utc};
use passerelle_agent::run::Outcome;
use passerelle_agent::schedule::{self, Decision, NightRecord, NightWindow, Pause, RunKind, ScheduleState};
use passerelle_agent::settings::MissedNight;
use passerelle_agent::{Reason, SheetState, SyncOptions};
use passerelle_sandbox::{FaultKind, FaultRule, Service, Times};
use passerelle_tests::{Client, Desktop, Office};
use tokio_util::sync::CancellationToken;

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];

fn retry_at(desktop: &Desktop, client: &Client) -> DateTime<Utc> {
    desktop.row(client).unwrap().retry_at.expect("the sheet waits for a time")
}

fn periods_of(office: &Office, client: &Client) -> usize {
    let path = format!("/companies/{}/periods", client.company);
    office.sandbox.ledger().of_operation("getPeriods").filter(|entry| entry.path.ends_with(&path)).count()
}

fn fails_for(office: &Office, client: &Client, kind: FaultKind) {
    let path = format!("*/companies/{}/periods", client.company);
    office.sandbox.add_fault(FaultRule::path("GET", &path, Times::Always, kind));
}

#[tokio::test]
async fn the_waits_of_a_sheet_grow_with_each_try_in_vain_and_end_with_a_success() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    fails_for(&office, &client, FaultKind::status(503));
    desktop.sync().await;
    let hours = |hours| Duration::from_hours(hours);
    let ladder = [Duration::from_mins(1), Duration::from_mins(5), Duration::from_mins(25), hours(2), hours(10)];
    for (tries, least) in (1..).zip(ladder.into_iter().chain([hours(24), hours(24)])) {
        let row = desktop.row(&client).unwrap();
        assert_eq!((row.state, row.attempts), (SheetState::RetryAt, tries));
        let wait = (row.retry_at.unwrap() - desktop.now()).to_std().unwrap();
        assert!(wait >= least && wait <= least * 6 / 5, "after {tries} tries: {wait:?}");
        office.clock.set(row.retry_at.unwrap());
        desktop.try_sync(RunKind::Retry).await.unwrap();
    }
    office.sandbox.clear_faults();
    office.clock.set(retry_at(&desktop, &client));
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    assert_eq!(desktop.row(&client).unwrap().attempts, 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sheet_is_not_tried_before_its_time_by_any_run_of_its_own() {
    let (office, desktop) = Office::connected(2).await;
    let (waits, other) = (office.client(0), office.client(1));
    waits.publish_figures(&FIGURES);
    fails_for(&office, &waits, FaultKind::status(503));
    desktop.sync().await;
    office.sandbox.clear_faults();
    let tried = periods_of(&office, &waits);
    other.publish_figures(&FIGURES);
    for kind in [RunKind::Retry, RunKind::Scheduled, RunKind::CatchUp] {
        desktop.try_sync(kind).await.unwrap();
    }
    other.assert_stands(&FIGURES);
    assert_eq!(periods_of(&office, &waits), tried);
    office.clock.set(retry_at(&desktop, &waits));
    desktop.try_sync(RunKind::Retry).await.unwrap();
    waits.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn one_sheets_trouble_makes_no_other_wait() {
    let (office, desktop) = Office::connected(3).await;
    let clients: Vec<Client> = (0..3).map(|nth| office.client(nth)).collect();
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    fails_for(&office, &clients[1], FaultKind::status(502));
    let report = desktop.sync().await;
    assert_eq!(report.outcome(), Outcome::WillRetry);
    assert_eq!(report.next_retry, Some(retry_at(&desktop, &clients[1])));
    for nth in [0, 2] {
        clients[nth].assert_stands(&FIGURES);
    }
    clients[1].assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn silverfins_own_word_on_when_to_come_back_is_obeyed() {
    let (office, desktop) = Office::connected(3).await;
    let clients: Vec<Client> = (0..3).map(|nth| office.client(nth)).collect();
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    office.sandbox.add_fault(FaultRule::operation("getPeriods", Times::Nth(1), FaultKind::rate_limited(3 * 3_600)));
    let asked_at = desktop.now();
    desktop.sync().await;
    let named = asked_at + chrono::Duration::hours(3);
    for client in &clients {
        let Some(Reason::AskedToWait { service, until: Some(_) }) = desktop.reason(client) else {
            assert_eq!(desktop.state(client), Some(SheetState::Delivered), "it was through before the answer came");
            continue;
        };
        assert_eq!(service, "silverfin");
        assert!(retry_at(&desktop, client) >= named);
    }
    assert!(clients.iter().any(|client| desktop.state(client) == Some(SheetState::RetryAt)));
    let sent = office.sandbox.ledger().entries().len();
    office.clock.set(named - chrono::Duration::minutes(1));
    desktop.try_sync(RunKind::Retry).await.unwrap();
    let asked = office.sandbox.ledger().entries()[sent..].to_vec();
    assert!(asked.iter().all(|entry| entry.service == passerelle_sandbox::Service::Finbox), "{asked:#?}");
    office.later(2);
    desktop.try_sync(RunKind::Retry).await.unwrap();
    for client in &clients {
        client.assert_stands(&FIGURES);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn finboxs_own_word_on_when_to_come_back_is_obeyed() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.add_fault(FaultRule::operation("getSocialBalance", Times::Nth(1), FaultKind::rate_limited(7_200)));
    let asked_at = desktop.now();
    desktop.sync().await;
    assert!(matches!(desktop.reason(&client), Some(Reason::AskedToWait { service, .. }) if service == "finbox"));
    assert!(retry_at(&desktop, &client) >= asked_at + chrono::Duration::hours(2));
    office.clock.set(retry_at(&desktop, &client));
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_short_wait_is_sat_out_within_the_run() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.add_fault(FaultRule::operation("getPeriods", Times::Next(2), FaultKind::rate_limited(20)));
    assert_eq!(desktop.sync().await.outcome(), Outcome::Done);
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_login_that_lapsed_is_told_once_and_a_new_login_lets_everything_go_on() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.revoke_tokens();
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    assert!(matches!(report.troubles[..], [Reason::LoginLapsed { .. }]));
    assert!(desktop.agent.status().unwrap().firms[0].login_lapsed_at.is_some());
    client.assert_untouched();
    desktop.log_in(client.firm.0).await.unwrap();
    assert!(desktop.agent.status().unwrap().firms[0].login_lapsed_at.is_none());
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn once_a_login_has_lapsed_nothing_more_is_asked_of_its_firm_in_that_run() {
    let (office, desktop) = Office::connected(12).await;
    for nth in 0..12 {
        office.client(nth).publish_figures(&FIGURES);
    }
    desktop.set("silverfin.parallel_requests", "1");
    let sandbox = office.sandbox.clone();
    desktop.wire.meanwhile(1, ("GET", "/periods"), move || sandbox.revoke_tokens());
    let before = office.sandbox.ledger().entries().len();
    let report = desktop.next_night().await;
    let ledger = office.sandbox.ledger();
    let to_silverfin = ledger.entries()[before..].iter().filter(|entry| entry.service == Service::Silverfin).count();
    assert!(to_silverfin <= 5, "{to_silverfin} requests to a firm that lets nobody in");
    assert_eq!(report.under_way, [(SheetState::RetryAt, 12)].into());
    assert!(matches!(report.troubles[..], [Reason::LoginLapsed { .. }]));
    desktop.log_in(office.client(0).firm.0).await.unwrap();
    desktop.try_sync(RunKind::Retry).await.unwrap();
    for nth in 0..12 {
        office.client(nth).assert_stands(&FIGURES);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_write_that_never_comes_through_is_tried_again_before_the_next_night() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    let write = "createReconciliationTextCustomProperties";
    office.sandbox.add_fault(FaultRule::operation(write, Times::Always, FaultKind::ResetBefore));
    let report = desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt));
    let due = report.next_retry.expect("it has its turn again");
    assert!(due - desktop.now() < chrono::Duration::hours(1), "{due}");
    office.sandbox.clear_faults();
    office.clock.advance((due - desktop.now()).to_std().unwrap());
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

/// What the schedule makes of the nights that the journal knows.
fn next(desktop: &Desktop, now: DateTime<Utc>) -> Decision {
    let window = NightWindow::from_settings(&desktop.agent.values(), "installation");
    let first = now.date_naive() - chrono::Days::new(8);
    let state = ScheduleState {
        window,
        missed_night: MissedNight::CatchUp,
        active_since: desktop.agent.status().unwrap().activation.and_then(|activation| activation.activated_at),
        nights: desktop.agent.journal().nights_since(first).unwrap(),
        pause: Pause::Not,
        retry_at: desktop.agent.status().unwrap().next_retry,
    };
    schedule::next(&state, now)
}

fn wait_for_the_night(office: &Office, desktop: &Desktop) {
    let Decision::Wait { until } = next(desktop, desktop.now()) else { panic!("nothing is due yet") };
    office.clock.set(until);
}

#[tokio::test]
async fn a_run_that_was_cut_short_is_not_counted_as_done_and_made_up_for() {
    let (office, desktop) = Office::connected(3).await;
    desktop.set("silverfin.parallel_requests", "1");
    let clients: Vec<Client> = (0..3).map(|nth| office.client(nth)).collect();
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    wait_for_the_night(&office, &desktop);
    let Decision::Run { kind: RunKind::Scheduled, night: Some(night) } = next(&desktop, desktop.now()) else {
        panic!("the night is due: {:?}", next(&desktop, desktop.now()));
    };
    let cancel = CancellationToken::new();
    let ends = cancel.clone();
    desktop.wire.meanwhile(2, ("GET", "/periods"), move || ends.cancel());
    let options = SyncOptions { kind: RunKind::Scheduled, night: Some(night), cancel, ..SyncOptions::default() };
    let report = desktop.agent.sync(options).await.unwrap();
    assert!(report.cancelled);
    assert_eq!(report.outcome(), Outcome::WillRetry);
    assert_eq!(report.delivered.len(), 2, "what had begun was brought to its end");
    assert_eq!(desktop.agent.journal().runs(1).unwrap()[0].finished_at, None);
    assert_eq!(desktop.agent.journal().nights_since(night).unwrap()[&night], NightRecord::Started { runs: 1 });

    assert_eq!(next(&desktop, desktop.now()), Decision::Run { kind: RunKind::CatchUp, night: Some(night) });
    let options = SyncOptions { kind: RunKind::CatchUp, night: Some(night), ..SyncOptions::default() };
    desktop.agent.sync(options).await.unwrap();
    for client in &clients {
        client.assert_stands(&FIGURES);
    }
    assert_eq!(office.writes().len(), 3);
    assert_eq!(desktop.agent.journal().nights_since(night).unwrap()[&night], NightRecord::Finished);
    assert!(matches!(next(&desktop, desktop.now()), Decision::Wait { .. }));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_waits_for_a_time_brings_the_next_run_forward() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    fails_for(&office, &client, FaultKind::status(503));
    wait_for_the_night(&office, &desktop);
    let Decision::Run { kind, night } = next(&desktop, desktop.now()) else { panic!("the night is due") };
    desktop.agent.sync(SyncOptions { kind, night, ..SyncOptions::default() }).await.unwrap();
    let due = retry_at(&desktop, &client);
    assert_eq!(next(&desktop, desktop.now()), Decision::Wait { until: due });
    assert_eq!(next(&desktop, due), Decision::Run { kind: RunKind::Retry, night: None });
    office.assert_nothing_wrong();
}
