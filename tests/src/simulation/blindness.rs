//! Whatever is said of a world against an invariant that the world itself cannot be made to break, the invariant sees.

use bytes::Bytes;
use passerelle_agent::merge::Choice;
use passerelle_sandbox::world::{Address, Place};
use passerelle_social_balance::{Decimal, RubricCode};

use super::record::{Answered, Span, Typed};
use super::{Deed, Happening, Plan, Played, play, wrongs};

/// A world in which one sheet was delivered in a night.
fn settled() -> Played {
    let mut plan = Plan::draw(1);
    plan.office.kinds.truncate(1);
    plan.office.computers = 1;
    let made = Happening::Done(Deed::SheetMade { client: 0, figures: 5 });
    plan.happenings = vec![made, Happening::Passes { minutes: 3_000 }];
    play(&plan, None)
}

fn is_seen(played: &Played, says: &str) {
    let wrongs = wrongs(played);
    assert!(wrongs.iter().any(|wrong| wrong.starts_with(says)), "{says} {wrongs:?}");
}

const ALWAYS: Span = Span { from: Some(0), until: None };

#[test]
fn what_is_written_while_switched_off_is_seen() {
    let mut played = settled();
    assert_eq!(wrongs(&played), [""; 0]);
    played.record.switched_off.push((0, ALWAYS));
    is_seen(&played, "Nothing is written while the connection is switched off.");
}

#[test]
fn what_is_written_into_a_closed_workflow_is_seen() {
    let mut played = settled();
    let company = played.clients[0].company;
    played.record.closed.push((company, ALWAYS));
    is_seen(&played, "Nothing is written into a workflow that is not open.");
}

#[test]
fn figures_from_before_the_activation_are_seen() {
    let mut played = settled();
    played.record.activations.last_mut().unwrap().since += chrono::Duration::days(1);
    is_seen(&played, "Every figure written is one of a sheet made since the activation then in force.");
}

#[test]
fn what_is_written_once_everything_stands_is_seen() {
    let mut played = settled();
    played.last_night = 0;
    is_seen(&played, "Once everything stands, nothing more is written.");
}

#[test]
fn a_run_without_end_is_seen() {
    let mut played = settled();
    played.record.troubles.push("a run does not end".to_owned());
    is_seen(&played, "Every run comes to its end.");
}

/// A request that was sent already, once more, as the service gets it.
fn once_more(
    played: &Played,
    is_such: impl Fn(&passerelle_sandbox::Entry) -> bool,
) -> impl Fn() -> http::Request<Bytes> {
    let sent = played.requests().into_iter().find(is_such).unwrap();
    let before = if sent.service == passerelle_sandbox::Service::Finbox { "/finbox" } else { "" };
    let uri = format!("{before}{}", sent.path);
    move || http::Request::builder().method(sent.method.as_str()).uri(&uri).body(Bytes::new()).unwrap()
}

#[test]
fn two_writes_at_once_are_seen() {
    let played = settled();
    let write = once_more(&played, |sent| sent.method == "POST" && sent.path.ends_with("/custom"));
    let (one, other) = (played.sandbox.receive(write()), played.sandbox.receive(write()));
    one.answer();
    other.answer();
    is_seen(&played, "Never are two writes under way at once in one client file.");
}

#[test]
fn a_desktop_without_patience_is_seen() {
    let played = settled();
    let look = once_more(&played, |sent| sent.operation.as_deref() == Some("listSocialBalances"));
    for _ in 0..=super::invariants::MOST_LOOKS_A_DAY {
        played.sandbox.handle(look());
    }
    is_seen(&played, "No desktop asks again and again.");
}

/// The first figure that stands: its place, its address and its value.
fn figure(played: &Played) -> (Place, Address, Decimal) {
    let place = played.clients[0].place();
    let standing = played.sandbox.world(|world| world.figures_standing(place));
    let (code, value) = standing.first_key_value().unwrap();
    (place, Address::of_rubric(code.as_str()), value.parse().unwrap())
}

fn person_types(played: &mut Played, value: &str) {
    let (place, address, _) = figure(played);
    let at = played.sandbox.length();
    played.sandbox.change(|world, now| world.person_edits(place, address.clone(), Some(value), now)).unwrap();
    played.record.typed.push(Typed { place, address, at });
}

fn program_writes(played: &Played, address: &Address, value: &str) {
    let place = played.clients[0].place();
    played.sandbox.change(|world, now| {
        world.application_writes(place, &[(address.clone(), Some(value.into()))], now, None).unwrap();
    });
}

/// What the accountant answers now, where that figure stands and this one is new.
fn answered(played: &mut Played, standing: Option<Decimal>, new: Option<Decimal>, choice: Choice) {
    let (place, Address { key, .. }, _) = figure(played);
    let (asked_at, at) = (played.sandbox.now(), played.sandbox.length());
    played.record.answered.push(Answered { company: place.company, key, standing, new, choice, asked_at, at });
}

const IN_VAIN: &str = "Nobody is asked about a figure that no person touched.";

#[test]
fn a_question_about_what_no_person_touched_is_seen() {
    let mut played = settled();
    let (.., value) = figure(&played);
    answered(&mut played, Some(value), None, Choice::Keep);
    is_seen(&played, IN_VAIN);
}

#[test]
fn a_question_about_what_a_person_touched_once_and_a_program_wrote_since_is_seen() {
    let mut played = settled();
    person_types(&mut played, "7");
    answered(&mut played, Some(7.into()), Some(8.into()), Choice::Take);
    let (_, address, _) = figure(&played);
    assert!(!wrongs(&played).iter().any(|wrong| wrong.starts_with(IN_VAIN)), "that was a person's");
    program_writes(&played, &address, "8");
    answered(&mut played, Some(8.into()), Some(9.into()), Choice::Keep);
    is_seen(&played, IN_VAIN);
}

#[test]
fn an_answer_that_comes_after_the_write_excuses_nothing() {
    let mut plan = Plan::draw(1);
    plan.office.kinds.truncate(1);
    plan.office.computers = 1;
    let made = |figures| Happening::Done(Deed::SheetMade { client: 0, figures });
    let typed = |rubric| Happening::Done(Deed::Typed { client: 0, rubric, value: "7".to_owned() });
    let night = || Happening::Passes { minutes: 3_000 };
    plan.happenings = vec![made(5), night()];
    plan.happenings.extend((0..9).map(typed));
    plan.happenings.extend([made(6), night(), Happening::Decides { computer: 0, takes: u64::MAX }, night()]);
    let mut played = play(&plan, None);
    assert!(played.record.answered.iter().any(|answer| answer.choice == Choice::Take));
    assert_eq!(wrongs(&played), [""; 0]);
    let now = played.sandbox.length();
    for answer in &mut played.record.answered {
        answer.at = now;
    }
    is_seen(&played, "No figure that a person typed or emptied is overwritten unasked.");
}

#[test]
fn a_persons_figure_that_a_later_sheet_contradicts_without_a_question_is_seen() {
    const UNASKED: &str = "A person's figure that a later sheet contradicts is asked about before that sheet stands.";
    let is_wrong = |played: &Played| wrongs(played).iter().any(|wrong| wrong.starts_with(UNASKED));
    let mut played = settled();
    let client = played.clients[0].clone();
    let (_, address, value) = figure(&played);
    let code: RubricCode = address.key.trim_start_matches("code_").parse().unwrap();
    person_types(&mut played, "7");
    let stands_whole = |played: &Played, says: Decimal| {
        let mut cells = client.figures();
        cells.insert(code, says);
        let sheet = client.sheet_with(cells);
        let hash = sheet.content_hash();
        let corrected = played.sandbox.change(|world, now| {
            let newest = world.finbox.newest_sheet(client.dossier).unwrap().id;
            world.correct_sheet(newest, sheet, now).unwrap()
        });
        let mut marker = client.marker().unwrap();
        (marker.sheets[0].id.0, marker.hash) = (corrected.0, hash);
        program_writes(played, &Address::new("passerelle", "delivery"), &marker.to_text());
    };
    stands_whole(&played, value);
    assert!(!is_wrong(&played), "the sheet says nothing new: {:?}", wrongs(&played));
    stands_whole(&played, 7.into());
    assert!(!is_wrong(&played), "the sheet says the same: {:?}", wrongs(&played));
    stands_whole(&played, 9.into());
    assert!(is_wrong(&played), "{:?}", wrongs(&played));
    answered(&mut played, Some(7.into()), Some(9.into()), Choice::Keep);
    assert!(!is_wrong(&played), "{:?}", wrongs(&played));
}
