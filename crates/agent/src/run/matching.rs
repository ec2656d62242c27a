//! Links dossiers to client files.

use futures::stream::{self, TryStreamExt};
use passerelle_silverfin::{Company, SilverfinError};

use super::{ConnectedFirm, Progress, RunError, Sync};
use crate::delivery::Trouble;
use crate::journal::SheetRecord;
use crate::matching::{CompanyIndex, Match};
use crate::schedule::RunKind;
use crate::{Reason, SheetState};

/// Client files that are asked for at once.
const PARALLEL_DETAILS: usize = 4;
/// Dossiers that are linked in one transaction.
const LINKED_AT_ONCE: usize = 500;

impl Sync {
    /// Links every dossier that has something due and no link yet. Costs nothing where there is none.
    ///
    /// A dossier whose sheet could not be read or fetched is linked, too, where its number is known: it may be the other
    /// payroll file of an enterprise whose sum must wait for it.
    pub(super) async fn match_dossiers(&self) -> Result<(), RunError> {
        let now = self.clock.now();
        let mut unlinked: Vec<SheetRecord> = Vec::new();
        for record in self.journal.sheets_under_way()? {
            let is_ready = record.has_figures && record.state.is_resting() && self.is_due(&record, now);
            let is_known = self.kind != RunKind::Retry && !record.has_figures && record.enterprise_number.is_some();
            if (is_ready || is_known)
                && self.journal.dossier(record.entry.dossier_id)?.is_none_or(|dossier| dossier.link.is_none())
            {
                unlinked.push(record);
            }
        }
        if unlinked.is_empty() {
            return Ok(());
        }
        (self.progress)(Progress::Matching);
        if self.firms.is_empty() {
            unlinked.retain(|record| record.has_figures);
            return self.rest(&unlinked, SheetState::WaitingWorkflow, Reason::NoFirmConnected, None);
        }
        let index = match self.index().await {
            Ok(index) => index,
            Err((error, connected)) => {
                // With one firm's list missing, "exactly one" cannot be told.
                self.note_login(&error, connected)?;
                unlinked.retain(|record| record.has_figures);
                return self.rest_in_trouble(&unlinked, Trouble::of_silverfin(&error, &connected.name));
            }
        };
        let mut links = Vec::new();
        let mut unclear = Vec::new();
        for record in unlinked {
            let found = record
                .enterprise_number
                .map_or(Match::Unclear(Reason::NoEnterpriseNumber), |number| index.find(number));
            match found {
                Match::One(link) => links.push((record.entry.dossier_id, link)),
                // What keeps the sheet itself back comes first.
                Match::Unclear(_) if !record.has_figures => {}
                Match::Unclear(reason) => unclear.push((record, reason)),
            }
        }
        for group in links.chunks(LINKED_AT_ONCE) {
            self.journal.link_by_number(group, self.clock.now())?;
        }
        for (record, reason) in unclear {
            if self.journal.dossier(record.entry.dossier_id)?.is_none_or(|dossier| dossier.link.is_none()) {
                self.rest(&[record], SheetState::Unmatched, reason, None)?;
            }
        }
        Ok(())
    }

    /// The client files of every connected firm.
    pub(crate) async fn index(&self) -> Result<CompanyIndex, (SilverfinError, &ConnectedFirm)> {
        let mut index = CompanyIndex::default();
        for connected in self.firms.values() {
            let companies = companies_of(connected).await.map_err(|error| (error, connected))?;
            index.add(connected.firm, companies);
        }
        Ok(index)
    }
}

/// A firm's client files. Those that the list shows without a number are asked for one by one: which of Silverfin's fields
/// and answers carry it is not documented, and "exactly one" can be told only when all are known.
pub(crate) async fn companies_of(connected: &ConnectedFirm) -> Result<Vec<Company>, SilverfinError> {
    let listed = connected.api.companies().await?;
    stream::iter(listed.into_iter().map(Ok))
        .map_ok(|company| async move {
            if crate::matching::numbers_of(&company).is_empty() {
                return connected.api.company(company.id).await;
            }
            Ok(company)
        })
        .try_buffered(PARALLEL_DETAILS)
        .try_collect()
        .await
}
