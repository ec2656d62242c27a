use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use passerelle_agent::controller::{AgentSettings, Controller, Handle, Input, Notice, PauseFile, Snapshot, Tray};
use passerelle_agent::home::Home;
use passerelle_agent::secrets::{MemoryVault, SecretName, Vault};
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::shell::{Exit, Page, Shell};
use passerelle_agent::{Agent, Outside};
use passerelle_api::command::Window;
use passerelle_api::view::{self, Autostart, Changed, Event, Failure, Happening};
use passerelle_api::{Desk, DeskOptions, Feed, FileWish, JournalWatch, LoginWindow, Network, Surface, SurfaceError};
use passerelle_sandbox::LogIn;
use passerelle_sandbox::world::FirmId;
use passerelle_tests::{Office, SearchedHome, Wire};
use passerelle_transport::{Clock, ManualClock};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use url::Url;

/// Nothing listens there: the wire leads into the sandbox.
const FINBOX: &str = "http://127.0.0.1:9/finbox";
const SILVERFIN: &str = "http://127.0.0.1:9";
/// A test that waits longer waits in vain.
const PATIENCE: Duration = Duration::from_mins(1);

/// What was asked of the desktop.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) events: Vec<Event>,
    pub(crate) copied: Vec<String>,
    pub(crate) opened: Vec<String>,
    pub(crate) logins: Vec<LoginWindow>,
    pub(crate) links_closed: usize,
    pub(crate) pages: Vec<Page>,
    pub(crate) wishes: Vec<FileWish>,
}

/// A desktop that writes everything down.
pub(crate) struct WrittenDown {
    seen: Mutex<Seen>,
    happened: Notify,
    /// What a person chooses who is asked for a place.
    pub(crate) chosen: Mutex<Option<PathBuf>>,
    /// Whether it refuses everything.
    pub(crate) refuses: Mutex<bool>,
    autostart: Mutex<Autostart>,
    clock: ManualClock,
}

impl WrittenDown {
    fn note(&self, write: impl FnOnce(&mut Seen)) -> Result<(), SurfaceError> {
        if *self.refuses.lock().unwrap() {
            return Err(SurfaceError("not today".to_owned()));
        }
        write(&mut self.seen.lock().unwrap());
        self.happened.notify_one();
        Ok(())
    }
}

#[async_trait]
impl Surface for WrittenDown {
    fn emit(&self, event: &Event) {
        self.seen.lock().unwrap().events.push(event.clone());
        self.happened.notify_one();
    }

    fn open_address(&self, address: &Url) -> Result<(), SurfaceError> {
        self.note(|seen| seen.opened.push(address.to_string()))
    }

    fn copy(&self, text: &str) -> Result<(), SurfaceError> {
        self.note(|seen| seen.copied.push(text.to_owned()))
    }

    fn open_login_window(&self, login: LoginWindow) -> Result<(), SurfaceError> {
        self.note(|seen| seen.logins.push(login))
    }

    fn name_login_window(&self, _: &str) {}

    fn close_login_window(&self) {}

    fn close_link_window(&self) {
        self.seen.lock().unwrap().links_closed += 1;
    }

    fn autostart(&self) -> Autostart {
        *self.autostart.lock().unwrap()
    }

    fn set_autostart(&self, on: bool) -> Result<(), SurfaceError> {
        self.note(|_| ())?;
        *self.autostart.lock().unwrap() = if on { Autostart::On } else { Autostart::Off };
        Ok(())
    }

    async fn choose(&self, wish: FileWish) -> Option<PathBuf> {
        self.seen.lock().unwrap().wishes.push(wish);
        self.chosen.lock().unwrap().clone()
    }

    fn can_move_clock(&self) -> bool {
        true
    }

    async fn move_clock(&self, to: DateTime<Utc>) -> Result<(), SurfaceError> {
        self.note(|_| ())?;
        self.clock.set(to);
        Ok(())
    }
}

/// Tells the feed how the agent is, and writes down the rest.
struct WrittenShell {
    surface: Arc<WrittenDown>,
    feed: Arc<Feed>,
}

impl Shell for WrittenShell {
    fn set_tray(&mut self, _: &Tray) {}

    fn notify(&mut self, _: &Notice) {}

    fn open_page(&mut self, page: Page) {
        self.surface.seen.lock().unwrap().pages.push(page);
        self.surface.happened.notify_one();
    }

    fn publish(&mut self, snapshot: &Snapshot) {
        self.feed.agent_is(snapshot);
    }

    fn exit(&mut self, _: Exit) {}
}

/// An accountant's computer: the real agent with its controller, and the desk before it.
pub(crate) struct Bureau {
    pub(crate) office: Office,
    pub(crate) desk: Desk,
    pub(crate) surface: Arc<WrittenDown>,
    pub(crate) agent: Arc<Agent>,
    feed: Arc<Feed>,
    handle: Handle,
    end: JoinHandle<Exit>,
    folder: SearchedHome,
}

impl Bureau {
    /// A new installation that knows its secrets and nothing else.
    pub(crate) fn new(office: Office) -> Self {
        let folder = SearchedHome::new(tempfile::tempdir().unwrap(), &office.sandbox);
        let home = Home::open(folder.path()).unwrap();
        let mut settings = SettingsStore::open(&home, &folder.path().join("no-policy.json")).unwrap();
        let (key, id, secret) = office.sandbox.world(|world| {
            let client = &world.silverfin.client;
            (world.finbox.administrator_key.clone(), client.id.clone(), client.secret.clone())
        });
        for (key, value) in
            [("finbox.url", FINBOX), ("silverfin.url", SILVERFIN), ("language", "fr"), ("silverfin.client_id", &id)]
        {
            settings.set(key.parse().unwrap(), value).unwrap();
        }
        let vault = Arc::new(MemoryVault::new());
        vault.set(&SecretName::FinboxAccessKey, &key.into()).unwrap();
        vault.set(&SecretName::SilverfinClientSecret, &secret.into()).unwrap();
        let surface = Arc::new(WrittenDown {
            seen: Mutex::default(),
            happened: Notify::new(),
            chosen: Mutex::default(),
            refuses: Mutex::default(),
            autostart: Mutex::new(Autostart::Off),
            clock: office.clock.clone(),
        });
        let feed = Arc::new(Feed::new(Arc::clone(&surface) as _));
        let network = Arc::new(Network::new(Arc::new(Wire::new(office.sandbox.clone(), &office.clock))));
        let clock: Arc<dyn Clock> = Arc::new(office.clock.clone());
        let outside = Outside {
            clock: Arc::clone(&clock),
            transport: Arc::clone(&network) as _,
            vault,
            watch: Arc::new(JournalWatch(Arc::clone(&feed))),
            seed: [7; 32],
            computer_name: "bureau-1".to_owned(),
        };
        let agent = Arc::new(Agent::open(home, settings, outside).unwrap());
        let (controller, handle) = Controller::new(
            WrittenShell { surface: Arc::clone(&surface), feed: Arc::clone(&feed) },
            Arc::clone(&agent) as _,
            Arc::clone(&clock),
            Box::new(PauseFile::new(agent.home())),
            AgentSettings::new(&agent.values(), &agent.agent_id().unwrap().to_string(), None),
        );
        let desk = Desk::new(DeskOptions {
            agent: Arc::clone(&agent),
            handle: handle.clone(),
            clock,
            surface: Arc::clone(&surface) as _,
            feed: Arc::clone(&feed),
            network,
            locale: None,
            notices: vec![view::Notice::UncleanEnd { panic: None }],
        });
        let end = tokio::spawn(controller.run());
        Self { office, desk, surface, agent, feed, handle, end, folder }
    }

    /// The same after the guide, with every firm.
    pub(crate) async fn connected(office: Office) -> Self {
        let bureau = Self::new(office);
        let activated = bureau.ask("activate", json!({ "date": bureau.agent.today() })).await;
        bureau.ask_link("validate_pairing_id", json!({ "pairing_id": activated["pairing_id"] })).await;
        for firm in bureau.firms() {
            bureau.log_in(firm).await;
        }
        bureau
    }

    /// Logs in to a firm through the login window.
    pub(crate) async fn log_in(&self, firm: FirmId) {
        self.ask_link("begin_login", json!({ "way": "window", "firm": firm.to_string() })).await;
        let address = self.seen(|seen| seen.logins.last().unwrap().address.clone());
        self.desk.login_arrived(self.browse(&address, firm)).await;
    }

    /// Where an administrator of the firm ends who logs in at this address.
    pub(crate) fn browse(&self, address: &Url, firm: FirmId) -> Url {
        let person = self.office.sandbox.world(|world| LogIn::administrator_of(world, firm)).unwrap();
        self.office.sandbox.log_in(address.as_str(), &person).unwrap()
    }

    /// The firms of the office.
    pub(crate) fn firms(&self) -> Vec<FirmId> {
        self.office.sandbox.world(|world| world.silverfin.firms.keys().copied().collect())
    }

    /// What "Paramètres" gets for a command.
    pub(crate) async fn ask(&self, command: &str, input: Value) -> Value {
        self.try_ask(command, input).await.unwrap_or_else(|failure| panic!("{command}: {failure:?}"))
    }

    /// The same where a failure may come.
    pub(crate) async fn try_ask(&self, command: &str, input: Value) -> Result<Value, Box<Failure>> {
        self.desk.call(Window::Settings, command, input).await
    }

    /// The code of the failure that comes.
    pub(crate) async fn refusal(&self, command: &str, input: Value) -> String {
        self.try_ask(command, input).await.expect_err(command).code
    }

    /// What "Lien Silverfin" gets for a command.
    pub(crate) async fn ask_link(&self, command: &str, input: Value) -> Value {
        let outcome = self.desk.call(Window::SilverfinLink, command, input).await;
        outcome.unwrap_or_else(|failure| panic!("{command}: {failure:?}"))
    }

    /// The code of the failure that it gets.
    pub(crate) async fn refusal_of_link(&self, command: &str, input: Value) -> String {
        self.desk.call(Window::SilverfinLink, command, input).await.expect_err(command).code
    }

    /// The snapshot, with all that was asked before taken in.
    pub(crate) async fn snapshot(&self) -> Value {
        self.ask("snapshot", Value::Null).await
    }

    /// What was asked of the desktop so far.
    pub(crate) fn seen<T>(&self, look: impl FnOnce(&Seen) -> T) -> T {
        look(&self.surface.seen.lock().unwrap())
    }

    /// Waits until the snapshot is so.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let snapshot = self.snapshot().await;
                if is_so(&snapshot) {
                    return snapshot;
                }
                self.surface.happened.notified().await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited in vain: {what}"))
    }

    /// The controller notices that time has passed.
    pub(crate) async fn ticks(&self) {
        self.tell(Input::Tick).await;
    }

    /// The tray, or the system, tells the controller something.
    pub(crate) async fn tell(&self, input: Input) {
        self.handle.send(input).await;
    }

    /// What windows are told to read again, and were not told before.
    pub(crate) fn changes(&self) -> Vec<Changed> {
        let told = self.seen(|seen| seen.events.len());
        self.feed.flush();
        self.seen(|seen| match seen.events.get(told).map(|event| &event.happening) {
            Some(Happening::Changed { what }) => what.clone(),
            _ => Vec::new(),
        })
    }

    /// Finbox makes the scenario's sheets, and a run takes them.
    pub(crate) async fn synchronised(&self) -> Value {
        self.office.publish();
        let before = self.snapshot().await["agent"]["last_success"].clone();
        self.office.clock.advance(Duration::from_mins(1));
        self.ask("sync_now", Value::Null).await;
        self.until("a run ends", |snapshot| {
            snapshot["agent"]["is_running"] == false && snapshot["agent"]["last_success"] != before
        })
        .await
    }

    /// A place for files that a person chooses.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A person will choose this.
    pub(crate) fn will_choose(&self, place: Option<PathBuf>) {
        *self.surface.chosen.lock().unwrap() = place;
    }

    /// Waits for the agent's end.
    pub(crate) async fn ended(self) -> Exit {
        drop(self.handle);
        tokio::time::timeout(PATIENCE, self.end).await.expect("the agent ends").unwrap()
    }
}
