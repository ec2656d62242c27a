//! What we delivered last, what stands there now, what the new sheet says: a person's figure is never overwritten in
//! silence.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::Address;
use passerelle_tests::{Client, Desktop, Office};

const FIRST: [(&str, &str); 3] = [("1003", "12"), ("1013", "18240"), ("1051", "12")];

async fn delivered() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    client.assert_stands(&FIRST);
    (office, desktop, client)
}

fn changed(rubrics: &[&str]) -> Reason {
    Reason::ChangedInSilverfin { rubrics: rubrics.iter().map(|code| (*code).to_owned()).collect() }
}

#[tokio::test]
async fn what_somebody_typed_before_the_first_delivery_holds_the_whole_sheet() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1003", "11");
    let sheet = client.publish_figures(&FIRST);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1003"])));
    client.assert_stands(&[("1003", "11")]);
    client.assert_untouched();
    assert_eq!(client.times_acknowledged(sheet), 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_somebody_typed_just_as_the_sheet_says_is_no_conflict_and_stays_theirs() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1003", "12,0");
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    assert_eq!(client.stands("1003").as_deref(), Some("12,0"), "their spelling stays");
    assert_eq!(client.stands("1013").as_deref(), Some("18240"));
    // It is theirs, so a correction of it is their decision.
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1003"])));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_person_may_change_a_delivered_figure_and_nothing_touches_it_while_no_new_sheet_comes() {
    let (office, desktop, client) = delivered().await;
    client.person_types("1003", "11");
    let writes = office.writes().len();
    for _ in 0..3 {
        desktop.next_night().await;
    }
    assert_eq!(client.stands("1003").as_deref(), Some("11"));
    assert_eq!(office.writes().len(), writes);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_that_says_nothing_new_of_a_persons_figure_is_delivered_around_it() {
    let (office, desktop, client) = delivered().await;
    client.person_types("1003", "11");
    client.correct(&[("1003", "12"), ("1013", "18300"), ("1051", "12")]);
    let report = desktop.next_night().await;
    client.assert_stands(&[("1003", "11"), ("1013", "18300"), ("1051", "12")]);
    assert_eq!(report.delivered[0].kept, ["1003".parse().unwrap()]);
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    let told = activity.iter().any(|line| matches!(&line.event, Event::Stands { kept, .. } if kept.len() == 1));
    assert!(told, "the activity names the rubric that was kept");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_that_says_otherwise_of_a_persons_figure_asks() {
    let (office, desktop, client) = delivered().await;
    client.person_types("1003", "11");
    client.correct(&[("1003", "13"), ("1013", "18300"), ("1051", "12")]);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1003"])));
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "12")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_that_agrees_with_the_person_at_last_is_delivered() {
    let (office, desktop, client) = delivered().await;
    client.person_types("1003", "13");
    client.correct(&[("1003", "13"), ("1013", "18300"), ("1051", "12")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18300"), ("1051", "12")]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_that_the_correction_withdraws_is_taken_away_if_it_is_ours() {
    let (office, desktop, client) = delivered().await;
    client.correct(&[("1003", "12"), ("1013", "18240")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "12"), ("1013", "18240")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_that_the_correction_withdraws_and_somebody_changed_asks() {
    let (office, desktop, client) = delivered().await;
    client.person_types("1051", "10");
    client.correct(&[("1003", "12"), ("1013", "18240")]);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1051"])));
    assert_eq!(client.stands("1051").as_deref(), Some("10"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_that_was_never_on_a_sheet_is_nobodys_business() {
    let (office, desktop, client) = delivered().await;
    client.person_types("3053", "2");
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240"), ("1051", "12"), ("3053", "2")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_that_somebody_emptied_stays_empty_until_the_sheet_says_something_new() {
    let (office, desktop, client) = delivered().await;
    client.person_empties("1051");
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240")]);
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "14")]);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1051"])));
    client.assert_stands(&[("1003", "13"), ("1013", "18240")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn words_where_a_number_belongs_are_a_persons_and_stay() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1003", "à vérifier");
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(changed(&["1003"])));
    assert_eq!(client.stands("1003").as_deref(), Some("à vérifier"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn notes_and_other_properties_of_the_same_template_are_left_alone() {
    let (office, desktop, client) = Office::of_one_client().await;
    let place = client.place();
    let note = Address::new("notes", "remarque");
    office.sandbox.change(|world, now| world.person_edits(place, note.clone(), Some("vu"), now).unwrap());
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    client.assert_stands(&FIRST);
    assert_eq!(office.sandbox.world(|world| world.standing(place, &note)).as_deref(), Some("vu"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_template_that_was_set_up_anew_gets_the_next_sheet_whole() {
    let (office, desktop, client) = delivered().await;
    client.template_is_reset();
    client.assert_stands(&[]);
    client.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn figures_of_the_books_of_invoices_of_training_and_of_last_year_are_proposed_where_nothing_stands() {
    let (office, desktop, client) = Office::of_one_client().await;
    let others = [("1023", "900"), ("1501", "2"), ("5803", "3"), ("1003P", "11")];
    let codes = others.map(|(code, _)| code);
    client.person_types("1023", "1000");
    client.person_types("5803", "4");
    client.publish_figures(&[FIRST.as_slice(), &others].concat());
    desktop.next_night().await;
    assert_eq!(codes.map(|code| client.stands(code).unwrap()), ["1000", "2", "4", "11"]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn figures_of_the_books_are_delivered_or_left_as_the_office_sets_it() {
    for (rule, expected) in [("leave", None), ("deliver", Some("900")), ("propose", Some("900"))] {
        let (office, desktop, client) = Office::of_one_client().await;
        desktop.set("ownership.personnel_costs", rule);
        client.publish_figures(&[FIRST.as_slice(), &[("1023", "900")]].concat());
        desktop.next_night().await;
        assert_eq!(client.stands("1023").as_deref(), expected, "{rule}");
        assert_eq!(client.stands("1003").as_deref(), Some("12"));
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn under_the_rule_to_deliver_a_figure_of_the_books_asks_like_any_other() {
    for (rule, state) in [("deliver", SheetState::NeedsReview), ("propose", SheetState::Delivered)] {
        let (office, desktop, client) = Office::of_one_client().await;
        desktop.set("ownership.personnel_costs", rule);
        client.person_types("1023", "1000");
        client.publish_figures(&[FIRST.as_slice(), &[("1023", "900")]].concat());
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(state), "{rule}");
        assert_eq!(client.stands("1023").as_deref(), Some("1000"));
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn a_revision_that_came_before_the_first_was_delivered_takes_its_place() {
    let (office, desktop, client) = Office::of_one_client().await;
    let first = client.publish_figures(&FIRST);
    let second = client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    client.assert_marked(&[second]);
    assert_eq!((client.times_acknowledged(first), client.times_acknowledged(second)), (0, 1));
    let dossier = passerelle_finbox::DossierId(client.dossier.0);
    let sheets = desktop.agent.journal().sheets_of(dossier, client.sheet.financial_year.end()).unwrap();
    let states: Vec<_> = sheets.iter().map(|sheet| (sheet.entry.revision, sheet.state)).collect();
    assert_eq!(states, [(2, SheetState::Delivered), (1, SheetState::Superseded)]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_edit_between_the_write_and_the_reading_back_stays_and_is_the_persons() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    let somebody = client.clone();
    desktop.wire.meanwhile(2, ("GET", "/custom"), move || somebody.person_types("1003", "11"));
    desktop.next_night().await;
    desktop.next_night().await;
    client.assert_stands(&[("1003", "11"), ("1013", "18240"), ("1051", "12")]);
    assert_eq!(desktop.reason(&client), Some(changed(&["1003"])));
    office.assert_nothing_wrong();
}
