use std::collections::BTreeMap;

use chrono::{DateTime, TimeZone, Utc};
use passerelle_agent::SheetState;
use passerelle_sandbox::world::{DossierKind, Expected, ExternalConnection, OverwrittenEdit, PlannedDossier, World};
use passerelle_sandbox::{Audit, Entry, Options, Sandbox, SandboxClock};
use passerelle_transport::{Clock, ManualClock};

use crate::{Client, Desktop};

/// When tests begin: a winter afternoon.
pub fn start_of_tests() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 14, 15, 0, 0).single().unwrap()
}

/// Both services in process, and the clock that they share with every desktop.
pub struct Office {
    /// Both services.
    pub sandbox: Sandbox,
    /// The time. Waits move it, so that they cost nothing.
    pub clock: ManualClock,
}

impl Office {
    /// Both services with this world in them.
    pub fn with(world: World, clock: &ManualClock) -> Self {
        let following = clock.clone();
        let options = Options::with_clock(SandboxClock::following(move || following.now()));
        Self { sandbox: Sandbox::new(world, &options).unwrap(), clock: clock.clone() }
    }

    /// The office with every kind of client.
    pub fn of_every_kind() -> Self {
        let clock = ManualClock::jumping(start_of_tests());
        Self::with(World::office(7, start_of_tests()), &clock)
    }

    /// An office of clients that simply work.
    pub fn plain(count: u32) -> Self {
        let clock = ManualClock::jumping(start_of_tests());
        Self::with(World::plain(7, count, start_of_tests()), &clock)
    }

    /// An office of so many clients that simply work, and its one desktop, connected.
    pub async fn connected(count: u32) -> (Self, Desktop) {
        let office = Self::plain(count);
        let desktop = office.desktop("bureau-1");
        desktop.connect().await;
        (office, desktop)
    }

    /// An office of one client that simply works, and its one desktop, connected.
    pub async fn of_one_client() -> (Self, Desktop, Client) {
        let (office, desktop) = Self::connected(1).await;
        let client = office.client(0);
        (office, desktop, client)
    }

    /// The office with every kind of client, and its one desktop, connected.
    pub async fn of_every_kind_connected() -> (Self, Desktop) {
        let office = Self::of_every_kind();
        let desktop = office.desktop("bureau-1");
        desktop.connect().await;
        (office, desktop)
    }

    /// What pairs a desktop with the connection that is active.
    pub fn pairing_id(&self) -> String {
        self.sandbox.world(|world| match &world.finbox.connection {
            ExternalConnection::Active { pairing_id, .. } => pairing_id.to_string(),
            ExternalConnection::Inactive => panic!("no connection is active"),
        })
    }

    /// The scenario's nth client, from 0.
    pub fn client(&self, nth: usize) -> Client {
        Client::new(&self.sandbox, self.planned().remove(nth))
    }

    /// The client of this kind.
    pub fn client_of(&self, kind: DossierKind) -> Client {
        let planned = self.sandbox.world(|world| world.planned_as(kind).cloned());
        Client::new(&self.sandbox, planned.expect("the office has such a client"))
    }

    /// A new desktop in this office.
    pub fn desktop(&self, name: &str) -> Desktop {
        Desktop::new(&self.sandbox, &self.clock, name)
    }

    /// Lets the clock go on.
    pub fn later(&self, hours: u64) {
        self.clock.advance(std::time::Duration::from_hours(hours));
    }

    /// Publishes the scenario's first sheets.
    pub fn publish(&self) {
        self.sandbox.change(passerelle_sandbox::world::World::publish_first_sheets);
    }

    /// The scenario's dossiers.
    pub fn planned(&self) -> Vec<PlannedDossier> {
        self.sandbox.world(|world| world.planned().into_iter().cloned().collect())
    }

    /// The requests to Silverfin that may change something in a client file, whatever became of them.
    pub fn writes(&self) -> Vec<Entry> {
        let ledger = self.sandbox.ledger();
        ledger.entries().iter().filter(|entry| entry.is_write() && entry.company.is_some()).cloned().collect()
    }

    /// How many requests of one operation there were.
    pub fn count(&self, operation: &str) -> usize {
        self.sandbox.ledger().of_operation(operation).count()
    }

    /// What must hold after anything whatever: from the sandbox's own world and ledger, never from our journal.
    pub fn assert_nothing_wrong(&self) {
        let overwritten = self.audit().overwritten_persons_edits;
        assert!(overwritten.is_empty(), "a person's work was overwritten: {overwritten:#?}");
    }

    /// The same, where the accountant agreed that the sheet's value takes the place of what somebody had typed for these
    /// rubrics of this client, each once.
    pub fn assert_nothing_wrong_but_agreed(&self, client: &Client, rubrics: &[&str]) {
        let overwritten = self.audit().overwritten_persons_edits;
        let seen = |edit: &OverwrittenEdit| (edit.place, edit.address.key.clone());
        let mut seen: Vec<_> = overwritten.iter().map(seen).collect();
        let mut agreed: Vec<_> = rubrics.iter().map(|code| (client.place(), format!("code_{code}"))).collect();
        seen.sort();
        agreed.sort();
        assert_eq!(seen, agreed, "a person's work was overwritten that nobody agreed to: {overwritten:#?}");
    }

    fn audit(&self) -> Audit {
        let audit = self.sandbox.audit();
        assert!(audit.mistakes.is_empty(), "the sandbox broke its contract: {:#?}", audit.mistakes);
        assert!(audit.violations.is_empty(), "a request broke a contract: {:#?}", audit.violations);
        assert!(audit.documents_twice.is_empty(), "a document was uploaded twice: {:#?}", audit.documents_twice);
        assert!(audit.most_writes_at_once_for_one_company <= 1, "two writes at once in one client file");
        audit
    }

    /// Asserts that every dossier stands where the scenario says, by our journal and by the world.
    pub fn assert_as_planned(&self, desktop: &Desktop) {
        let rows: BTreeMap<_, _> =
            desktop.agent.dossiers().unwrap().into_iter().map(|row| (row.dossier.0, row)).collect();
        let mut wrong = Vec::new();
        for planned in self.planned() {
            let row = rows.get(&planned.dossier.0);
            let state = row.map(|row| row.state);
            let expected = match planned.expected {
                Expected::Delivered => Some(SheetState::Delivered),
                Expected::Unmatched => Some(SheetState::Unmatched),
                Expected::WaitingWorkflow => Some(SheetState::WaitingWorkflow),
                Expected::NeedsReview => Some(SheetState::NeedsReview),
                Expected::Refused => Some(SheetState::Refused),
                Expected::NoSheet => None,
            };
            if state != expected {
                let reason = row.and_then(|row| row.reason.clone());
                wrong.push(format!(
                    "{} ({}): expected {expected:?}, stands {state:?} because {reason:?}",
                    planned.name,
                    planned.kind.label()
                ));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
