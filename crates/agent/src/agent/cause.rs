//! What an error of the agent is to a person.

use std::io::ErrorKind;

use passerelle_finbox::FinboxError;
use passerelle_silverfin::LoginError;

use super::AgentError;
use crate::Reason;
use crate::delivery::Trouble;
use crate::home::HomeError;
use crate::journal::JournalError;
use crate::problem::{Cause, SetupFault};
use crate::secrets::SecretName;
use crate::settings::SettingKey;

impl AgentError {
    /// The cause, in the terms that windows and the command line have sentences for. `None` for a mistaken question
    /// (an unknown dossier, a rubric that is not decided), whose own words say all there is.
    pub fn cause(&self) -> Option<Cause> {
        let detail = || self.to_string();
        let fault = match self {
            Self::Vault(error) => return Some(error.into()),
            Self::Settings(error) => return Some(error.into()),
            Self::Mapping(error) => return Some(error.into()),
            Self::Finbox(error) => return Some(of_finbox(error)),
            Self::Silverfin(error) => return Some(Cause::Sheet(Trouble::of_silverfin(error, "Silverfin").reason)),
            Self::Login(error) => return Some(of_login(error)),
            Self::Home(error) => of_home(error),
            Self::Journal(error) => of_journal(error),
            Self::SettingMissing(SettingKey::FinboxUrl) => SetupFault::FinboxAddressMissing,
            Self::SettingMissing(SettingKey::FolderPath) => SetupFault::FolderMissing,
            Self::SettingMissing(SettingKey::SilverfinClientId)
            | Self::SecretMissing(SecretName::SilverfinClientSecret) => SetupFault::ClientMissing,
            Self::SecretMissing(SecretName::FinboxAccessKey) => SetupFault::AccessKeyMissing,
            Self::SettingUnusable { key: SettingKey::FolderPath, reason } => {
                SetupFault::FolderUnusable { folder: String::new(), detail: reason.clone() }
            }
            Self::SettingMissing(_) | Self::SettingUnusable { .. } => {
                SetupFault::SettingsUnreadable { detail: detail() }
            }
            Self::PairingId(_) => SetupFault::PairingMistyped,
            Self::StartDateNotToday { .. } => SetupFault::StartDateNotToday,
            Self::NotActive | Self::NotPaired => SetupFault::NotActive,
            Self::SecretMissing(_)
            | Self::NoLoginBegun
            | Self::AlreadyRunning
            | Self::EndedBeforehand
            | Self::UnknownFirm(_)
            | Self::UnknownDossier(_)
            | Self::SeveralDossiers(_)
            | Self::UnknownCompany(_)
            | Self::SeveralFirms(_)
            | Self::OtherEnterprise { .. }
            | Self::NothingToReview
            | Self::Undecided(_) => return None,
        };
        Some(fault.into())
    }
}

fn of_journal(error: &JournalError) -> SetupFault {
    let detail = error.to_string();
    match error {
        JournalError::DiskFull => SetupFault::DiskFull,
        JournalError::ReadOnly(_) => SetupFault::HomeReadOnly { detail },
        _ => SetupFault::JournalUnusable { detail },
    }
}

fn of_home(error: &HomeError) -> SetupFault {
    match error {
        HomeError::Unusable { cause, .. }
            if matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) =>
        {
            SetupFault::DiskFull
        }
        HomeError::Unusable { .. } | HomeError::NoPlace => SetupFault::HomeReadOnly { detail: error.to_string() },
    }
}

fn of_finbox(error: &FinboxError) -> Cause {
    let fault = match error {
        FinboxError::StartDateNotToday => SetupFault::StartDateNotToday,
        FinboxError::PairingUnknown => SetupFault::PairingUnknown,
        FinboxError::PairingRevoked => SetupFault::PairingRevoked,
        FinboxError::RateLimited { until } => SetupFault::TooManyTries { until: *until },
        FinboxError::LeaseHeld { holder, until } => SetupFault::LeaseHeld { holder: holder.clone(), until: *until },
        FinboxError::Folder { folder, cause } => {
            SetupFault::FolderUnusable { folder: folder.clone(), detail: cause.clone() }
        }
        other => return Cause::Sheet(Trouble::of_source(other).reason),
    };
    fault.into()
}

fn of_login(error: &LoginError) -> Cause {
    let service = || "silverfin".to_owned();
    let fault = match error {
        LoginError::Denied => SetupFault::LoginCancelled,
        LoginError::InvalidClient => SetupFault::ClientUnknown,
        LoginError::Refused { .. }
        | LoginError::InvalidGrant { .. }
        | LoginError::StateDiffers
        | LoginError::NotARedirect
        | LoginError::NotACode
        | LoginError::FirmMissing
        | LoginError::FirmNotGranted { .. } => SetupFault::LoginRefused { detail: error.to_string() },
        LoginError::Transport(error) => return Cause::Sheet(Trouble::of_transport(error, "silverfin").reason),
        LoginError::RateLimited { until } => {
            return Cause::Sheet(Reason::AskedToWait { service: service(), until: *until });
        }
        LoginError::Unavailable { status, .. } => {
            return Cause::Sheet(Reason::ServiceUnavailable { service: service(), status: *status });
        }
        LoginError::Garbled { reason } => {
            return Cause::Sheet(Reason::AnswerGarbled { service: service(), detail: reason.clone() });
        }
    };
    fault.into()
}
