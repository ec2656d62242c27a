use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use passerelle_agent::home::Home;
use passerelle_agent::run::RunReport;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::secrets::{MemoryVault, SecretName, Vault};
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::watch::{NoWatch, Watch};
use passerelle_agent::{Agent, AgentError, DossierRow, Outside, Reason, SheetState, SyncOptions};
use passerelle_sandbox::{LogIn, Sandbox};
use passerelle_transport::{ManualClock, Transport};
use tempfile::TempDir;

use crate::left_behind::SearchedHome;
use crate::{Client, Wire};

/// Where the sandbox's Finbox is said to be. Nothing listens there: the wire leads into the sandbox.
const FINBOX: &str = "http://127.0.0.1:9/finbox";
const SILVERFIN: &str = "http://127.0.0.1:9";

/// One installation of Passerelle with its home on a real disk. It can be shut and opened again.
pub struct Desktop {
    /// The agent.
    pub agent: Agent,
    /// The way to the services.
    pub wire: Arc<Wire>,
    /// The keyring, which outlives the agent.
    pub vault: Arc<MemoryVault>,
    /// Its clock.
    pub clock: ManualClock,
    sandbox: Sandbox,
    folder: SearchedHome,
    name: String,
    opened: Mutex<u8>,
}

impl Desktop {
    /// A new installation with settings and secrets for this sandbox.
    pub fn new(sandbox: &Sandbox, clock: &ManualClock, name: &str) -> Self {
        let folder = SearchedHome::new(home_folder(), sandbox);
        let vault = Arc::new(MemoryVault::new());
        let wire = Arc::new(Wire::new(sandbox.clone(), clock));
        let agent = open(folder.path(), &wire, &vault, clock, name, Arc::new(NoWatch), 0);
        let desktop = Self {
            agent,
            wire,
            vault,
            clock: clock.clone(),
            sandbox: sandbox.clone(),
            folder,
            name: name.to_owned(),
            opened: Mutex::new(0),
        };
        for (key, value) in [("finbox.url", FINBOX), ("silverfin.url", SILVERFIN), ("language", "fr")] {
            desktop.set(key, value);
        }
        let (key, id, secret) = sandbox.world(|world| {
            let client = &world.silverfin.client;
            (world.finbox.administrator_key.clone(), client.id.clone(), client.secret.clone())
        });
        desktop.set("silverfin.client_id", &id);
        desktop.vault.set(&SecretName::FinboxAccessKey, &key.into()).unwrap();
        desktop.vault.set(&SecretName::SilverfinClientSecret, &secret.into()).unwrap();
        desktop
    }

    /// Changes a setting.
    pub fn set(&self, key: &str, value: &str) {
        self.agent.settings().set(key.parse().unwrap(), value).unwrap();
    }

    /// The home's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What of the services' secrets stands in the folder or was logged so far. Its end looks for the same.
    pub fn leaks(&self) -> Vec<String> {
        self.folder.leaks()
    }

    /// Opens the same home anew, as after a crash: what was not on disk is gone.
    #[must_use]
    pub fn reopened(self, watch: Arc<dyn Watch>) -> Self {
        self.reopened_after(watch, |_| {})
    }

    /// The same, where something happens to the home's folder while it is shut.
    #[must_use]
    pub fn reopened_after(self, watch: Arc<dyn Watch>, happening: impl FnOnce(&Path)) -> Self {
        let opened = {
            let mut opened = self.opened.lock().unwrap();
            *opened += 1;
            *opened
        };
        let Self { agent, wire, vault, clock, sandbox, folder, name, .. } = self;
        drop(agent);
        happening(folder.path());
        let agent = open(folder.path(), &wire, &vault, &clock, &name, watch, opened);
        Self { agent, wire, vault, clock, sandbox, folder, name, opened: Mutex::new(opened) }
    }

    /// The guide: activates on the current day, pairs, and logs in to every firm.
    pub async fn connect(&self) {
        let activated = self.agent.activate(self.agent.today()).await.unwrap();
        self.pair_and_log_in(&activated.pairing_id.unwrap().to_string()).await;
    }

    /// The same for an office without access to Finbox: sheets come from a watched folder.
    pub async fn connect_folder(&self, folder: &Path) {
        self.set("source", "folder");
        self.set("folder.path", folder.to_str().unwrap());
        self.agent.activate(self.agent.today()).await.unwrap();
        self.log_in_everywhere().await;
    }

    /// What a colleague's desktop does with the pairing id.
    pub async fn pair_and_log_in(&self, pairing_id: &str) {
        self.agent.pair(pairing_id).await.unwrap();
        self.log_in_everywhere().await;
    }

    async fn log_in_everywhere(&self) {
        let firms: Vec<_> = self.sandbox.world(|world| world.silverfin.firms.keys().copied().collect());
        for firm in firms {
            self.log_in(firm.0).await.unwrap();
        }
    }

    /// Logs in to one firm through Silverfin's pages.
    pub async fn log_in(&self, firm: u64) -> Result<(), AgentError> {
        let url = self.agent.authorize_url(Some(passerelle_silverfin::FirmId(firm))).await?;
        let person = self.sandbox.world(|world| {
            LogIn::administrator_of(world, passerelle_sandbox::world::FirmId(firm))
                .expect("the firm has an administrator")
        });
        let redirect = self.sandbox.log_in(url.as_str(), &person).unwrap();
        self.agent.complete_login(&redirect).await.map(drop)
    }

    /// A run that somebody asks for.
    pub async fn sync(&self) -> RunReport {
        self.agent.sync(SyncOptions::default()).await.unwrap()
    }

    /// A run of this kind, with whatever comes of it.
    pub async fn try_sync(&self, kind: RunKind) -> Result<RunReport, AgentError> {
        self.agent.sync(SyncOptions { kind, ..SyncOptions::default() }).await
    }

    /// The next day's run, which nobody has to ask for.
    pub async fn next_night(&self) -> RunReport {
        self.clock.advance(std::time::Duration::from_hours(24));
        self.try_sync(RunKind::Scheduled).await.unwrap()
    }

    /// What the list of dossiers shows for a client; `None` where the desktop knows of no sheet of it.
    pub fn row(&self, client: &Client) -> Option<DossierRow> {
        self.agent.dossiers().unwrap().into_iter().find(|row| row.dossier.0 == client.dossier.0)
    }

    /// Where a client's newest sheet stands by the journal.
    pub fn state(&self, client: &Client) -> Option<SheetState> {
        self.row(client).map(|row| row.state)
    }

    /// Why it stands there.
    pub fn reason(&self, client: &Client) -> Option<Reason> {
        self.row(client).and_then(|row| row.reason)
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        passerelle_transport::Clock::now(&self.clock)
    }
}

/// A home for a test: in memory where the system has such a place, as a matrix of crashes opens many of them.
pub(crate) fn home_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

fn open(
    folder: &Path,
    wire: &Arc<Wire>,
    vault: &Arc<MemoryVault>,
    clock: &ManualClock,
    name: &str,
    watch: Arc<dyn Watch>,
    opened: u8,
) -> Agent {
    let home = Home::open(folder).unwrap();
    let settings = SettingsStore::open(&home, &folder.join("no-policy.json")).unwrap();
    let mut seed = [opened; 32];
    for (place, byte) in seed.iter_mut().zip(name.bytes()) {
        *place ^= byte;
    }
    let outside = Outside {
        clock: Arc::new(clock.clone()),
        transport: Arc::clone(wire) as Arc<dyn Transport>,
        vault: Arc::clone(vault) as Arc<dyn Vault>,
        watch,
        seed,
        computer_name: name.to_owned(),
    };
    Agent::open(home, settings, outside).unwrap()
}
