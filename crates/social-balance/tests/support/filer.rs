//! Whole filers whose sheets hold every check.

use passerelle_social_balance::check::{Reference, Subject};
use passerelle_social_balance::{Decimal, Model, Sheet};

use super::{Accounts, code, company_2024, sheet as of_year};

/// A filer with this year's sheet, last year's, and the accounts.
#[derive(Clone)]
pub(crate) struct Filer {
    pub(crate) sheet: Sheet,
    pub(crate) preceding: Sheet,
    pub(crate) accounts: Accounts,
}

impl Filer {
    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject {
            accounts: &self.accounts,
            preceding: Some(&self.preceding),
            association: Some(true),
            ..Subject::new(&self.sheet)
        }
    }

    pub(crate) fn violated(&self) -> Vec<&'static str> {
        passerelle_social_balance::check::run(&self.subject()).findings.iter().map(|finding| finding.id).collect()
    }

    pub(crate) fn look_up(&self, reference: &Reference) -> Option<Decimal> {
        match reference {
            Reference::Rubric(code) => self.sheet.cell(*code),
            Reference::Preceding(code) => self.preceding.cell(*code),
            Reference::Account(account) => self.accounts.get(account).copied(),
        }
    }

    /// Puts a figure in a place, or takes it out, and says what stood there.
    pub(crate) fn set(&mut self, reference: &Reference, value: Option<Decimal>) -> Option<Decimal> {
        let cells = match reference {
            Reference::Rubric(_) => &mut self.sheet.cells,
            Reference::Preceding(_) => &mut self.preceding.cells,
            Reference::Account(account) => {
                return match value {
                    Some(value) => self.accounts.insert(account.clone(), value),
                    None => self.accounts.remove(account),
                };
            }
        };
        match (reference, value) {
            (Reference::Rubric(code) | Reference::Preceding(code), Some(value)) => cells.insert(*code, value),
            (Reference::Rubric(code) | Reference::Preceding(code), None) => cells.remove(code),
            (Reference::Account(_), _) => None,
        }
    }

    pub(crate) fn in_model(&self, model: Model) -> Self {
        Self { sheet: self.sheet.restricted_to(model), preceding: self.preceding.restricted_to(model), ..self.clone() }
    }

    /// Last year's sheet, such that this year continues it.
    fn continued(sheet: Sheet, accounts: Accounts) -> Self {
        let mut preceding = of_year(sheet.model, 2023, sheet.cells.clone());
        preceding.enterprise_number = sheet.enterprise_number;
        for row in ["1003", "1013", "1023", "1033"] {
            match sheet.cell(code(&format!("{row}P"))) {
                Some(value) => _ = preceding.cells.insert(code(row), value),
                None => _ = preceding.cells.remove(&code(row)),
            }
        }
        let moved = |column: &str| {
            let of = |row: &str| sheet.cell(code(&format!("{row}{column}"))).unwrap_or_default();
            of("105") - of("205") + of("305")
        };
        preceding.cells.insert(code("1051"), moved("1") + moved("2"));
        preceding.cells.remove(&code("1052"));
        Self { sheet, preceding, accounts }
    }
}

/// The real company, whose sheet holds every check.
pub(crate) fn real() -> Filer {
    let (sheet, accounts) = company_2024();
    Filer::continued(sheet, accounts)
}

/// The column of a cell in a row that has full-time, part-time and total: 1, 2 or 3; and where it stands in the code.
fn column(name: &str) -> Option<usize> {
    if name.ends_with('P') || ["15", "58", "1033"].iter().any(|other| name.starts_with(other)) {
        return None;
    }
    Some(if name.starts_with("10") { 3 } else { name.len() - 1 })
}

/// The same company if nobody worked part-time.
pub(crate) fn without_part_time() -> Filer {
    let (mut sheet, mut accounts) = company_2024();
    let whole = sheet.cells.clone();
    for name in whole.keys().map(|cell| cell.as_str()) {
        let Some(at) = column(name) else { continue };
        match &name[at..=at] {
            "2" => _ = sheet.cells.remove(&code(name)),
            "3" => {
                let full_time = format!("{}1{}", &name[..at], &name[at + 1..]);
                match whole.get(&code(&full_time)) {
                    Some(value) => _ = sheet.cells.insert(code(name), *value),
                    None => _ = sheet.cells.remove(&code(name)),
                }
            }
            _ => {}
        }
    }
    for (account, row) in [("9086", "1051"), ("9087", "1003"), ("9088", "1013"), ("620", "1023"), ("62", "1023")] {
        accounts.insert(account.to_owned(), sheet.cell(code(row)).unwrap());
    }
    accounts.remove("621");
    accounts.remove("623");
    accounts.insert("62".to_owned(), accounts["620"]);
    Filer::continued(sheet, accounts)
}

/// A company without staff that sends no figures at all.
pub(crate) fn empty() -> Filer {
    let (mut sheet, mut accounts) = company_2024();
    sheet.cells.clear();
    accounts.insert("9087".to_owned(), Decimal::ZERO);
    let preceding = Sheet { financial_year: real().preceding.financial_year, ..sheet.clone() };
    Filer { sheet, preceding, accounts }
}
