//! The nightly service among signals and others of its kind.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use passerelle_sandbox::world::World;
use passerelle_tests::{LiveOffice, wait};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;
use tempfile::TempDir;

use crate::journal_file;

const PATIENCE: Duration = Duration::from_mins(2);

fn office(clients: u32, latency: Duration) -> (TempDir, LiveOffice) {
    let folder = tempfile::tempdir().unwrap();
    let office = LiveOffice::start(|now| World::plain(1, clients, now), latency, &folder.path().join("home"));
    office.connect();
    office.publish();
    (folder, office)
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "in vain: {what}");
        wait(Duration::from_millis(10));
    }
}

fn wait_for_writes(office: &LiveOffice, count: usize) {
    let written = || office.running.sandbox.ledger().writes_per_company().len();
    wait_until("writes come to Silverfin", || written() >= count);
}

fn all_told(office: &LiveOffice) -> bool {
    let sandbox = &office.running.sandbox;
    sandbox.world(|world| world.acknowledged().len() == world.finbox.sheets.len())
}

/// Asks the program to end, as a service manager does, and gives what it said and how long it took.
fn end(office: &LiveOffice, service: Child) -> (Option<i32>, Vec<Value>, Duration) {
    let begun = Instant::now();
    let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", service.id())]).status().unwrap();
    assert!(asked.success());
    let output = service.wait_with_output().unwrap();
    let took = begun.elapsed();
    let said = office.program.heard(&["agent"], output);
    let events = said.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (said.status, events, took)
}

fn assert_clean((status, events, took): (Option<i32>, Vec<Value>, Duration)) {
    assert!(took < Duration::from_secs(5), "the service took {took:?} to end");
    assert_eq!(status, Some(0));
    let last = events.last().expect("the service says that it ends");
    assert_eq!((&last["event"], &last["exit"]["clean"]), (&"exit".into(), &true.into()), "{last}");
}

#[cfg(unix)]
#[test]
fn a_service_in_the_middle_of_a_night_ends_cleanly_within_five_seconds_of_being_asked() {
    let (_folder, office) = office(60, Duration::from_millis(20));
    let service = office.program.start(&["agent", "--now", "--json"]);
    wait_for_writes(&office, 5);
    assert_clean(end(&office, service));
    assert!(!all_told(&office), "the night was over already, which proves nothing");
    let states = journal_file::look(office.program.home()).states;
    assert!(!states.contains_key("sending") && !states.contains_key("uncertain"), "{states:?}");
    office.done(&["sync"]);
    office.assert_nothing_wrong();
    office.clients().iter().for_each(|client| office.assert_delivered(client));
}

#[cfg(unix)]
#[test]
fn a_service_at_rest_ends_at_once_and_a_second_one_in_the_same_home_says_so() {
    let (_folder, office) = office(3, Duration::ZERO);
    let service = office.program.start(&["agent", "--now", "--json"]);
    wait_until("the sheets are delivered", || all_told(&office));
    let (status, document) = office.program.json(&["agent"]);
    assert_eq!((status, &document["error"]["code"]), (Some(1), &"already_running".into()), "{document}");
    assert_clean(end(&office, service));
}

#[cfg(unix)]
#[test]
fn a_service_that_is_killed_again_and_again_goes_on_where_it_was() {
    // Enough of them that the last service finds something left to do, and listens by the time that it is asked to end.
    let (_folder, office) = office(200, Duration::from_millis(5));
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..6 {
        let mut service = office.program.start(&["agent", "--now", "--json"]);
        wait(Duration::from_millis(random.random_range(0..1000)));
        service.kill().unwrap();
        office.program.heard(&["agent", "killed"], service.wait_with_output().unwrap());
        journal_file::look(office.program.home());
    }
    let service = office.program.start(&["agent", "--now", "--json"]);
    wait_until("the sheets are delivered", || all_told(&office));
    assert_clean(end(&office, service));
    office.assert_nothing_wrong();
    office.clients().iter().for_each(|client| office.assert_delivered(client));
}

#[test]
fn of_two_runs_in_one_home_the_second_says_so_and_does_nothing() {
    let (_folder, office) = office(80, Duration::from_millis(30));
    let first = office.program.start(&["sync", "--json"]);
    wait_for_writes(&office, 1);
    let (status, document) = office.program.json(&["sync"]);
    assert_eq!((status, &document["error"]["code"]), (Some(4), &"already_running".into()), "{document}");
    let said = office.program.heard(&["sync"], first.wait_with_output().unwrap());
    assert_eq!(said.status, Some(0), "{said:?}");
    office.assert_nothing_wrong();
    office.clients().iter().for_each(|client| office.assert_delivered(client));
}
