//! What commands take in.

use std::fmt;

use chrono::NaiveDate;
use secrecy::SecretString;
use serde::Deserialize;
use ts_rs::TS;

use crate::view::{ActivityFilter, DossierFilter, DossierOrder, LoginWay, Page};

/// Nothing: `null`.
pub type Nothing = ();

/// A start date.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartDateInput {
    /// The date.
    pub date: NaiveDate,
}

/// What stands in the field "Identifiant d'appariement".
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PairingInput {
    /// The text, as typed.
    pub pairing_id: String,
}

/// How to log in, and to which firm.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LoginInput {
    /// How.
    pub way: LoginWay,
    /// "Entreprise Silverfin:": a firm's number or the address of any of its pages. May be empty.
    pub firm: String,
}

/// A code, or the whole address that the login ended at.
#[derive(Clone, Deserialize, TS)]
pub struct CodeInput {
    /// The text, as pasted.
    pub code: String,
    /// "Entreprise Silverfin:", as for [`LoginInput`].
    pub firm: String,
}

impl fmt::Debug for CodeInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CodeInput")
    }
}

/// A Silverfin firm.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct FirmInput {
    /// Its number.
    #[ts(type = "number")]
    pub firm: u64,
}

/// A night.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct NightInput {
    /// The civil date whose night it is.
    pub night: NaiveDate,
}

/// A setting's new value.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SettingInput {
    /// Its key.
    pub key: String,
    /// The value; `null` or an empty text takes it back to the default.
    pub value: Option<String>,
}

/// A secret's new content.
#[derive(Debug, Deserialize, TS)]
pub struct SecretInput {
    /// Which: `finbox.access_key` or `silverfin.client_secret`.
    pub name: String,
    /// The content; an empty text forgets the secret.
    #[ts(type = "string")]
    pub value: SecretText,
}

/// A secret on its way in. It cannot be shown or written.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct SecretText(pub SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// On or off.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SwitchInput {
    /// On.
    pub on: bool,
}

/// A part of the dossiers.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct DossiersInput {
    /// Which.
    pub filter: DossierFilter,
    /// Text that a name, an enterprise number or a client file's name contains. May be empty.
    pub search: String,
    /// In which order.
    pub order: DossierOrder,
    /// Where the part begins.
    pub offset: u32,
    /// At most so many; 500 are the most.
    pub limit: u32,
}

/// A dossier whose client file is looked for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CandidatesInput {
    /// The dossier's id.
    pub dossier: String,
    /// Text to look for among all client files; empty for those that something speaks for.
    pub search: String,
}

/// A link.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LinkInput {
    /// The dossier's id.
    pub dossier: String,
    /// The client file's firm.
    #[ts(type = "number")]
    pub firm: u64,
    /// The client file.
    #[ts(type = "number")]
    pub company: u64,
}

/// What is tried again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RetryInput {
    /// The dossier's id; `null` for everything that was refused or waits.
    pub dossier: Option<String>,
}

/// A sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SheetInput {
    /// Its id.
    pub sheet: String,
}

/// A part of the activity.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ActivityInput {
    /// Only earlier than this line; `null` for the newest.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// Which.
    pub filter: ActivityFilter,
    /// Text that a line contains. May be empty.
    pub search: String,
    /// Only of this dossier.
    pub dossier: Option<String>,
    /// At most so many; 500 are the most.
    pub limit: u32,
}

/// A page.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PageInput {
    /// Which.
    pub page: Page,
}
