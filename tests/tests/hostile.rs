//! Services that lie: the real `passerelle`, over real sockets and within little memory, against answers without end, bombs,
//! detours to another host. A run costs bounded time and memory, says what was wrong, and goes on as soon as they behave.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use passerelle_sandbox::world::World;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{LiveOffice, Said};

/// All the address space that a run gets. One answer that was kept whole would not fit.
const MOST_KIBIBYTES: u32 = 1_500_000;
/// No lie costs more than this, on a computer that is busy with other things.
const LONGEST_RUN: Duration = Duration::from_mins(1);

const LISTS: [&str; 3] = ["listSocialBalances", "getCompanies", "getPeriods"];
const SINGLE: [&str; 4] =
    ["getSocialBalance", "postOauthToken", "getReconciliationTextCustomProperties", "acknowledgeSocialBalance"];

/// Another host, which must never hear of anything.
struct Elsewhere {
    port: u16,
    visits: Arc<AtomicUsize>,
}

impl Elsewhere {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let visits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&visits);
        std::thread::spawn(move || {
            for _ in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, visits }
    }
}

fn office(home: &tempfile::TempDir) -> LiveOffice {
    let office = LiveOffice::start(|now| World::plain(1, 2, now), Duration::ZERO, home.path());
    office.connect();
    office.publish();
    // The login has to be renewed first.
    office.running.sandbox.clock().advance(Duration::from_hours(3));
    office
}

/// `passerelle sync` within that memory.
fn sync(office: &LiveOffice) -> Said {
    let script = format!("ulimit -v {MOST_KIBIBYTES}; exec \"$0\" sync --json");
    let own = office.program.command(&[]);
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(office.program.path());
    for (name, value) in own.get_envs().filter_map(|(name, value)| Some((name, value?))) {
        command.env(name, value);
    }
    command.stdin(Stdio::null()).output().unwrap().into()
}

fn goes_on_after(kind: &FaultKind, operations: &[&str]) {
    for operation in operations {
        let home = tempfile::tempdir().unwrap();
        let office = office(&home);
        let sandbox = &office.running.sandbox;
        sandbox.add_fault(FaultRule::operation(operation, Times::Always, kind.clone()));
        let begun = Instant::now();
        let said = sync(&office);
        assert!(begun.elapsed() < LONGEST_RUN, "{operation} {kind:?}: {:?}", begun.elapsed());
        assert!(matches!(said.status, Some(0 | 3 | 4)), "{operation} {kind:?}: {said:?}");
        assert!(!said.errors.contains("panicked"), "{operation} {kind:?}: {said:?}");
        println!("{operation} {kind:?}: {:?}", begun.elapsed());
        sandbox.clear_faults();
        assert!(
            sandbox.ledger().entries().iter().any(|entry| entry.fault.is_some()),
            "{operation} was never asked for"
        );
        for _ in 0..2 {
            sync(&office);
        }
        for client in office.clients() {
            office.assert_delivered(&client);
        }
        office.assert_nothing_wrong();
    }
}

#[test]
fn a_body_of_two_gigabytes_is_not_kept() {
    goes_on_after(&FaultKind::HugeBody { megabytes: 2_048 }, &[&LISTS[..], &SINGLE[..]].concat());
}

#[test]
fn a_packed_body_is_not_unpacked_beyond_measure() {
    goes_on_after(&FaultKind::GzipBomb { megabytes: 64 }, &[LISTS[0], SINGLE[0]]);
}

#[test]
fn json_without_a_floor_is_not_followed_down() {
    goes_on_after(&FaultKind::DeepJson { levels: 1_000_000 }, &[LISTS[0], LISTS[1], SINGLE[0], SINGLE[2]]);
}

#[test]
fn lists_without_end_are_given_up() {
    goes_on_after(&FaultKind::EndlessPages, &LISTS);
    goes_on_after(&FaultKind::RepeatingPage, &LISTS);
}

#[test]
fn nobody_is_followed_to_another_host() {
    let elsewhere = Elsewhere::open();
    for status in [302, 307] {
        let location = format!("http://127.0.0.1:{}/landing", elsewhere.port);
        goes_on_after(&FaultKind::Redirect { status, location }, &[&LISTS[..], &SINGLE[..]].concat());
    }
    assert_eq!(elsewhere.visits.load(Ordering::SeqCst), 0, "a request went to another host");
}
