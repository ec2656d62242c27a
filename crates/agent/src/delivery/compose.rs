//! Puts together what is to stand: the sheets of one enterprise and year, the base, the plan.

use std::collections::BTreeSet;

use passerelle_finbox::MediaType;
use passerelle_social_balance::{ContentHash, RubricCode, Sheet, add_up, format};

use crate::Reason;
use crate::journal::{SheetRecord, Target};
use crate::merge::{Base, MarkedSheet, Marker, MarkerState, Standing};
use crate::run::{RunError, Sync};

/// The figures that are to stand in one template, and the sheets that they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Composed {
    /// The figures, added up where there are several payroll files.
    pub(super) sheet: Sheet,
    /// Rubrics that the sum leaves out, because not every layout has them.
    pub(super) left_out: BTreeSet<RubricCode>,
    /// Their hash.
    pub(super) hash: ContentHash,
    /// The sheets.
    pub(super) sheets: Vec<MarkedSheet>,
}

/// Adds up the latest sheets of all dossiers of one client file and year.
pub(super) fn compose(records: &[SheetRecord]) -> Result<Composed, Reason> {
    let mut sheets = Vec::new();
    for record in records {
        let Some(sheet) = &record.sheet else {
            let dossier = record.entry.dossier_name.clone().unwrap_or_else(|| record.entry.dossier_id.to_string());
            return Err(Reason::OtherPayrollFileMissing { dossier });
        };
        sheets.push(sheet.clone());
    }
    let left_out = add_up::left_out(&sheets);
    let sheet = add_up::add_up(&sheets).map_err(|error| Reason::SheetContradictsFeed { detail: error.to_string() })?;
    let hash = sheet.content_hash();
    let sheets =
        records.iter().map(|record| MarkedSheet { id: record.id(), revision: record.entry.revision }).collect();
    Ok(Composed { sheet, left_out, hash, sheets })
}

impl Sync {
    /// What is known of earlier deliveries into a template: our own journal where it knows of the last one, else what the
    /// marker leads to. The last one may be another desktop's, or one of our own that the journal never heard the end of.
    pub(super) async fn base_for(
        &self,
        target: &Target,
        marker: Option<&Marker>,
        standing: &Standing,
    ) -> Result<Base, RunError> {
        let stored = self.journal.base(target)?;
        let known = |marker: &Marker| {
            let same = stored.as_ref().is_some_and(|(hash, _)| *hash == marker.hash);
            marker.by == self.agent_id && (same || marker.state == MarkerState::Writing)
        };
        let led_to = match marker {
            Some(marker) if !known(marker) => self.base_from(marker).await?,
            Some(_) | None => None,
        };
        let base = led_to.or(stored.map(|(_, base)| base)).unwrap_or_default();
        if marker.is_none() && base.is_wiped_from(standing, &self.rules.mapping) {
            return Ok(Base::default().under(&self.rules.mapping, standing));
        }
        Ok(base.under(&self.rules.mapping, standing))
    }

    async fn base_from(&self, marker: &Marker) -> Result<Option<Base>, RunError> {
        let Some(written) = self.marked_sheet(&marker.sheets).await? else { return Ok(None) };
        if written.content_hash() != marker.hash {
            return Ok(None);
        }
        let previous = self.marked_sheet(&marker.previous).await?;
        Ok(Some(Base::from_marker(marker, &written, previous.as_ref())))
    }

    /// The figures that a marker names, from the journal or once more from the source; `None` where they cannot be had.
    async fn marked_sheet(&self, marked: &[MarkedSheet]) -> Result<Option<Sheet>, RunError> {
        let mut sheets = Vec::new();
        for MarkedSheet { id, .. } in marked {
            let Some(record) = self.journal.sheet(*id)? else { return Ok(None) };
            let sheet = match record.sheet {
                Some(sheet) => sheet,
                None => match self.source.content(&record.entry, MediaType::Json).await {
                    Ok(bytes) => match format::read(&bytes, &crate::run::given(&record)) {
                        Ok(reading) => reading.sheet,
                        Err(_) => return Ok(None),
                    },
                    Err(_) => return Ok(None),
                },
            };
            sheets.push(sheet);
        }
        Ok(add_up::add_up(&sheets).ok())
    }
}
