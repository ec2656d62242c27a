//! Whatever is said of a world against an invariant that the world itself cannot be made to break, the invariant sees.

use bytes::Bytes;
use passerelle_agent::merge::Choice;
use passerelle_sandbox::world::Address;

use super::record::{Answered, Span};
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

#[test]
fn a_question_about_what_no_person_touched_is_seen() {
    let mut played = settled();
    let place = played.clients[0].place();
    let standing = played.sandbox.world(|world| world.figures_standing(place));
    let (code, value) = standing.first_key_value().unwrap();
    played.record.answered.push(Answered {
        company: place.company,
        key: Address::of_rubric(code.as_str()).key,
        standing: Some(value.parse().unwrap()),
        new: None,
        choice: Choice::Keep,
        asked_at: played.sandbox.now(),
    });
    is_seen(&played, "Nobody is asked about a figure that no person touched.");
}
