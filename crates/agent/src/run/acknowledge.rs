//! Tells the source what stands in Silverfin.

use std::sync::atomic::{AtomicBool, Ordering};

use futures::stream::{self, StreamExt};
use passerelle_finbox::{Acknowledgement, FinboxError, SheetId};

use super::{RunError, Sync};
use crate::delivery::Trouble;
use crate::journal::SheetRecord;

/// How many sheets the source is told of at once.
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
    pub(super) async fn acknowledge(&self) -> Result<(), RunError> {
        let mut records = self.journal.sheets_to_acknowledge()?;
        let is_in_trouble = AtomicBool::new(false);
        while !records.is_empty() && self.goes_on() {
            let group = records.drain(..records.len().min(NOTED_AT_ONCE)).collect::<Vec<_>>();
            let telling = stream::iter(group).map(|record| self.tell(record, &is_in_trouble));
            let told: Vec<_> = telling.buffered(PARALLEL).collect().await;
            let known: Vec<SheetId> = told.iter().filter_map(|told| told.as_ref().ok().copied().flatten()).collect();
            if !known.is_empty() {
                self.journal.acknowledged(&known, self.clock.now())?;
            }
            for error in told.into_iter().filter_map(Result::err) {
                self.run_troubled(Trouble::of_source(&error).reason)?;
                if is_serious(&error) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Tells the source of one sheet, unless there is trouble already. Gives the sheet where the source knows of it now.
    async fn tell(&self, record: SheetRecord, is_in_trouble: &AtomicBool) -> Result<Option<SheetId>, FinboxError> {
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
