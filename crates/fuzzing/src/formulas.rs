use std::collections::BTreeMap;
use std::sync::LazyLock;

use passerelle_social_balance::check::{Formula, Outcome, Subject};
use passerelle_social_balance::{Decimal, FinancialYear, Model, RubricCode, Sheet};

/// Every second cell filled, with figures of every size.
static SHEETS: LazyLock<[Sheet; 2]> = LazyLock::new(|| [2025, 2024].map(sheet));

fn sheet(year: i32) -> Sheet {
    let day = |text: String| text.parse().expect("a date");
    let figure =
        |index: u32| Decimal::from_parts(index, 0, index % 3 * 99_999_999, index.is_multiple_of(5), index % 29);
    Sheet {
        enterprise_number: "0403019261".parse().expect("a number"),
        financial_year: FinancialYear::new(day(format!("{year}-01-01")), day(format!("{year}-12-31"))).expect("a year"),
        model: Model::Full,
        joint_committees: [].into(),
        cells: RubricCode::all().zip(0..).step_by(2).map(|(code, index)| (code, figure(index))).collect(),
    }
}

/// A formula is read or refused; what is read prints to the same formula and can be held against a sheet.
pub(super) fn check_formula(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(formula) = text.parse::<Formula>() else { return };
    let printed = formula.to_string();
    if printed.len() <= Formula::LONGEST {
        assert_eq!(printed.parse().as_ref(), Ok(&formula), "{text:?} prints {printed:?}");
    }
    let [this, last] = &*SHEETS;
    let accounts = BTreeMap::from([("62".to_owned(), Decimal::MAX), ("9087".to_owned(), Decimal::MIN)]);
    let subject = Subject { accounts: &accounts, preceding: Some(last), ..Subject::new(this) };
    if let Outcome::Violated(violation) = formula.evaluate(&subject) {
        assert!(!violation.failed.is_empty(), "{text:?} fails for no reason");
    }
}
