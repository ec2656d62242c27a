use chrono::{DateTime, Utc};
use passerelle_silverfin::FirmId;
use serde::{Deserialize, Serialize};

use super::FixAction;

/// What stands in the way of the connection itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum SetupFault {
    /// Nobody entered Finbox's access key.
    AccessKeyMissing,
    /// Nobody entered Finbox's address.
    FinboxAddressMissing,
    /// Nobody chose the folder to watch.
    FolderMissing,
    /// The watched folder cannot be used.
    FolderUnusable {
        /// The folder.
        folder: String,
        /// What the operating system said.
        detail: String,
    },
    /// The external connection is not activated.
    NotActive,
    /// The start date is not the current calendar day.
    StartDateNotToday,
    /// The pairing id's check character is wrong.
    PairingMistyped,
    /// No such pairing id.
    PairingUnknown,
    /// The pairing id ended with a deactivation.
    PairingRevoked,
    /// Too many wrong pairing ids.
    TooManyTries {
        /// Not before, where Finbox says so.
        until: Option<DateTime<Utc>>,
    },
    /// Another desktop synchronises the connection.
    LeaseHeld {
        /// The other desktop.
        holder: String,
        /// When its lease ends.
        until: DateTime<Utc>,
    },
    /// Client id or secret of the office are not entered.
    ClientMissing,
    /// Silverfin does not know client id and secret.
    ClientUnknown,
    /// The login was broken off.
    LoginCancelled,
    /// Silverfin, or the person, refused.
    LoginRefused {
        /// What was said.
        detail: String,
    },
    /// Access was granted to another firm than the one asked for. The granted firm is what counts.
    WrongFirm {
        /// Asked for.
        wanted: FirmId,
        /// Granted.
        granted: FirmId,
    },
    /// The account may not grant access.
    NotAdministrator,
    /// There is no keyring.
    KeyringMissing {
        /// What was said.
        detail: String,
    },
    /// What the keyring or the file vault holds cannot be used.
    SecretDamaged {
        /// What is wrong.
        detail: String,
    },
    /// The settings cannot be read.
    SettingsUnreadable {
        /// What is wrong.
        detail: String,
    },
    /// The office's policy cannot be read.
    PolicyUnreadable {
        /// What is wrong.
        detail: String,
    },
    /// The mapping cannot be used.
    MappingUnusable {
        /// What is wrong.
        detail: String,
    },
    /// The journal cannot be used.
    JournalUnusable {
        /// What is wrong.
        detail: String,
    },
    /// There is no room for the journal.
    DiskFull,
    /// Passerelle may not write where its journal is.
    HomeReadOnly {
        /// What the operating system said.
        detail: String,
    },
}

impl SetupFault {
    /// The stable code: `pairing_unknown`.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned()
    }

    pub(super) fn fix(&self) -> Option<FixAction> {
        match self {
            Self::AccessKeyMissing
            | Self::FinboxAddressMissing
            | Self::FolderMissing
            | Self::FolderUnusable { .. }
            | Self::NotActive
            | Self::StartDateNotToday
            | Self::PairingMistyped
            | Self::PairingUnknown
            | Self::PairingRevoked => Some(FixAction::OpenConnection),
            Self::ClientMissing
            | Self::ClientUnknown
            | Self::SecretDamaged { .. }
            | Self::SettingsUnreadable { .. }
            | Self::MappingUnusable { .. } => Some(FixAction::OpenPreferences),
            Self::LoginCancelled | Self::LoginRefused { .. } | Self::WrongFirm { .. } => Some(FixAction::LogIn),
            Self::JournalUnusable { .. } | Self::KeyringMissing { .. } | Self::PolicyUnreadable { .. } => {
                Some(FixAction::ExportDiagnostics)
            }
            Self::TooManyTries { .. }
            | Self::LeaseHeld { .. }
            | Self::NotAdministrator
            | Self::DiskFull
            | Self::HomeReadOnly { .. } => None,
        }
    }
}
