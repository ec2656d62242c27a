use std::collections::BTreeSet;

use passerelle_finbox::{DossierId, SheetId};
use passerelle_social_balance::{Cells, ContentHash, RubricCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::figures;

/// What stands with the values in Silverfin, so that any desktop can see which sheet they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// The form of this text.
    #[serde(rename = "passerelle")]
    pub version: u8,
    /// The installation that wrote it.
    pub by: Uuid,
    /// Whether the values stand whole, or a write was under way when this was written.
    pub state: MarkerState,
    /// The sheets whose figures these are; several where payroll files were added up.
    pub sheets: Vec<MarkedSheet>,
    /// The hash of the figures, added up.
    pub hash: ContentHash,
    /// Rubrics of the sheet that somebody else's value was kept for, or that stood right already: not ours.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_ours: BTreeSet<RubricCode>,
    /// Which mapping the figures were written by ([`crate::mapping::Mapping::fingerprint`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// While a write is under way: the sheets whose figures stood there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<MarkedSheet>,
    /// The dossiers of those sheets. A desktop that knows fewer of them has half a sum only.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub dossiers: BTreeSet<DossierId>,
    /// What those sheets say, for a desktop that cannot get them any more: Finbox shows none from before an activation.
    /// Empty where it is not told, or cannot be read.
    #[serde(default, with = "figures", skip_serializing_if = "Cells::is_empty")]
    pub figures: Cells,
    /// While a write is under way: the figures of ours that stood there before.
    #[serde(default, with = "figures", skip_serializing_if = "Cells::is_empty")]
    pub figures_before: Cells,
}

/// Whether a delivery is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkerState {
    /// Some values may be the new sheet's, others the previous one's.
    Writing,
    /// All values were sent.
    Written,
}

/// One sheet in a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MarkedSheet {
    /// The sheet.
    pub id: SheetId,
    /// Its revision.
    pub revision: u32,
}

impl Marker {
    const VERSION: u8 = 1;

    /// A marker that says that these sheets stand whole.
    pub fn written(by: Uuid, mut sheets: Vec<MarkedSheet>, hash: ContentHash, not_ours: BTreeSet<RubricCode>) -> Self {
        sheets.sort_unstable();
        Self {
            version: Self::VERSION,
            by,
            state: MarkerState::Written,
            sheets,
            hash,
            not_ours,
            mapping: None,
            previous: Vec::new(),
            dossiers: BTreeSet::new(),
            figures: Cells::new(),
            figures_before: Cells::new(),
        }
    }

    /// The same, with what its sheets say; and what stood there before as ours, where a write is under way.
    #[must_use]
    pub fn telling(self, figures: Cells, before: impl FnOnce() -> Cells) -> Self {
        let figures_before = match self.state {
            MarkerState::Writing => before(),
            MarkerState::Written => Cells::new(),
        };
        Self { figures, figures_before, ..self }
    }

    /// The same, of the sheets of these dossiers.
    #[must_use]
    pub fn of_dossiers(self, dossiers: BTreeSet<DossierId>) -> Self {
        Self { dossiers, ..self }
    }

    /// The same, written by this mapping.
    #[must_use]
    pub fn by_mapping(self, fingerprint: Option<String>) -> Self {
        Self { mapping: fingerprint, ..self }
    }

    /// The same while the write is under way; `before` is the marker that stood there. A write of the same figures that
    /// another desktop left half done is gone on with: what stood there before it is still what may stand there.
    #[must_use]
    pub fn while_writing(&self, before: Option<&Self>) -> Self {
        let previous = match before {
            Some(before) if before.state == MarkerState::Writing && before.hash == self.hash => before.previous.clone(),
            Some(before) => before.sheets.clone(),
            None => Vec::new(),
        };
        Self { state: MarkerState::Writing, previous, ..self.clone() }
    }

    /// As it is stored in Silverfin.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what stands in Silverfin. Anything that is not such a text counts as no marker.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().filter(|marker| marker.version == Self::VERSION)
    }

    /// Whether these figures were delivered whole.
    pub fn says_delivered(&self, hash: ContentHash) -> bool {
        self.state == MarkerState::Written && self.hash == hash
    }
}
