use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use passerelle_agent::controller::{AgentSettings, AgentState, Effect, Input, RunOrder, RunSummary, Runner};
use passerelle_agent::home::Home;
use passerelle_agent::merge::Choice;
use passerelle_agent::messages::Messages;
use passerelle_agent::problem::Cause;
use passerelle_agent::schedule::{self, Pause, ScheduleState};
use passerelle_agent::secrets::{MemoryVault, SecretName, Vault};
use passerelle_agent::settings::{SettingsStore, Values};
use passerelle_agent::watch::Watch;
use passerelle_agent::{Agent, AgentError, Outside, Review};
use passerelle_sandbox::LogIn;
use passerelle_sandbox::world::FirmId;
use passerelle_social_balance::{Language, RubricCode};
use passerelle_transport::{Clock, ManualClock, Transport};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::deed::People;
use super::line::Line;
use super::plan::{AfterCut, OfficePlan};
use crate::Cut;
use crate::desktop::home_folder;

/// After waking, and between two runs, the agent lets a moment pass.
const A_MOMENT: chrono::Duration = chrono::Duration::seconds(61);

/// A computer's own clock, which may be set wrong. What waits on it waits in the world's time.
#[derive(Clone)]
struct OwnClock {
    worlds: ManualClock,
    ahead_seconds: Arc<AtomicI64>,
}

#[async_trait]
impl Clock for OwnClock {
    fn now(&self) -> DateTime<Utc> {
        self.worlds.now() + self.ahead()
    }

    async fn sleep(&self, duration: Duration) {
        self.worlds.sleep(duration).await;
    }

    fn running(&self) -> Duration {
        self.worlds.running()
    }
}

impl OwnClock {
    fn ahead(&self) -> chrono::Duration {
        chrono::Duration::seconds(self.ahead_seconds.load(Ordering::SeqCst))
    }
}

/// One computer with Passerelle on it, as the controller drives it.
pub(super) struct Computer {
    pub(super) name: String,
    pub(super) number: usize,
    pub(super) line: Arc<Line>,
    pub(super) asleep_until: Option<DateTime<Utc>>,
    /// Whether the accountant switched the connection off here, and not on again.
    pub(super) is_switched_off: bool,
    agent: Option<Agent>,
    state: AgentState,
    vault: Arc<MemoryVault>,
    clock: OwnClock,
    zone: Tz,
    folder: TempDir,
    office: OfficePlan,
    people: People,
    messages: Messages,
    opened: u8,
}

impl Computer {
    /// A computer with a new home.
    pub(super) fn new(number: usize, office: &OfficePlan, people: &People, clock: &ManualClock, line: Line) -> Self {
        let clock = OwnClock { worlds: clock.clone(), ahead_seconds: Arc::default() };
        let (line, folder, vault) = (Arc::new(line), home_folder(), Arc::new(MemoryVault::new()));
        let zone = Tz::Europe__Brussels;
        let name = format!("bureau-{}", number + 1);
        let mut computer = Self {
            number,
            line,
            asleep_until: None,
            is_switched_off: false,
            agent: None,
            state: state(&AgentSettings::new(&Values::default(), &name, None)),
            name,
            vault,
            clock,
            zone,
            folder,
            office: office.clone(),
            people: people.clone(),
            messages: Messages::new(Language::English),
            opened: 0,
        };
        computer.is_furnished();
        computer
    }

    /// What whoever sets up a computer enters: addresses, choices, the office's secrets.
    fn is_furnished(&mut self) {
        let (key, id, secret) = self.people.sandbox.world(|world| {
            let client = &world.silverfin.client;
            (world.finbox.administrator_key.clone(), client.id.clone(), client.secret.clone())
        });
        self.vault.set(&SecretName::FinboxAccessKey, &key.into()).unwrap();
        self.vault.set(&SecretName::SilverfinClientSecret, &secret.into()).unwrap();
        self.starts();
        let settings = [
            ("finbox.url", "http://127.0.0.1:9/finbox"),
            ("silverfin.url", "http://127.0.0.1:9"),
            ("silverfin.client_id", &id),
            ("silverfin.batch_size", &self.office.batch_size.to_string()),
            ("silverfin.parallel_requests", &self.office.parallel.to_string()),
            ("documents.pdf", &self.office.documents.to_string()),
            ("language", "en"),
            ("schedule.time_zone", self.zone.name()),
        ];
        for (key, value) in settings {
            self.set(key, value);
        }
        self.state = state(&self.settings());
    }

    /// The program is started, or started anew.
    pub(super) fn starts(&mut self) {
        self.agent = None;
        self.line.starts();
        self.opened = self.opened.wrapping_add(1);
        let home = Home::open(self.folder.path()).unwrap();
        let settings = SettingsStore::open(&home, &self.folder.path().join("no-policy.json")).unwrap();
        let seed = [self.opened, u8::try_from(self.number).unwrap(), 7, 7].repeat(8);
        let outside = Outside {
            clock: Arc::new(self.clock.clone()),
            transport: Arc::clone(&self.line) as Arc<dyn Transport>,
            vault: Arc::clone(&self.vault) as Arc<dyn Vault>,
            watch: Arc::clone(&self.line) as Arc<dyn Watch>,
            seed: seed.try_into().unwrap(),
            computer_name: self.name.clone(),
        };
        self.agent = Some(Agent::open(home, settings, outside).unwrap());
        self.state = state(&self.settings());
    }

    /// Another disk, on which nothing is left; nor is anything left in the keyring.
    pub(super) fn loses_its_home(&mut self) {
        self.agent = None;
        self.folder = home_folder();
        self.vault = Arc::new(MemoryVault::new());
        self.is_furnished();
    }

    pub(super) fn agent(&self) -> &Agent {
        self.agent.as_ref().expect("the program runs")
    }

    fn settings(&self) -> AgentSettings {
        AgentSettings::new(&self.agent().values(), &self.name, None)
    }

    fn set(&self, key: &str, value: &str) {
        self.agent().settings().set(key.parse().unwrap(), value).unwrap();
    }

    /// Goes to another time zone.
    pub(super) async fn travels(&mut self, zone: Tz) {
        self.zone = zone;
        self.set("schedule.time_zone", zone.name());
        self.takes(Input::SettingsChanged(Box::new(self.settings()))).await;
    }

    /// Sets the clock so many seconds ahead of what is right.
    pub(super) fn sets_clock(&self, ahead_seconds: i64) {
        self.clock.ahead_seconds.store(ahead_seconds, Ordering::SeqCst);
    }

    /// The same, at a request of its next run.
    pub(super) fn sets_clock_at(&self, at: Cut, ahead_seconds: i64) {
        let ahead = Arc::clone(&self.clock.ahead_seconds);
        self.line.do_at(at, move || ahead.store(ahead_seconds, Ordering::SeqCst));
    }

    /// When it next has something to do by itself, in the world's time.
    pub(super) async fn next_look(&self) -> Option<DateTime<Utc>> {
        let now = self.clock.worlds.now();
        if let Some(until) = self.asleep_until.filter(|until| *until > now) {
            return Some(until);
        }
        let standing = Runner::standing(self.agent()).await.ok()?;
        let schedule = ScheduleState {
            window: self.state.settings().window.clone(),
            missed_night: self.state.settings().missed_night,
            active_since: standing.active_since,
            nights: standing.nights,
            pause: Pause::Not,
            retry_at: standing.retry_at,
        };
        let until = match schedule::next(&schedule, self.clock.now()) {
            schedule::Decision::Run { .. } => return Some(now + A_MOMENT),
            schedule::Decision::Wait { until } | schedule::Decision::Ask { until, .. } => until,
            schedule::Decision::Paused { .. } | schedule::Decision::Idle => return None,
        };
        Some((until - self.clock.ahead()).max(now) + chrono::Duration::seconds(1))
    }

    /// Takes in what happens, and does all that follows from it, runs included.
    pub(super) async fn takes(&mut self, input: Input) {
        let mut waiting = VecDeque::from([input]);
        while let Some(input) = waiting.pop_front() {
            for effect in self.state.take(input, &self.messages, self.clock.now()) {
                match effect {
                    Effect::ReadStanding => waiting.push_back(match Runner::standing(self.agent()).await {
                        Ok(standing) => Input::Standing(Box::new(standing)),
                        Err(error) => Input::StandingUnreadable { detail: error.detail },
                    }),
                    Effect::StartRun(order) => {
                        let summary = self.runs(order).await;
                        let then = self.line.take_cut().filter(|_| !self.line.has_crashed());
                        if then == Some(AfterCut::StartsAnew) {
                            self.starts();
                            waiting = VecDeque::from([Input::SyncNow]);
                            break;
                        }
                        waiting.push_back(Input::RunFinished(Box::new(summary)));
                        if then == Some(AfterCut::TriesAllAnew) {
                            self.asks_again();
                        }
                        if then.is_some_and(|then| then != AfterCut::Nothing) {
                            waiting.push_back(Input::SyncNow);
                        }
                    }
                    Effect::SkipNight(night) => drop(Runner::skip_night(self.agent(), night).await),
                    Effect::Notify(notice) => drop(Runner::notified(self.agent(), &notice.title, &notice.body).await),
                    Effect::CancelRun
                    | Effect::RememberPause(_)
                    | Effect::OpenPage(_)
                    | Effect::AwaitEnd
                    | Effect::Exit(_) => {}
                }
            }
            if self.line.has_crashed() {
                self.tell("dies and is started anew.");
                self.starts();
                return;
            }
        }
    }

    async fn runs(&self, order: RunOrder) -> RunSummary {
        self.tell(&format!("begins a run ({:?}).", order.kind));
        let cancel = CancellationToken::new();
        self.line.run_begins(cancel.clone());
        let summary = Runner::run(self.agent(), order, Arc::new(|_| {}), cancel.clone()).await;
        let requests = self.line.run_ends();
        if Line::is_a_storm(requests) {
            self.is_in_trouble(format!("a run of {} does not end: {requests} requests", self.name));
        }
        let is_of_journal = |cause: &Cause| cause.code() == "journal_unusable";
        if summary.troubles.iter().any(is_of_journal) && !self.line.has_crashed() {
            self.is_in_trouble(format!("a run of {} broke off over its journal", self.name));
        }
        let name = |name: &String| name.clone();
        let delivered = summary.synced.iter().map(|synced| name(&synced.dossier)).collect::<Vec<_>>();
        let waiting = summary.arisen.iter().map(|arisen| format!("{} ({})", arisen.dossier.name, arisen.cause.code()));
        let troubles = summary.troubles.iter().map(Cause::code).collect::<Vec<_>>();
        let told = [
            format!("ends its run after {requests} requests"),
            part(", delivered: ", &delivered),
            part(", newly waiting: ", &waiting.collect::<Vec<_>>()),
            part(", troubles: ", &troubles),
            if summary.is_broken { ", broken off".to_owned() } else { String::new() },
            if cancel.is_cancelled() { ", ended by somebody while a request hung".to_owned() } else { String::new() },
        ];
        self.tell(&format!("{}.", told.concat()));
        summary
    }

    fn is_in_trouble(&self, trouble: String) {
        self.people.record.lock().unwrap().troubles.push(trouble);
    }

    fn tell(&self, what: &str) {
        let mut record = self.people.record.lock().unwrap();
        record.tell(&self.people.sandbox, format!("{} {what}", self.name));
    }

    /// The guide's steps.
    pub(super) async fn connects(&mut self) -> Result<(), AgentError> {
        self.sets_clock(0);
        let pairing_id = self.people.sandbox.world(|world| world.finbox.pairing_id().map(ToString::to_string));
        let pairing_id = if let Some(id) = pairing_id.filter(|_| !self.is_switched_off) {
            id
        } else {
            let today = self.clock.now().with_timezone(&Tz::Europe__Brussels).date_naive();
            // The day of the activation is Belgium's.
            self.set("schedule.time_zone", Tz::Europe__Brussels.name());
            let activated = self.agent().activate(today).await;
            self.set("schedule.time_zone", self.zone.name());
            activated?.pairing_id.expect("Finbox gives a pairing id").to_string()
        };
        self.agent().pair(&pairing_id).await?;
        for firm in self.firms() {
            let url = self.agent().authorize_url(Some(passerelle_silverfin::FirmId(firm.0))).await?;
            let sandbox = &self.people.sandbox;
            let person = sandbox.world(|world| LogIn::administrator_of(world, firm)).expect("an administrator");
            if let Ok(redirect) = sandbox.log_in(url.as_str(), &person) {
                self.agent().complete_login(&redirect).await?;
            }
        }
        self.is_switched_off = false;
        Ok(())
    }

    /// The firms that hold the office's client files.
    fn firms(&self) -> BTreeSet<FirmId> {
        self.people.clients.iter().map(|client| client.firm).collect()
    }

    /// Whether somebody is told here to log in again, to pair again, or to connect at all; or was told that a login did not
    /// come about, as of the second of two firms.
    pub(super) async fn needs_a_login(&self) -> bool {
        let trouble = Runner::standing(self.agent()).await.ok().and_then(|standing| standing.trouble);
        if trouble.is_some_and(|trouble| trouble.code() == "source_unauthorised") {
            return true;
        }
        let status = self.agent().status().unwrap();
        let is_connected = status.activation.is_some() && status.firms.len() == self.firms().len();
        !is_connected || status.firms.iter().any(|firm| firm.login_lapsed_at.is_some())
    }

    /// The questions that nobody answered yet.
    pub(super) fn questions(&self) -> Vec<Review> {
        let mut reviews = self.agent().reviews().unwrap();
        let is_open = |review: &Review| {
            let record = self.agent().journal().sheet(review.sheet).unwrap().unwrap();
            !record.is_answered()
        };
        reviews.retain(is_open);
        reviews
    }

    /// The accountant answers one question.
    pub(super) fn decides(&self, review: &Review, choices: &BTreeMap<RubricCode, Choice>) {
        // A crash here is told by the line.
        let _ = self.agent().decide(review.sheet, choices);
    }

    /// Everything is tried again.
    pub(super) fn asks_again(&self) {
        let _ = self.agent().retry(None);
    }
}

fn part(before: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("{before}{}", names.join(", ")) }
}

fn state(settings: &AgentSettings) -> AgentState {
    AgentState::new(settings.clone(), Pause::Not)
}
