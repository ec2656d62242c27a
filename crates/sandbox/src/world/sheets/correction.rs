use passerelle_social_balance::{Decimal, RubricCode, Sheet};

use super::super::Random;

/// What a payroll corrects later: some hours and their cost, in one column, with every sum that they are part of. A sheet
/// without hours of its own staff gets more hours of temporary workers. The sheet stays as consistent as it was.
pub fn correct(random: &mut Random, sheet: &mut Sheet) {
    let has = |sheet: &Sheet, code: &str| code.parse::<RubricCode>().is_ok_and(|code| sheet.cells.contains_key(&code));
    let hours = Decimal::from(random.between(1, 60));
    let cost = hours * Decimal::from(random.between(28, 60));
    if !has(sheet, "1013") {
        add(sheet, "1511", hours);
        add(sheet, "1521", cost);
        return;
    }
    let column = if has(sheet, "1011") && (!has(sheet, "1012") || random.percent(50)) { "1" } else { "2" };
    let sex = if has(sheet, &format!("101{column}1")) { "1" } else { "2" };
    for (row, more) in [("101", hours), ("102", cost)] {
        for code in [column.to_owned(), format!("{column}{sex}"), "3".to_owned(), format!("3{sex}")] {
            add(sheet, &format!("{row}{code}"), more);
        }
    }
    if has(sheet, "58031") && random.percent(50) {
        add(sheet, "58031", Decimal::TWO);
        add(sheet, "5803", Decimal::TWO);
    }
}

/// Adds to a cell that is filled; an empty one stays empty.
fn add(sheet: &mut Sheet, code: &str, more: Decimal) {
    if let Some(value) = code.parse::<RubricCode>().ok().and_then(|code| sheet.cells.get_mut(&code)) {
        *value += more;
    }
}

#[cfg(test)]
mod tests {
    use passerelle_social_balance::Model;

    use super::super::tests::year;
    use super::super::{Staffing, fictitious_number, sheet};
    use super::*;

    #[test]
    fn a_correction_changes_a_few_cells_and_no_other() {
        for (model, staffing) in [
            (Model::Full, Staffing::Usual),
            (Model::Abridged, Staffing::Usual),
            (Model::Micro, Staffing::OnePersonWithoutCosts),
            (Model::Full, Staffing::TemporaryOnly),
            (Model::Abridged, Staffing::NoneAtClosing),
        ] {
            let mut random = Random::new(11);
            let first = sheet(&mut random, fictitious_number(2), year(), model, 9, staffing);
            let mut corrected = first.clone();
            correct(&mut random, &mut corrected);
            let changed = first.cells.iter().filter(|(code, value)| corrected.cell(**code) != Some(**value)).count();
            assert!((1..=10).contains(&changed), "{model} {staffing:?}: {changed}");
            assert_eq!(first.cells.len(), corrected.cells.len());
            assert_ne!(first.content_hash(), corrected.content_hash());
        }
    }
}
