use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Cursor, Dossier, EntityTag, FeedUpdate, FinboxError, MediaType, SheetEntry};

/// Tells the source that a sheet stands in Silverfin, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The Silverfin firm.
    pub firm_id: u64,
    /// The company in it.
    pub company_id: u64,
    /// When the delivery was read back and found right.
    pub delivered_at: DateTime<Utc>,
}

/// Where sheets come from. At-least-once: an entry may be listed again, and a caller knows it by its id.
#[async_trait]
pub trait SheetSource: Send + Sync {
    /// Looks behind a cursor, or from the beginning. One page.
    async fn feed(&self, cursor: Option<&Cursor>, tag: Option<&EntityTag>) -> Result<FeedUpdate, FinboxError>;

    /// The bytes of one form of a sheet, equal to what the entry's hash says.
    async fn content(&self, entry: &SheetEntry, media_type: MediaType) -> Result<Bytes, FinboxError>;

    /// Every client file.
    async fn dossiers(&self) -> Result<Vec<Dossier>, FinboxError>;

    /// Notes that the sheet was delivered. Idempotent.
    async fn acknowledge(&self, entry: &SheetEntry, acknowledgement: &Acknowledgement) -> Result<(), FinboxError>;

    /// Notes that the sheet cannot be read and why, where the source has a place for it.
    async fn refuse(&self, entry: &SheetEntry, reason: &str) -> Result<(), FinboxError>;
}
