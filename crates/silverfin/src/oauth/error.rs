use chrono::{DateTime, Utc};
use passerelle_transport::TransportError;

use crate::{FirmId, SilverfinError};

/// Why a login, or its renewal, did not come about. The variants are what a caller reacts to.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The person, or a person without the right to, said no (`access_denied`).
    #[error("the access was refused in Silverfin")]
    Denied,
    /// The answer belongs to another login than the one that was begun.
    #[error("the answer belongs to another login")]
    StateDiffers,
    /// The address is not the end of the login: the person is still on the way.
    #[error("the address is not the end of the login")]
    NotARedirect,
    /// What was pasted is neither a code nor the address with the code.
    #[error("what was pasted is neither a code nor an address with one")]
    NotACode,
    /// Neither Silverfin nor the caller said which firm the access was granted for.
    #[error("it is not known which firm the access was granted for")]
    FirmMissing,
    /// The access was granted for another firm than this one.
    #[error("the access was not granted for firm {firm}")]
    FirmNotGranted {
        /// The firm that was tried.
        firm: FirmId,
    },
    /// The code or the refresh token is used up, revoked or too old (`invalid_grant`).
    #[error("the code or the login is no longer valid: {description}")]
    InvalidGrant {
        /// Silverfin's own words.
        description: String,
    },
    /// Client id or secret are wrong (`invalid_client`).
    #[error("Silverfin does not know the client id and secret")]
    InvalidClient,
    /// Refused for another reason (`invalid_scope`, `invalid_request`, …).
    #[error("Silverfin refuses the login ({code}): {description}")]
    Refused {
        /// The code of the OAuth protocol, or the HTTP status.
        code: String,
        /// Silverfin's own words.
        description: String,
    },
    /// No trustworthy answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// Too many calls (429).
    #[error("Silverfin asks to wait")]
    RateLimited {
        /// Not before this instant, where Silverfin says so.
        until: Option<DateTime<Utc>>,
    },
    /// Silverfin is in trouble (5xx).
    #[error("Silverfin is out of order (status {status})")]
    Unavailable {
        /// The HTTP status.
        status: u16,
        /// Not before this instant, where Silverfin says so.
        until: Option<DateTime<Utc>>,
    },
    /// The answer cannot be understood.
    #[error("Silverfin's answer could not be understood: {reason}")]
    Garbled {
        /// What is wrong with it. Never quotes the answer, which may hold tokens.
        reason: String,
    },
}

impl LoginError {
    /// Whether the same call may be worth another try: nothing said no.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Transport(error) => matches!(
                error,
                TransportError::Network { .. } | TransportError::TimedOut { .. } | TransportError::Garbled { .. }
            ),
            Self::Unavailable { until, .. } => until.is_none(),
            Self::Garbled { .. } => true,
            _ => false,
        }
    }

    /// What asking for the granted firm said about the login.
    pub(crate) fn from_verification(error: SilverfinError, firm: FirmId) -> Self {
        match error {
            SilverfinError::Transport(error) => Self::Transport(error),
            SilverfinError::RateLimited { until } => Self::RateLimited { until },
            SilverfinError::Unavailable { status, until } => Self::Unavailable { status, until },
            SilverfinError::Garbled { reason } => Self::Garbled { reason },
            SilverfinError::InvalidClient => Self::InvalidClient,
            SilverfinError::Refused { status, detail } => {
                Self::Refused { code: status.to_string(), description: detail }
            }
            SilverfinError::LoginLapsed
            | SilverfinError::CredentialsUnavailable { .. }
            | SilverfinError::Forbidden { .. }
            | SilverfinError::NotFound { .. }
            | SilverfinError::Locked { .. } => Self::FirmNotGranted { firm },
        }
    }
}
