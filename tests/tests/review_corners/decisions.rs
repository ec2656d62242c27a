use std::collections::BTreeMap;

use passerelle_agent::merge::Choice;
use passerelle_agent::{Review, SheetState};
use passerelle_sandbox::world::DossierKind;
use passerelle_tests::{Client, Desktop, Office};

fn review_of(desktop: &Desktop, client: &Client) -> Review {
    let reviews = desktop.agent.reviews().unwrap();
    reviews.into_iter().find(|review| review.dossier.0 == client.dossier.0).expect("the sheet waits for a decision")
}

fn decide(desktop: &Desktop, client: &Client, choice: Choice) {
    let review = review_of(desktop, client);
    let choices: BTreeMap<_, _> = review.conflicts.iter().map(|conflict| (conflict.code, choice)).collect();
    desktop.agent.decide(review.sheet, &choices).unwrap();
}

#[tokio::test]
async fn a_second_question_does_not_undo_the_answer_to_the_first() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1003", "9");
    client.person_types("1013", "100");
    client.publish_figures(&[("1003", "12"), ("1013", "18240")]);
    desktop.next_night().await;
    decide(&desktop, &client, Choice::Take);
    client.person_types("1013", "101");
    desktop.next_night().await;
    let asked: Vec<_> = review_of(&desktop, &client).conflicts.iter().map(|conflict| conflict.code.as_str()).collect();
    assert_eq!(asked, ["1013"], "the other rubric is decided");
    decide(&desktop, &client, Choice::Take);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    client.assert_stands(&[("1003", "12"), ("1013", "18240")]);
    office.assert_nothing_wrong_but_agreed(&client, &["1003", "1013"]);
}

async fn two_payroll_files_under_review() -> (Office, Desktop, Client, Client) {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let one = office.client_of(DossierKind::PayrollFileOne);
    let two = office.client_of(DossierKind::PayrollFileTwo);
    one.person_types("1003", "1");
    one.publish_figures(&[("1003", "12")]);
    two.publish_figures(&[("1003", "3")]);
    desktop.next_night().await;
    (office, desktop, one, two)
}

#[tokio::test]
async fn what_is_decided_for_one_of_two_payroll_files_is_decided_for_their_sum() {
    let (office, desktop, one, two) = two_payroll_files_under_review().await;
    decide(&desktop, &one, Choice::Take);
    desktop.next_night().await;
    assert_eq!([desktop.state(&one), desktop.state(&two)], [Some(SheetState::Delivered); 2]);
    one.assert_stands(&[("1003", "15")]);
    office.assert_nothing_wrong_but_agreed(&one, &["1003"]);
}

#[tokio::test]
async fn of_two_decisions_on_one_sum_the_later_one_counts() {
    let (office, desktop, one, two) = two_payroll_files_under_review().await;
    decide(&desktop, &one, Choice::Take);
    decide(&desktop, &two, Choice::Keep);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "1")]);
    office.assert_nothing_wrong();

    let (_, desktop, one, two) = two_payroll_files_under_review().await;
    decide(&desktop, &two, Choice::Take);
    decide(&desktop, &one, Choice::Keep);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "1")]);
}
