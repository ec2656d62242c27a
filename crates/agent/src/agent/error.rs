use passerelle_finbox::{FinboxError, InvalidPairingId};
use passerelle_silverfin::{LoginError, SilverfinError};
use passerelle_social_balance::{EnterpriseNumber, RubricCode};

use crate::home::HomeError;
use crate::journal::JournalError;
use crate::mapping::MappingError;
use crate::run::RunError;
use crate::secrets::{SecretName, VaultError};
use crate::settings::{SettingKey, SettingsError};

/// Why the agent could not do what was asked. What a person is told is made of it in `problem`.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// The home cannot be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The settings cannot be read or written.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A setting is needed that is not there.
    #[error("the setting {0} is not set")]
    SettingMissing(SettingKey),
    /// A setting cannot be used as it is.
    #[error("the setting {key} cannot be used: {reason}")]
    SettingUnusable {
        /// Which.
        key: SettingKey,
        /// Why.
        reason: String,
    },
    /// A secret is needed that is not there.
    #[error("the secret {0} is not there")]
    SecretMissing(SecretName),
    /// The vault cannot be used.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The source does not do what was asked.
    #[error(transparent)]
    Finbox(#[from] FinboxError),
    /// Silverfin does not do what was asked.
    #[error(transparent)]
    Silverfin(#[from] SilverfinError),
    /// The login did not come about.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// The pairing id is mistyped.
    #[error(transparent)]
    PairingId(#[from] InvalidPairingId),
    /// The start date is not the current calendar day.
    #[error("the start date is not {today}, the current calendar day")]
    StartDateNotToday {
        /// The day in the office's time zone.
        today: chrono::NaiveDate,
    },
    /// There is no active connection.
    #[error("the external connection is not active")]
    NotActive,
    /// The desktop is not paired yet.
    #[error("this computer is not paired with Finbox yet")]
    NotPaired,
    /// No login was begun, or it was begun too long ago.
    #[error("no login to Silverfin was begun")]
    NoLoginBegun,
    /// Another process is synchronising this home.
    #[error("another run is under way")]
    AlreadyRunning,
    /// The run was ended while it waited for what it needs: a keyring, say.
    #[error("the run was ended before it began")]
    EndedBeforehand,
    /// The firm is not connected.
    #[error("firm {0} is not connected")]
    UnknownFirm(passerelle_silverfin::FirmId),
    /// There is no such dossier.
    #[error("there is no dossier {0:?}")]
    UnknownDossier(String),
    /// Several dossiers begin so.
    #[error("{0:?} could be several dossiers")]
    SeveralDossiers(String),
    /// The login sees no such client file.
    #[error("the login to Silverfin sees no client file {0}")]
    UnknownCompany(u64),
    /// Several firms have a client file of that number.
    #[error("several firms have a client file {0}; say which firm")]
    SeveralFirms(u64),
    /// The client file is another enterprise's.
    #[error("client file {company} has the enterprise number {number}, the dossier has {dossier}")]
    OtherEnterprise {
        /// The client file.
        company: u64,
        /// Its number.
        number: EnterpriseNumber,
        /// The dossier's number.
        dossier: EnterpriseNumber,
    },
    /// There is nothing to decide for it.
    #[error("nothing waits for a decision there")]
    NothingToReview,
    /// Some rubrics are not decided.
    #[error("these rubrics are not decided: {}", .0.iter().map(RubricCode::to_string).collect::<Vec<_>>().join(", "))]
    Undecided(Vec<RubricCode>),
}

impl From<RunError> for AgentError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Journal(error) => Self::Journal(error),
        }
    }
}
