//! A desktop that ends at every arrow between two states of a sheet, just before it is on disk and just after, and starts again:
//! nothing is lost, nothing is done twice, nobody's work is touched. Every arrow that there is was ended at, or stands in a list
//! with the reason why nothing takes it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod arrows;
mod situation;

use std::collections::BTreeSet;
use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::SheetState::{
    Announced, Delivered, Fetched, NeedsReview, Refused, Sending, Uncertain, WaitingWorkflow,
};
use passerelle_agent::watch::{Moment, NoWatch};
use passerelle_tests::EndAt;

use self::arrows::{Arrow, Arrows};
use self::situation::{Situation, situations};

/// The arrows that the table allows and nothing takes, and why.
const NEVER: [(&str, &[Arrow]); 4] = [
    (
        "without its content nothing is known of a sheet that could be delivered, asked about or waited for",
        &[(Announced, WaitingWorkflow), (Announced, NeedsReview), (Announced, Sending), (Announced, Delivered)],
    ),
    (
        "a content that is here is not fetched again",
        &[(Fetched, Fetched), (WaitingWorkflow, Fetched), (NeedsReview, Fetched)],
    ),
    (
        "a sheet that cannot be read is looked at again only when somebody asks, and waits to be retried from then on",
        &[(Refused, Fetched)],
    ),
    ("what was sent is planned anew before anybody is asked", &[(Uncertain, NeedsReview)]),
];

#[tokio::test]
async fn a_desktop_that_ends_at_any_arrow_loses_and_doubles_nothing() {
    let mut ended_at: BTreeSet<Arrow> = BTreeSet::new();
    let (mut ends, mut failures) = (0, Vec::new());
    for situation in situations() {
        for (commit, nth, arrows) in taken_in(situation).await {
            if arrows.is_subset(&ended_at) {
                continue;
            }
            for moment in [Moment::Before, Moment::After] {
                let end = Arc::new(EndAt::new(moment, commit, nth));
                let scene = situation.prepared(end.clone()).await;
                let acted = scene.act(situation).await;
                assert!(end.struck(), "{situation:?}: no end {moment:?} {commit:?} {nth}: {acted:?}");
                let wrongs = scene.reopened(Arc::new(NoWatch)).wrongs_afterwards(situation).await;
                ends += 1;
                if !wrongs.is_empty() {
                    failures
                        .push(format!("{situation:?} {moment:?} {commit:?} {nth} {arrows:?}: {}", wrongs.join("; ")));
                }
            }
            ended_at.extend(arrows);
        }
    }
    println!("{ends} ends at {} arrows", ended_at.len());
    assert!(failures.is_empty(), "{} of {ends} went wrong:\n{}", failures.len(), failures.join("\n"));
    let never: BTreeSet<Arrow> = NEVER.iter().flat_map(|(_, arrows)| arrows.iter().copied()).collect();
    let every = |from: SheetState| SheetState::ALL.into_iter().map(move |to| (from, to));
    let allowed: BTreeSet<Arrow> =
        SheetState::ALL.into_iter().flat_map(every).filter(|(from, to)| from.may_become(*to)).collect();
    let named: BTreeSet<Arrow> = ended_at.union(&never).copied().collect();
    let missing: Vec<_> = allowed.difference(&named).collect();
    assert!(missing.is_empty(), "never ended at: {missing:?}");
    let both: Vec<_> = ended_at.intersection(&never).collect();
    assert!(both.is_empty(), "taken after all: {both:?}");
    assert_eq!(named, allowed);
}

/// The commits of this situation that take a sheet along an arrow: their kind, the how manieth of it, and which arrows.
async fn taken_in(situation: Situation) -> Vec<arrows::Taken> {
    let arrows = Arc::new(Arrows::default());
    let scene = situation.prepared(arrows.clone()).await;
    arrows.watch(&scene.journal());
    let acted = scene.act(situation).await;
    assert!(acted.is_ok(), "{situation:?}: {acted:?}");
    arrows.taken()
}
