//! The agent's whole surface: what a window, the tray or the command line can ask of it.

mod cause;
mod decide;
mod error;
mod paces;
mod runner;
mod sync;
mod views;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use passerelle_transport::web::{ProxyChoice, WebOptions};
use passerelle_transport::{Clock, Transport};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

pub use decide::{Candidate, CandidateBecause, Review};
pub use error::AgentError;
pub use sync::SyncOptions;
pub use views::{DossierRow, Status};

use paces::Paces;

use crate::home::Home;
use crate::journal::Journal;
use crate::secrets::{RefreshLocks, SecretName, SharedVault, Vault};
use crate::settings::{ProxyMode, SettingKey, SettingsStore, Values};
use crate::watch::Watch;

/// What comes in from outside.
#[derive(Clone)]
pub struct Outside {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The network.
    pub transport: Arc<dyn Transport>,
    /// The place for secrets.
    pub vault: Arc<dyn Vault>,
    /// Sees every commit of the journal.
    pub watch: Arc<dyn Watch>,
    /// Where chance begins.
    pub seed: [u8; 32],
    /// What this computer is called.
    pub computer_name: String,
}

/// One installation of Passerelle.
pub struct Agent {
    pub(crate) home: Home,
    pub(crate) settings: Mutex<SettingsStore>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) vault: SharedVault,
    pub(crate) locks: RefreshLocks,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) paces: Paces,
    random: Mutex<StdRng>,
    computer_name: String,
}

impl Agent {
    /// Opens a home.
    pub fn open(home: Home, settings: SettingsStore, outside: Outside) -> Result<Self, AgentError> {
        let mut random = StdRng::from_seed(outside.seed);
        let agent_id = uuid::Builder::from_random_bytes(random.random()).into_uuid();
        let journal = Journal::open(&home.database_file(), agent_id, outside.watch)?;
        Ok(Self {
            locks: RefreshLocks::new(&home),
            home,
            settings: Mutex::new(settings),
            journal: Arc::new(journal),
            vault: SharedVault::new(outside.vault),
            paces: Paces::new(&outside.clock),
            clock: outside.clock,
            transport: outside.transport,
            random: Mutex::new(random),
            computer_name: outside.computer_name,
        })
    }

    /// The settings, to read and to change.
    pub fn settings(&self) -> MutexGuard<'_, SettingsStore> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The settings' values.
    pub fn values(&self) -> Values {
        self.settings().settings().values().clone()
    }

    /// The journal, to look into.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The home.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The place for secrets.
    pub fn vault(&self) -> &SharedVault {
        &self.vault
    }

    /// What names this installation.
    pub fn agent_id(&self) -> Result<Uuid, AgentError> {
        Ok(self.journal.agent_id()?)
    }

    /// What this computer is called among the desktops of one connection.
    pub fn agent_name(&self) -> String {
        let named = self.values().agent_name.map(|name| name.as_str().to_owned());
        named.unwrap_or_else(|| self.computer_name.clone())
    }

    /// The current calendar day in the office's time zone.
    pub fn today(&self) -> chrono::NaiveDate {
        self.clock.now().with_timezone(&self.values().schedule_time_zone).date_naive()
    }

    pub(crate) fn seeded(&self) -> StdRng {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        StdRng::from_rng(&mut *random)
    }

    pub(crate) async fn secret(&self, name: SecretName) -> Result<secrecy::SecretString, AgentError> {
        self.vault.get(name).await?.ok_or(AgentError::SecretMissing(name))
    }
}

/// How the network is reached, by the settings.
pub fn web_options(settings: &Values) -> Result<WebOptions, AgentError> {
    let proxy = match settings.proxy_mode {
        ProxyMode::System => ProxyChoice::System,
        ProxyMode::None => ProxyChoice::None,
        ProxyMode::Manual => {
            let url = settings.proxy_url.as_ref().ok_or(AgentError::SettingMissing(SettingKey::ProxyUrl))?;
            ProxyChoice::Url(url.as_url().clone())
        }
    };
    Ok(WebOptions {
        proxy,
        extra_certificates: settings.certificates_extra_file.as_ref().map(|file| file.as_path().to_owned()),
        ..WebOptions::default()
    })
}
