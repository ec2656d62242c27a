//! Sheets for the tests of this crate.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{Cells, FinancialYear, JointCommittee, Model, RubricCode, Sheet};

/// A decimal by its text.
pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A year 2025 sheet of one enterprise, under joint committee 200.
pub(crate) fn sheet(model: Model, cells: &[(&str, &str)]) -> Sheet {
    Sheet {
        enterprise_number: "0403019261".parse().unwrap(),
        financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
        model,
        joint_committees: committees(&["200"]),
        cells: cells.iter().map(|(code, value)| (code.parse().unwrap(), decimal(value))).collect(),
    }
}

/// Joint committees by their numbers.
pub(crate) fn committees(numbers: &[&str]) -> BTreeSet<JointCommittee> {
    numbers.iter().map(|number| JointCommittee::new(number).unwrap()).collect()
}

/// Any cells with figures of up to two decimals.
pub(crate) fn any_cells() -> impl Strategy<Value = Cells> {
    let code = (0..RubricCode::all().len()).prop_map(|index| RubricCode::all().nth(index).unwrap());
    let value = (-1_000_000_000i64..1_000_000_000, 0u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    prop::collection::btree_map(code, value, 0..40)
}
