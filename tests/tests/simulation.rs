//! Whole worlds, each from one seed: what must hold of them is in `tests/src/simulation/invariants.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use passerelle_sandbox::world::{Acknowledgement, Address, MediaType, NewDocument, Place, WorkflowState};
use passerelle_sandbox::world::{Author, FolderId};
use passerelle_tests::simulation::{Deed, Happening, INVARIANTS, Mutant, Plan, Played, play, shrink, wrongs};

/// The seeds that the usual test command tries.
const USUAL: u64 = 300;

/// The first seeds, in order, of which this is so.
fn seeds_where(found: impl Fn(&Played) -> bool, mutant: Option<Mutant>) -> impl Iterator<Item = u64> {
    (0..USUAL).filter(move |seed| found(&play(&Plan::draw(*seed), mutant)))
}

/// Plays the plans of these seeds on all processors. Gives the seeds that ended badly.
fn bad_seeds(first: u64, count: u64, drawn: fn(u64) -> Plan) -> Vec<u64> {
    let (next, bad) = (AtomicU64::new(first), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= first + count {
                        return;
                    }
                    let ended = catch_unwind(|| wrongs(&play(&drawn(seed), None)));
                    let wrongs = ended.unwrap_or_else(|_| vec!["The world broke down.".to_owned()]);
                    if !wrongs.is_empty() {
                        println!("seed {seed}:\n    {}", wrongs.join("\n    "));
                        bad.lock().unwrap().push(seed);
                    }
                }
            });
        }
    });
    let mut bad = bad.into_inner().unwrap();
    bad.sort_unstable();
    bad
}

fn told(played: &Played) -> String {
    format!("{}\n\nWrong:\n    {}", played.story().join("\n"), wrongs(played).join("\n    "))
}

/// `PASSERELLE_SEED` and `PASSERELLE_SEEDS` try others than the usual seeds; `cargo xtask simulate` sets them.
fn all_end_well(usual: u64, drawn: fn(u64) -> Plan) {
    let wanted = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let (first, count) = (wanted("PASSERELLE_SEED").unwrap_or(0), wanted("PASSERELLE_SEEDS").unwrap_or(usual));
    let bad = bad_seeds(first, count, drawn);
    let Some(seed) = bad.first() else { return };
    let smallest = shrink(&drawn(*seed), None);
    let played = play(&smallest, None);
    panic!(
        "{} of {count} seeds end badly: {bad:?}\nseed {seed}, cut down:\n{}\n{smallest:#?}",
        bad.len(),
        told(&played)
    );
}

#[test]
fn in_every_world_each_figure_arrives_correct_and_once() {
    all_end_well(USUAL, Plan::draw);
}

/// Two desktops, and the connection is switched off and on again on one of them: Finbox shows neither of them what was delivered
/// before, and the other never delivered it or has to go by what it remembers.
fn switched_off_and_on(seed: u64) -> Plan {
    let mut plan = Plan::draw(seed);
    plan.office.computers = 2;
    let half = plan.happenings.len() / 2;
    let between = [
        Happening::Passes { minutes: 3_000 },
        Happening::SwitchesOff { computer: 0 },
        Happening::Passes { minutes: 60 },
        Happening::Connects { computer: 0 },
        Happening::Connects { computer: 1 },
    ];
    plan.happenings.splice(half..half, between);
    plan
}

#[test]
fn in_every_world_that_is_switched_off_and_on_again_ours_is_told_from_a_persons() {
    all_end_well(60, switched_off_and_on);
}

/// Worlds that ended badly once, whoever was wrong: Passerelle or those who judge it.
#[test]
fn what_ended_badly_once_ends_well() {
    for seed in [1582, 3047, 6019, 6574, 9893] {
        let played = play(&Plan::draw(seed), None);
        assert_eq!(wrongs(&played), [""; 0], "seed {seed}:\n{}", told(&played));
    }
}

/// `PASSERELLE_SEED=7 cargo test --test simulation the_story_of_one_seed -- --ignored --nocapture`
#[test]
#[ignore = "tells one story, to be read"]
fn the_story_of_one_seed() {
    let seed = std::env::var("PASSERELLE_SEED").map_or(0, |text| text.parse().unwrap());
    println!("{}", told(&play(&Plan::draw(seed), None)));
}

#[test]
fn a_seed_replays_with_the_same_story_and_the_same_requests() {
    let mut requests = 0;
    for seed in 0..12 {
        let (once, again) = (play(&Plan::draw(seed), None), play(&Plan::draw(seed), None));
        assert_eq!(once.story(), again.story(), "seed {seed}");
        assert_eq!(once.requests(), again.requests(), "seed {seed}");
        requests += once.requests().len();
    }
    assert!(requests > 500, "{requests} requests prove little");
    assert_ne!(Plan::draw(1).happenings, Plan::draw(2).happenings);
}

/// What is wrong on purpose is noticed, and by which invariant.
#[test]
fn a_client_that_is_wrong_is_found_out() {
    for (mutant, says) in [
        (Mutant::RepeatsWrites, "No figure is written that stands there already."),
        (Mutant::SeesWhatItSawFirst, "No figure that a person typed or emptied is overwritten unasked."),
        (Mutant::SeesCompletedAsOpen, "Nothing is written into a workflow that is not open."),
        (Mutant::SwapsTwoRubrics, "Every figure written is one of a sheet made since the activation then in force."),
    ] {
        let found = |played: &Played| wrongs(played).iter().any(|wrong| wrong.starts_with(says));
        assert!(seeds_where(found, Some(mutant)).next().is_some(), "{mutant:?} was not found out");
    }
}

#[test]
fn a_story_that_ends_badly_is_cut_down_to_what_matters() {
    let mutant = Some(Mutant::RepeatsWrites);
    let bad = |played: &Played| !wrongs(played).is_empty();
    let seed = seeds_where(bad, mutant).find(|seed| Plan::draw(*seed).happenings.len() > 10).unwrap();
    let smallest = shrink(&Plan::draw(seed), mutant);
    assert!(smallest.happenings.len() < 3, "{:#?}", smallest.happenings);
    let played = play(&smallest, mutant);
    let story = told(&played);
    assert!(story.contains("Finbox makes the first sheet of") && story.contains("begins a run"), "{story}");
    assert!(story.contains("wrote Some"), "{story}");
}

/// A world in which one sheet was delivered and nothing else happened.
fn settled() -> Played {
    let mut plan = Plan::draw(1);
    plan.office.kinds.truncate(1);
    (plan.office.computers, plan.office.documents) = (1, true);
    plan.happenings = vec![
        Happening::Done(Deed::SheetMade { client: 0, figures: 5 }),
        Happening::Passes { minutes: 3_000 },
        Happening::Done(Deed::WorkflowsSet { client: 0, state: WorkflowState::Archived }),
        Happening::Passes { minutes: 60 },
    ];
    play(&plan, None)
}

/// The first figure that stands, and where.
fn figure(played: &Played) -> (Place, Address, String) {
    let place = played.clients[0].place();
    let standing = played.sandbox.world(|world| world.figures_standing(place));
    let (code, value) = standing.first_key_value().unwrap();
    (place, Address::of_rubric(code.as_str()), value.clone())
}

fn programs_writes(played: &Played, address: &Address, value: Option<&str>) {
    let place = played.clients[0].place();
    played.sandbox.change(|world, now| {
        let write = (address.clone(), value.map(Into::into));
        world.application_writes(place, &[write], now, None).unwrap();
    });
}

/// Whatever is done to a settled world against an invariant, that invariant sees.
#[test]
fn no_invariant_is_blind() {
    type Harm = fn(&Played);
    let harms: [(&str, Harm); 10] = [
        ("No request breaks a contract", |played| {
            let request = http::Request::get("/api/v4/f/1/nothing_of_the_kind").body(bytes::Bytes::new()).unwrap();
            played.sandbox.handle(request);
        }),
        ("Finbox is told of a sheet only once", |played| {
            played.sandbox.change(|world, now| {
                let told = world.finbox.acknowledgements[0].clone();
                let sheet = world.make_sheet(played.clients[0].dossier, played.clients[0].sheet.clone(), now);
                world.finbox.acknowledgements.push(Acknowledgement { sheet, ..told });
            });
        }),
        ("No figure that a person typed", |played| {
            let (place, address, _) = figure(played);
            played.sandbox.change(|world, now| world.person_edits(place, address.clone(), Some("7"), now)).unwrap();
            programs_writes(played, &address, Some("8"));
        }),
        ("No figure is written that stands", |played| {
            let (_, address, value) = figure(played);
            programs_writes(played, &address, Some(&value));
        }),
        ("Every figure written is one", |played| programs_writes(played, &figure(played).1, Some("0.123"))),
        ("At the end, exactly the newest", |played| programs_writes(played, &figure(played).1, Some("0.123"))),
        ("At the end, the marker says", |played| {
            programs_writes(played, &Address::new("passerelle", "delivery"), Some("{}"));
        }),
        ("At the end, Finbox was told", |played| {
            played.sandbox.change(|world, _| world.finbox.acknowledgements.clear());
        }),
        ("At the end, their PDFs are there", |played| {
            let Place { firm, company, .. } = played.clients[0].place();
            played.sandbox.change(|world, _| world.company_mut(firm, company).unwrap().documents.clear());
        }),
        ("No document is stored twice", |played| {
            let Place { firm, company, .. } = played.clients[0].place();
            played.sandbox.change(|world, now| {
                let sheet = world.finbox.sheets.values().next().unwrap();
                let bytes = sheet.contents[&MediaType::Pdf].bytes().to_vec();
                let (folder, author) = (FolderId::ROOT, Author::Application);
                let document =
                    NewDocument { folder, name: "b.pdf".into(), media_type: "application/pdf".into(), bytes, author };
                world.add_document(firm, company, document, now, None).unwrap();
            });
        }),
    ];
    let settled_wrongs = wrongs(&settled());
    assert!(settled_wrongs.is_empty(), "{settled_wrongs:?}");
    for (says, harm) in harms {
        let played = settled();
        harm(&played);
        assert!(wrongs(&played).iter().any(|wrong| wrong.starts_with(says)), "{says}: {:?}", wrongs(&played));
        assert!(INVARIANTS.iter().any(|invariant| invariant.says.starts_with(says)));
    }
}

/// Each sentence is named where something is done against it.
#[test]
fn every_invariant_is_shown_to_be_able_to_fail() {
    let shown = [include_str!("simulation.rs"), include_str!("../src/simulation/blindness.rs")].concat();
    for invariant in &INVARIANTS {
        let beginning: String = invariant.says.chars().take("No request breaks a contrac".len()).collect();
        assert!(shown.contains(&format!("\"{beginning}")), "nothing is done against: {}", invariant.says);
    }
}
