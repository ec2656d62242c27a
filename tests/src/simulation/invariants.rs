//! What must hold of every world, whatever befell it. Judged by what both services saw and hold, and by what people did;
//! never by Passerelle's own journal.

use std::collections::BTreeMap;

use passerelle_sandbox::world::{Address, Author};
use passerelle_social_balance::{Decimal, RubricCode};

use super::deed::People;
use super::evidence::Evidence;
use super::play::Played;

/// One thing that must hold.
pub struct Invariant {
    /// What must hold, in a sentence.
    pub says: &'static str,
    /// Everything that is otherwise, in sentences.
    wrongs: fn(&Evidence<'_>) -> Vec<String>,
}

/// Everything that must hold: the first of them always, those from "figures stand" on once nothing goes wrong any more.
pub const INVARIANTS: [Invariant; 18] = [
    Invariant { says: "No request breaks a contract.", wrongs: contracts_are_kept },
    Invariant { says: "Every run comes to its end.", wrongs: runs_end },
    Invariant { says: "No desktop asks again and again.", wrongs: patience_is_kept },
    Invariant { says: "Never are two writes under way at once in one client file.", wrongs: one_write_at_once },
    Invariant { says: "No figure that a person typed or emptied is overwritten unasked.", wrongs: edits_are_kept },
    Invariant { says: "No figure is written that stands there already.", wrongs: figures_are_written_once },
    Invariant { says: "No document is stored twice.", wrongs: documents_are_stored_once },
    Invariant { says: "Nobody is asked about a figure that no person touched.", wrongs: nobody_is_asked_in_vain },
    Invariant {
        says: "A person's figure that a later sheet contradicts is asked about before that sheet stands.",
        wrongs: contradictions_are_asked_about,
    },
    Invariant {
        says: "Every figure written is one of a sheet made since the activation then in force.",
        wrongs: figures_come_from_new_sheets,
    },
    Invariant { says: "Nothing is written while the connection is switched off.", wrongs: nothing_while_switched_off },
    Invariant { says: "Nothing is written into a workflow that is not open.", wrongs: closed_workflows_are_left_alone },
    Invariant { says: "Finbox is told of a sheet only once it stands.", wrongs: only_what_stands_is_acknowledged },
    Invariant { says: "At the end, exactly the newest sheets' figures stand.", wrongs: figures_stand },
    Invariant { says: "At the end, the marker says that exactly those sheets stand whole.", wrongs: markers_tell },
    Invariant { says: "At the end, Finbox was told of each of them.", wrongs: everything_is_acknowledged },
    Invariant { says: "At the end, their PDFs are there where they are wanted.", wrongs: documents_are_there },
    Invariant { says: "Once everything stands, nothing more is written.", wrongs: nothing_more_is_written },
];

pub(super) const MOST_LOOKS_A_DAY: usize = 30;

/// How many invariants hold at any time; those after them hold at the end.
const HOLD_ALWAYS: usize = 13;

/// Everything that is wrong with a world that was lived through, in sentences; empty where all invariants hold.
pub fn wrongs(played: &Played) -> Vec<String> {
    let (world, ledger, audit) = Evidence::collected(&played.sandbox);
    let evidence = Evidence {
        world: &world,
        requests: ledger.entries(),
        audit: &audit,
        clients: &played.clients,
        record: &played.record,
        senders: &played.senders,
        documents: played.documents,
        last_night: played.last_night,
    };
    INVARIANTS.iter().flat_map(|invariant| of(invariant, &evidence)).collect()
}

/// What does not stand yet although it should in the end.
pub(super) fn not_yet(people: &People, documents: bool) -> Vec<String> {
    let (world, ledger, audit) = Evidence::collected(&people.sandbox);
    let evidence = Evidence {
        world: &world,
        requests: ledger.entries(),
        audit: &audit,
        clients: &people.clients,
        record: &people.record.lock().unwrap(),
        senders: &BTreeMap::new(),
        documents,
        last_night: u64::MAX,
    };
    INVARIANTS.iter().skip(HOLD_ALWAYS).flat_map(|invariant| of(invariant, &evidence)).collect()
}

fn of(invariant: &Invariant, evidence: &Evidence<'_>) -> Vec<String> {
    (invariant.wrongs)(evidence).into_iter().map(|wrong| format!("{} But {wrong}.", invariant.says)).collect()
}

fn contracts_are_kept(evidence: &Evidence<'_>) -> Vec<String> {
    let broken = evidence.audit.violations.iter().map(|one| format!("request {}: {}", one.request, one.what));
    let by_sandbox = evidence.audit.mistakes.iter().map(|one| format!("the sandbox itself: {}", one.what));
    broken.chain(by_sandbox).collect()
}

fn runs_end(evidence: &Evidence<'_>) -> Vec<String> {
    evidence.record.troubles.clone()
}

/// A night, its retries, and whatever people ask for in a day: each run reads the feed once or twice.
fn patience_is_kept(evidence: &Evidence<'_>) -> Vec<String> {
    let mut of_day: BTreeMap<_, usize> = BTreeMap::new();
    for request in evidence.requests.iter().filter(|one| one.operation.as_deref() == Some("listSocialBalances")) {
        *of_day.entry((evidence.senders.get(&request.sequence), request.at.date_naive())).or_default() += 1;
    }
    let many = of_day.into_iter().filter(|(_, times)| *times > MOST_LOOKS_A_DAY);
    many.map(|((_, day), times)| format!("on {day} one looked into the feed {times} times")).collect()
}

fn one_write_at_once(evidence: &Evidence<'_>) -> Vec<String> {
    let most = evidence.audit.most_writes_at_once_for_one_company;
    if most > 1 { vec![format!("there were {most}")] } else { Vec::new() }
}

/// Four things are forgiven:
/// - what the accountant agreed to, for exactly these two values;
/// - what was typed between the program's last look and its write, which no program can see without a conditional write;
/// - a field that a person emptied where the sheet delivered last says nothing either: both agreed;
/// - a field that a person emptied and that looks as if nothing had ever stood in it, because no figure of ours did.
fn edits_are_kept(evidence: &Evidence<'_>) -> Vec<String> {
    let lost = evidence.audit.overwritten_persons_edits.iter().filter(|edit| {
        let looks_untouched =
            edit.persons.is_none() && evidence.is_first_of_ours(edit.place, &edit.address, edit.request);
        !looks_untouched
            && !evidence.agreed_with_what_was_delivered(edit)
            && !evidence.agreed_to_take(edit)
            && !evidence.typed_after_the_last_look(edit.place, &edit.address, edit.request)
    });
    lost.map(|edit| {
        let value =
            |value: &Option<serde_json::Value>| value.as_ref().map_or("nothing".to_owned(), ToString::to_string);
        let (persons, ours) = (value(&edit.persons), value(&edit.applications));
        format!("request {:?} wrote {ours} over {persons} at {} in {}", edit.request, edit.address, edit.place.company)
    })
    .collect()
}

fn figures_are_written_once(evidence: &Evidence<'_>) -> Vec<String> {
    let again = evidence.audit.repeated_writes.iter().filter(|write| {
        write.address.namespace != "passerelle"
            && !evidence.typed_after_the_last_look(write.place, &write.address, write.request)
    });
    again
        .map(|write| format!("request {:?} wrote {:?} again at {}", write.request, write.value, write.address))
        .collect()
}

fn documents_are_stored_once(evidence: &Evidence<'_>) -> Vec<String> {
    evidence.audit.documents_twice.iter().map(|one| format!("{} is there twice", one.name)).collect()
}

fn figures_come_from_new_sheets(evidence: &Evidence<'_>) -> Vec<String> {
    let mut wrongs = Vec::new();
    for (place, address, property) in evidence.world.all_properties() {
        let Some(code) = address.key.strip_prefix("code_").and_then(|code| code.parse::<RubricCode>().ok()) else {
            continue;
        };
        for change in property.history.iter().filter(|change| change.author == Author::Application) {
            let text = change.value.as_ref().and_then(|value| value.as_str());
            let value = text.map(str::parse::<Decimal>).transpose();
            let asked_at = evidence.request(change.request).map_or(change.at, |request| request.at);
            let is_of_a_sheet = value.is_ok_and(|value| evidence.some_sheets_say(place, code, value, asked_at));
            if !is_of_a_sheet {
                wrongs.push(format!("request {:?} wrote {text:?} at {address}, which none says", change.request));
            }
        }
    }
    wrongs
}

fn nobody_is_asked_in_vain(evidence: &Evidence<'_>) -> Vec<String> {
    let in_vain = evidence.record.answered.iter().filter(|answer| evidence.was_asked_in_vain(answer));
    in_vain.map(|answer| format!("at {} it was, about {} in {}", answer.asked_at, answer.key, answer.company)).collect()
}

fn contradictions_are_asked_about(evidence: &Evidence<'_>) -> Vec<String> {
    evidence.templates().iter().flat_map(|template| evidence.unasked(template)).collect()
}

fn nothing_while_switched_off(evidence: &Evidence<'_>) -> Vec<String> {
    let off = evidence.requests.iter().filter(|request| request.is_write() && request.company.is_some());
    let off = off.filter(|request| {
        let sender = evidence.senders.get(&request.sequence);
        let switched_off = &evidence.record.switched_off;
        switched_off.iter().any(|(computer, span)| Some(computer) == sender && span.holds(request.started))
    });
    off.map(|request| format!("request {} was a {} to {}", request.sequence, request.method, request.path)).collect()
}

fn closed_workflows_are_left_alone(evidence: &Evidence<'_>) -> Vec<String> {
    let written = evidence.requests.iter().filter(|request| request.is_write() && request.applied);
    let written = written.filter(|request| request.path.ends_with("/custom"));
    let closed = written.filter(|request| {
        let closed = &evidence.record.closed;
        closed.iter().any(|(company, span)| Some(company.0) == request.company && span.holds(request.started))
    });
    closed.map(|request| format!("request {} wrote to {}", request.sequence, request.path)).collect()
}

fn only_what_stands_is_acknowledged(evidence: &Evidence<'_>) -> Vec<String> {
    let told = evidence.world.finbox.acknowledgements.iter();
    let too_early = told.filter(|told| !evidence.stood_whole(told.sheet, told.received_at));
    too_early.map(|told| format!("it was told of {} at {}", told.sheet, told.received_at)).collect()
}

/// Unless a person was the last to touch a figure, or chose to keep it as it stands.
fn figures_stand(evidence: &Evidence<'_>) -> Vec<String> {
    let mut wrongs = Vec::new();
    for template in evidence.templates() {
        let due = evidence.world.figures_due(&template.dossiers, template.year_end);
        for code in RubricCode::all() {
            let address = Address::of_rubric(code.as_str());
            let last = evidence.last_change(template.place, &address);
            if last.is_some_and(|change| change.author == Author::Person) {
                continue;
            }
            let text = last.and_then(|change| change.value.as_ref()).and_then(|value| value.as_str());
            let standing = text.map(|text| text.parse::<Decimal>().expect("a program writes numbers"));
            let due = due.get(&code).copied();
            if standing != due && !evidence.chose_to_keep(template.place.company, &address.key, standing) {
                wrongs.push(format!("{code} of {} stands as {standing:?}, due is {due:?}", template.name));
            }
        }
    }
    wrongs
}

fn markers_tell(evidence: &Evidence<'_>) -> Vec<String> {
    let mut wrongs = Vec::new();
    for template in evidence.templates() {
        let named = evidence.marker(template.place).filter(|marker| marker.is_whole).map(|marker| marker.sheets);
        let newest = evidence.newest_sheets(&template);
        if !named.as_ref().is_some_and(|named| evidence.say_the_same(named, &newest)) {
            wrongs.push(format!("that of {} names {named:?}, the newest are {newest:?}", template.name));
        }
    }
    wrongs
}

fn everything_is_acknowledged(evidence: &Evidence<'_>) -> Vec<String> {
    let told = evidence.world.acknowledged();
    let newest = evidence.templates().into_iter().flat_map(|template| evidence.newest_sheets(&template));
    newest.filter(|sheet| !told.contains_key(sheet)).map(|sheet| format!("it was not told of {sheet}")).collect()
}

fn documents_are_there(evidence: &Evidence<'_>) -> Vec<String> {
    if !evidence.documents {
        return Vec::new();
    }
    let mut wrongs = Vec::new();
    for template in evidence.templates() {
        for sheet in evidence.newest_sheets(&template) {
            if !evidence.pdf_is_there(template.place, sheet) {
                wrongs.push(format!("that of {sheet} is missing in {}", template.name));
            }
        }
    }
    wrongs
}

fn nothing_more_is_written(evidence: &Evidence<'_>) -> Vec<String> {
    let since = evidence.requests.iter().filter(|request| request.started > evidence.last_night);
    let written = since.filter(|request| request.is_write() && request.company.is_some());
    written
        .map(|request| format!("request {} was a {} to {}", request.sequence, request.method, request.path))
        .collect()
}
