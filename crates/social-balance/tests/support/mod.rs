//! Sheets for the tests of the checks.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub(crate) mod filer;

use std::collections::BTreeMap;

use passerelle_social_balance::{Cells, Decimal, FinancialYear, Model, RubricCode, Sheet};

pub(crate) type Accounts = BTreeMap<String, Decimal>;

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn code(text: &str) -> RubricCode {
    text.parse().unwrap()
}

pub(crate) fn sheet(model: Model, year: i32, cells: Cells) -> Sheet {
    let day = |text: String| text.parse().unwrap();
    Sheet {
        enterprise_number: "0403019261".parse().unwrap(),
        financial_year: FinancialYear::new(day(format!("{year}-01-01")), day(format!("{year}-12-31"))).unwrap(),
        model,
        joint_committees: std::collections::BTreeSet::new(),
        cells,
    }
}

pub(crate) fn cells(figures: &[(&str, &str)]) -> Cells {
    figures.iter().map(|(name, value)| (code(name), decimal(value))).collect()
}

/// Parts a filing's figures into those of the social balance and those of the rest of the accounts.
pub(crate) fn parted<'a>(figures: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Cells, Accounts) {
    let mut cells = Cells::new();
    let mut accounts = Accounts::new();
    for (name, value) in figures {
        match name.parse() {
            Ok(code) => _ = cells.insert(code, decimal(value)),
            Err(_) => _ = accounts.insert(name.to_owned(), decimal(value)),
        }
    }
    (cells, accounts)
}

/// A real association's staff figures of 2016, and those of its accounts that speak of staff.
pub(crate) fn association_2016() -> (Sheet, Accounts) {
    let text = include_str!("../samples/be-npo-full-2016.facts.csv");
    let mut figures = Vec::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for row in &rows {
        let preceding = format!("{}P", &row[0]);
        match (&row[1], preceding.parse::<RubricCode>()) {
            ("N", _) => figures.push((row[0].to_owned(), row[2].to_owned())),
            (_, Ok(_)) => figures.push((preceding, row[2].to_owned())),
            _ => {}
        }
    }
    let (cells, accounts) = parted(figures.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    (sheet(Model::Full, 2016, cells), accounts)
}

/// A real company's filing of 2024.
pub(crate) fn company_2024() -> (Sheet, Accounts) {
    let text = include_str!("../samples/nbb-m02-2024.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let figures = rows
        .iter()
        .filter(|row| row[0].starts_with(|first: char| first.is_ascii_digit()) && row[1].parse::<Decimal>().is_ok())
        .map(|row| (&row[0], &row[1]));
    let (cells, accounts) = parted(figures);
    (sheet(Model::Full, 2024, cells), accounts)
}
