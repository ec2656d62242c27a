//! Where a command runs: its home, the settings in force, the vault, the language.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use passerelle_agent::home::{Home, HomeError, default_policy_file};
use passerelle_agent::secrets::{FileVault, OsVault, Vault, VaultError};
use passerelle_agent::settings::{SettingsError, SettingsStore};
use passerelle_api::logs;
use passerelle_social_balance::Language;

use crate::arguments::{Global, VaultChoice};
use crate::failure::Failure;

/// The opened home of one run of the command.
pub(crate) struct Surroundings {
    pub(crate) home: Home,
    pub(crate) settings: SettingsStore,
    vault: VaultChoice,
    language: Option<Language>,
}

impl Surroundings {
    /// Opens the home that was asked for, makes it if it is new, and starts its log.
    pub(crate) fn open(global: &Global) -> Result<Self, Failure> {
        let folder = match &global.home {
            Some(folder) => folder.clone(),
            None => Home::default_folder(variable)?,
        };
        let home = Home::open(&folder)?;
        logs::start(&home.logs_folder());
        let settings = SettingsStore::open(&home, &default_policy_file(variable))?;
        Ok(Self { home, settings, vault: global.vault, language: global.language })
    }

    /// The vault that was chosen.
    pub(crate) fn vault(&self) -> Arc<dyn Vault> {
        match self.vault {
            VaultChoice::Os => Arc::new(OsVault::new(&self.home)),
            VaultChoice::File => Arc::new(FileVault::new(&self.home)),
        }
    }

    /// Says loudly that secrets lie in a file, where they do.
    pub(crate) fn warn_of_file_vault(&self) {
        if let Some(file) = self.vault_file() {
            eprintln!(
                "warning: secrets are kept in plain text in {}, because --vault file was chosen. Whoever can act as you on \
                 this computer can read them.",
                file.display()
            );
        }
    }

    /// The file that secrets lie in, where the file vault was chosen.
    pub(crate) fn vault_file(&self) -> Option<PathBuf> {
        (self.vault == VaultChoice::File).then(|| self.home.vault_file())
    }

    /// The language that sentences about sheets are said in.
    pub(crate) fn language(&self) -> Language {
        self.language.unwrap_or_else(|| self.settings.settings().values().language.resolve(locale().as_deref()))
    }
}

/// The language for a command that needs no home.
pub(crate) fn language_without_home(global: &Global) -> Language {
    global.language.or_else(|| locale().and_then(|locale| locale.parse().ok())).unwrap_or(Language::English)
}

/// The language that the environment asks for.
pub(crate) fn locale() -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

impl From<HomeError> for Failure {
    fn from(error: HomeError) -> Self {
        let fix = "name a folder that you can write to with --home or PASSERELLE_HOME";
        Self::failed("home_unusable", error.to_string()).with_fix(fix)
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        let title = error.to_string();
        match error {
            SettingsError::Unknown(_) => {
                Self::wrong_use("setting_unknown", title).with_fix("`passerelle settings list` shows them all")
            }
            SettingsError::Invalid { key, .. } => {
                Self::wrong_use("setting_invalid", title).with_fix(format!("{key} takes: {}", key.kind()))
            }
            SettingsError::Managed { .. } => {
                Self::failed("setting_managed", title).with_fix("ask whoever looks after the office's computers")
            }
            SettingsError::Unreadable { .. } | SettingsError::PolicyUnreadable { .. } => {
                Self::failed("settings_unreadable", title).with_fix("mend the file, or take it away")
            }
            SettingsError::Unwritable { .. } => Self::failed("settings_unwritable", title),
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let title = error.to_string();
        match error {
            VaultError::Locked => Self::waits("keyring_locked", title).with_fix("unlock the keyring, then try again"),
            VaultError::Unavailable { .. } => Self::failed("keyring_unavailable", title).with_fix(
                "on a machine without a keyring, choose a file in the home with --vault file or PASSERELLE_VAULT=file",
            ),
            VaultError::TooLarge { .. } => Self::wrong_use("secret_too_large", title),
            VaultError::Damaged { .. } => Self::failed("secret_damaged", title),
            VaultError::Other { .. } => Self::failed("keyring_failed", title),
        }
    }
}
