//! The checks that formulas cannot say.

use rust_decimal::Decimal;
use serde::Serialize;

use super::fact::{Figure, Violation};
use super::formula::Reference;
use super::subject::{NotEvaluated, Subject};
use crate::{EnterpriseNumber, FinancialYear, RubricCode, Unit};

/// A check by its name in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    EnterpriseNumber,
    FinancialYear,
    Decimals,
    AssociationThreshold,
    Delivered,
}

/// What a violated check shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Detail {
    /// Figures that should stand otherwise, one violation per formula.
    Figures {
        /// At least one.
        violations: Vec<Violation>,
    },
    /// The sheet is another enterprise's than the client file.
    EnterpriseNumber {
        /// The sheet's.
        sheet: EnterpriseNumber,
        /// The client file's.
        expected: EnterpriseNumber,
    },
    /// The sheet covers another financial year than the client file.
    FinancialYear {
        /// The sheet's.
        sheet: FinancialYear,
        /// The client file's.
        expected: FinancialYear,
    },
    /// Cells with more decimals than their unit allows.
    Decimals {
        /// At least one.
        cells: Vec<TooManyDecimals>,
    },
    /// An association below the number of full-time equivalents from which it must file a social balance.
    BelowThreshold {
        /// What stands in 1003.
        full_time_equivalents: Decimal,
    },
    /// Exactly this sheet was delivered before.
    AlreadyDelivered,
}

/// A cell with more decimals than its unit allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TooManyDecimals {
    /// Which cell.
    pub code: RubricCode,
    /// What stands there.
    pub value: Decimal,
    /// How many decimals it may have: none for heads and hours, one for averages and full-time equivalents, two for euro.
    pub allowed: u32,
}

/// Full-time equivalents on average from which an association must file a social balance. Source: National Bank.
const ASSOCIATION_THRESHOLD: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Builtin {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "enterprise_number" => Self::EnterpriseNumber,
            "financial_year" => Self::FinancialYear,
            "decimals" => Self::Decimals,
            "association_threshold" => Self::AssociationThreshold,
            "delivered" => Self::Delivered,
            _ => return None,
        })
    }

    /// What the check shows, if it is violated.
    pub(super) fn detail(self, subject: &Subject<'_>) -> Result<Option<Detail>, NotEvaluated> {
        let expected = subject.expected.ok_or(NotEvaluated::NothingExpected);
        Ok(match self {
            Self::EnterpriseNumber => {
                let (sheet, expected) = (subject.sheet.enterprise_number, expected?.enterprise_number);
                (sheet != expected).then_some(Detail::EnterpriseNumber { sheet, expected })
            }
            Self::FinancialYear => {
                let (sheet, expected) = (subject.sheet.financial_year, expected?.financial_year);
                (sheet != expected).then_some(Detail::FinancialYear { sheet, expected })
            }
            Self::Decimals => {
                let cells: Vec<_> = subject.sheet.cells.iter().filter_map(too_many_decimals).collect();
                (!cells.is_empty()).then_some(Detail::Decimals { cells })
            }
            Self::AssociationThreshold => full_time_equivalents(subject)
                .filter(|average| *average < ASSOCIATION_THRESHOLD)
                .map(|full_time_equivalents| Detail::BelowThreshold { full_time_equivalents }),
            Self::Delivered => {
                let delivered = subject.delivered.ok_or(NotEvaluated::DeliveriesUnknown)?;
                delivered.contains(&subject.sheet.content_hash()).then_some(Detail::AlreadyDelivered)
            }
        })
    }
}

impl Detail {
    /// The figures that it speaks of.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let rubric = |code, value| Figure { reference: Reference::Rubric(code), value: Some(value) };
        match self {
            Self::Figures { violations } => {
                let mut figures: Vec<Figure> = Vec::new();
                for figure in violations.iter().flat_map(Violation::figures) {
                    if !figures.contains(figure) {
                        figures.push(figure.clone());
                    }
                }
                figures
            }
            Self::Decimals { cells } => cells.iter().map(|cell| rubric(cell.code, cell.value)).collect(),
            Self::BelowThreshold { full_time_equivalents } => {
                "1003".parse().map(|code| rubric(code, *full_time_equivalents)).into_iter().collect()
            }
            Self::EnterpriseNumber { .. } | Self::FinancialYear { .. } | Self::AlreadyDelivered => Vec::new(),
        }
    }
}

fn full_time_equivalents(subject: &Subject<'_>) -> Option<Decimal> {
    subject.sheet.cell("1003".parse().ok()?)
}

fn too_many_decimals((code, value): (&RubricCode, &Decimal)) -> Option<TooManyDecimals> {
    let allowed = match code.rubric().unit() {
        Unit::Heads | Unit::Hours => 0,
        Unit::OneDecimal => 1,
        Unit::Euro | Unit::SignedEuro => 2,
    };
    (value.normalize().scale() > allowed).then_some(TooManyDecimals { code: *code, value: *value, allowed })
}
