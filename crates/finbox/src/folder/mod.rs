//! A folder that sheets are put into, for offices that Finbox gives no access to.
//!
//! Any file in it, whatever its name, may be a sheet in any of the five forms. Delivered sheets move to `done/`, files
//! that are none to `refused/` with the reason beside them. What was found is remembered in `.passerelle/`.

mod identity;
mod look;
mod names;
mod reason;
mod sidecar;
mod state;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use passerelle_transport::Clock;

use look::{Disk, Opened, QUIET};
use state::Place;

use crate::{
    Acknowledgement, Cursor, Dossier, EntityTag, FeedPage, FeedUpdate, FinboxError, MediaType, SheetEntry, SheetSource,
};

const PER_PAGE: usize = 200;

/// A watched folder as a source of sheets.
///
/// A sheet's revision is its order among those of the same enterprise that close on the same day. Files that were last
/// changed before the activation are reported once and left alone.
#[derive(Clone)]
pub struct WatchedFolder {
    disk: Arc<Disk>,
    clock: Arc<dyn Clock>,
}

impl WatchedFolder {
    /// The folder `root`, of which files changed since `activated_at` are delivered.
    pub fn new(root: PathBuf, activated_at: DateTime<Utc>, clock: Arc<dyn Clock>) -> Self {
        Self { disk: Arc::new(Disk { root, activated_at, rehearsal: None }), clock }
    }

    /// The same folder, in which nothing is written or moved: for a rehearsal that only says what would be done.
    pub fn rehearsing(root: PathBuf, activated_at: DateTime<Utc>, clock: Arc<dyn Clock>) -> Self {
        Self { disk: Arc::new(Disk { root, activated_at, rehearsal: Some(Mutex::default()) }), clock }
    }

    /// Does something with the folder on a thread that may block, while no other process does.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Opened<'_>) -> Result<T, FinboxError> + Send + 'static,
    ) -> Result<T, FinboxError> {
        let disk = Arc::clone(&self.disk);
        let done = tokio::task::spawn_blocking(move || work(&mut disk.open()?)).await;
        done.unwrap_or_else(|error| Err(self.disk.unusable(&std::io::Error::other(error))))
    }

    async fn look(&self) -> Result<look::Look, FinboxError> {
        let now = self.clock.now();
        self.with(move |opened| opened.look(now)).await
    }
}

#[async_trait]
impl SheetSource for WatchedFolder {
    async fn feed(&self, cursor: Option<&Cursor>, _tag: Option<&EntityTag>) -> Result<FeedUpdate, FinboxError> {
        let after = cursor.map(read_cursor).transpose()?;
        let mut look = self.look().await?;
        if look.unsettled {
            // Somebody is putting files in at this moment: one more look, when they may be finished.
            self.clock.sleep(QUIET).await;
            let second = self.look().await?;
            look.unreadable.extend(second.unreadable);
        }
        let activated_at = self.disk.activated_at;
        let (items, next_cursor, has_more) = self
            .with(move |opened| {
                let (began, last) = (opened.state.began, opened.state.last_number());
                if after.is_some_and(|(of, after)| of != began || after > last) {
                    return Err(FinboxError::CursorExpired);
                }
                let after = after.map_or(0, |(_, after)| after);
                let mut news = opened.state.sheets.iter().filter(|found| {
                    found.number > after && found.place == Place::Waiting && found.entry.created_at >= activated_at
                });
                let page: Vec<_> = news.by_ref().take(PER_PAGE).collect();
                let has_more = news.next().is_some();
                let next = if has_more { page.last().map_or(last, |found| found.number) } else { last };
                let items: Vec<_> = page.into_iter().map(|found| found.entry.clone()).collect();
                Ok((items, Cursor(format!("{began}-{next}")), has_more))
            })
            .await?;
        if items.is_empty() && look.unreadable.is_empty() && cursor.is_some() {
            return Ok(FeedUpdate::Unchanged);
        }
        Ok(FeedUpdate::Page(FeedPage { items, unreadable: look.unreadable, next_cursor, has_more, entity_tag: None }))
    }

    /// The sheet as the National Bank's JSON, whatever form its file has.
    async fn content(&self, entry: &SheetEntry, media_type: MediaType) -> Result<Bytes, FinboxError> {
        if media_type != MediaType::Json {
            return Err(FinboxError::NotFound { detail: format!("the folder gives out no {}", media_type.as_str()) });
        }
        let entry = entry.clone();
        self.with(move |opened| opened.content(&entry)).await.map(Bytes::from)
    }

    /// The enterprises that sheets were found of.
    async fn dossiers(&self) -> Result<Vec<Dossier>, FinboxError> {
        self.with(|opened| {
            let mut dossiers = BTreeMap::new();
            for found in &opened.state.sheets {
                let entry = &found.entry;
                let number = entry.enterprise_number.clone();
                let dossier = Dossier {
                    id: entry.dossier_id,
                    name: entry.dossier_name.clone().or(number.clone()).unwrap_or_default(),
                    payroll_file_numbers: Vec::new(),
                    enterprise_number: number,
                    active: true,
                };
                dossiers.insert(entry.dossier_id, dossier);
            }
            Ok(dossiers.into_values().collect())
        })
        .await
    }

    /// Moves the sheet's file to `done/`.
    async fn acknowledge(&self, entry: &SheetEntry, _: &Acknowledgement) -> Result<(), FinboxError> {
        let entry = entry.clone();
        self.with(move |opened| opened.deliver(&entry)).await
    }

    /// Moves the sheet's file to `refused/` and puts the reason beside it.
    async fn refuse(&self, entry: &SheetEntry, reason: &str) -> Result<(), FinboxError> {
        let (entry, reason) = (entry.clone(), reason.to_owned());
        self.with(move |opened| opened.refuse(&entry, &reason)).await
    }
}

/// When remembering began, and the number of the last sheet that was listed.
fn read_cursor(cursor: &Cursor) -> Result<(i64, u64), FinboxError> {
    cursor
        .0
        .split_once('-')
        .and_then(|(began, after)| Some((began.parse().ok()?, after.parse().ok()?)))
        .ok_or(FinboxError::CursorExpired)
}
