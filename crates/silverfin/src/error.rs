use chrono::{DateTime, Utc};
use passerelle_transport::{FailureStage, TransportError};

/// Why Silverfin did not do what was asked. The variants are what a caller reacts to.
#[derive(Debug, thiserror::Error)]
pub enum SilverfinError {
    /// No trustworthy answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The login has lapsed or was revoked, and refreshing it did not help: somebody has to log in again.
    #[error("the login to Silverfin has lapsed")]
    LoginLapsed,
    /// The tokens or the client secret cannot be read now (the keyring is locked): wait, do not log in again.
    #[error("the login cannot be read now: {reason}")]
    CredentialsUnavailable {
        /// What the keyring said, without any secret.
        reason: String,
    },
    /// Client id or secret are wrong (401 `invalid_client`).
    #[error("Silverfin does not know the client id and secret")]
    InvalidClient,
    /// The login may not do this (403).
    #[error("the login has no right to do this: {detail}")]
    Forbidden {
        /// The scope that the operation needs, as documented.
        scope: Option<&'static str>,
        /// Silverfin's own words.
        detail: String,
    },
    /// No such firm, company, period, workflow or template (404).
    #[error("Silverfin does not know it: {detail}")]
    NotFound {
        /// Silverfin's own words.
        detail: String,
    },
    /// The answer says that the period is locked.
    #[error("the period is locked: {detail}")]
    Locked {
        /// Silverfin's own words.
        detail: String,
    },
    /// Silverfin refuses for a reason of its own (another 4xx).
    #[error("Silverfin refuses (status {status}): {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Silverfin's own words.
        detail: String,
    },
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
    /// The answer cannot be understood: HTML, a truncated body, a shape that makes no sense.
    #[error("Silverfin's answer could not be understood: {reason}")]
    Garbled {
        /// What is wrong with it.
        reason: String,
    },
}

impl SilverfinError {
    /// Whether a write that failed so may have been applied all the same, so that only a read can tell.
    pub fn leaves_write_uncertain(&self) -> bool {
        match self {
            Self::Transport(error) => error.stage() == FailureStage::AfterSending,
            Self::Unavailable { .. } | Self::Garbled { .. } => true,
            Self::LoginLapsed
            | Self::CredentialsUnavailable { .. }
            | Self::InvalidClient
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Locked { .. }
            | Self::Refused { .. }
            | Self::RateLimited { .. } => false,
        }
    }
}
