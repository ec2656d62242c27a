//! What an error means for the sheet that met it.

use chrono::{DateTime, Utc};
use passerelle_finbox::FinboxError;
use passerelle_silverfin::SilverfinError;
use passerelle_transport::TransportError;

use crate::{Reason, SheetState};

/// An error in the sheet's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// Where the sheet goes: refused, waiting, or to be retried.
    pub(crate) state: SheetState,
    /// Why.
    pub(crate) reason: Reason,
    /// Not before this instant, where the service says so.
    pub(crate) until: Option<DateTime<Utc>>,
}

impl Trouble {
    pub(super) fn retry(reason: Reason, until: Option<DateTime<Utc>>) -> Self {
        Self { state: SheetState::RetryAt, reason, until }
    }

    fn refused(reason: Reason) -> Self {
        Self { state: SheetState::Refused, reason, until: None }
    }

    /// Another desktop knows more of the source than this one does by now.
    pub(crate) fn behind_the_source() -> Self {
        let detail = "another desktop has delivered a sheet that this one has not heard of yet".to_owned();
        Self::retry(Reason::AnswerGarbled { service: "finbox".to_owned(), detail }, None)
    }

    /// What Silverfin's error means. `firm` is how the firm is called in front of people.
    pub(crate) fn of_silverfin(error: &SilverfinError, firm: &str) -> Self {
        let service = || "silverfin".to_owned();
        match error {
            SilverfinError::Transport(error) => Self::of_transport(error, "silverfin"),
            SilverfinError::LoginLapsed | SilverfinError::InvalidClient => {
                Self::retry(Reason::LoginLapsed { firm: firm.to_owned() }, None)
            }
            SilverfinError::CredentialsUnavailable { .. } => Self::retry(Reason::KeyringLocked, None),
            SilverfinError::Forbidden { scope, detail } => {
                Self::refused(Reason::NoRight { scope: scope.map(str::to_owned), detail: detail.clone() })
            }
            SilverfinError::NotFound { detail } => {
                Self::refused(Reason::SilverfinRefused { status: 404, detail: detail.clone() })
            }
            SilverfinError::Locked { detail } => Self::refused(Reason::PeriodLocked { detail: detail.clone() }),
            SilverfinError::Refused { status, detail } => {
                Self::refused(Reason::SilverfinRefused { status: *status, detail: detail.clone() })
            }
            SilverfinError::RateLimited { until } => {
                Self::retry(Reason::AskedToWait { service: service(), until: *until }, *until)
            }
            SilverfinError::Unavailable { status, until } => {
                Self::retry(Reason::ServiceUnavailable { service: service(), status: *status }, *until)
            }
            SilverfinError::Garbled { reason } => {
                Self::retry(Reason::AnswerGarbled { service: service(), detail: reason.clone() }, None)
            }
        }
    }

    /// What the source's error means.
    pub(crate) fn of_source(error: &FinboxError) -> Self {
        let service = || "finbox".to_owned();
        match error {
            FinboxError::Transport(error) => Self::of_transport(error, "finbox"),
            FinboxError::Unauthorised | FinboxError::Forbidden { .. } | FinboxError::PairingRevoked => {
                Self::retry(Reason::SourceUnauthorised, None)
            }
            FinboxError::RateLimited { until } => {
                Self::retry(Reason::AskedToWait { service: service(), until: *until }, *until)
            }
            FinboxError::Unavailable { status, until } => {
                Self::retry(Reason::ServiceUnavailable { service: service(), status: *status }, *until)
            }
            FinboxError::Garbled { reason } => {
                Self::retry(Reason::AnswerGarbled { service: service(), detail: reason.clone() }, None)
            }
            FinboxError::LeaseHeld { until, .. } => {
                Self::retry(Reason::AskedToWait { service: service(), until: Some(*until) }, Some(*until))
            }
            FinboxError::StartDateNotToday
            | FinboxError::PairingUnknown
            | FinboxError::CursorExpired
            | FinboxError::NotFound { .. }
            | FinboxError::Refused { .. }
            | FinboxError::Folder { .. } => {
                Self::retry(Reason::AnswerGarbled { service: service(), detail: error.to_string() }, None)
            }
        }
    }

    pub(crate) fn of_transport(error: &TransportError, service: &str) -> Self {
        let service = service.to_owned();
        match error {
            TransportError::Certificate { host, .. } => {
                Self::retry(Reason::CertificateNotTrusted { host: host.clone() }, None)
            }
            TransportError::Network { .. } | TransportError::TimedOut { .. } => {
                Self::retry(Reason::NetworkFailed { service }, None)
            }
            TransportError::TooLarge { .. }
            | TransportError::Garbled { .. }
            | TransportError::NotSecure { .. }
            | TransportError::RedirectRefused => {
                Self::retry(Reason::AnswerGarbled { service, detail: error.to_string() }, None)
            }
        }
    }
}
