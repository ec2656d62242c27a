//! Nights of an office whose computer kills the program again and again, and people who work in Silverfin meanwhile.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use passerelle_sandbox::world::DossierId;
use passerelle_social_balance::{Decimal, RubricCode};
use passerelle_tests::{Client, LiveOffice, wait};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;

use crate::journal_file;

/// The longest that a program may run before it is killed.
const LONGEST: Duration = Duration::from_millis(1200);
/// About as long as it takes to start.
const STARTING: Duration = Duration::from_millis(150);

/// What was done and found.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) kills: u32,
    /// Kills that found a delivery between its first request and its reading back.
    pub(crate) in_delivery: u32,
    /// Kills before the run had sent any request.
    pub(crate) before_any_request: u32,
    pub(crate) nights: u32,
    pub(crate) sheets: usize,
    pub(crate) edits: usize,
    pub(crate) in_review: usize,
    pub(crate) login_renewals: usize,
    pub(crate) requests: usize,
    pub(crate) writes: usize,
    pub(crate) largest_journal: u64,
}

/// The office, and what its people did.
pub(crate) struct KilledNight {
    office: LiveOffice,
    clients: Vec<Client>,
    random: StdRng,
    /// What people typed last, which must stand for ever.
    edits: BTreeMap<(DossierId, RubricCode), String>,
    tally: Tally,
    _folder: TempDir,
}

impl KilledNight {
    /// A connected office with a first sheet for each of so many clients.
    pub(crate) fn begin(seed: u64, clients: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = |now| passerelle_sandbox::world::World::plain(seed, clients, now);
        let office = LiveOffice::start(world, Duration::from_millis(1), &folder.path().join("home"));
        office.connect();
        office.publish();
        let clients = office.clients();
        let tally = Tally { sheets: clients.len(), ..Tally::default() };
        Self { office, clients, random: StdRng::seed_from_u64(seed), edits: BTreeMap::new(), tally, _folder: folder }
    }

    /// Kills the program so often, in as many nights as that takes, then lets the last night come to its end.
    pub(crate) fn go_on_until(mut self, kills: u32) -> Tally {
        while self.tally.kills < kills {
            // One kill in four comes while the program is still starting.
            let longest = if self.random.random_ratio(1, 4) { STARTING } else { LONGEST };
            let after = self.random.random_range(Duration::ZERO..longest);
            if !self.run_and_kill(after) {
                self.morning();
                self.next_day();
            }
        }
        self.run_to_the_end();
        self.morning();
        let ledger = self.office.running.sandbox.ledger();
        let count = |operation: &str| ledger.of_operation(operation).count();
        self.tally.requests = ledger.entries().len();
        self.tally.writes = ledger.writes_per_company().values().map(Vec::len).sum();
        self.tally.login_renewals = count("postOauthToken") - 1;
        self.tally
    }

    /// Starts a run and kills it after this time. False where it had come to its end by itself.
    fn run_and_kill(&mut self, after: Duration) -> bool {
        let requests = self.office.running.sandbox.ledger().entries().len();
        let mut run = self.office.program.start(&["sync", "--json"]);
        let begun = Instant::now();
        let ended = loop {
            if let Some(status) = run.try_wait().unwrap() {
                break Some(status);
            }
            match after.checked_sub(begun.elapsed()) {
                Some(rest) => wait(rest.min(Duration::from_millis(5))),
                None => break None,
            }
        };
        if let Some(status) = ended {
            let said = self.office.program.heard(&["sync"], run.wait_with_output().unwrap());
            assert!(matches!(status.code(), Some(0 | 3)), "a run ended with {status}: {said:?}");
            return false;
        }
        run.kill().unwrap();
        self.office.program.heard(&["sync", "killed"], run.wait_with_output().unwrap());
        self.tally.kills += 1;
        let found = journal_file::look(self.office.program.home());
        let states = |name: &str| found.states.get(name).copied().unwrap_or_default();
        self.tally.in_delivery += u32::from(states("sending") + states("uncertain") > 0);
        self.tally.largest_journal = self.tally.largest_journal.max(found.bytes);
        if self.office.running.sandbox.ledger().entries().len() == requests {
            self.tally.before_any_request += 1;
        }
        self.meanwhile();
        true
    }

    /// What may happen before somebody starts the program again.
    fn meanwhile(&mut self) {
        if self.random.random_ratio(1, 5) {
            self.office.wait_until_quiet();
            self.somebody_types();
        }
        if self.random.random_ratio(1, 10) {
            // Beyond the life of an access token, so that a login is renewed, and killed while it is.
            self.office.running.sandbox.clock().advance(Duration::from_hours(3));
        }
        if self.random.random_ratio(1, 8) {
            let client = self.clients.choose(&mut self.random).unwrap();
            client.correct_a_little();
            self.tally.sheets += 1;
        }
    }

    /// Somebody types a figure over one of a sheet's, delivered or not.
    fn somebody_types(&mut self) {
        let client = self.clients.choose(&mut self.random).unwrap();
        let code = *client.sheet.cells.keys().collect::<Vec<_>>().choose(&mut self.random).unwrap();
        let value = self.random.random_range(900_000..1_000_000_u32).to_string();
        client.person_types(code.as_str(), &value);
        self.edits.insert((client.dossier, *code), value);
        self.tally.edits += 1;
    }

    fn run_to_the_end(&self) {
        let (status, document) = self.office.program.json(&["sync"]);
        assert!(matches!(status, Some(0 | 3)), "{document}");
    }

    /// After a night that came to its end: everything stands, or waits for somebody who typed something else.
    fn morning(&mut self) {
        self.tally.nights += 1;
        self.office.assert_nothing_wrong();
        let states = self.office.states();
        self.tally.in_review = 0;
        for client in &self.clients {
            let edited: Vec<RubricCode> =
                self.edits.keys().filter(|(dossier, _)| *dossier == client.dossier).map(|(_, code)| *code).collect();
            for code in &edited {
                let stands = client.stands(code.as_str());
                assert_eq!(stands.as_ref(), self.edits.get(&(client.dossier, *code)), "{} {code}", client.name);
            }
            match states.get(&client.dossier).map(String::as_str) {
                Some("delivered") if edited.is_empty() => self.office.assert_delivered(client),
                Some("delivered") => self.assert_delivered_beside(client, &edited),
                Some("needs_review") if !edited.is_empty() => self.tally.in_review += 1,
                other => panic!("{} is {other:?}; typed over: {edited:?}", client.name),
            }
        }
    }

    /// Everything stands but what somebody typed.
    fn assert_delivered_beside(&self, client: &Client, edited: &[RubricCode]) {
        let sandbox = &self.office.running.sandbox;
        let mut due = sandbox.world(|world| world.figures_due(&[client.dossier], client.sheet.financial_year.end()));
        let mut figures = client.figures();
        for code in edited {
            due.remove(code);
            figures.remove(code);
        }
        assert_eq!(figures, due, "the figures of {} beside {edited:?}", client.name);
    }

    /// The payroll corrects every sheet, as many deliveries again: some of them just where somebody typed something.
    fn next_day(&mut self) {
        for client in &self.clients {
            let edited = self.edits.keys().find(|(dossier, _)| *dossier == client.dossier);
            match edited {
                Some((_, code)) if self.random.random() => self.correct_figure(client, *code),
                _ => {
                    client.correct_a_little();
                }
            }
        }
        self.tally.sheets += self.clients.len();
        for _ in 0..3 {
            self.somebody_types();
        }
    }

    fn correct_figure(&self, client: &Client, code: RubricCode) {
        self.office.running.sandbox.change(|world, now| {
            let newest = world.finbox.newest_sheet(client.dossier).unwrap();
            let (id, mut sheet) = (newest.id, newest.sheet.clone());
            *sheet.cells.entry(code).or_default() += Decimal::ONE;
            world.correct_sheet(id, sheet, now).unwrap();
        });
    }
}
