//! The checks on a sheet: those that the National Bank publishes, those inferred from them, and a few of our own.
//!
//! They warn and never refuse: the National Bank's own social balance checks do not block a filing.

mod builtin;
mod catalogue;
mod evaluate;
mod fact;
mod finding;
mod formula;
mod lexer;
mod parser;
mod sentence;
mod subject;
mod wording;

pub use builtin::{Detail, TooManyDecimals};
pub use catalogue::{Check, Origin, checks};
pub use evaluate::Outcome;
pub use fact::{Fact, Figure, Side, SideTerm, Sides, Violation};
pub use finding::{Finding, Severity};
pub use formula::{Comparison, Condition, Formula, Operator, Reference, Sum, Term, Value};
pub use parser::{FormulaError, FormulaErrorKind};
pub use subject::{Expected, NotEvaluated, Subject};

use serde::Serialize;

use catalogue::Rule;

/// What the checks found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The checks that are violated, in the order of the catalogue.
    pub findings: Vec<Finding>,
    /// How many checks could be evaluated, those that are violated among them.
    pub evaluated: usize,
    /// The checks that apply to such a sheet and could not be evaluated.
    pub not_evaluated: Vec<Skipped>,
}

/// A check that could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Which.
    pub id: &'static str,
    /// Why.
    #[serde(flatten)]
    pub reason: NotEvaluated,
}

/// Holds the sheet against every check that applies to its model and its filer.
pub fn run(subject: &Subject<'_>) -> Report {
    let mut report = Report::default();
    for check in checks().iter().filter(|check| check.is_for(subject.sheet.model)) {
        match check.detail(subject) {
            Ok(None) => report.evaluated += 1,
            Ok(Some(detail)) => {
                report.evaluated += 1;
                report.findings.push(Finding::new(check, subject, detail));
            }
            Err(Some(reason)) => report.not_evaluated.push(Skipped { id: &check.id, reason }),
            Err(None) => {}
        }
    }
    report
}

impl Check {
    /// What it shows if it is violated; why it could not be evaluated; or an error without a reason where it does not apply.
    fn detail(&self, subject: &Subject<'_>) -> Result<Option<Detail>, Option<NotEvaluated>> {
        if self.is_for_associations_only() {
            match subject.association {
                Some(true) => {}
                Some(false) => return Err(None),
                None => return Err(Some(NotEvaluated::FilerUnknown)),
            }
        }
        let formulas = match &self.rule {
            Rule::Builtin(builtin) => return builtin.detail(subject).map_err(Some),
            Rule::Formulas(formulas) => formulas,
        };
        let mut violations = Vec::new();
        let mut evaluated = false;
        let mut first_reason = None;
        for formula in formulas {
            match formula.evaluate(subject) {
                Outcome::Holds => evaluated = true,
                Outcome::Violated(violation) => violations.push(violation),
                Outcome::NotEvaluated(reason) => first_reason = first_reason.or(Some(reason)),
            }
        }
        match first_reason {
            _ if !violations.is_empty() => Ok(Some(Detail::Figures { violations })),
            Some(reason) if !evaluated => Err(Some(reason)),
            _ => Ok(None),
        }
    }
}
