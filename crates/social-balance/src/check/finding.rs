use serde::Serialize;

use super::builtin::Detail;
use super::catalogue::{Check, Origin};
use super::fact::{Figure, Sides, Violation};
use super::sentence;
use super::subject::Subject;
use crate::Language;

/// How much a finding weighs. The National Bank takes a filing in spite of every social balance check, and so do we.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look; it stops nothing.
    Warning,
}

/// A check that a sheet violates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The check's id, as documented.
    pub id: &'static str,
    /// Whether the id is only inferred for this model and kind of filer: the National Bank numbers the same check
    /// differently in each layout of the accounts.
    pub id_is_inferred: bool,
    /// How much it weighs.
    pub severity: Severity,
    /// Where the check comes from.
    pub origin: Origin,
    /// What it demands, in the formula language.
    pub formula: &'static str,
    /// The figures that it speaks of, in the order of the sentence.
    pub rubrics: Vec<Figure>,
    /// What is wrong.
    pub detail: Detail,
}

impl Finding {
    pub(super) fn new(check: &'static Check, subject: &Subject<'_>, detail: Detail) -> Self {
        Self {
            id: &check.id,
            id_is_inferred: check.id_is_inferred(subject.sheet.model, subject.association),
            severity: Severity::Warning,
            origin: check.origin,
            formula: &check.text,
            rubrics: detail.figures(),
            detail,
        }
    }

    /// The sums that do not stand as they should, with what they come to.
    pub fn sides(&self) -> Vec<&Sides> {
        match &self.detail {
            Detail::Figures { violations } => violations.iter().flat_map(Violation::sides).collect(),
            _ => Vec::new(),
        }
    }

    /// What is wrong, for a bookkeeper: with the official codes, the figures, and a word on where the check comes from unless
    /// the National Bank published it.
    pub fn sentence(&self, language: Language) -> String {
        sentence::of(&self.detail, self.origin, language)
    }
}
