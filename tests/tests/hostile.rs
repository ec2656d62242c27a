//! Services that lie: the real `passerelle`, over real sockets, against answers without end, bombs, detours to another host. A
//! run costs bounded time and memory, says what was wrong, and goes on as soon as they behave.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use passerelle_agent::home::Home;
use passerelle_agent::secrets::FileVault;
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::watch::NoWatch;
use passerelle_agent::{Agent, Outside, SyncOptions};
use passerelle_sandbox::world::World;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Cost, LiveOffice};
use passerelle_transport::SystemClock;
use passerelle_transport::web::{WebOptions, WebTransport};

/// The most memory that a run may hold at once, in bytes: for four answers that are read at the same time, each cut off at
/// 32 MiB, and for the program itself. One answer that was kept or unpacked whole would take eight times as much.
const MOST_MEMORY: u64 = 250_000_000;
/// No lie costs more than this, on a computer that is busy with other things.
const LONGEST_RUN: Duration = Duration::from_mins(1);
/// As many clients as contents are fetched at once.
const CLIENTS: u32 = 4;

const LISTS: [&str; 3] = ["listSocialBalances", "getCompanies", "getPeriods"];
const SINGLE: [&str; 4] =
    ["getSocialBalance", "postOauthToken", "getReconciliationTextCustomProperties", "acknowledgeSocialBalance"];

/// Another host, which must never hear of anything.
struct Elsewhere {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        std::thread::spawn(move || {
            for visitor in listener.incoming() {
                let mut said = [0; 4096];
                let length = visitor.unwrap().read(&mut said).unwrap_or_default();
                hearing.lock().unwrap().push(String::from_utf8_lossy(&said[..length]).into_owned());
            }
        });
        Self { port, heard }
    }

    /// What anybody said here. It ends with a visit of our own, behind which nothing can be on its way.
    fn heard(&self) -> Vec<String> {
        drop(TcpStream::connect(("127.0.0.1", self.port)).unwrap());
        loop {
            let heard = self.heard.lock().unwrap().clone();
            match heard.split_last() {
                Some((last, before)) if last.is_empty() => return before.to_vec(),
                _ => std::thread::yield_now(),
            }
        }
    }
}

fn office(home: &tempfile::TempDir) -> LiveOffice {
    let office = LiveOffice::start(|now| World::plain(1, CLIENTS, now), Duration::ZERO, home.path());
    office.connect();
    office.publish();
    // The login has to be renewed first.
    office.running.sandbox.clock().advance(Duration::from_hours(3));
    office
}

fn sync(office: &LiveOffice) -> Cost {
    office.program.watched(&["sync", "--json"])
}

fn goes_on_after(kind: &FaultKind, operations: &[&str]) {
    for operation in operations {
        let home = tempfile::tempdir().unwrap();
        let office = office(&home);
        let sandbox = &office.running.sandbox;
        sandbox.add_fault(FaultRule::operation(operation, Times::Always, kind.clone()));
        let run = sync(&office);
        println!("{operation} {kind:?}: {:?}, {} bytes", run.wall, run.peak_memory);
        assert!(run.wall < LONGEST_RUN, "{operation} {kind:?}: {run:?}");
        assert!(run.peak_memory > 0 && run.peak_memory < MOST_MEMORY, "{operation} {kind:?}: {run:?}");
        assert!(matches!(run.output.status.code(), Some(0 | 3 | 4)), "{operation} {kind:?}: {run:?}");
        let errors = String::from_utf8_lossy(&run.output.stderr);
        assert!(!errors.contains("panicked"), "{operation} {kind:?}: {errors}");
        assert!(
            sandbox.ledger().entries().iter().any(|entry| entry.fault.is_some()),
            "{operation} was never asked for"
        );
        behaves_again(&office);
    }
}

/// The services tell the truth again, and everything is delivered.
fn behaves_again(office: &LiveOffice) {
    office.running.sandbox.clear_faults();
    for _ in 0..2 {
        sync(office);
    }
    for client in office.clients() {
        office.assert_delivered(&client);
    }
    office.assert_nothing_wrong();
}

#[test]
fn a_body_of_two_gigabytes_is_not_kept() {
    goes_on_after(&FaultKind::HugeBody { megabytes: 2_048 }, &[&LISTS[..], &SINGLE[..]].concat());
}

#[test]
fn a_packed_body_is_not_unpacked_beyond_measure() {
    goes_on_after(&FaultKind::GzipBomb { megabytes: 2_048 }, &[LISTS[0], LISTS[2], SINGLE[0], SINGLE[2]]);
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
    assert_eq!(elsewhere.heard(), Vec::<String>::new(), "something was said to another host");
}

/// The sandbox takes a cookie at its interfaces for a breach of the contract.
#[test]
fn a_cookie_is_not_sent_back() {
    let cookie = FaultKind::Header { name: "set-cookie".into(), value: "trail=1; Path=/; Max-Age=9999".into() };
    goes_on_after(&cookie, &[&LISTS[..], &SINGLE[..]].concat());
}

#[test]
fn json_by_another_name_costs_nothing() {
    for content_type in ["text/html", ""] {
        let kind = FaultKind::Header { name: "content-type".into(), value: content_type.into() };
        goes_on_after(&kind, &[&LISTS[..], &SINGLE[..]].concat());
    }
}

/// What an exchange may take here in place of a minute.
const SHORT: Duration = Duration::from_secs(1);

/// The same home in this process, where an exchange may take a short while only.
fn impatient_agent(office: &LiveOffice) -> Agent {
    let home = Home::open(office.program.home()).unwrap();
    let settings = SettingsStore::open(&home, &home.folder().join("no-policy.json")).unwrap();
    let options = WebOptions { total_timeout: SHORT, ..WebOptions::default() };
    let outside = Outside {
        clock: Arc::new(SystemClock),
        transport: Arc::new(WebTransport::new(options).unwrap()),
        vault: Arc::new(FileVault::new(&home)),
        watch: Arc::new(NoWatch),
        seed: [1; 32],
        computer_name: "bureau-1".to_owned(),
    };
    Agent::open(home, settings, outside).unwrap()
}

#[test]
fn whoever_drips_is_given_up() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for operation in [LISTS[0], LISTS[2], SINGLE[0], SINGLE[1]] {
        let home = tempfile::tempdir().unwrap();
        let office = office(&home);
        // At this pace an answer takes minutes. None of them comes after a write, whose end would be waited for.
        let drip = FaultKind::SlowDrip { piece_bytes: 1, pause_milliseconds: 200 };
        office.running.sandbox.add_fault(FaultRule::operation(operation, Times::Always, drip));
        let agent = impatient_agent(&office);
        let begun = Instant::now();
        let report = runtime.block_on(agent.sync(SyncOptions::default())).unwrap();
        println!("{operation}: {:?}, {:?}", begun.elapsed(), report.troubles);
        assert!(begun.elapsed() < LONGEST_RUN, "{operation}: {:?}", begun.elapsed());
        assert!(!report.troubles.is_empty() || !report.under_way.is_empty(), "{operation}: {report:?}");
        drop(agent);
        behaves_again(&office);
    }
}
