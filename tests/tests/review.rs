//! The accountant decides: what is shown, what is sent, and for exactly what was on the screen.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;

use passerelle_agent::merge::{Choice, StandingValue};
use passerelle_agent::run::Outcome;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{AgentError, Reason, Review, SheetState};
use passerelle_social_balance::RubricCode;
use passerelle_tests::{Client, Desktop, Office};

const SHEET: [(&str, &str); 4] = [("1003", "12"), ("1013", "18240"), ("1051", "12"), ("1053", "14")];

/// A sheet that is held because somebody typed other figures for 1003 and 1051.
async fn held() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1003", "11");
    client.person_types("1051", "10");
    client.publish_figures(&SHEET);
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    (office, desktop, client)
}

fn only_review(desktop: &Desktop) -> Review {
    let mut reviews = desktop.agent.reviews().unwrap();
    assert_eq!(reviews.len(), 1);
    reviews.remove(0)
}

fn choices(chosen: &[(&str, Choice)]) -> BTreeMap<RubricCode, Choice> {
    chosen.iter().map(|(code, choice)| (code.parse().unwrap(), *choice)).collect()
}

/// Decides the one review so, and lets the next run send it.
async fn decide_and_send(desktop: &Desktop, chosen: &[(&str, Choice)]) {
    desktop.agent.decide(only_review(desktop).sheet, &choices(chosen)).unwrap();
    desktop.sync().await;
}

#[tokio::test]
async fn a_review_shows_what_stands_and_what_the_sheet_says() {
    let (office, desktop, client) = held().await;
    let review = only_review(&desktop);
    assert_eq!((review.dossier.0, review.dossier_name.as_str()), (client.dossier.0, client.name.as_str()));
    let shown: Vec<_> = review
        .conflicts
        .iter()
        .map(|conflict| (conflict.code.as_str(), conflict.last_delivered, conflict.standing.clone(), conflict.new))
        .collect();
    let number = |value: i64| StandingValue::Number(value.into());
    assert_eq!(shown, [("1003", None, number(11), Some(12.into())), ("1051", None, number(10), Some(12.into()))]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_review_shows_what_was_delivered_last_beside_what_was_made_of_it() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&SHEET);
    desktop.next_night().await;
    client.person_types("1003", "11");
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12"), ("1053", "14")]);
    desktop.next_night().await;
    let conflicts = only_review(&desktop).conflicts;
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].last_delivered, conflicts[0].new), (Some(12.into()), Some(13.into())));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn keeping_everything_delivers_the_rest_around_it() {
    let (office, desktop, client) = held().await;
    decide_and_send(&desktop, &[("1003", Choice::Keep), ("1051", Choice::Keep)]).await;
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "10"), ("1053", "14")]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn taking_everything_delivers_the_sheet_whole() {
    let (office, desktop, client) = held().await;
    decide_and_send(&desktop, &[("1003", Choice::Take), ("1051", Choice::Take)]).await;
    client.assert_stands(&SHEET);
    office.assert_nothing_wrong_but_agreed(&client, &["1003", "1051"]);
}

#[tokio::test]
async fn some_may_be_kept_and_others_taken() {
    let (office, desktop, client) = held().await;
    decide_and_send(&desktop, &[("1003", Choice::Take), ("1051", Choice::Keep)]).await;
    client.assert_stands(&[("1003", "12"), ("1013", "18240"), ("1051", "10"), ("1053", "14")]);
    office.assert_nothing_wrong_but_agreed(&client, &["1003"]);
}

#[tokio::test]
async fn every_rubric_must_be_decided() {
    let (office, desktop, client) = held().await;
    let refused = desktop.agent.decide(only_review(&desktop).sheet, &choices(&[("1003", Choice::Take)]));
    assert!(matches!(refused, Err(AgentError::Undecided(codes)) if codes == ["1051".parse().unwrap()]));
    desktop.sync().await;
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn only_what_waits_for_a_decision_can_be_decided() {
    let (office, desktop, client) = held().await;
    let sheet = only_review(&desktop).sheet;
    decide_and_send(&desktop, &[("1003", Choice::Keep), ("1051", Choice::Keep)]).await;
    let again = desktop.agent.decide(sheet, &choices(&[("1003", Choice::Take), ("1051", Choice::Take)]));
    assert!(matches!(again, Err(AgentError::NothingToReview)));
    desktop.sync().await;
    assert_eq!(client.stands("1003").as_deref(), Some("11"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_that_changed_again_between_looking_and_sending_is_asked_about_again() {
    let (office, desktop, client) = held().await;
    desktop
        .agent
        .decide(only_review(&desktop).sheet, &choices(&[("1003", Choice::Take), ("1051", Choice::Take)]))
        .unwrap();
    client.person_types("1003", "13");
    desktop.sync().await;
    assert_eq!(client.stands("1003").as_deref(), Some("13"));
    assert_eq!(client.stands("1051").as_deref(), Some("10"), "nothing is delivered by halves");
    let conflicts = only_review(&desktop).conflicts;
    assert_eq!(conflicts.len(), 1, "what was decided for 1051 still holds");
    assert_eq!(conflicts[0].standing, StandingValue::Number(13.into()));
    office.assert_nothing_wrong();

    decide_and_send(&desktop, &[("1003", Choice::Take)]).await;
    client.assert_stands(&SHEET);
    office.assert_nothing_wrong_but_agreed(&client, &["1003", "1051"]);
}

#[tokio::test]
async fn whoever_answered_is_told_when_the_answer_was_overtaken() {
    let (office, desktop, client) = held().await;
    let report = desktop.next_night().await;
    assert!(report.newly_waiting.is_empty(), "the same question is told once");
    let takes = choices(&[("1003", Choice::Take), ("1051", Choice::Take)]);
    desktop.agent.decide(only_review(&desktop).sheet, &takes).unwrap();
    client.person_types("1003", "13");
    client.person_types("1051", "9");
    let report = desktop.next_night().await;
    assert_eq!(report.newly_waiting.len(), 1, "it is asked anew");
    assert!(office.writes().is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn another_figure_that_changed_meanwhile_is_asked_about_before_anything_is_sent() {
    let (office, desktop, client) = held().await;
    desktop
        .agent
        .decide(only_review(&desktop).sheet, &choices(&[("1003", Choice::Keep), ("1051", Choice::Keep)]))
        .unwrap();
    client.person_types("1053", "15");
    desktop.sync().await;
    let conflicts = only_review(&desktop).conflicts;
    assert_eq!(conflicts.iter().map(|conflict| conflict.code.as_str()).collect::<Vec<_>>(), ["1053"]);
    client.assert_untouched();
    decide_and_send(&desktop, &[("1053", Choice::Keep)]).await;
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "10"), ("1053", "15")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_was_kept_once_is_not_asked_about_again_until_the_sheet_says_something_new() {
    let (office, desktop, client) = held().await;
    decide_and_send(&desktop, &[("1003", Choice::Keep), ("1051", Choice::Keep)]).await;
    client.correct(&[("1003", "12"), ("1013", "18300"), ("1051", "12"), ("1053", "14")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "11"), ("1013", "18300"), ("1051", "10"), ("1053", "14")]);
    client.correct(&[("1003", "13"), ("1013", "18300"), ("1051", "12"), ("1053", "14")]);
    desktop.next_night().await;
    let conflicts = only_review(&desktop).conflicts;
    assert_eq!(conflicts.iter().map(|conflict| conflict.code.as_str()).collect::<Vec<_>>(), ["1003"]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_was_taken_once_is_ours_from_then_on() {
    let (office, desktop, client) = held().await;
    decide_and_send(&desktop, &[("1003", Choice::Take), ("1051", Choice::Keep)]).await;
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12"), ("1053", "14")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240"), ("1051", "10"), ("1053", "14")]);
    office.assert_nothing_wrong_but_agreed(&client, &["1003"]);
}

#[tokio::test]
async fn a_correction_that_comes_while_a_sheet_is_held_takes_its_place() {
    let (office, desktop, client) = held().await;
    let corrected = client.correct(&[("1003", "11"), ("1013", "18240"), ("1051", "10"), ("1053", "14")]);
    desktop.next_night().await;
    assert!(desktop.agent.reviews().unwrap().is_empty());
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "10"), ("1053", "14")]);
    client.assert_marked(&[corrected]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_decision_for_an_earlier_sheet_does_not_count_for_its_correction() {
    let (office, desktop, client) = held().await;
    desktop
        .agent
        .decide(only_review(&desktop).sheet, &choices(&[("1003", Choice::Take), ("1051", Choice::Take)]))
        .unwrap();
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12"), ("1053", "14")]);
    desktop.sync().await;
    let conflicts = only_review(&desktop).conflicts;
    assert_eq!(conflicts.iter().map(|conflict| conflict.code.as_str()).collect::<Vec<_>>(), ["1003", "1051"]);
    client.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_held_sheet_goes_on_by_itself_once_the_person_has_put_the_figures_right() {
    let (office, desktop, client) = held().await;
    client.person_types("1003", "12");
    client.person_empties("1051");
    client.person_types("1051", "12");
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    client.assert_stands(&SHEET);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_run_for_what_is_due_again_sends_decisions_and_leaves_the_undecided_alone() {
    let (office, desktop, client) = held().await;
    let sent = desktop.wire.sent();
    desktop.try_sync(RunKind::Retry).await.unwrap();
    assert_eq!(desktop.wire.sent(), sent + 1, "a look at the feed, and no look at the template");
    desktop
        .agent
        .decide(only_review(&desktop).sheet, &choices(&[("1003", Choice::Keep), ("1051", Choice::Keep)]))
        .unwrap();
    desktop.try_sync(RunKind::Retry).await.unwrap();
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sheet_under_review_says_why_in_the_list() {
    let (office, desktop, client) = held().await;
    let rubrics = vec!["1003".to_owned(), "1051".to_owned()];
    assert_eq!(desktop.reason(&client), Some(Reason::ChangedInSilverfin { rubrics }));
    office.assert_nothing_wrong();
}
