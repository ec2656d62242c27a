//! Weeks of an office in which anything happens in any order: corrections, edits, locks, closed workflows, faults,
//! restarts, decisions. Drawn from a seed, so that a week that went wrong can be lived through again.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::merge::Choice;
use passerelle_agent::watch::NoWatch;
use passerelle_sandbox::world::{Author, Lock, OverwrittenEdit, WorkflowState};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_social_balance::{Decimal, RubricCode};
use passerelle_tests::{Client, Desktop, Office};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

const CLIENTS: u32 = 4;
const NIGHTS: usize = 25;
const OPEN: WorkflowState = WorkflowState::Open { progress: 50 };

struct Life {
    office: Office,
    desktop: Desktop,
    clients: Vec<Client>,
    random: StdRng,
    /// What the accountant agreed to have written over somebody's figure: client file, key, value.
    agreed: Vec<(u64, String, Option<Decimal>)>,
    diary: Vec<String>,
}

impl Life {
    async fn begin(seed: u64) -> Self {
        let (office, desktop) = Office::connected(CLIENTS).await;
        desktop.set("silverfin.batch_size", "20");
        desktop.set("documents.pdf", "true");
        let clients: Vec<Client> = (0..CLIENTS).map(|nth| office.client(usize::try_from(nth).unwrap())).collect();
        for client in &clients {
            client.publish();
        }
        let random = StdRng::seed_from_u64(seed);
        Self { office, desktop, clients, random, agreed: Vec::new(), diary: vec![format!("seed {seed}")] }
    }

    fn client(&mut self) -> Client {
        self.clients.choose(&mut self.random).unwrap().clone()
    }

    /// Something happens.
    fn day(&mut self) {
        let client = self.client();
        let what = self.random.random_range(0..12);
        self.diary.push(format!("  {what} {}", client.name));
        match what {
            0..=2 => {
                client.correct_a_little();
            }
            3 | 4 => client.person_types(self.rubric(&client).as_str(), &self.random.random_range(0..99).to_string()),
            5 => client.person_empties(self.rubric(&client).as_str()),
            6 => {
                let locks = [Lock::Unprocessable, Lock::Forbidden, Lock::Silent];
                client.lock(*locks.choose(&mut self.random).unwrap());
            }
            7 => client.lock(Lock::Unlocked),
            8 => {
                let states = [WorkflowState::Archived, WorkflowState::Completed, OPEN];
                client.set_workflows(*states.choose(&mut self.random).unwrap());
            }
            9 => self.decide(),
            10 => {
                self.desktop.agent.retry(None).unwrap();
            }
            _ => self.fault(),
        }
    }

    fn rubric(&mut self, client: &Client) -> RubricCode {
        let codes: Vec<RubricCode> = client.sheet.cells.keys().copied().collect();
        *codes.choose(&mut self.random).unwrap()
    }

    fn fault(&mut self) {
        let operations = [
            "listSocialBalances",
            "getSocialBalance",
            "acknowledgeSocialBalance",
            "acquireLease",
            "getPeriods",
            "getReconciliationTextCustomProperties",
            "createReconciliationTextCustomProperties",
            "createPermanentFolder",
            "createPermanentDocument",
        ];
        let kinds = [
            FaultKind::status(503),
            FaultKind::Status { status: 502, retry_after: None, applied: true },
            FaultKind::rate_limited(20_000),
            FaultKind::ResetBefore,
            FaultKind::ResetAfter,
            FaultKind::Truncated,
            FaultKind::Html { status: 200, applied: true },
        ];
        let operation = operations.choose(&mut self.random).unwrap();
        let kind = kinds.choose(&mut self.random).unwrap().clone();
        let times = Times::Next(self.random.random_range(1..6));
        self.diary.push(format!("    {operation} {kind:?} {times:?}"));
        self.office.sandbox.add_fault(FaultRule::operation(operation, times, kind));
    }

    /// The accountant decides whatever is open, at will.
    fn decide(&mut self) {
        for review in self.desktop.agent.reviews().unwrap() {
            let mut choices = BTreeMap::new();
            for conflict in &review.conflicts {
                let choice = if self.random.random() { Choice::Take } else { Choice::Keep };
                choices.insert(conflict.code, choice);
                if choice == Choice::Take {
                    let client = self.clients.iter().find(|client| client.dossier.0 == review.dossier.0).unwrap();
                    self.agreed.push((client.company.0, format!("code_{}", conflict.code), conflict.new));
                }
            }
            self.desktop.agent.decide(review.sheet, &choices).unwrap();
        }
    }

    /// What must hold after any night.
    fn assert_nothing_wrong(&self) {
        let audit = self.office.sandbox.audit();
        let diary = self.diary.join("\n");
        assert!(audit.mistakes.is_empty() && audit.violations.is_empty(), "{audit:#?}\n{diary}");
        assert!(audit.documents_twice.is_empty(), "{:#?}\n{diary}", audit.documents_twice);
        assert!(audit.most_writes_at_once_for_one_company <= 1, "{diary}");
        for edit in &audit.overwritten_persons_edits {
            assert!(self.agreed_to(edit), "nobody agreed to {edit:#?}\n{diary}");
        }
    }

    fn agreed_to(&self, edit: &OverwrittenEdit) -> bool {
        let text = edit.applications.as_ref().and_then(|value| value.as_str());
        let value = text.map(|text| text.parse::<Decimal>().unwrap());
        let same = |(company, key, agreed): &(u64, String, Option<Decimal>)| {
            *company == edit.place.company.0 && *key == edit.address.key && *agreed == value
        };
        self.agreed.iter().any(same)
    }

    /// Every obstacle goes away, the accountant answers every question, and some nights pass.
    async fn end(&mut self) {
        self.office.sandbox.clear_faults();
        for client in &self.clients {
            client.lock(Lock::Unlocked);
            client.set_workflows(OPEN);
        }
        for _ in 0..4 {
            self.office.later(48);
            self.desktop.sync().await;
            self.decide();
        }
    }

    /// What a program wrote last is what the newest sheet says; what else stands is a person's.
    fn assert_figures_right(&self) {
        let diary = self.diary.join("\n");
        for client in &self.clients {
            assert_eq!(self.desktop.state(client), Some(SheetState::Delivered), "{}\n{diary}", client.name);
            let end = client.sheet.financial_year.end();
            let (place, dossier) = (client.place(), client.dossier);
            self.office.sandbox.world(|world| {
                let due = world.figures_due(&[dossier], end);
                let newest = world.finbox.newest_sheet(dossier).unwrap().id;
                assert!(world.acknowledged().contains_key(&newest), "{}\n{diary}", client.name);
                let properties = &world.period(place.firm, place.company, place.period).unwrap().properties;
                for (address, property) in &properties[&place.reconciliation] {
                    let Some(code) = address.key.strip_prefix("code_").and_then(|code| code.parse().ok()) else {
                        continue;
                    };
                    let last = property.history.last().unwrap();
                    if last.author == Author::Application {
                        let stands = last.value.as_ref().map(|value| value.as_str().unwrap().parse().unwrap());
                        assert_eq!(stands, due.get(&code).copied(), "{} {code}\n{diary}", client.name);
                    }
                }
            });
        }
    }
}

/// Lives some weeks and says which states the sheets met.
async fn live(seed: u64) -> BTreeSet<String> {
    let mut life = Life::begin(seed).await;
    for night in 0..NIGHTS {
        life.diary.push(format!("night {night}"));
        for _ in 0..life.random.random_range(0..5) {
            life.day();
        }
        life.desktop.next_night().await;
        life.office.sandbox.clear_faults();
        life.assert_nothing_wrong();
        if life.random.random_ratio(1, 5) {
            life.diary.push("  restart".to_owned());
            life.desktop = life.desktop.reopened(Arc::new(NoWatch));
        }
    }
    life.end().await;
    life.assert_nothing_wrong();
    life.assert_figures_right();
    let activity = life.desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    let moves = activity.iter().filter_map(|line| match &line.event {
        Event::Moved { to, .. } => Some(to.to_string()),
        _ => None,
    });
    moves.collect()
}

/// `PASSERELLE_LIVES=6..200` lives other lives than the usual ones.
#[tokio::test]
async fn whatever_happens_in_weeks_of_nights_the_figures_are_right_and_no_edit_is_lost() {
    let wanted = std::env::var("PASSERELLE_LIVES").unwrap_or_else(|_| "0..3".to_owned());
    let (first, end) = wanted.split_once("..").unwrap();
    let mut met = BTreeSet::new();
    for seed in first.parse().unwrap()..end.parse().unwrap() {
        met.extend(live(seed).await);
    }
    let all = ["delivered", "fetched", "needs_review", "refused", "retry_at", "sending", "superseded", "uncertain"];
    for state in all.into_iter().chain(["waiting_workflow"]) {
        assert!(met.contains(state), "no sheet was ever {state}: {met:?}");
    }
}
