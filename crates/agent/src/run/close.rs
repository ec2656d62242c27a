//! What is left to note at the end of a run.

use std::collections::BTreeSet;

use passerelle_silverfin::FirmId;

use super::{RunError, Sync, is_time};
use crate::journal::{DocumentState, SheetRecord, Step};
use crate::{Reason, SheetState};

impl Sync {
    /// A login that answered is not lapsed, whatever was noted before.
    pub(super) fn note_working_logins(&self) -> Result<(), RunError> {
        if self.dry_run {
            return Ok(());
        }
        for firm in self.journal.firms()?.into_iter().filter(|firm| firm.login_lapsed_at.is_some()) {
            let lapsed = Reason::LoginLapsed { firm: firm.name.clone() };
            if self.found(|found| found.reached.contains(&firm.firm) && !found.troubles.contains(&lapsed)) {
                self.journal.login_works(firm.firm)?;
            }
        }
        Ok(())
    }

    /// The firms in which a request of ours may be carried out still: another desktop must not write beside it.
    pub(super) fn firms_with_unclear_writes(&self) -> Result<BTreeSet<FirmId>, RunError> {
        let is_unclear = |record: &SheetRecord| matches!(record.state, SheetState::Sending | SheetState::Uncertain);
        let sheets = self.journal.sheets_under_way()?.into_iter().filter(is_unclear);
        let documents = self.journal.documents_under_way()?.into_iter();
        let begun = [DocumentState::Sending, DocumentState::Uncertain];
        let documents = documents.filter(|document| begun.contains(&document.state));
        let firms = sheets.filter_map(|record| record.target.map(|target| target.firm));
        Ok(firms.chain(documents.map(|document| document.firm)).collect())
    }

    /// What was due and could not be looked at (another desktop holds the lease, its firm is not connected here) waits
    /// for its next try like everything else; else the next run would be due at once, and the one after it.
    pub(super) fn postpone_what_was_passed_over(&self) -> Result<(), RunError> {
        if self.dry_run || self.cancel.is_cancelled() || self.found(|found| found.stopped) {
            return Ok(());
        }
        let now = self.clock.now();
        let passed_over = |record: &SheetRecord| {
            let waits = matches!(record.state, SheetState::RetryAt | SheetState::Uncertain);
            waits && record.retry_at.is_some() && is_time(record.retry_at, now)
        };
        for record in self.journal.sheets_under_way()?.into_iter().filter(passed_over) {
            let retry_at = self.next_try(record.attempts + 1, None);
            let step = Step { reason: record.reason.clone(), ..Step::to(record.state) }.in_vain(Some(retry_at));
            self.journal.step(&[record.id()], &step, now, self.run)?;
        }
        if self.rules.documents_folder.is_none() {
            return Ok(());
        }
        for document in self.journal.documents_under_way()? {
            if document.retry_at.is_some() && is_time(document.retry_at, now) {
                let retry_at = self.next_try(document.attempts + 1, None);
                let outcome = (None, None, Some(retry_at));
                self.journal.document_step(document.sheet, document.state, outcome, now, self.run)?;
            }
        }
        Ok(())
    }
}
