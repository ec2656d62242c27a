//! Tells the source what stands in Silverfin.

use passerelle_finbox::{Acknowledgement, FinboxError};

use super::{RunError, Sync};
use crate::delivery::Trouble;

impl Sync {
    /// Tells the source of every delivered sheet that it does not know of yet. What fails is told in a later run.
    pub(super) async fn acknowledge(&self) -> Result<(), RunError> {
        for record in self.journal.sheets_to_acknowledge()? {
            let (Some(target), Some(delivered_at)) = (record.target, record.delivered_at) else { continue };
            let acknowledgement =
                Acknowledgement { firm_id: target.firm.0, company_id: target.company.0, delivered_at };
            match self.source.acknowledge(&record.entry, &acknowledgement).await {
                // A sheet that the source does not know any more needs no acknowledgement.
                Ok(()) | Err(FinboxError::NotFound { .. }) => {
                    self.journal.acknowledged(record.id(), self.clock.now())?;
                }
                Err(error) => {
                    self.run_troubled(Trouble::of_source(&error).reason)?;
                    // What is wrong with one sheet, or with its file, keeps no other from being told.
                    if !matches!(error, FinboxError::Refused { .. } | FinboxError::Folder { .. }) {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }
}
