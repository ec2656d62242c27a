use chrono::{DateTime, Utc};
use passerelle_transport::TransportError;

/// Why the source did not give what was asked. The variants are what a caller reacts to.
#[derive(Debug, thiserror::Error)]
pub enum FinboxError {
    /// No trustworthy answer came; the same call may be made again later.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The credential is unknown or revoked (401): the connection was deactivated, or the access key is wrong.
    #[error("Finbox does not accept the credential")]
    Unauthorised,
    /// The credential may not do this (403).
    #[error("the credential has no right to do this: {detail}")]
    Forbidden {
        /// Finbox's own words.
        detail: String,
    },
    /// The start date is not the current calendar day (422 `start_date_not_today`).
    #[error("the start date is not the current calendar day")]
    StartDateNotToday,
    /// No such pairing id (404 `pairing_unknown`).
    #[error("the pairing id is unknown")]
    PairingUnknown,
    /// The pairing id was revoked by a deactivation (410 `pairing_revoked`).
    #[error("the pairing id was revoked")]
    PairingRevoked,
    /// The feed no longer knows the cursor (410 `cursor_expired`): begin again without one.
    #[error("the feed's cursor has expired")]
    CursorExpired,
    /// Another desktop holds the lease (409 `lease_held`).
    #[error("{holder} holds the lease until {until}")]
    LeaseHeld {
        /// The other desktop's name.
        holder: String,
        /// When its lease ends.
        until: DateTime<Utc>,
    },
    /// The sheet, dossier or connection does not exist (404).
    #[error("Finbox does not know it: {detail}")]
    NotFound {
        /// Finbox's own words.
        detail: String,
    },
    /// Too many calls (429).
    #[error("Finbox asks to wait")]
    RateLimited {
        /// Not before this instant, where Finbox says so.
        until: Option<DateTime<Utc>>,
    },
    /// Finbox is in trouble (5xx).
    #[error("Finbox is out of order (status {status})")]
    Unavailable {
        /// The HTTP status.
        status: u16,
        /// Not before this instant, where Finbox says so.
        until: Option<DateTime<Utc>>,
    },
    /// The answer is none of the contract's, or its bytes are not those that the feed announced.
    #[error("Finbox's answer could not be understood: {reason}")]
    Garbled {
        /// What is wrong with it.
        reason: String,
    },
    /// Finbox refuses for a reason of its own (another 4xx).
    #[error("Finbox refuses (status {status}): {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Finbox's own words.
        detail: String,
    },
    /// The watched folder cannot be read or written.
    #[error("the folder {folder} cannot be used: {cause}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the operating system said.
        cause: String,
    },
}
