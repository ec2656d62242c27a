use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use passerelle_agent::controller::Input;
use passerelle_agent::merge::Choice;
use passerelle_sandbox::world::{Lock, Random, WorkflowState, World};
use passerelle_sandbox::{Entry, FaultRule, Sandbox, SandboxClock};
use passerelle_transport::{Clock, ManualClock};

use super::computer::Computer;
use super::deed::People;
use super::invariants;
use super::line::{Line, Mutant};
use super::plan::{Deed, Happening, Plan};
use super::record::{Answered, Record};
use crate::{Client, Wire};

/// How many quiet nights a world has at most until everything stands.
const MOST_NIGHTS_AT_THE_END: usize = 9;

/// How long a world may wait for what is not on its own clock: the patience of whoever ends a run, which costs nothing here. One
/// that stands still would wait for ever.
const LONGEST: std::time::Duration = std::time::Duration::from_mins(2);

/// A world that was lived through, to be judged.
pub struct Played {
    /// Both services, as they are now.
    pub sandbox: Sandbox,
    /// The office's clients.
    pub clients: Vec<Client>,
    pub(super) record: Record,
    pub(super) senders: BTreeMap<u64, usize>,
    pub(super) documents: bool,
    /// Requests and steps at which the last night began, in which nothing was to be done any more.
    pub(super) last_night: u64,
}

impl Played {
    /// What happened, in sentences.
    pub fn story(&self) -> &[String] {
        &self.record.story
    }

    /// Every request, as the sandbox saw it.
    pub fn requests(&self) -> Vec<Entry> {
        self.sandbox.ledger().entries().to_vec()
    }
}

/// Lets a plan happen. A client may be made wrong on purpose.
pub fn play(plan: &Plan, mutant: Option<Mutant>) -> Played {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let played = runtime.block_on(async { tokio::time::timeout(LONGEST, Stage::new(plan, mutant).plays(plan)).await });
    played.unwrap_or_else(|_| panic!("the world of seed {} stands still", plan.seed))
}

struct Stage {
    people: People,
    clock: ManualClock,
    computers: Vec<Computer>,
    senders: Arc<Mutex<BTreeMap<u64, usize>>>,
    chance: Random,
    documents: bool,
}

impl Stage {
    fn new(plan: &Plan, mutant: Option<Mutant>) -> Self {
        let clock = ManualClock::jumping(plan.office.begins);
        let mut world = World::office_of(plan.seed, &plan.office.kinds, plan.office.begins);
        world.finbox.knobs.repeated_entries = plan.office.repeated_entries;
        world.silverfin.knobs.duplicate_document_refused = plan.office.duplicate_document_refused;
        let following = clock.clone();
        let options = passerelle_sandbox::Options::with_clock(SandboxClock::following(move || following.now()));
        let sandbox = Sandbox::new(world, &options).unwrap();
        let planned: Vec<_> = sandbox.world(|world| world.planned().into_iter().cloned().collect());
        let people = People {
            clients: planned.into_iter().map(|planned| Client::new(&sandbox, planned)).collect(),
            computers: plan.office.computers,
            record: Arc::default(),
            sandbox,
        };
        let (senders, wires) = (Arc::default(), Arc::default());
        let computer = |number| {
            let wire = Arc::new(Wire::new(people.sandbox.clone(), &clock));
            let (senders, wires) = (Arc::clone(&senders), Arc::clone(&wires));
            let line = Line::new(wire, &people.sandbox, number, senders, wires, mutant);
            Computer::new(number, &plan.office, &people, &clock, line)
        };
        let computers = (0..plan.office.computers).map(computer).collect();
        Self { computers, people, clock, senders, chance: Random::new(plan.seed), documents: plan.office.documents }
    }

    async fn plays(mut self, plan: &Plan) -> Played {
        for computer in 0..self.computers.len() {
            self.connects(computer).await;
        }
        for happening in &plan.happenings {
            self.happens(happening).await;
            self.nobody_is_at_work();
        }
        self.ends_well().await;
        let last_night = self.people.sandbox.length().steps;
        self.passes(Duration::hours(26)).await;
        let record = self.people.record.lock().unwrap().clone();
        let senders = self.senders.lock().unwrap().clone();
        let People { sandbox, clients, .. } = self.people;
        Played { sandbox, clients, record, senders, documents: plan.office.documents, last_night }
    }

    fn tell(&self, sentence: impl AsRef<str>) {
        self.people.record.lock().unwrap().tell(&self.people.sandbox, sentence);
    }

    fn record<T>(&self, note: impl FnOnce(&mut Record, &Sandbox) -> T) -> T {
        note(&mut self.people.record.lock().unwrap(), &self.people.sandbox)
    }

    fn nobody_is_at_work(&mut self) {
        for computer in &mut self.computers {
            if computer.line.has_crashed() {
                computer.starts();
            }
        }
        self.record(|record, sandbox| {
            record.notes_activation(sandbox);
            record.no_run_is_under_way(sandbox);
        });
    }

    async fn happens(&mut self, happening: &Happening) {
        let named = |computer: usize| format!("bureau-{}", computer + 1);
        match happening {
            Happening::Passes { minutes } => self.passes(Duration::minutes(*minutes)).await,
            Happening::Done(deed) => self.people.does(deed),
            Happening::DoneDuringRun { computer, at, deed } => {
                let (people, deed) = (self.people.clone(), deed.clone());
                self.computers[*computer].line.do_at(*at, move || people.does(&deed));
            }
            Happening::Crashes { computer, crash } => self.computers[*computer].line.crash_at(*crash),
            Happening::Unplugged { computer, from } => self.computers[*computer].line.unplug_from(*from),
            Happening::Sleeps { computer, minutes } => {
                self.tell(format!("{} falls asleep for {minutes} minutes.", named(*computer)));
                self.computers[*computer].asleep_until = Some(self.clock.now() + Duration::minutes(*minutes));
            }
            Happening::SleepsDuringRun { computer, after, minutes } => {
                self.computers[*computer].line.sleep_after(*after, *minutes);
            }
            Happening::CutShort { computer, at, late_seconds, then } => {
                let late = std::time::Duration::from_secs(*late_seconds);
                self.computers[*computer].line.cut_short_at(*at, late, *then);
            }
            Happening::ClockSetDuringRun { computer, at, seconds } => {
                self.computers[*computer].sets_clock_at(*at, *seconds);
            }
            Happening::ClockSet { computer, seconds } => {
                self.tell(format!("The clock of {} is set {seconds} seconds ahead.", named(*computer)));
                self.computers[*computer].sets_clock(*seconds);
            }
            Happening::Travels { computer, zone } => {
                self.tell(format!("{} goes to {zone}.", named(*computer)));
                self.computers[*computer].travels(*zone).await;
            }
            Happening::Fault { operation, times, kind } => {
                self.tell(format!("From now on {operation} fails ({times:?}: {kind:?})."));
                self.people.sandbox.add_fault(FaultRule::operation(operation, *times, kind.clone()));
            }
            Happening::FaultsEnd => {
                self.tell("The services are in order again.");
                self.people.sandbox.clear_faults();
            }
            Happening::SyncAsked { computer } => self.looks(*computer, Input::SyncNow).await,
            Happening::SyncAskedEverywhere => self.look_everywhere().await,
            Happening::Decides { computer, takes } => drop(self.decides(*computer, *takes)),
            Happening::AsksAgain { computer } => {
                self.tell(format!("Somebody asks {} to try everything again.", named(*computer)));
                self.computers[*computer].asks_again();
            }
            Happening::SwitchesOff { computer } => self.switches_off(*computer).await,
            Happening::Connects { computer } => self.connects(*computer).await,
            Happening::Restarts { computer } => {
                self.tell(format!("{} is started anew.", named(*computer)));
                self.computers[*computer].starts();
            }
            Happening::HomeLost { computer } => {
                self.tell(format!("The disk of {} is lost.", named(*computer)));
                self.computers[*computer].loses_its_home();
                self.connects(*computer).await;
            }
        }
    }

    /// Time passes; each computer looks when it has something to do.
    async fn passes(&mut self, time: Duration) {
        let end = self.clock.now() + time;
        loop {
            let mut first: Option<(DateTime<Utc>, usize)> = None;
            for computer in &self.computers {
                if let Some(at) = computer.next_look().await
                    && first.is_none_or(|(earliest, _)| at < earliest)
                {
                    first = Some((at, computer.number));
                }
            }
            match first.filter(|(at, _)| *at < end) {
                Some((at, computer)) => {
                    self.clock.set(at.max(self.clock.now()));
                    self.looks(computer, Input::Tick).await;
                }
                None => break,
            }
        }
        self.clock.set(end.max(self.clock.now()));
    }

    /// One computer takes something in. Where it falls asleep over a run, the others go on meanwhile.
    async fn looks(&mut self, computer: usize, input: Input) {
        self.record(|record, _| record.run_under_way = true);
        match self.computers[computer].line.sleep() {
            None => self.computers[computer].takes(input).await,
            Some(sleep) => {
                let (before, rest) = self.computers.split_at_mut(computer);
                let (own, after) = rest.split_first_mut().expect("there is such a computer");
                let mut run = pin!(own.takes(input));
                tokio::select! {
                    biased;
                    () = &mut run => {}
                    () = sleep.begins.notified() => {
                        let name = format!("bureau-{}", computer + 1);
                        let tell = |sentence: String| {
                            self.people.record.lock().unwrap().tell(&self.people.sandbox, sentence);
                        };
                        tell(format!("{name} falls asleep in the middle of its run."));
                        self.clock.set(self.clock.now() + Duration::minutes(sleep.minutes));
                        for other in before.iter_mut().chain(after) {
                            other.takes(Input::SyncNow).await;
                        }
                        tell(format!("{name} wakes after {} minutes.", sleep.minutes));
                        sleep.ends.notify_one();
                        run.await;
                    }
                }
            }
        }
        self.computers[computer].line.stays_awake();
        self.nobody_is_at_work();
    }

    /// Everybody asks for a run at the same moment.
    async fn look_everywhere(&mut self) {
        self.record(|record, _| record.run_under_way = true);
        match self.computers.as_mut_slice() {
            [one, other] => {
                tokio::join!(one.takes(Input::SyncNow), other.takes(Input::SyncNow));
            }
            computers => {
                for computer in computers {
                    computer.takes(Input::SyncNow).await;
                }
            }
        }
        self.nobody_is_at_work();
    }

    /// Every open question is answered: one bit of `takes` for each figure. Says how many there were.
    fn decides(&mut self, computer: usize, takes: u64) -> usize {
        let computer = &self.computers[computer];
        let questions = computer.questions();
        for review in &questions {
            let company =
                self.people.clients.iter().find(|client| client.dossier.0 == review.dossier.0).unwrap().company;
            let mut choices = BTreeMap::new();
            for (place, conflict) in review.conflicts.iter().enumerate() {
                let choice = if takes >> (place % 64) & 1 == 1 { Choice::Take } else { Choice::Keep };
                choices.insert(conflict.code, choice);
                let key = format!("code_{}", conflict.code);
                let (standing, new) = (conflict.standing.number(), conflict.new);
                let (asked_at, at) = (self.clock.now(), self.people.sandbox.length());
                let answered = Answered { company, key, standing, new, choice, asked_at, at };
                self.record(|record, _| record.answered.push(answered));
                self.tell(format!(
                    "Asked about {} of {} ({standing:?} stands, {new:?} is new), the accountant says {choice:?}.",
                    conflict.code, review.dossier_name
                ));
            }
            computer.decides(review, &choices);
        }
        questions.len()
    }

    async fn switches_off(&mut self, computer: usize) {
        self.tell(format!("The connection is switched off on bureau-{}.", computer + 1));
        let Ok(_) = self.computers[computer].agent().deactivate().await else { return };
        self.computers[computer].is_switched_off = true;
        let is_told = self.people.sandbox.world(|world| world.finbox.activated_at().is_none());
        let all = if is_told { 0..self.computers.len() } else { computer..computer + 1 };
        self.record(|record, sandbox| record.switches_off(all, sandbox));
    }

    async fn connects(&mut self, computer: usize) {
        let connected = self.computers[computer].connects().await;
        self.record(|record, sandbox| {
            record.notes_activation(sandbox);
            match connected {
                Ok(()) => record.tell(sandbox, format!("bureau-{} is connected.", computer + 1)),
                Err(error) => record.tell(sandbox, format!("bureau-{} cannot be connected: {error}", computer + 1)),
            }
            // From the moment of the attempt on it may be switched on.
            record.switches_on(computer, sandbox);
        });
    }

    /// Everything ends well: nothing fails any more, everything is open, everybody answers, and some nights pass.
    async fn ends_well(&mut self) {
        self.tell("From here on nothing goes wrong any more.");
        self.people.sandbox.clear_faults();
        for number in 0..self.computers.len() {
            self.computers[number].line.run_ends();
            self.computers[number].sets_clock(0);
            self.computers[number].asleep_until = None;
        }
        for client in 0..self.people.clients.len() {
            self.people.does(&Deed::Locked { client, lock: Lock::Unlocked });
            self.people.does(&Deed::WorkflowsSet { client, state: WorkflowState::Open { progress: 60 } });
        }
        for night in 0..MOST_NIGHTS_AT_THE_END {
            for computer in 0..self.computers.len() {
                let is_active = self.people.sandbox.world(|world| world.finbox.activated_at().is_some());
                if !is_active || self.computers[computer].needs_a_login().await || self.is_revoked(computer) {
                    self.connects(computer).await;
                }
            }
            if night == 0 {
                self.every_client_has_a_sheet();
            }
            self.passes(Duration::hours(26)).await;
            let mut asked = 0;
            for computer in 0..self.computers.len() {
                let takes = self.chance.number();
                asked += self.decides(computer, takes);
                self.nobody_is_at_work();
            }
            if asked == 0 && invariants::not_yet(&self.people, self.documents).is_empty() {
                return;
            }
        }
    }

    /// Whether Finbox does not know this computer any more: a colleague switched the connection off or on.
    fn is_revoked(&self, computer: usize) -> bool {
        let agent = self.computers[computer].agent().agent_id().unwrap();
        self.people
            .sandbox
            .world(|world| !world.finbox.agents.values().any(|known| known.id.0 == agent && !known.revoked))
    }

    fn every_client_has_a_sheet(&mut self) {
        for client in 0..self.people.clients.len() {
            let dossier = self.people.clients[client].dossier;
            let has =
                self.people.sandbox.world(|world| world.finbox.visible_sheets().any(|sheet| sheet.dossier == dossier));
            if !has {
                let figures = self.chance.number();
                self.people.does(&Deed::SheetMade { client, figures });
            }
        }
    }
}
