use async_trait::async_trait;
use bytes::Bytes;

use crate::{
    Acknowledgement, AgentAccess, Cursor, Dossier, EntityTag, FeedUpdate, FinboxError, MediaType, SheetEntry,
    SheetSource,
};

/// Finbox as a source of sheets.
#[derive(Clone)]
pub struct FinboxSource {
    access: AgentAccess,
}

impl FinboxSource {
    /// The sheets that a paired installation may fetch.
    pub fn new(access: AgentAccess) -> Self {
        Self { access }
    }
}

#[async_trait]
impl SheetSource for FinboxSource {
    async fn feed(&self, cursor: Option<&Cursor>, tag: Option<&EntityTag>) -> Result<FeedUpdate, FinboxError> {
        self.access.feed(cursor, tag).await
    }

    async fn content(&self, entry: &SheetEntry, media_type: MediaType) -> Result<Bytes, FinboxError> {
        self.access.content(entry, media_type).await
    }

    async fn dossiers(&self) -> Result<Vec<Dossier>, FinboxError> {
        self.access.dossiers().await
    }

    async fn acknowledge(&self, entry: &SheetEntry, acknowledgement: &Acknowledgement) -> Result<(), FinboxError> {
        self.access.acknowledge(entry.id, acknowledgement).await
    }

    /// Finbox has no place for it: the sheet stays there, and Passerelle's own journal says why it was refused.
    async fn refuse(&self, _entry: &SheetEntry, _reason: &str) -> Result<(), FinboxError> {
        Ok(())
    }
}
