//! A desktop that ends at every commit of its journal and at every request of a delivery, and what comes after: the same
//! desktop started again, or another one that takes over. Nobody is asked anything, and everything stands.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::sync::Arc;

use passerelle_agent::merge::Choice;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::watch::{Commit, Moment, NoWatch};
use passerelle_tests::{Client, Cut, Desktop, EndAt, EndAtTheCut, Office, Tally};

/// First figures, in several requests.
const FIRST: [(&str, &str); 6] =
    [("1001", "10"), ("1003", "12.5"), ("1011", "15200"), ("1013", "18240"), ("1051", "9"), ("2051", "3")];
/// The correction: two figures change, one goes, one comes.
const CORRECTED: [(&str, &str); 6] =
    [("1001", "10"), ("1003", "12.5"), ("1011", "15300"), ("1013", "18360"), ("1051", "9"), ("3053", "2")];
/// Where one person works on after the first delivery.
const TYPED: (&str, &str) = ("1051", "8");

/// What a desktop has before it when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    FirstDelivery,
    Correction,
}

impl Before {
    const BOTH: [Self; 2] = [Self::FirstDelivery, Self::Correction];

    async fn prepared(self) -> (Office, Desktop, Client) {
        let (office, desktop, client) = Office::of_one_client().await;
        desktop.set("silverfin.batch_size", "2");
        desktop.set("documents.pdf", "true");
        client.publish_figures(&FIRST);
        if self == Self::Correction {
            desktop.next_night().await;
            client.person_types(TYPED.0, TYPED.1);
            client.correct(&CORRECTED);
        }
        // The login has to be renewed first.
        office.later(12);
        (office, desktop, client)
    }
}

/// Nights until nothing is due, then one more correction: everything that is wrong.
async fn wrongs_afterwards(office: &Office, desktop: &Desktop, client: &Client) -> Vec<String> {
    let mut wrongs = Vec::new();
    for correction in [false, true] {
        if correction {
            client.correct(&[("1001", "11"), ("1003", "12.5"), ("1051", "9")]);
        }
        match desktop.until_nothing_is_due(Choice::Keep).await {
            Ok(nights) if nights.questions > 0 => wrongs.push("the accountant was asked in vain".to_owned()),
            Ok(_) => {}
            Err(why) => wrongs.push(why),
        }
        wrongs.extend(office.wrongs());
        wrongs.extend(office.missing_documents());
    }
    wrongs.extend(desktop.agent.journal().check_integrity().err().map(|error| error.to_string()));
    wrongs
}

/// How many commits of each kind and how many requests a run without trouble takes.
async fn of_a_run(before: Before) -> (Vec<(Commit, usize)>, usize) {
    let (_office, desktop, _client) = before.prepared().await;
    let tally = Arc::new(Tally::default());
    let desktop = desktop.reopened(tally.clone());
    desktop.wire.cut(None);
    desktop.try_sync(RunKind::Scheduled).await.unwrap();
    (tally.counts().into_iter().collect(), desktop.wire.sent())
}

#[tokio::test]
async fn a_desktop_that_ends_at_any_commit_loses_and_doubles_nothing() {
    let mut failures = Vec::new();
    let mut crashes = 0;
    for before in Before::BOTH {
        for (commit, count) in of_a_run(before).await.0 {
            for nth in 1..=count {
                for moment in [Moment::Before, Moment::After] {
                    let (office, desktop, client) = before.prepared().await;
                    let end = Arc::new(EndAt::new(moment, commit, nth));
                    let desktop = desktop.reopened(end.clone());
                    let ended = desktop.try_sync(RunKind::Scheduled).await;
                    assert!(end.struck() && ended.is_err(), "{before:?}: no end {moment:?} {commit:?} {nth}");
                    let desktop = desktop.reopened(Arc::new(NoWatch));
                    let wrongs = wrongs_afterwards(&office, &desktop, &client).await;
                    crashes += 1;
                    if !wrongs.is_empty() {
                        failures.push(format!("{before:?} {moment:?} {commit:?} {nth}: {}", wrongs.join("; ")));
                    }
                }
            }
        }
    }
    println!("{crashes} crashes at commits");
    assert!(crashes > 30, "only {crashes} crashes");
    assert!(failures.is_empty(), "{} of {crashes} went wrong:\n{}", failures.len(), failures.join("\n"));
}

/// Lets the desktop run and die at this request.
async fn die(desktop: Desktop, cut: Cut) -> Desktop {
    let wire = Arc::clone(&desktop.wire);
    let desktop = desktop.reopened(Arc::new(EndAtTheCut(wire)));
    desktop.wire.cut(Some(cut));
    let ended = desktop.try_sync(RunKind::Scheduled).await;
    assert!(ended.is_err(), "the desktop lived on behind {cut:?}: {ended:?}");
    desktop
}

/// Ends the desktop at every request and lets `after` say what came of it.
async fn end_at_every_request(after: impl AsyncFn(Office, Desktop, Client) -> Vec<String>) {
    let mut failures = Vec::new();
    let mut crashes = 0;
    for before in Before::BOTH {
        for nth in 1..=of_a_run(before).await.1 {
            for cut in [Cut::Before(nth), Cut::After(nth)] {
                let (office, desktop, client) = before.prepared().await;
                let desktop = die(desktop, cut).await;
                desktop.wire.cut(None);
                let wrongs = after(office, desktop, client).await;
                crashes += 1;
                if !wrongs.is_empty() {
                    failures.push(format!("{before:?} {cut:?}: {}", wrongs.join("; ")));
                }
            }
        }
    }
    println!("{crashes} ends at requests");
    assert!(crashes > 40, "only {crashes} ends");
    assert!(failures.is_empty(), "{} of {crashes} went wrong:\n{}", failures.len(), failures.join("\n"));
}

#[tokio::test]
async fn a_desktop_that_ends_at_any_request_loses_and_doubles_nothing() {
    end_at_every_request(async |office, desktop, client| {
        let desktop = desktop.reopened(Arc::new(NoWatch));
        wrongs_afterwards(&office, &desktop, &client).await
    })
    .await;
}

#[tokio::test]
async fn another_desktop_takes_over_from_one_that_died_at_any_request() {
    end_at_every_request(async |office, dead, client| {
        drop(dead);
        let desktop = office.desktop("bureau-2");
        desktop.set("silverfin.batch_size", "2");
        desktop.set("documents.pdf", "true");
        desktop.pair_and_log_in(&office.pairing_id()).await;
        office.later(12);
        wrongs_afterwards(&office, &desktop, &client).await
    })
    .await;
}

#[tokio::test]
async fn a_third_desktop_takes_over_from_two_that_died_in_the_same_delivery() {
    let requests = of_a_run(Before::FirstDelivery).await.1;
    let mut failures = Vec::new();
    for first in 1..=requests {
        let (office, dead, client) = Before::FirstDelivery.prepared().await;
        drop(die(dead, Cut::After(first)).await);
        let pairing_id = office.pairing_id();
        let second = office.desktop("bureau-2");
        second.set("silverfin.batch_size", "2");
        second.set("documents.pdf", "true");
        second.pair_and_log_in(&pairing_id).await;
        office.later(12);
        drop(die(second, Cut::After(requests.saturating_sub(first).max(1))).await);
        let third = office.desktop("bureau-3");
        third.set("documents.pdf", "true");
        third.pair_and_log_in(&pairing_id).await;
        office.later(12);
        let wrongs = wrongs_afterwards(&office, &third, &client).await;
        if !wrongs.is_empty() {
            failures.push(format!("the first ended at {first}: {}", wrongs.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{} went wrong:\n{}", failures.len(), failures.join("\n"));
}
