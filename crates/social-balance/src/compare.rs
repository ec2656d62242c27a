//! Two sheets beside each other: a revision beside what it replaces, this year beside the last.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{JointCommittee, Model, RubricCode, Section, Sheet};

/// What differs between two sheets. Whose they are and for which year is not compared: that is what they are found by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The cells that differ, by code.
    pub cells: Vec<Change>,
    /// The joint committees that only the later sheet names.
    pub joint_committees_added: BTreeSet<JointCommittee>,
    /// The joint committees that only the earlier sheet names.
    pub joint_committees_removed: BTreeSet<JointCommittee>,
    /// The layouts, where they differ.
    pub model: Option<ModelChange>,
}

/// One cell that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which cell.
    pub code: RubricCode,
    /// How it differs.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// How a cell differs. Zero and absent differ; 1 and 1.0 do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only the later sheet gives it.
    Added {
        /// The later figure.
        after: Decimal,
    },
    /// Only the earlier sheet gives it.
    Removed {
        /// The earlier figure.
        before: Decimal,
    },
    /// Both give it, with different figures.
    Changed {
        /// The earlier figure.
        before: Decimal,
        /// The later figure.
        after: Decimal,
    },
}

/// Two different layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ModelChange {
    /// The earlier sheet's.
    pub before: Model,
    /// The later sheet's.
    pub after: Model,
}

/// A cell of the preceding year's column that says something else than last year's sheet did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Discontinuity {
    /// The cell of this year's sheet, with its `P` ("1003P").
    pub code: RubricCode,
    /// What this year's sheet says of last year, if anything.
    pub reported: Option<Decimal>,
    /// What last year's sheet says, if anything.
    pub filed: Option<Decimal>,
}

impl Comparison {
    /// Whether the two sheets say the same.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Change {
    /// The earlier figure, if there was one.
    pub fn before(&self) -> Option<Decimal> {
        match self.kind {
            ChangeKind::Added { .. } => None,
            ChangeKind::Removed { before } | ChangeKind::Changed { before, .. } => Some(before),
        }
    }

    /// The later figure, if there is one.
    pub fn after(&self) -> Option<Decimal> {
        match self.kind {
            ChangeKind::Removed { .. } => None,
            ChangeKind::Added { after } | ChangeKind::Changed { after, .. } => Some(after),
        }
    }
}

impl ChangeKind {
    /// The change from one figure to the other, if it is one.
    pub fn between(before: Option<Decimal>, after: Option<Decimal>) -> Option<Self> {
        match (before, after) {
            (None, Some(after)) => Some(Self::Added { after }),
            (Some(before), None) => Some(Self::Removed { before }),
            (Some(before), Some(after)) if before != after => Some(Self::Changed { before, after }),
            _ => None,
        }
    }
}

/// What the later sheet says otherwise than the earlier one.
pub fn compare(before: &Sheet, after: &Sheet) -> Comparison {
    let committees = |these: &Sheet, others: &Sheet| -> BTreeSet<JointCommittee> {
        these.joint_committees.difference(&others.joint_committees).cloned().collect()
    };
    Comparison {
        cells: RubricCode::all()
            .filter_map(|code| {
                ChangeKind::between(before.cell(code), after.cell(code)).map(|kind| Change { code, kind })
            })
            .collect(),
        joint_committees_added: committees(after, before),
        joint_committees_removed: committees(before, after),
        model: (before.model != after.model).then_some(ModelChange { before: before.model, after: after.model }),
    }
}

/// Where the preceding year's column of this year's sheet departs from last year's sheet, by code.
///
/// A cell that one of the two models does not have cannot depart. Whether the two sheets belong together is for the caller
/// to see to ([`Sheet::follows`]). A departure need not be a mistake: last year's figures may have been corrected since.
pub fn continuity(this_year: &Sheet, last_year: &Sheet) -> Vec<Discontinuity> {
    RubricCode::all()
        .filter(|code| code.rubric().section() == Section::PrecedingYear && code.rubric().is_in(this_year.model))
        .filter_map(|code| Some((code, code.this_year()?)))
        .filter(|(_, earlier)| earlier.rubric().is_in(last_year.model))
        .map(|(code, earlier)| Discontinuity { code, reported: this_year.cell(code), filed: last_year.cell(earlier) })
        .filter(|cell| cell.reported != cell.filed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{committees, decimal, sheet};

    #[test]
    fn every_kind_of_change_is_told_and_spelling_is_none() {
        let before = sheet(Model::Full, &[("1001", "1.0"), ("1002", "0"), ("1003", "5"), ("1011", "7")]);
        let mut after = sheet(Model::Abridged, &[("1001", "1"), ("1003", "6.5"), ("1011", "7"), ("1012", "0")]);
        after.joint_committees = committees(&["200", "218"]);
        let comparison = compare(&before, &after);
        let cells: Vec<_> = comparison.cells.iter().map(|change| (change.code.as_str(), change.kind)).collect();
        assert_eq!(
            cells,
            [
                ("1002", ChangeKind::Removed { before: decimal("0") }),
                ("1003", ChangeKind::Changed { before: decimal("5"), after: decimal("6.5") }),
                ("1012", ChangeKind::Added { after: decimal("0") }),
            ]
        );
        assert_eq!(comparison.joint_committees_added, committees(&["218"]));
        assert!(comparison.joint_committees_removed.is_empty());
        assert_eq!(comparison.model, Some(ModelChange { before: Model::Full, after: Model::Abridged }));
        assert!(!comparison.is_empty());
        assert!(compare(&before, &before.clone()).is_empty());
    }

    #[test]
    fn a_change_is_written_with_its_kind_beside_its_code() {
        let change = Change {
            code: "1003".parse().unwrap(),
            kind: ChangeKind::Changed { before: decimal("1"), after: decimal("2.5") },
        };
        insta::assert_snapshot!(
            serde_json::to_string(&change).unwrap(),
            @r#"{"code":"1003","kind":"changed","before":"1","after":"2.5"}"#
        );
    }

    #[test]
    fn the_preceding_column_is_held_against_last_years_figures() {
        let last = sheet(Model::Full, &[("1003", "10.5"), ("1013", "900"), ("1023", "5"), ("10031", "4")]);
        let this = sheet(Model::Full, &[("1003P", "10.5"), ("1013P", "901"), ("10031P", "4"), ("1033P", "0")]);
        let told: Vec<_> =
            continuity(&this, &last).into_iter().map(|cell| (cell.code.as_str(), cell.reported, cell.filed)).collect();
        assert_eq!(
            told,
            [
                ("1013P", Some(decimal("901")), Some(decimal("900"))),
                ("1023P", None, Some(decimal("5"))),
                ("1033P", Some(decimal("0")), None),
            ]
        );
    }

    #[test]
    fn a_cell_that_last_years_model_lacks_cannot_depart() {
        let last = sheet(Model::Abridged, &[("1003", "10.5")]);
        let this = sheet(Model::Full, &[("1003P", "10.5"), ("10031P", "4")]);
        assert_eq!(continuity(&this, &last), []);
    }
}
