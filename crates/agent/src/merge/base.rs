use std::collections::BTreeMap;

use passerelle_social_balance::{Cells, Decimal, RubricCode, Sheet};
use serde::{Deserialize, Serialize};

use super::{KeptBecause, Marker, MarkerState, MergePlan, Standing};
use crate::mapping::Mapping;

/// What the merge knows of earlier deliveries into the same template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// What we wrote ourselves, per rubric. A rubric that already stood right when we came is not in here: it is not ours.
    pub written: BTreeMap<RubricCode, Decimal>,
    /// Another value per rubric that may stand there as ours: the half-done write of a desktop that died in between.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub written_before: BTreeMap<RubricCode, Decimal>,
    /// What such a desktop was about to write. Where it stands it is ours; where it does not, it may never have been sent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub perhaps_written: BTreeMap<RubricCode, Decimal>,
    /// What an earlier sheet said of a rubric whose standing value was kept. The same offer is not made twice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub offered: BTreeMap<RubricCode, Option<Decimal>>,
    /// Which mapping it went by ([`Mapping::fingerprint`]), where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
}

impl Base {
    /// The base that a marker of another desktop gives, from the figures that it leads to: what stands as they say is
    /// ours, except where the marker says that it is not. Of a write that was under way nobody knows how far it came:
    /// nothing of its sheet counts as having stood there.
    pub fn from_marker(marker: &Marker, written: &Cells, previous: &Cells) -> Self {
        let ours = |cells: &Cells| {
            let cells = cells.iter().filter(|(code, _)| !marker.not_ours.contains(code));
            cells.map(|(code, value)| (*code, *value)).collect()
        };
        let (written_whole, perhaps_written) = match marker.state {
            MarkerState::Written => (ours(written), BTreeMap::new()),
            MarkerState::Writing => (BTreeMap::new(), ours(written)),
        };
        Self {
            written: written_whole,
            written_before: ours(previous),
            perhaps_written,
            offered: marker.not_ours.iter().map(|code| (*code, written.get(code).copied())).collect(),
            mapping: marker.mapping.clone(),
        }
    }

    /// The same for this mapping. Where an earlier delivery went by another one, only what stands as we wrote it is ours;
    /// a place that is empty was never filled by us, and nothing was offered for it.
    #[must_use]
    pub fn under(self, mapping: &Mapping, standing: &Standing) -> Self {
        let fingerprint = Some(mapping.fingerprint().to_owned());
        if self.mapping.is_none() || self.mapping == fingerprint {
            return Self { mapping: fingerprint, ..self };
        }
        let stands = |(code, value): &(RubricCode, Decimal)| {
            mapping.address(*code).is_some_and(|address| standing.at(address).is(Some(*value)))
        };
        let values = self.written_before.into_iter().chain(self.perhaps_written).chain(self.written);
        let written = values.filter(stands).collect();
        Self { written, mapping: fingerprint, ..Self::default() }
    }

    /// Whether nothing of what we wrote stands there any more: the template was emptied whole.
    pub fn is_wiped_from(&self, standing: &Standing, mapping: &Mapping) -> bool {
        let stands = |code: &RubricCode| mapping.address(*code).is_some_and(|address| !standing.at(address).is(None));
        !self.written.is_empty() && !self.written.keys().any(stands)
    }

    /// Whether a value that stands there is one that we wrote.
    pub(super) fn is_ours(&self, code: RubricCode, standing: Option<Decimal>) -> bool {
        let ours = [&self.written, &self.written_before, &self.perhaps_written];
        standing.is_some() && ours.iter().any(|values| values.get(&code).copied() == standing)
    }

    /// Whether we ever wrote this rubric.
    pub(super) fn knows(&self, code: RubricCode) -> bool {
        self.written.contains_key(&code) || self.written_before.contains_key(&code)
    }

    /// Whether a person's value stood there when we came last, or one of ours that a person had taken away.
    pub(super) fn is_theirs(&self, code: RubricCode) -> bool {
        self.offered.contains_key(&code)
    }

    /// Whether this sheet's value was offered before, delivered or not.
    pub(super) fn was_offered(&self, code: RubricCode, value: Option<Decimal>) -> bool {
        self.written.get(&code).is_some_and(|written| Some(*written) == value)
            || self.offered.get(&code).is_some_and(|offered| *offered == value)
    }

    /// What we wrote or offered last.
    pub(super) fn last(&self, code: RubricCode) -> Option<Decimal> {
        self.written.get(&code).copied().or_else(|| self.offered.get(&code).copied().flatten())
    }

    /// The same where another's delivery came in between that cannot be told any more: nothing that stands is ours for
    /// certain, and nothing that is empty was never filled.
    #[must_use]
    pub fn disowned(self) -> Self {
        let mut offered = self.offered;
        for (code, value) in self.written_before.into_iter().chain(self.written) {
            offered.insert(code, Some(value));
        }
        Self { offered, ..Self::default() }
    }

    /// Notes that of these writes it is not known whose the value is that stands there now: somebody was there after us,
    /// or before the request came, or it was not carried out. What was sent may have stood, so an empty field counts as
    /// emptied; what stands counts as a person's.
    #[must_use]
    pub fn with_doubtful(mut self, doubtful: impl IntoIterator<Item = (RubricCode, Option<Decimal>)>) -> Self {
        for (code, sent) in doubtful {
            self.written.remove(&code);
            match sent {
                Some(value) => self.written_before.insert(code, value),
                None => self.written_before.remove(&code),
            };
        }
        self
    }

    /// Notes that these writes were found applied, though the delivery as a whole was not.
    #[must_use]
    pub fn with_applied(mut self, applied: impl IntoIterator<Item = (RubricCode, Option<Decimal>)>) -> Self {
        for (code, value) in applied {
            match value {
                Some(value) => self.written.insert(code, value),
                None => self.written.remove(&code),
            };
        }
        self
    }

    /// The base that the delivery of this plan leaves behind for the next sheet.
    #[must_use]
    pub fn after(&self, plan: &MergePlan, sheet: &Sheet) -> Self {
        let mut next = Self { written_before: BTreeMap::new(), perhaps_written: BTreeMap::new(), ..self.clone() };
        for write in &plan.writes {
            next.offered.remove(&write.code);
            match write.after {
                Some(value) => next.written.insert(write.code, value),
                None => next.written.remove(&write.code),
            };
        }
        for kept in &plan.kept {
            next.written.remove(&kept.code);
            // What is never written was never offered: the setting may change.
            if kept.because != KeptBecause::NeverWritten {
                next.offered.insert(kept.code, kept.new);
            }
        }
        for code in &plan.right_already {
            let new = sheet.cell(*code);
            if self.is_ours(*code, new) {
                next.written.extend(new.map(|value| (*code, value)));
                next.offered.remove(code);
            } else {
                next.written.remove(code);
                next.offered.insert(*code, new);
            }
        }
        next.written.retain(|code, _| sheet.cell(*code).is_some());
        next
    }

    /// The figures of ours that stood there when this was planned, or would stand there had nobody touched them: for the
    /// marker of the write.
    pub fn figures_before(&self, plan: &MergePlan, sheet: &Sheet) -> Cells {
        let mut figures: Cells =
            self.written_before.iter().chain(&self.written).map(|(code, value)| (*code, *value)).collect();
        let overwritten = plan.writes.iter().map(|write| (write.code, write.before.number()));
        let right_already = plan.right_already.iter().map(|code| (*code, sheet.cell(*code)));
        for (code, stood) in overwritten.chain(right_already).filter(|(code, stood)| self.is_ours(*code, *stood)) {
            figures.extend(stood.map(|value| (code, value)));
        }
        figures
    }

    /// The rubrics of a delivered sheet that are not ours, for the marker.
    pub fn not_ours(&self, sheet: &Sheet) -> std::collections::BTreeSet<RubricCode> {
        sheet.cells.keys().filter(|code| !self.written.contains_key(code)).copied().collect()
    }
}
