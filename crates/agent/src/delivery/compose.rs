//! Puts together what is to stand: the sheets of one enterprise and year, the base, the plan.

use std::collections::BTreeSet;

use passerelle_finbox::{DossierId, FinboxError, MediaType};
use passerelle_social_balance::{ContentHash, RubricCode, Sheet, add_up, format};

use super::Trouble;
use crate::Reason;
use crate::journal::{SheetRecord, Target};
use crate::merge::{Base, MarkedSheet, Marker, Standing};
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
    /// Whose they are.
    pub(super) dossiers: BTreeSet<DossierId>,
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
    let dossiers = records.iter().map(|record| record.entry.dossier_id).collect();
    Ok(Composed { sheet, left_out, hash, sheets, dossiers })
}

impl Sync {
    /// What is known of earlier deliveries into a template: our own journal where it knows of the last one, else what the
    /// marker leads to: the sheets that it names, or the figures that it tells where they cannot be had. The last one may be
    /// another desktop's, or one of our own that the journal never heard the end of.
    ///
    /// Where the marker's figures are the sum of more payroll files than these dossiers, nothing is ours: of an earlier
    /// activation's sheet only the marker is left, and half a sum must not take the place of a whole one in silence.
    ///
    /// A trouble where that cannot be known now but may be later: an older base in its place would take for ours what is
    /// a person's.
    pub(super) async fn base_for(
        &self,
        target: &Target,
        dossiers: &BTreeSet<DossierId>,
        marker: Option<&Marker>,
        standing: &Standing,
    ) -> Result<Result<Base, Trouble>, RunError> {
        let stored = self.journal.base(target)?;
        // A write of ours that was given up half-way, because the connection was switched off, left nothing here but the marker.
        let known = |marker: &Marker| {
            marker.by == self.agent_id && stored.as_ref().is_some_and(|(hash, _)| *hash == marker.hash)
        };
        let base = match marker {
            Some(marker) if !known(marker) => match self.base_from(marker).await? {
                Ok(Some(base)) if marker.dossiers.is_subset(dossiers) => base,
                Ok(Some(base)) => base.disowned(),
                Ok(None) => stored.map(|(_, base)| base.disowned()).unwrap_or_default(),
                Err(trouble) => return Ok(Err(trouble)),
            },
            Some(_) | None => stored.map(|(_, base)| base).unwrap_or_default(),
        };
        if marker.is_none() && base.is_wiped_from(standing, &self.rules.mapping) {
            return Ok(Ok(Base::default().under(&self.rules.mapping, standing)));
        }
        Ok(Ok(base.under(&self.rules.mapping, standing)))
    }

    async fn base_from(&self, marker: &Marker) -> Result<Result<Option<Base>, Trouble>, RunError> {
        let written = match self.marked_sheet(&marker.sheets).await? {
            Ok(Some(written)) if written.content_hash() == marker.hash => written.cells,
            // Then one of the two says what is not so.
            Ok(Some(_)) => return Ok(Ok(None)),
            Ok(None) if marker.figures.is_empty() => return Ok(Ok(None)),
            Ok(None) => marker.figures.clone(),
            Err(trouble) => return Ok(Err(trouble)),
        };
        Ok(self.marked_sheet(&marker.previous).await?.map(|previous| {
            let previous = previous.map_or_else(|| marker.figures_before.clone(), |previous| previous.cells);
            Some(Base::from_marker(marker, &written, &previous))
        }))
    }

    /// The figures that a marker names, from the journal or once more from the source; `None` where they cannot be had
    /// any more.
    async fn marked_sheet(&self, marked: &[MarkedSheet]) -> Result<Result<Option<Sheet>, Trouble>, RunError> {
        let mut sheets = Vec::new();
        for MarkedSheet { id, .. } in marked {
            let Some(record) = self.journal.sheet(*id)? else {
                // Delivered by another desktop before we heard of it; or of an earlier activation, which is never heard of.
                let is_current = self.found(|found| found.feed_is_current);
                return Ok(if is_current { Ok(None) } else { Err(Trouble::behind_the_source()) });
            };
            let sheet = match record.sheet {
                Some(sheet) => sheet,
                None => match self.source.content(&record.entry, MediaType::Json).await {
                    Ok(bytes) => match format::read(&bytes, &crate::run::given(&record)) {
                        Ok(reading) => reading.sheet,
                        Err(_) => return Ok(Ok(None)),
                    },
                    Err(FinboxError::NotFound { .. } | FinboxError::Folder { .. }) => return Ok(Ok(None)),
                    Err(error) => return Ok(Err(Trouble::of_source(&error))),
                },
            };
            sheets.push(sheet);
        }
        Ok(Ok(add_up::add_up(&sheets).ok()))
    }
}
