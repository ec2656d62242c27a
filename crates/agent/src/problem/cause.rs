use std::path::Path;

use passerelle_finbox::FinboxError;
use serde::{Deserialize, Serialize};

use super::{FixAction, SetupFault};
use crate::Reason;
use crate::mapping::MappingError;
use crate::secrets::VaultError;
use crate::settings::SettingsError;

/// Why something does not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cause {
    /// A sheet, or the run as a whole.
    Sheet(Reason),
    /// The connection, before any sheet.
    Setup(SetupFault),
}

impl Cause {
    /// The stable code.
    pub fn code(&self) -> String {
        match self {
            Self::Sheet(reason) => reason.code(),
            Self::Setup(fault) => fault.code(),
        }
    }

    /// Whether it stays so until somebody does something. What goes away by itself is shown, but nobody is called for it.
    pub fn needs_person(&self) -> bool {
        match self {
            Self::Setup(fault) => !matches!(fault, SetupFault::TooManyTries { .. } | SetupFault::LeaseHeld { .. }),
            Self::Sheet(reason) => match reason {
                Reason::NoCompany { .. }
                | Reason::SeveralCompanies { .. }
                | Reason::NoEnterpriseNumber
                | Reason::LinkedCompanyGone { .. }
                | Reason::NoFirmConnected
                | Reason::ChangedInSilverfin { .. }
                | Reason::PeriodLocked { .. }
                | Reason::WriteIgnored
                | Reason::NoRight { .. }
                | Reason::SilverfinRefused { .. }
                | Reason::UnreadableSheet { .. }
                | Reason::SheetContradictsFeed { .. }
                | Reason::CertificateNotTrusted { .. }
                | Reason::LoginLapsed { .. }
                | Reason::KeyringLocked
                | Reason::SourceUnauthorised => true,
                Reason::NoPeriod { .. }
                | Reason::YearStartDiffers { .. }
                | Reason::NoTemplate { .. }
                | Reason::WorkflowArchived { .. }
                | Reason::WorkflowCompleted { .. }
                | Reason::SeveralTemplates { .. }
                | Reason::OtherPayrollFileMissing { .. }
                | Reason::NetworkFailed { .. }
                | Reason::AskedToWait { .. }
                | Reason::ServiceUnavailable { .. }
                | Reason::AnswerGarbled { .. }
                | Reason::NoTrustworthyAnswer { .. } => false,
            },
        }
    }

    /// What can be offered.
    pub fn fix(&self) -> Option<FixAction> {
        match self {
            Self::Sheet(reason) => fix_of_reason(reason),
            Self::Setup(fault) => fault.fix(),
        }
    }
}

fn fix_of_reason(reason: &Reason) -> Option<FixAction> {
    match reason {
        Reason::NoCompany { .. }
        | Reason::SeveralCompanies { .. }
        | Reason::NoEnterpriseNumber
        | Reason::LinkedCompanyGone { .. } => Some(FixAction::LinkDossier),
        Reason::NoFirmConnected | Reason::SourceUnauthorised => Some(FixAction::OpenConnection),
        Reason::NoPeriod { .. }
        | Reason::YearStartDiffers { .. }
        | Reason::NoTemplate { .. }
        | Reason::WorkflowArchived { .. }
        | Reason::WorkflowCompleted { .. }
        | Reason::SeveralTemplates { .. } => Some(FixAction::OpenInSilverfin),
        Reason::ChangedInSilverfin { .. } => Some(FixAction::Review),
        Reason::PeriodLocked { .. } | Reason::WriteIgnored | Reason::SilverfinRefused { .. } => Some(FixAction::Retry),
        Reason::NoRight { .. } | Reason::LoginLapsed { .. } => Some(FixAction::LogIn),
        Reason::NetworkFailed { .. } | Reason::CertificateNotTrusted { .. } => Some(FixAction::OpenPreferences),
        Reason::AnswerGarbled { .. } => Some(FixAction::ExportDiagnostics),
        Reason::UnreadableSheet { .. }
        | Reason::SheetContradictsFeed { .. }
        | Reason::AskedToWait { .. }
        | Reason::ServiceUnavailable { .. }
        | Reason::OtherPayrollFileMissing { .. }
        | Reason::KeyringLocked
        | Reason::NoTrustworthyAnswer { .. } => None,
    }
}

impl From<Reason> for Cause {
    fn from(reason: Reason) -> Self {
        Self::Sheet(reason)
    }
}

impl From<SetupFault> for Cause {
    fn from(fault: SetupFault) -> Self {
        Self::Setup(fault)
    }
}

impl From<&VaultError> for Cause {
    fn from(error: &VaultError) -> Self {
        let detail = error.to_string();
        match error {
            VaultError::Locked => Self::Sheet(Reason::KeyringLocked),
            VaultError::Unavailable { reason } => Self::Setup(SetupFault::KeyringMissing { detail: reason.clone() }),
            VaultError::TooLarge { .. } | VaultError::Damaged { .. } | VaultError::Other { .. } => {
                Self::Setup(SetupFault::SecretDamaged { detail })
            }
        }
    }
}

impl From<&SettingsError> for Cause {
    fn from(error: &SettingsError) -> Self {
        let of_file = |file: &Path, cause: &str| format!("{}: {cause}", file.display());
        Self::Setup(match error {
            SettingsError::PolicyUnreadable { file, cause } => {
                SetupFault::PolicyUnreadable { detail: of_file(file, cause) }
            }
            SettingsError::Unreadable { file, cause } => {
                SetupFault::SettingsUnreadable { detail: of_file(file, cause) }
            }
            SettingsError::Unknown(_)
            | SettingsError::Invalid { .. }
            | SettingsError::Managed { .. }
            | SettingsError::Unwritable { .. } => SetupFault::SettingsUnreadable { detail: error.to_string() },
        })
    }
}

impl From<&MappingError> for Cause {
    fn from(error: &MappingError) -> Self {
        Self::Setup(SetupFault::MappingUnusable { detail: error.to_string() })
    }
}

/// What Finbox's errors mean while the connection is set up: pairing and activation.
pub fn cause_of_finbox_error(error: &FinboxError) -> Cause {
    let service = || "finbox".to_owned();
    match error {
        FinboxError::Transport(_) => Cause::Sheet(Reason::NetworkFailed { service: service() }),
        FinboxError::Unauthorised | FinboxError::Forbidden { .. } => Cause::Sheet(Reason::SourceUnauthorised),
        FinboxError::StartDateNotToday => Cause::Setup(SetupFault::StartDateNotToday),
        FinboxError::PairingUnknown => Cause::Setup(SetupFault::PairingUnknown),
        FinboxError::PairingRevoked => Cause::Setup(SetupFault::PairingRevoked),
        FinboxError::LeaseHeld { holder, until } => {
            Cause::Setup(SetupFault::LeaseHeld { holder: holder.clone(), until: *until })
        }
        FinboxError::RateLimited { until } => Cause::Setup(SetupFault::TooManyTries { until: *until }),
        FinboxError::Unavailable { status, .. } => {
            Cause::Sheet(Reason::ServiceUnavailable { service: service(), status: *status })
        }
        FinboxError::Folder { folder, cause } => {
            Cause::Setup(SetupFault::FolderUnusable { folder: folder.clone(), detail: cause.clone() })
        }
        FinboxError::CursorExpired
        | FinboxError::NotFound { .. }
        | FinboxError::Garbled { .. }
        | FinboxError::Refused { .. } => {
            Cause::Sheet(Reason::AnswerGarbled { service: service(), detail: error.to_string() })
        }
    }
}
