//! A desktop that ends at every commit of its journal and at every request of a delivery, and what comes after: the same
//! desktop started again, or another one that takes over. Nobody is asked anything, and everything stands.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;

use passerelle_agent::merge::Choice;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::watch::{Commit, Moment, NoWatch};
use passerelle_sandbox::world::{Lock, WorkflowState};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Cut, Desktop, EndAt, EndAtTheCut, Office, Tally};

/// First figures, in several requests.
const FIRST: [(&str, &str); 6] =
    [("1001", "10"), ("1003", "12.5"), ("1011", "15200"), ("1013", "18240"), ("1051", "9"), ("2051", "3")];
/// The correction: two figures change, one goes, one comes.
const CORRECTED: [(&str, &str); 6] =
    [("1001", "10"), ("1003", "12.5"), ("1011", "15300"), ("1013", "18360"), ("1051", "9"), ("3053", "2")];
const WRITE: &str = "createReconciliationTextCustomProperties";
const UPLOAD: &str = "createPermanentDocument";
const FEED: &str = "listSocialBalances";
/// Where one person works on after the first delivery.
const TYPED: (&str, &str) = ("1051", "8");

/// What a desktop has before it when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    FirstDelivery,
    Correction,
    /// A write whose answer gets lost.
    LostAnswer,
    /// A write that gets lost itself.
    LostWrite,
    /// A correction of a sheet that waits for its workflow, which is still not open.
    ClosedWorkflow,
    /// Sheets for three client files, which are worked on side by side: what ends together is noted together.
    ThreeFiles,
    /// A period that is locked.
    Locked,
    /// A feed that fails at first.
    FeedFails,
    /// A feed whose cursor has expired: it begins anew.
    FeedBeginsAnew,
    /// A document whose upload is done, and the answer lost.
    DocumentUncertain,
    /// A document that Silverfin puts off.
    DocumentPutOff,
}

impl Before {
    const ALL: [Self; 11] = [
        Self::FirstDelivery,
        Self::Correction,
        Self::LostAnswer,
        Self::LostWrite,
        Self::ClosedWorkflow,
        Self::ThreeFiles,
        Self::Locked,
        Self::FeedFails,
        Self::FeedBeginsAnew,
        Self::DocumentUncertain,
        Self::DocumentPutOff,
    ];

    /// Those whose requests are a delivery's own: the others ask for the same, or for less.
    const BY_REQUESTS: [Self; 6] = [
        Self::FirstDelivery,
        Self::Correction,
        Self::LostAnswer,
        Self::LostWrite,
        Self::ClosedWorkflow,
        Self::ThreeFiles,
    ];

    async fn prepared(self) -> (Office, Desktop, Client) {
        let (office, desktop) = Office::connected(if self == Self::ThreeFiles { 3 } else { 1 }).await;
        let client = office.client(0);
        desktop.set("silverfin.batch_size", "3");
        desktop.set("documents.pdf", "true");
        if self == Self::ClosedWorkflow {
            client.set_workflows(WorkflowState::Archived);
        }
        client.publish_figures(&FIRST);
        if matches!(self, Self::Correction | Self::ClosedWorkflow | Self::FeedBeginsAnew) {
            desktop.next_night().await;
            client.correct(&CORRECTED);
        }
        if self == Self::ThreeFiles {
            for nth in [1, 2] {
                office.client(nth).publish();
            }
        }
        if self == Self::Locked {
            client.lock(Lock::Forbidden);
        }
        if self == Self::FeedBeginsAnew {
            office.sandbox.change(|world, _| world.finbox.knobs.cursor_generation += 1);
        }
        let fault = match self {
            Self::Correction => {
                client.person_types(TYPED.0, TYPED.1);
                None
            }
            Self::LostAnswer => Some((WRITE, FaultKind::ResetAfter)),
            Self::LostWrite => Some((WRITE, FaultKind::ResetBefore)),
            Self::FeedFails => Some((FEED, FaultKind::status(503))),
            Self::DocumentUncertain => Some((UPLOAD, FaultKind::ResetAfter)),
            Self::DocumentPutOff => Some((UPLOAD, FaultKind::rate_limited(3_600))),
            _ => None,
        };
        if let Some((operation, kind)) = fault {
            office.sandbox.add_fault(FaultRule::operation(operation, Times::Next(1), kind));
        }
        // The login has to be renewed first.
        office.later(12);
        (office, desktop, client)
    }
}

/// Nights until nothing is due, then one more correction: everything that is wrong.
async fn wrongs_afterwards(office: &Office, desktop: &Desktop, client: &Client) -> Vec<String> {
    client.set_workflows(WorkflowState::Open { progress: 10 });
    client.lock(Lock::Unlocked);
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
    let mut kinds = BTreeSet::new();
    for before in Before::ALL {
        for (commit, count) in of_a_run(before).await.0 {
            kinds.insert(commit);
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
    let untried: Vec<_> = Commit::ALL.iter().filter(|commit| !kinds.contains(commit)).collect();
    // What a person does is tried below; a note for people moves no sheet.
    assert_eq!(untried, [&Commit::Activation, &Commit::Firm, &Commit::Decided, &Commit::Noted]);
    assert!(failures.is_empty(), "{} of {crashes} went wrong:\n{}", failures.len(), failures.join("\n"));
}

#[tokio::test]
async fn a_guide_that_ends_at_any_commit_can_be_followed_once_more() {
    let tally = Arc::new(Tally::default());
    let office = Office::plain(1);
    office.desktop("bureau-1").reopened(tally.clone()).connect().await;
    let mut ends = 0;
    for (commit, count) in tally.counts() {
        for (nth, moment) in (1..=count).flat_map(|nth| [(nth, Moment::Before), (nth, Moment::After)]) {
            let office = Office::plain(1);
            let client = office.client(0);
            let desktop = office.desktop("bureau-1").reopened(Arc::new(EndAt::new(moment, commit, nth)));
            let activated = desktop.agent.activate(desktop.agent.today()).await;
            if let Ok(activation) = activated
                && desktop.agent.pair(&activation.pairing_id.unwrap().to_string()).await.is_ok()
            {
                desktop.log_in(client.firm.0).await.unwrap_err();
            }
            let desktop = desktop.reopened(Arc::new(NoWatch));
            desktop.connect().await;
            client.publish_figures(&FIRST);
            desktop.next_night().await;
            client.assert_stands(&FIRST);
            office.assert_nothing_wrong();
            ends += 1;
        }
    }
    assert!(ends >= 4, "only {ends} ends");
}

#[tokio::test]
async fn a_decision_that_ends_at_its_commit_is_asked_for_once_more_or_kept() {
    for moment in [Moment::Before, Moment::After] {
        let (office, desktop, client) = Office::of_one_client().await;
        client.person_types("1003", "11");
        client.publish_figures(&FIRST);
        desktop.next_night().await;
        let desktop = desktop.reopened(Arc::new(EndAt::new(moment, Commit::Decided, 1)));
        let review = desktop.agent.reviews().unwrap().remove(0);
        let choices = review.conflicts.iter().map(|conflict| (conflict.code, Choice::Take)).collect();
        desktop.agent.decide(review.sheet, &choices).unwrap_err();
        client.assert_stands(&[("1003", "11")]);
        let desktop = desktop.reopened(Arc::new(NoWatch));
        let nights = desktop.until_nothing_is_due(Choice::Take).await.unwrap();
        assert_eq!(nights.questions, usize::from(moment == Moment::Before), "{moment:?}");
        client.assert_stands(&FIRST);
        office.assert_nothing_wrong_but_agreed(&client, &["1003"]);
    }
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
    for before in Before::BY_REQUESTS {
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
        desktop.set("silverfin.batch_size", "3");
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
        second.set("silverfin.batch_size", "3");
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
