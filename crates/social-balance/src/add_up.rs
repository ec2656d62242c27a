//! One sheet out of several: an enterprise can have several payroll files, each with a sheet of its own for the same year.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{Cells, EnterpriseNumber, FinancialYear, Model, RubricCode, Sheet, exact};

/// The sheets do not add up to one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddUpError {
    /// There is no sheet at all.
    #[error("there is no sheet to add up")]
    NoSheets,
    /// They belong to more than one enterprise.
    #[error("the sheets belong to two enterprises, {one} and {other}")]
    Enterprises {
        /// One of them.
        one: EnterpriseNumber,
        /// Another.
        other: EnterpriseNumber,
    },
    /// They cover more than one financial year.
    #[error("the sheets cover two financial years, {one} and {other}")]
    FinancialYears {
        /// One of them.
        one: FinancialYear,
        /// Another.
        other: FinancialYear,
    },
    /// The sum has more digits than an exact decimal can hold (28).
    #[error("the sum of rubric {0} has too many digits")]
    TooManyDigits(RubricCode),
}

/// Adds up the sheets of one enterprise and financial year, cell by cell; the preceding year's column too.
///
/// A cell is absent only if it is absent from all. The layout is what all have in common ([`Model::in_common`]): a cell that
/// one of the layouts does not have is left out, as a partial sum would be wrong; [`left_out`] names those. The joint
/// committees are united.
pub fn add_up(sheets: &[Sheet]) -> Result<Sheet, AddUpError> {
    let (first, others) = sheets.split_first().ok_or(AddUpError::NoSheets)?;
    for sheet in others {
        if sheet.enterprise_number != first.enterprise_number {
            let (one, other) = (first.enterprise_number, sheet.enterprise_number);
            return Err(AddUpError::Enterprises { one: one.min(other), other: one.max(other) });
        }
        if sheet.financial_year != first.financial_year {
            let (one, other) = (first.financial_year, sheet.financial_year);
            return Err(AddUpError::FinancialYears { one: one.min(other), other: one.max(other) });
        }
    }
    let model = model_in_common(sheets).unwrap_or(first.model);
    let mut figures: BTreeMap<RubricCode, Vec<Decimal>> = BTreeMap::new();
    for (code, value) in sheets.iter().flat_map(|sheet| &sheet.cells) {
        if code.rubric().is_in(model) {
            figures.entry(*code).or_default().push(*value);
        }
    }
    let cells: Result<Cells, AddUpError> = figures
        .into_iter()
        .map(|(code, values)| Ok((code, exact_sum(values).ok_or(AddUpError::TooManyDigits(code))?)))
        .collect();
    Ok(Sheet {
        enterprise_number: first.enterprise_number,
        financial_year: first.financial_year,
        model,
        joint_committees: sheets.iter().flat_map(|sheet| &sheet.joint_committees).cloned().collect(),
        cells: cells?,
    })
}

/// The cells that some of the sheets fill and their sum must leave out, because another sheet's layout does not have them.
pub fn left_out(sheets: &[Sheet]) -> BTreeSet<RubricCode> {
    let Some(model) = model_in_common(sheets) else {
        return BTreeSet::new();
    };
    sheets.iter().flat_map(|sheet| sheet.cells.keys()).copied().filter(|code| !code.rubric().is_in(model)).collect()
}

fn model_in_common(sheets: &[Sheet]) -> Option<Model> {
    sheets.iter().map(|sheet| sheet.model).reduce(Model::in_common)
}

/// Sorted first, so that the order of the sheets cannot decide where the digits run out.
fn exact_sum(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    values.into_iter().try_fold(Decimal::ZERO, exact::add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_support::{any_cells, committees, decimal, sheet};

    #[test]
    fn figures_are_added_and_absent_in_all_stays_absent() {
        let one = sheet(Model::Full, &[("1003", "10.5"), ("1013", "0"), ("1003P", "9")]);
        let mut other = sheet(Model::Full, &[("1003", "1.7"), ("1011", "5"), ("1003P", "1.1")]);
        other.joint_committees = committees(&["118"]);
        let sum = add_up(&[one, other]).unwrap();
        let mut expected = sheet(Model::Full, &[("1003", "12.2"), ("1011", "5"), ("1013", "0"), ("1003P", "10.1")]);
        expected.joint_committees = committees(&["118", "200"]);
        assert_eq!(sum, expected);
    }

    #[test]
    fn what_one_layout_lacks_is_left_out_of_the_sum_and_told() {
        let full = sheet(Model::Full, &[("1003", "10"), ("10031", "4"), ("1501", "2")]);
        let abridged = sheet(Model::Abridged, &[("1003", "1")]);
        let sheets = [full, abridged];
        assert_eq!(add_up(&sheets).unwrap(), sheet(Model::Abridged, &[("1003", "11")]));
        let told: Vec<_> = left_out(&sheets).into_iter().map(RubricCode::as_str).collect();
        assert_eq!(told, ["10031", "1501"]);
        assert!(left_out(&sheets[..1]).is_empty());
    }

    #[test]
    fn another_enterprise_or_year_is_no_part_of_the_sum() {
        let one = sheet(Model::Micro, &[("1003", "1")]);
        let mut stranger = one.clone();
        stranger.enterprise_number = "0428759497".parse().unwrap();
        let mut late = one.clone();
        late.financial_year = FinancialYear::new("2026-01-01".parse().unwrap(), "2026-12-31".parse().unwrap()).unwrap();
        assert_eq!(add_up(&[]), Err(AddUpError::NoSheets));
        assert!(matches!(add_up(&[one.clone(), stranger]), Err(AddUpError::Enterprises { .. })));
        assert!(matches!(add_up(&[one, late]), Err(AddUpError::FinancialYears { .. })));
    }

    #[test]
    fn a_sum_that_cannot_be_exact_is_refused() {
        let large = sheet(Model::Full, &[("1023", "79228162514264337593543950335")]);
        let code = "1023".parse().unwrap();
        for cents in ["1", "0.4"] {
            let small = sheet(Model::Full, &[("1023", cents)]);
            assert_eq!(add_up(&[large.clone(), small]), Err(AddUpError::TooManyDigits(code)), "{cents}");
        }
    }

    fn any_sheets() -> impl Strategy<Value = Vec<Sheet>> {
        let model = prop_oneof![Just(Model::Full), Just(Model::Abridged), Just(Model::Micro)];
        let committee = prop::sample::select(vec!["200", "118", "10201"]);
        let one = (model, any_cells(), committee).prop_map(|(model, cells, committee)| {
            let mut one = sheet(Model::Full, &[]);
            one.cells = cells;
            one.joint_committees = committees(&[committee]);
            one.restricted_to(model)
        });
        prop::collection::vec(one, 1..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_order_of_the_sheets_does_not_matter(
            (sheets, shuffled) in any_sheets().prop_flat_map(|sheets| (Just(sheets.clone()), Just(sheets).prop_shuffle()))
        ) {
            prop_assert_eq!(add_up(&sheets), add_up(&shuffled));
            prop_assert_eq!(left_out(&sheets), left_out(&shuffled));
        }

        #[test]
        fn one_sheet_is_its_own_sum(sheets in any_sheets()) {
            prop_assert_eq!(add_up(&sheets[..1]), Ok(sheets[0].clone()));
        }

        #[test]
        fn every_sum_is_exact_and_nothing_is_made_up(sheets in any_sheets()) {
            let sum = add_up(&sheets).unwrap();
            let out = left_out(&sheets);
            for code in RubricCode::all() {
                let given: Vec<Decimal> = sheets.iter().filter_map(|sheet| sheet.cell(code)).collect();
                let expected = (!given.is_empty() && !out.contains(&code)).then(|| given.iter().sum::<Decimal>());
                prop_assert_eq!(sum.cell(code), expected, "{}", code);
            }
        }

        #[test]
        fn sheets_of_one_layout_can_be_added_in_any_grouping(sheets in any_sheets(), at in 0usize..5) {
            let sheets: Vec<Sheet> = sheets.iter().map(|sheet| sheet.restricted_to(Model::Abridged)).collect();
            let (left, right) = sheets.split_at(at.min(sheets.len() - 1));
            let mut grouped = vec![add_up(right).unwrap()];
            grouped.extend(left.iter().cloned());
            prop_assert_eq!(add_up(&grouped), add_up(&sheets));
        }
    }

    #[test]
    fn cents_stay_cents() {
        let sheets: Vec<Sheet> = (0..10).map(|_| sheet(Model::Full, &[("1023", "0.10")])).collect();
        assert_eq!(add_up(&sheets).unwrap().cell("1023".parse().unwrap()), Some(decimal("1.00")));
    }
}
