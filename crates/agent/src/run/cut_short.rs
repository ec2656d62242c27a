//! What becomes of what was under way when a run ended before its end.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;

use super::{RunError, Sync};
use crate::journal::{DocumentState, SheetRecord, Step};
use crate::{Reason, SheetState};

/// When something was cut off that is found half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CutOff {
    /// Nobody knows: the program ended, and its connections with it.
    Sometime,
    /// Just now, with this run: what was asked for may be carried out still.
    JustNow,
}

impl Sync {
    /// Works to the end. Once somebody ends the run, a request that does not come to its end is waited for no longer than a
    /// moment: every step is noted before it is taken, so a later run knows where to look first.
    pub(super) async fn work_in_time(self: &Arc<Self>) -> Result<(), RunError> {
        let worked = tokio::select! {
            worked = self.work() => Some(worked),
            () = self.ended_for_long() => None,
        };
        // What a task does between two waits it does to the end, be it a commit.
        self.tasks.close();
        self.tasks.wait().await;
        match worked {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => {
                if let Err(another) = self.reopen_interrupted(CutOff::JustNow) {
                    tracing::debug!(%another, "the journal fails still");
                }
                Err(error)
            }
            None => {
                tracing::warn!("a request did not end in time; what was being sent is looked for first by a later run");
                self.reopen_interrupted(CutOff::JustNow)
            }
        }
    }

    /// Completes when somebody has ended the run and its patience is over since. No time of the domain: a clock that a test
    /// moves must not cut a request short.
    pub(super) async fn ended_for_long(&self) {
        self.cancel.cancelled().await;
        tokio::time::sleep(self.patience).await;
    }

    /// A delivery that was cut off while it was sent may or may not stand. What was cut off just now is not even looked for
    /// before its request is over: what is read too early says nothing, and a second request must not meet the first.
    pub(super) fn reopen_interrupted(&self, cut_off: CutOff) -> Result<(), RunError> {
        self.journal.note_finished()?;
        let (detail, retry_at) = match cut_off {
            CutOff::Sometime => ("the program ended while it was sending", None),
            CutOff::JustNow => ("the run ended while it was sending", Some(self.next_try(1, None))),
        };
        self.reopen_sheets(detail, retry_at)?;
        match retry_at {
            Some(retry_at) => self.reopen_documents(detail, retry_at),
            // Whatever had begun is looked for anyway.
            None => Ok(()),
        }
    }

    fn reopen_sheets(&self, detail: &str, retry_at: Option<DateTime<Utc>>) -> Result<(), RunError> {
        let under_way = self.journal.sheets_under_way()?;
        let sending = under_way.iter().filter(|record| record.state == SheetState::Sending);
        let sending: Vec<SheetId> = sending.map(SheetRecord::id).collect();
        if sending.is_empty() {
            return Ok(());
        }
        let step = Step::because(SheetState::Uncertain, Reason::NoTrustworthyAnswer { detail: detail.to_owned() });
        let step = if retry_at.is_some() { step.in_vain(retry_at) } else { step };
        Ok(self.journal.step(&sending, &step, self.clock.now(), self.run)?)
    }

    fn reopen_documents(&self, detail: &str, retry_at: DateTime<Utc>) -> Result<(), RunError> {
        let under_way = self.journal.documents_under_way()?;
        for document in under_way.into_iter().filter(|document| document.state == DocumentState::Sending) {
            let outcome = (None, Some(detail), Some(retry_at));
            let now = self.clock.now();
            self.journal.document_step(document.sheet, DocumentState::Uncertain, outcome, now, self.run)?;
        }
        Ok(())
    }
}
