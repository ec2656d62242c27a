use std::time::Duration;

use passerelle_agent::schedule::RunKind;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::{FaultKind, FaultRule, Service, Times};
use passerelle_tests::Office;

const FIGURES: [(&str, &str); 1] = [("1003", "12")];

#[tokio::test]
async fn a_feed_that_cannot_be_read_at_night_is_tried_again_before_the_next_night() {
    for kind in [FaultKind::status(503), FaultKind::Refused] {
        let (office, desktop, client) = Office::of_one_client().await;
        client.publish_figures(&FIGURES);
        office.sandbox.add_fault(FaultRule::operation("listSocialBalances", Times::Always, kind));
        let mut waits = Vec::new();
        let mut report = desktop.next_night().await;
        for _ in 0..3 {
            let due = report.next_retry.expect("the feed is tried again by itself");
            assert_eq!(desktop.agent.status().unwrap().next_retry, Some(due));
            waits.push(due - desktop.now());
            office.clock.advance((due - desktop.now()).to_std().unwrap());
            report = desktop.try_sync(RunKind::Retry).await.unwrap();
        }
        assert!(waits.is_sorted() && waits[0] < waits[2], "{waits:?}");
        office.sandbox.clear_faults();
        let due = report.next_retry.unwrap();
        office.clock.advance((due - desktop.now()).to_std().unwrap());
        let report = desktop.try_sync(RunKind::Retry).await.unwrap();
        client.assert_stands(&FIGURES);
        assert_eq!(report.next_retry, None);
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn whoever_asks_for_a_run_need_not_wait_for_what_waits_of_our_own_accord() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.add_fault(FaultRule::service(Service::Silverfin, Times::Always, FaultKind::Refused));
    desktop.next_night().await;
    for _ in 0..3 {
        office.later(24);
        desktop.try_sync(RunKind::Retry).await.unwrap();
    }
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt));
    office.sandbox.clear_faults();
    office.clock.advance(Duration::from_mins(1));
    desktop.try_sync(RunKind::Scheduled).await.unwrap();
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt), "its time has not come");
    desktop.sync().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_the_service_asked_to_wait_for_waits_whoever_asks() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    let asked = FaultKind::rate_limited(7200);
    office.sandbox.add_fault(FaultRule::operation("getPeriods", Times::Always, asked));
    desktop.next_night().await;
    office.sandbox.clear_faults();
    let sent = office.count("getPeriods");
    office.later(1);
    desktop.sync().await;
    assert_eq!(office.count("getPeriods"), sent);
    office.later(2);
    desktop.sync().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_desktop_that_is_turned_away_does_not_ask_again_and_again() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    office.sandbox.add_fault(FaultRule::operation("getPeriods", Times::Next(9), FaultKind::Refused));
    let report = desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt));
    office.sandbox.change(|world, _| world.finbox.agents.values_mut().for_each(|agent| agent.revoked = true));
    let mut due = report.next_retry.unwrap();
    for _ in 0..4 {
        office.clock.advance((due - desktop.now()).to_std().unwrap());
        let report = desktop.try_sync(RunKind::Retry).await.unwrap();
        assert_eq!(report.troubles, [Reason::SourceUnauthorised]);
        due = report.next_retry.unwrap();
        assert!(due > desktop.now(), "the next run would be due at once, and the one after it");
    }
    assert!(due - desktop.now() > chrono::Duration::hours(1), "the waits grow");
    office.assert_nothing_wrong();
}
