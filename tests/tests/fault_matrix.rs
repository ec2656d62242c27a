//! Every fault at every request of a delivery: once at the nth request, and in a row that outlasts the retries of one
//! run. Then nights go on until nothing is due, and everything stands.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;

use passerelle_agent::merge::Choice;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

/// First figures, in several requests.
const FIRST: [(&str, &str); 7] = [
    ("1001", "10"),
    ("1003", "12.5"),
    ("1011", "15200"),
    ("1013", "18240"),
    ("1051", "9"),
    ("1053", "11"),
    ("2051", "3"),
];
/// The correction: two figures change, one goes, one comes.
const CORRECTED: [(&str, &str); 7] = [
    ("1001", "10"),
    ("1003", "12.5"),
    ("1011", "15300"),
    ("1013", "18360"),
    ("1051", "9"),
    ("1053", "11"),
    ("3053", "2"),
];
/// Far more than a delivery needs with all its retries, far less than a storm.
const MOST_REQUESTS: usize = 120;

/// An office whose one client has a sheet that nobody delivered yet.
async fn before_the_night() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("silverfin.batch_size", "4");
    desktop.set("documents.pdf", "true");
    client.publish_figures(&FIRST);
    office.later(12);
    (office, desktop, client)
}

/// How often each operation is asked for in a night without trouble, the login's renewal included.
async fn requests_of_a_night() -> BTreeMap<String, usize> {
    let (office, desktop, _) = before_the_night().await;
    let before = office.sandbox.ledger().count_by_operation();
    desktop.until_nothing_is_due(Choice::Keep).await.unwrap();
    let after = office.sandbox.ledger().count_by_operation();
    let asked = after.into_iter().map(|(name, count)| {
        let earlier = before.get(&name).copied().unwrap_or_default();
        (name, count - earlier)
    });
    asked.filter(|(_, count)| *count > 0).collect()
}

/// A night with the fault, nights until nothing is due, a correction while somebody edits, and another night: everything
/// that is wrong afterwards.
async fn wrongs_after(rule: FaultRule) -> Vec<String> {
    let (office, desktop, client) = before_the_night().await;
    let before = office.sandbox.ledger().entries().len();
    let is_silent = rule.kind == FaultKind::SilentNoOp;
    office.sandbox.add_fault(rule);
    let mut wrongs = Vec::new();
    match desktop.until_nothing_is_due(Choice::Take).await {
        Ok(nights) if nights.questions > 0 => wrongs.push("the accountant was asked in vain".to_owned()),
        Ok(_) => {}
        Err(why) => wrongs.push(why),
    }
    wrongs.extend(office.wrongs());
    if is_silent {
        // Where every figure stands, a marker that Silverfin would not take is no reason to send them again.
        wrongs.retain(|wrong| !wrong.starts_with("the marker"));
    }
    wrongs.extend(office.missing_documents());
    wrongs.extend(office.impatient_requests());
    let requests = office.sandbox.ledger().entries().len() - before;
    if requests > MOST_REQUESTS {
        wrongs.push(format!("{requests} requests"));
    }
    if wrongs.is_empty() {
        office.sandbox.clear_faults();
        client.person_types("1053", "12");
        client.correct(&CORRECTED);
        match desktop.until_nothing_is_due(Choice::Keep).await {
            Ok(nights) if nights.questions > 0 => wrongs.push("what was ours was taken for a person's".to_owned()),
            Ok(_) => {}
            Err(why) => wrongs.push(why),
        }
        wrongs.extend(office.wrongs());
        wrongs.extend(office.missing_documents());
        wrongs
            .extend((client.stands("1053").as_deref() != Some("12")).then(|| "the person's figure is gone".to_owned()));
    }
    wrongs.extend(desktop.agent.journal().check_integrity().err().map(|error| error.to_string()));
    wrongs
}

/// Tries each kind at each request of a night.
async fn try_everywhere(kinds: &[FaultKind]) {
    try_at_requests(kinds, &[]).await;
}

async fn try_at_requests(kinds: &[FaultKind], leaving_out: &[&str]) {
    let mut failures = Vec::new();
    let mut tried = 0;
    for (operation, count) in requests_of_a_night().await {
        if leaving_out.contains(&operation.as_str()) {
            continue;
        }
        let nths = (1..=u32::try_from(count).unwrap()).map(Times::Nth);
        for times in nths.chain([Times::Next(4)]) {
            for kind in kinds {
                let wrongs = wrongs_after(FaultRule::operation(&operation, times, kind.clone())).await;
                tried += 1;
                if !wrongs.is_empty() {
                    failures.push(format!("{operation} {times:?} {kind:?}: {}", wrongs.join("; ")));
                }
            }
        }
    }
    println!("{tried} nights with a fault");
    assert!(failures.is_empty(), "{} of {tried} went wrong:\n{}", failures.len(), failures.join("\n"));
}

#[tokio::test]
async fn a_service_that_asks_to_wait_is_waited_for() {
    let asks = |retry_after: Option<&str>| FaultKind::RateLimited { retry_after: retry_after.map(str::to_owned) };
    let out_of_order = FaultKind::Status { status: 503, retry_after: Some("600".into()), applied: false };
    try_everywhere(&[asks(Some("20")), asks(Some("7200")), asks(None), out_of_order]).await;
}

#[tokio::test]
async fn a_service_out_of_order_delays_and_loses_nothing() {
    let done_all_the_same = |status| FaultKind::Status { status, retry_after: None, applied: true };
    try_everywhere(&[FaultKind::status(500), FaultKind::status(502), done_all_the_same(504)]).await;
}

#[tokio::test]
async fn a_broken_connection_delays_and_loses_nothing() {
    let slow = |applied_at_once| FaultKind::Slow { milliseconds: 90_000, applied_at_once };
    try_everywhere(&[FaultKind::ResetBefore, FaultKind::ResetAfter, FaultKind::Refused, slow(true)]).await;
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_believed_in_nothing() {
    let drip = FaultKind::SlowDrip { piece_bytes: 1, pause_milliseconds: 1_000 };
    let kinds = [FaultKind::Truncated, FaultKind::CutShort, drip, FaultKind::HugeBody { megabytes: 64 }];
    try_everywhere(&kinds).await;
    try_everywhere(&[FaultKind::GzipBomb { megabytes: 1 }]).await;
}

#[tokio::test]
async fn a_page_for_people_is_no_answer() {
    let html = |status, applied| FaultKind::Html { status, applied };
    let elsewhere = FaultKind::Redirect { status: 302, location: "https://portal.example/login".into() };
    let kinds = [html(200, false), html(200, true), html(404, false), html(403, false), html(502, true), elsewhere];
    try_everywhere(&kinds).await;
}

#[tokio::test]
async fn lists_without_end_end() {
    try_everywhere(&[FaultKind::EndlessPages, FaultKind::RepeatingPage]).await;
}

#[tokio::test]
async fn what_is_answered_as_done_and_is_not_done_is_noticed() {
    // A token that was never issued cannot be told from a good one, and an acknowledgement is its own proof.
    let not_to_be_seen = ["postOauthToken", "acknowledgeSocialBalance", "createPermanentDocument"];
    try_at_requests(&[FaultKind::SilentNoOp], &not_to_be_seen).await;
}

#[tokio::test]
async fn a_refusal_that_passes_delays_and_loses_nothing() {
    try_everywhere(&[FaultKind::status(401), FaultKind::status(409)]).await;
    // A login without the right to documents is believed at the first word.
    let documents = ["getPermanentFolderContent", "createPermanentFolder", "createPermanentDocument"];
    try_at_requests(&[FaultKind::status(403)], &documents).await;
}
