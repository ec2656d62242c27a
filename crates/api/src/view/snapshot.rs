use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_agent::settings::SettingsWarning;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Activation, Autostart, DossierCounts, Failure, FirmRow, Language, Login, SecretState, Setting};

/// All that a window shows of how things stand, but for the long lists: read in one go when it opens.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Snapshot {
    /// The number of the last event that this contains. Follow events from here; after a gap, read again.
    pub number: u32,
    /// The program's version.
    pub version: String,
    /// The language to speak.
    pub language: Language,
    /// The current calendar day in the office's time zone.
    pub today: NaiveDate,
    /// The office's time zone, by its IANA name.
    pub time_zone: String,
    /// What this computer is called among the desktops of one connection.
    pub computer: String,
    /// The services are the sandbox: "Bac à sable".
    pub sandbox: Option<Sandbox>,
    /// How the agent is.
    pub agent: AgentView,
    /// The activation; `null` while the external connection is not activated.
    pub activation: Option<Activation>,
    /// "Identifiant d'appariement", where it is known without asking Finbox.
    pub pairing_id: Option<String>,
    /// "Connexions existantes" of this computer.
    pub firms: Vec<FirmRow>,
    /// The login that is under way, or how the last one ended.
    pub login: Login,
    /// How many dossiers are where.
    pub counts: DossierCounts,
    /// Every setting, by its key.
    pub settings: BTreeMap<String, Setting>,
    /// Whether the secrets that a person enters are there: `finbox.access_key`, `silverfin.client_secret`.
    pub secrets: BTreeMap<String, SecretState>,
    /// "Ouvrir à l'ouverture de session".
    pub autostart: Autostart,
    /// What a person should hear of the last start: not there after `dismiss_notices`.
    pub notices: Vec<Notice>,
    /// The page of "Paramètres" that somebody last wanted to see.
    pub asked_page: Option<AskedPage>,
}

/// A page of "Paramètres" that somebody wants to see: a wish, and no state that a window could read again. A window that
/// has followed a wish of this number, or of a later one, follows it no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct AskedPage {
    /// The number of the event that told of it.
    pub number: u32,
    /// Which.
    pub page: Page,
}

/// A run's way through the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Sheets looked at so far.
    pub done: u32,
    /// Sheets in all.
    pub total: u32,
}

/// How the agent is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AgentView {
    /// `up_to_date`, `working`, `waiting`, `paused`, `trouble`, `missed_night`, `not_connected`, `quitting`.
    pub headline: String,
    /// The same in words.
    pub text: String,
    /// When a run last ended by itself without trouble.
    pub last_success: Option<DateTime<Utc>>,
    /// When a run next begins by itself.
    pub next_run: Option<DateTime<Utc>>,
    /// Whether a run is under way.
    pub is_running: bool,
    /// How far it is.
    pub progress: Option<Progress>,
    /// How many dossiers wait for the accountant.
    pub waiting: u32,
    /// Whether nothing runs by itself.
    pub is_paused: bool,
    /// When the pause ends by itself.
    pub paused_until: Option<DateTime<Utc>>,
    /// A missed night that somebody has to decide on.
    pub missed_night: Option<NaiveDate>,
    /// What ails the sync as a whole.
    pub trouble: Option<Failure>,
}

/// The sandbox that plays both services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Sandbox {
    /// Whether its clock can be moved from here: "Nuit suivante".
    pub can_advance: bool,
}

/// Something that a person should hear at a start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The last start did not end by itself. Nothing is lost.
    UncleanEnd {
        /// What broke down, where that was written down.
        panic: Option<String>,
    },
    /// Something broke down, and the program went on without it until it was ended. Nothing is lost.
    Breakdown {
        /// What.
        panic: String,
    },
    /// A settings file has a key that this version does not know. It stays there, without effect.
    UnknownSetting {
        /// The file.
        file: String,
        /// The key.
        key: String,
    },
    /// A settings file has a value that is not right. The default counts.
    WrongSetting {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// What is wrong, in technical terms.
        detail: String,
    },
    /// The office's policy cannot be read now. What it said last still counts.
    PolicyUnreadable {
        /// The file.
        file: String,
        /// What is wrong, in technical terms.
        detail: String,
    },
}

impl From<&SettingsWarning> for Notice {
    fn from(warning: &SettingsWarning) -> Self {
        let named = |file: &Path| file.display().to_string();
        match warning {
            SettingsWarning::UnknownKey { file, key } => Self::UnknownSetting { file: named(file), key: key.clone() },
            SettingsWarning::WrongValue { file, key, reason } => {
                Self::WrongSetting { file: named(file), key: key.to_string(), detail: reason.clone() }
            }
            SettingsWarning::PolicyUnreadable { file, cause } => {
                Self::PolicyUnreadable { file: named(file), detail: cause.clone() }
            }
        }
    }
}

/// A place in the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// "Connexion bilan social".
    Connection,
    /// "Dossiers".
    Dossiers,
    /// "Activité".
    Activity,
    /// "Préférences".
    Preferences,
    /// "Aide".
    Help,
    /// The window "Lien Silverfin".
    SilverfinLink,
}

macro_rules! same_pages {
    ($($page:ident),+) => {
        impl From<passerelle_agent::shell::Page> for Page {
            fn from(page: passerelle_agent::shell::Page) -> Self {
                match page { $(passerelle_agent::shell::Page::$page => Self::$page),+ }
            }
        }

        impl From<Page> for passerelle_agent::shell::Page {
            fn from(page: Page) -> Self {
                match page { $(Page::$page => Self::$page),+ }
            }
        }
    };
}

same_pages!(Connection, Dossiers, Activity, Preferences, Help, SilverfinLink);

impl Page {
    /// The word in addresses and data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Dossiers => "dossiers",
            Self::Activity => "activity",
            Self::Preferences => "preferences",
            Self::Help => "help",
            Self::SilverfinLink => "silverfin_link",
        }
    }
}
