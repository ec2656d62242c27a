use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The languages that the windows speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
    /// German.
    De,
}

impl From<passerelle_social_balance::Language> for Language {
    fn from(language: passerelle_social_balance::Language) -> Self {
        use passerelle_social_balance::Language as Spoken;
        match language {
            Spoken::French => Self::Fr,
            Spoken::Dutch => Self::Nl,
            Spoken::English => Self::En,
            Spoken::German => Self::De,
        }
    }
}

/// Where a setting's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Built in.
    Default,
    /// Set on this computer.
    Set,
    /// Fixed by the office's policy: shown locked.
    Managed,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Setting {
    /// Its dotted name: `finbox.url`. `docs/cli.md` lists them.
    pub key: String,
    /// Its value as text; `null` where nothing is set.
    pub value: Option<String>,
    /// The default as text.
    pub default: Option<String>,
    /// Where the value comes from.
    pub origin: Origin,
    /// What may be typed: `each|summary|problems|none`.
    pub kind: String,
}

/// Whether a secret is there. Its content never comes to a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    /// It is there.
    Present,
    /// It is not.
    Missing,
    /// The keyring is locked, or there is none.
    Unknown,
}

/// "Ouvrir à l'ouverture de session", as the operating system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Autostart {
    /// On.
    On,
    /// Off.
    Off,
    /// It cannot be asked, or not be changed.
    Unavailable,
}
