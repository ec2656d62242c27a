//! Lets sheets rest, with the reason and the time of the next try.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use passerelle_silverfin::{FirmId, SilverfinError};

use super::{ConnectedFirm, DeliveredSheet, RunError, Sync, report};
use crate::delivery::{Trouble, document_name};
use crate::journal::{Attempts, Delivery, DeliveryId, Document, DocumentState, Finished, SheetRecord, Step};
use crate::schedule::retry;
use crate::{Reason, SheetState};

impl Sync {
    /// When the next try is due after so many in vain. A service's own word counts where it is later.
    pub(crate) fn next_try(&self, attempts: u32, until: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let now = self.clock.now();
        let asked = until.and_then(|until| (until - now).to_std().ok());
        let wait = {
            let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
            retry::wait(attempts, asked, &mut *random)
        };
        now + retry::span(wait)
    }

    /// Lets sheets rest for a reason.
    pub(crate) fn rest(
        &self,
        members: &[SheetRecord],
        state: SheetState,
        reason: Reason,
        retry_at: Option<DateTime<Utc>>,
    ) -> Result<(), RunError> {
        let ids: Vec<_> = members.iter().map(SheetRecord::id).collect();
        let mut step = Step::because(state, reason);
        step.retry_at = retry_at;
        step.attempts = if state == SheetState::RetryAt { Attempts::OneMore } else { Attempts::Same };
        Ok(self.journal.step(&ids, &step, self.clock.now(), self.run)?)
    }

    /// Lets sheets rest because of an error.
    pub(crate) fn rest_in_trouble(&self, members: &[SheetRecord], trouble: Trouble) -> Result<(), RunError> {
        if trouble.reason == Reason::SourceUnauthorised {
            self.count_trouble(trouble.reason.clone());
        }
        let attempts = members.iter().map(|record| record.attempts).max().unwrap_or_default() + 1;
        let retry_at = (trouble.state == SheetState::RetryAt).then(|| self.next_try(attempts, trouble.until));
        self.rest(members, trouble.state, trouble.reason, retry_at)
    }

    /// Notes once that somebody has to log in again or to unlock the keyring, and that until then the firm is closed.
    pub(crate) fn note_login(&self, error: &SilverfinError, connected: &ConnectedFirm) -> Result<(), RunError> {
        let has_lapsed = matches!(error, SilverfinError::LoginLapsed | SilverfinError::InvalidClient);
        if has_lapsed || matches!(error, SilverfinError::CredentialsUnavailable { .. }) {
            let trouble = Trouble::of_silverfin(error, &connected.name);
            self.found(|found| found.closed.insert(connected.firm, trouble));
        }
        if !has_lapsed || self.dry_run {
            return Ok(());
        }
        self.journal.login_lapsed(connected.firm, self.clock.now())?;
        self.count_trouble(Reason::LoginLapsed { firm: connected.name.clone() });
        Ok(())
    }

    /// Why nothing more is asked of this firm in this run.
    pub(crate) fn closed(&self, firm: FirmId) -> Option<Trouble> {
        self.found(|found| found.closed.get(&firm).cloned())
    }

    /// Counts something among what failed for the run as a whole. Where the source accepts the credential no more, nothing
    /// further is done in this run.
    pub(crate) fn count_trouble(&self, reason: Reason) {
        self.found(|found| {
            found.turned_away |= reason == Reason::SourceUnauthorised;
            if !found.troubles.contains(&reason) {
                found.troubles.push(reason);
            }
        });
    }

    fn count_delivered(
        &self,
        members: &[SheetRecord],
        delivery: &Delivery,
        connected: &ConnectedFirm,
        by_this_run: bool,
    ) {
        for member in members {
            let delivered = DeliveredSheet {
                sheet: member.id(),
                dossier: member.entry.dossier_id,
                dossier_name: report::dossier_name(member),
                financial_year: member.entry.financial_year,
                revision: member.entry.revision,
                firm: connected.firm,
                firm_name: connected.name.clone(),
                company: delivery.target.company,
                written: delivery.plan.writes.len(),
                kept: delivery.plan.kept.iter().map(|kept| kept.code).collect(),
                by_this_run,
            };
            self.found(|found| found.delivered.push(delivered));
        }
    }

    /// The PDFs of these sheets that are wanted from now on.
    pub(crate) fn wanted_documents(&self, members: &[SheetRecord], delivery: &Delivery) -> Vec<Document> {
        if self.rules.documents_folder.is_none() {
            return Vec::new();
        }
        let wanted = members.iter().map(|member| Document {
            sheet: member.id(),
            firm: delivery.target.firm,
            company: delivery.target.company,
            name: document_name(member),
            state: DocumentState::Wanted,
            attempts: 0,
            retry_at: None,
        });
        wanted.collect()
    }

    /// Notes that a delivery stands, and what follows from it.
    pub(crate) fn stands(
        &self,
        id: Option<DeliveryId>,
        members: &[SheetRecord],
        delivery: &Delivery,
        connected: &ConnectedFirm,
    ) -> Result<(), RunError> {
        let documents = self.wanted_documents(members, delivery);
        let finished = Finished { id, delivery: delivery.clone(), documents, now: self.clock.now(), run: self.run };
        // Where another client file comes next, its own transaction follows soon.
        if self.found(|found| found.files_to_come > 0) {
            self.journal.finish_with_the_next(finished);
        } else {
            self.journal.finish_delivery(&finished)?;
        }
        self.count_delivered(members, delivery, connected, id.is_some());
        Ok(())
    }
}
