//! Sheets as a payroll makes them: a workforce is drawn person by person and then counted, so that every sum, every
//! full-time equivalent and every breakdown agrees with every other, as in a real one.

mod correction;
mod count;
#[cfg(test)]
mod property_tests;
mod violation;
mod workforce;

use passerelle_social_balance::{EnterpriseNumber, FinancialYear, JointCommittee, Model, Sheet};

pub use correction::correct;
pub use violation::{Violation, violate};
pub use workforce::Workforce;

use super::Random;

/// What is particular about an employer's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staffing {
    /// Staff all year, some come and some go.
    Usual,
    /// The same, with a zero in every cell of rows that nobody is in, where others leave it empty.
    ZerosWritten,
    /// The first year with staff: no preceding year's column.
    FirstYear,
    /// Everybody left before the closing date.
    NoneAtClosing,
    /// No staff of its own, only temporary workers. Says something in the full model only.
    TemporaryOnly,
    /// One person, whose cost is left out so that it stays private.
    OnePersonWithoutCosts,
    /// Three persons at most, not split into men and women so that it stays private.
    FewWithoutSplit,
}

/// A sheet of so many heads at the closing date.
pub fn sheet(
    random: &mut Random,
    enterprise_number: EnterpriseNumber,
    financial_year: FinancialYear,
    model: Model,
    heads: u32,
    staffing: Staffing,
) -> Sheet {
    let workforce = Workforce::draw(random, heads, staffing);
    workforce.sheet(random, enterprise_number, financial_year, model)
}

/// An enterprise number that belongs to nobody, with right check digits. The Crossroads Bank issues 0200.065.765 to 0999
/// and, since 2023, numbers from 1000 on; these are 0199.0xx.xxx to 0199.9xx.xxx and, for every seventh serial, 1999.…
pub fn fictitious_number(serial: u32) -> EnterpriseNumber {
    let series = if serial % 7 == 6 { 19_990_000 } else { 1_990_000 };
    let first_eight: u32 = series + serial % 10_000;
    let text = format!("{first_eight:08}{:02}", 97 - first_eight % 97);
    text.parse().unwrap_or_else(|_| unreachable!("{text} has right check digits"))
}

fn joint_committees(random: &mut Random) -> std::collections::BTreeSet<JointCommittee> {
    const COMMON: [&str; 12] =
        ["200", "124", "302", "14003", "32902", "111", "118", "201", "202", "20002", "330", "Commission non fixée"];
    let count = random.between(1, 2);
    (0..count).filter_map(|_| random.choose(&COMMON)).filter_map(|text| JointCommittee::new(text).ok()).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use passerelle_social_balance::RubricCode;

    use super::*;

    pub(crate) fn year() -> FinancialYear {
        FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap()
    }

    fn draw(seed: u64, model: Model, heads: u32, staffing: Staffing) -> Sheet {
        sheet(&mut Random::new(seed), fictitious_number(1), year(), model, heads, staffing)
    }

    fn filled(sheet: &Sheet, code: &str) -> bool {
        sheet.cells.contains_key(&code.parse::<RubricCode>().unwrap())
    }

    #[test]
    fn one_seed_draws_one_sheet() {
        let one = draw(5, Model::Full, 40, Staffing::Usual);
        assert_eq!(one, draw(5, Model::Full, 40, Staffing::Usual));
        assert_ne!(one.cells, draw(6, Model::Full, 40, Staffing::Usual).cells);
    }

    #[test]
    fn a_sheet_has_cells_of_its_model_only_and_most_of_them() {
        for (model, least) in [(Model::Full, 120), (Model::Abridged, 65), (Model::Micro, 65)] {
            let sheet = draw(9, model, 160, Staffing::Usual);
            assert!(sheet.cells.keys().all(|code| code.rubric().is_in(model)));
            assert!(sheet.cells.len() >= least, "{model}: {}", sheet.cells.len());
        }
    }

    #[test]
    fn particular_years_leave_the_right_cells_empty() {
        let gone = draw(1, Model::Abridged, 6, Staffing::NoneAtClosing);
        assert!(filled(&gone, "1003") && filled(&gone, "3053") && !filled(&gone, "1053"));
        let temporary = draw(1, Model::Full, 12, Staffing::TemporaryOnly);
        assert!(temporary.cells.keys().all(|code| code.as_str().starts_with("15")) && filled(&temporary, "1501"));
        let private = draw(1, Model::Micro, 1, Staffing::OnePersonWithoutCosts);
        assert!(filled(&private, "1013") && !filled(&private, "1023") && !filled(&private, "5803"));
        let few = draw(1, Model::Full, 3, Staffing::FewWithoutSplit);
        assert!(filled(&few, "1003") && !filled(&few, "10031") && !filled(&few, "10032"));
        let first = draw(1, Model::Full, 20, Staffing::FirstYear);
        assert!(filled(&first, "1003") && !filled(&first, "1003P"));
        let zeros = draw(1, Model::Abridged, 4, Staffing::ZerosWritten);
        assert!(zeros.cells.values().any(rust_decimal::Decimal::is_zero));
        assert!(draw(1, Model::Abridged, 4, Staffing::Usual).cells.values().all(|value| !value.is_zero()));
    }

    #[test]
    fn fictitious_numbers_are_distinct_and_valid() {
        let numbers: std::collections::BTreeSet<_> = (0..10_000).map(fictitious_number).collect();
        assert_eq!(numbers.len(), 10_000);
        assert!(numbers.iter().any(|number| number.digits().starts_with("1999")));
    }
}
