use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{ContentHash, EnterpriseNumber, FinancialYear, RubricCode, Sheet};

static NO_ACCOUNTS: BTreeMap<String, Decimal> = BTreeMap::new();

/// What is checked, with what is known around it. The less is known, the fewer checks can be evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Rubrics of the annual accounts of the same year by code: 62, 617, 620, 9087… Empty when they are not at hand.
    pub accounts: &'a BTreeMap<String, Decimal>,
    /// The sheet of the year before.
    pub preceding: Option<&'a Sheet>,
    /// Whether the filer is an association or foundation; none when that is not known.
    pub association: Option<bool>,
    /// Whose sheet of which year it should be.
    pub expected: Option<Expected>,
    /// What was delivered before for the same enterprise and year.
    pub delivered: Option<&'a BTreeSet<ContentHash>>,
}

/// Whose sheet of which year is expected: the client file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// The client's enterprise number.
    pub enterprise_number: EnterpriseNumber,
    /// The financial year of the client file.
    pub financial_year: FinancialYear,
}

/// Why a check could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", content = "about", rename_all = "snake_case")]
pub enum NotEvaluated {
    /// It needs the annual accounts, and this rubric of theirs is not known.
    #[error("rubric {0} of the annual accounts is not known")]
    AccountUnknown(String),
    /// It needs the sheet of the year before.
    #[error("the sheet of the preceding year is not at hand")]
    NoPrecedingSheet,
    /// The preceding sheet is another enterprise's, or does not end the day before this one begins.
    #[error("the earlier sheet is not the one of the year right before")]
    PrecedingSheetOfAnotherYear,
    /// It speaks of a cell that the sheet's model, or the preceding sheet's, does not have.
    #[error("the model has no rubric {0}")]
    NotInModel(RubricCode),
    /// It depends on whether the filer is an association.
    #[error("whether the filer is an association is not known")]
    FilerUnknown,
    /// It needs to know whose sheet of which year is expected.
    #[error("no client file to compare with is known")]
    NothingExpected,
    /// It needs to know what was delivered before.
    #[error("what was delivered before is not known")]
    DeliveriesUnknown,
    /// The figures have so many digits that they cannot be added exactly.
    #[error("the figures have too many digits")]
    TooManyDigits,
}

impl<'a> Subject<'a> {
    /// A sheet of which nothing else is known.
    pub fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, accounts: &NO_ACCOUNTS, preceding: None, association: None, expected: None, delivered: None }
    }
}
