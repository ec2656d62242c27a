//! Tells the source what stands in Silverfin.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use passerelle_finbox::{Acknowledgement, FinboxError, SheetId};

use super::side_by_side::SideBySide;
use super::{RunError, Sync};
use crate::delivery::Trouble;
use crate::journal::SheetRecord;

/// Requests that tell the source, under way at once.
const PARALLEL: usize = 4;
/// Of so many sheets it is noted in one transaction that the source was told. Those of which a crash keeps it from being
/// noted are told once more, which changes nothing.
const NOTED_AT_ONCE: usize = 32;

/// What is wrong with one sheet, or with its file, keeps no other from being told.
fn is_serious(error: &FinboxError) -> bool {
    !matches!(error, FinboxError::Refused { .. } | FinboxError::Folder { .. })
}

impl Sync {
    /// Tells the source of every delivered sheet that it does not know of yet. What fails is told in a later run.
    pub(super) async fn acknowledge(self: &Arc<Self>) -> Result<(), RunError> {
        let records = self.journal.sheets_to_acknowledge()?;
        let is_in_trouble = Arc::new(AtomicBool::new(false));
        let going_on = records.into_iter().take_while(|_| self.goes_on() && !is_in_trouble.load(Ordering::Relaxed));
        let tell = |record| Arc::clone(self).tell(record, Arc::clone(&is_in_trouble));
        let mut telling = SideBySide::new(PARALLEL, &self.tasks, going_on.map(tell));
        let mut is_noted = false;
        loop {
            let told = telling.next_group(NOTED_AT_ONCE).await;
            if told.is_empty() {
                return Ok(());
            }
            let known: Vec<SheetId> = told.iter().filter_map(|told| told.as_ref().ok().copied().flatten()).collect();
            if !known.is_empty() {
                self.journal.acknowledged(&known, self.clock.now())?;
            }
            // Whoever was asked already is heard to the end; what is wrong with the source is said once.
            for error in told.into_iter().filter_map(Result::err) {
                if !is_noted {
                    self.run_troubled(Trouble::of_source(&error).reason)?;
                }
                is_noted |= is_serious(&error);
            }
        }
    }

    /// Tells the source of one sheet, unless there is trouble already. Gives the sheet where the source knows of it now.
    async fn tell(
        self: Arc<Self>,
        record: SheetRecord,
        is_in_trouble: Arc<AtomicBool>,
    ) -> Result<Option<SheetId>, FinboxError> {
        let (Some(target), Some(delivered_at)) = (record.target, record.delivered_at) else { return Ok(None) };
        if is_in_trouble.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let acknowledgement = Acknowledgement { firm_id: target.firm.0, company_id: target.company.0, delivered_at };
        match self.source.acknowledge(&record.entry, &acknowledgement).await {
            // A sheet that the source does not know any more needs no acknowledgement.
            Ok(()) | Err(FinboxError::NotFound { .. }) => Ok(Some(record.id())),
            Err(error) => {
                is_in_trouble.fetch_or(is_serious(&error), Ordering::Relaxed);
                Err(error)
            }
        }
    }
}
