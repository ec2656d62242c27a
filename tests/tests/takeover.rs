//! What another desktop delivered, or this one in a home that was lost, is known by the marker beside the figures.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::run::Outcome;
use passerelle_agent::watch::NoWatch;
use passerelle_sandbox::world::{Address, DossierKind, ExternalConnection};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

const FIRST: [(&str, &str); 3] = [("1003", "12"), ("1013", "18240"), ("1051", "12")];

/// A second installation, paired and logged in like the first.
async fn second_desktop(office: &Office) -> Desktop {
    let desktop = office.desktop("bureau-2");
    let pairing_id = office.sandbox.world(|world| match &world.finbox.connection {
        ExternalConnection::Active { pairing_id, .. } => pairing_id.to_string(),
        ExternalConnection::Inactive => panic!("the connection is active"),
    });
    desktop.pair_and_log_in(&pairing_id).await;
    desktop
}

async fn delivered_by_the_first() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    let second = second_desktop(&office).await;
    (office, second, client)
}

#[tokio::test]
async fn what_another_desktop_delivered_is_found_standing_and_not_written_again() {
    let (office, second, client) = delivered_by_the_first().await;
    let writes = office.writes().len();
    let report = second.next_night().await;
    assert_eq!(second.state(&client), Some(SheetState::Delivered));
    assert!(!report.delivered[0].by_this_run);
    assert_eq!(office.writes().len(), writes);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_a_person_changed_after_another_desktops_delivery_stays() {
    let (office, second, client) = delivered_by_the_first().await;
    client.person_types("1003", "11");
    client.person_empties("1051");
    let writes = office.writes().len();
    second.next_night().await;
    assert_eq!(second.state(&client), Some(SheetState::Delivered));
    assert_eq!(office.writes().len(), writes);
    client.assert_stands(&[("1003", "11"), ("1013", "18240")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_is_merged_with_what_another_desktop_delivered() {
    let (office, second, client) = delivered_by_the_first().await;
    client.person_types("1003", "11");
    let corrected = client.correct(&[("1003", "12"), ("1013", "19000")]);
    second.next_night().await;
    client.assert_stands(&[("1003", "11"), ("1013", "19000")]);
    client.assert_marked(&[corrected]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_against_a_persons_figure_asks_on_the_other_desktop_too() {
    let (office, second, client) = delivered_by_the_first().await;
    client.person_types("1003", "11");
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    second.next_night().await;
    assert_eq!(second.state(&client), Some(SheetState::NeedsReview));
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "12")]);
    let reviews = second.agent.reviews().unwrap();
    assert_eq!(reviews[0].conflicts[0].last_delivered, Some(12.into()));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_the_marker_says_is_not_ours_is_not_taken_for_ours_by_another_desktop() {
    let (office, first, client) = Office::of_one_client().await;
    client.person_types("1003", "12");
    client.publish_figures(&FIRST);
    first.next_night().await;
    assert_eq!(client.marker().unwrap().not_ours, ["1003".parse().unwrap()].into());
    let second = second_desktop(&office).await;
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    second.next_night().await;
    assert_eq!(second.state(&client), Some(SheetState::NeedsReview));
    assert_eq!(client.stands("1003").as_deref(), Some("12"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_first_desktop_sees_what_the_second_delivered_in_between() {
    let (office, first, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    first.next_night().await;
    let second = second_desktop(&office).await;
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    second.next_night().await;
    client.person_types("1013", "19000");
    let third = client.correct(&[("1003", "14"), ("1013", "18240"), ("1051", "12")]);
    first.next_night().await;
    client.assert_stands(&[("1003", "14"), ("1013", "19000"), ("1051", "12")]);
    client.assert_marked(&[third]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_home_that_was_lost_is_made_up_for_without_overwriting_and_without_duplicates() {
    let (office, first) = Office::of_every_kind_connected().await;
    first.set("documents.pdf", "true");
    office.publish();
    first.next_night().await;
    let standing = |client: &Client| client.figures();
    let before: Vec<_> = office.planned().iter().map(|planned| standing(&office.client_of(planned.kind))).collect();
    let writes = office.writes().len();
    drop(first);

    let anew = second_desktop(&office).await;
    anew.set("documents.pdf", "true");
    let report = anew.next_night().await;
    assert!(report.troubles.is_empty(), "{:?}", report.troubles);
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    office.assert_as_planned(&anew);
    let after: Vec<_> = office.planned().iter().map(|planned| standing(&office.client_of(planned.kind))).collect();
    assert_eq!(before, after);
    // Locked periods are tried again; nothing else is written.
    let locked = [DossierKind::LockedUnprocessable, DossierKind::LockedForbidden, DossierKind::LockedSilent];
    let locked: Vec<u64> = locked.iter().map(|kind| office.client_of(*kind).company.0).collect();
    let again = office.writes().split_off(writes);
    assert!(again.iter().all(|entry| locked.contains(&entry.company.unwrap())), "{again:#?}");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_home_that_was_lost_with_its_marker_damaged_asks_rather_than_overwrites() {
    let (office, first, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    first.next_night().await;
    drop(first);
    let place = client.place();
    office.sandbox.change(|world, now| {
        world.person_edits(place, Address::new("passerelle", "delivery"), Some("{"), now).unwrap();
    });
    let anew = second_desktop(&office).await;
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    anew.next_night().await;
    assert_eq!(anew.state(&client), Some(SheetState::NeedsReview));
    client.assert_stands(&FIRST);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_journal_put_back_from_a_copy_knows_later_deliveries_by_the_marker() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("state.db");
    let desktop = desktop.reopened_after(Arc::new(NoWatch), |home| {
        std::fs::copy(home.join("state.db"), &file).unwrap();
    });
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    let desktop = desktop.reopened_after(Arc::new(NoWatch), |home| {
        std::fs::copy(&file, home.join("state.db")).unwrap();
    });
    client.correct(&[("1003", "14"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "14"), ("1013", "18240"), ("1051", "12")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_write_that_was_given_up_keeps_other_desktops_away_until_it_is_over() {
    let (office, first, client) = Office::of_one_client().await;
    let second = second_desktop(&office).await;
    client.publish_figures(&FIRST);
    let slow = FaultKind::Slow { milliseconds: 90_000, applied_at_once: false };
    let rule = FaultRule::operation("createReconciliationTextCustomProperties", Times::Nth(1), slow);
    office.sandbox.add_fault(rule);
    first.next_night().await;
    assert_eq!(first.state(&client), Some(SheetState::Uncertain));
    let writes = office.writes().len();
    second.sync().await;
    assert_eq!(office.writes().len(), writes, "the first desktop's request may still be under way");
    office.later(1);
    first.wire.late_requests_are_done();
    second.sync().await;
    client.assert_stands(&FIRST);
    office.assert_nothing_wrong();
}

/// A first desktop has delivered; the connection was switched off and on again; and a second one, which was never told of that
/// sheet and cannot look it up, goes on from there.
async fn after_a_reactivation() -> (Office, Desktop, Client) {
    let (office, first, client) = Office::of_one_client().await;
    client.publish_figures(&[("1003", "12"), ("1013", "18240"), ("1023", "900000"), ("1051", "12")]);
    first.next_night().await;
    first.agent.deactivate().await.unwrap();
    office.later(1);
    first.connect().await;
    let second = second_desktop(&office).await;
    drop(first);
    (office, second, client)
}

#[tokio::test]
async fn after_a_reactivation_another_desktop_delivers_a_correction_without_a_question() {
    let (office, second, client) = after_a_reactivation().await;
    let corrected = client.correct(&[("1003", "13"), ("1013", "18240"), ("1023", "910000"), ("1053", "1")]);
    second.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240"), ("1023", "910000"), ("1053", "1")]);
    client.assert_marked(&[corrected]);
    assert_eq!(second.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn after_a_reactivation_another_desktop_asks_about_what_a_person_changed_and_nothing_else() {
    let (office, second, client) = after_a_reactivation().await;
    client.person_types("1013", "18000");
    client.person_empties("1051");
    client.correct(&[("1003", "13"), ("1013", "19000"), ("1023", "910000"), ("1051", "13")]);
    second.next_night().await;
    assert_eq!(second.state(&client), Some(SheetState::NeedsReview));
    client.assert_stands(&[("1003", "12"), ("1013", "18000"), ("1023", "900000")]);
    let reviews = second.agent.reviews().unwrap();
    let asked: Vec<_> = reviews[0].conflicts.iter().map(|one| (one.code.to_string(), one.last_delivered)).collect();
    assert_eq!(asked, [("1013".to_owned(), Some(18_240.into())), ("1051".to_owned(), Some(12.into()))]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn after_a_reactivation_another_desktop_leaves_empty_what_a_person_emptied() {
    let (office, second, client) = after_a_reactivation().await;
    client.person_empties("1023");
    client.person_empties("1051");
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1023", "910000"), ("1051", "12")]);
    second.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240")]);
    assert_eq!(second.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_write_that_was_left_half_done_before_a_reactivation_is_finished_by_another_desktop() {
    let (office, first, client) = Office::of_one_client().await;
    first.set("silverfin.batch_size", "3");
    client.publish_figures(&FIRST);
    first.next_night().await;
    client.correct(&[("1003", "13"), ("1013", "19000"), ("1051", "13")]);
    let operation = "createReconciliationTextCustomProperties";
    for nth in 2..20 {
        office.sandbox.add_fault(FaultRule::operation(operation, Times::Nth(nth), FaultKind::ResetBefore));
    }
    first.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "19000"), ("1051", "12")]);
    office.sandbox.clear_faults();
    first.agent.deactivate().await.unwrap();
    office.later(1);
    first.connect().await;
    let second = second_desktop(&office).await;
    drop(first);
    client.correct(&[("1003", "14"), ("1013", "19000"), ("1051", "14")]);
    second.next_night().await;
    client.assert_stands(&[("1003", "14"), ("1013", "19000"), ("1051", "14")]);
    office.assert_nothing_wrong();
}
