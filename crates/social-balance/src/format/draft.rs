//! What every reader gathers, whatever the form, and how it becomes a sheet or an error.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::{self, Year};
use super::number::shown;
use super::{Form, Given, NoteKind, Place, ReadError, ReadNote, Reading, Refusal};
use crate::{Cells, EnterpriseNumber, FinancialYear, JointCommittee, Model, RubricCode, Sheet};

/// The most notes that are kept of one file.
const MOST_NOTES: usize = 100;

/// What a code and a column name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// A cell of the social balance.
    Cell(RubricCode),
    /// A figure of the accounts that checks refer to.
    Account(&'static str, Year),
}

/// What a code and a column come to.
pub(super) enum Named {
    Figure(Figure),
    /// A row of the social balance without a column for the preceding year.
    NoPrecedingCell,
    /// Nothing that is read.
    Nothing,
}

/// A sheet in the making.
#[derive(Debug)]
pub(super) struct Draft {
    form: Form,
    enterprise: Option<(EnterpriseNumber, Place)>,
    start: Option<NaiveDate>,
    end: Option<(NaiveDate, Place)>,
    model: Option<Model>,
    enterprise_name: Option<String>,
    joint_committees: BTreeSet<JointCommittee>,
    cells: Cells,
    accounts: BTreeMap<String, Decimal>,
    preceding_accounts: BTreeMap<String, Decimal>,
    notes: Vec<ReadNote>,
}

/// Resolves the code of a cell or account, as it is printed, and the column that it stands in.
pub(super) fn named(code: &str, year: Year) -> Named {
    if let Ok(cell) = code.parse::<RubricCode>() {
        return match year {
            Year::This => Named::Figure(Figure::Cell(cell)),
            Year::Preceding if cell.this_year().is_some() => Named::Figure(Figure::Cell(cell)),
            Year::Preceding => {
                cell.preceding_year().map_or(Named::NoPrecedingCell, |cell| Named::Figure(Figure::Cell(cell)))
            }
        };
    }
    let (code, year) = code.strip_suffix('P').map_or((code, year), |code| (code, Year::Preceding));
    account::known(code).map_or(Named::Nothing, |code| Named::Figure(Figure::Account(code, year)))
}

/// Reads a date as it stands in all forms: 2025-12-31.
pub(super) fn date(text: &str, place: &Place) -> Result<NaiveDate, ReadError> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == 10)
        .ok_or_else(|| ReadError::new(place.clone(), Refusal::WrongDate { text: shown(text) }))
}

impl Draft {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            enterprise: None,
            start: None,
            end: None,
            model: None,
            enterprise_name: None,
            joint_committees: BTreeSet::new(),
            cells: Cells::new(),
            accounts: BTreeMap::new(),
            preceding_accounts: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Takes the enterprise number. Said twice, it must be the same; an empty field says nothing.
    pub(super) fn enterprise(&mut self, text: &str, place: Place) -> Result<(), ReadError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let number: EnterpriseNumber =
            text.parse().map_err(|error| ReadError::new(place.clone(), Refusal::from(error)))?;
        match self.enterprise {
            Some((first, _)) if first != number => {
                Err(ReadError::new(place, Refusal::SeveralEnterprises { first, second: number }))
            }
            Some(_) => Ok(()),
            None => {
                self.enterprise = Some((number, place));
                Ok(())
            }
        }
    }

    pub(super) fn enterprise_name(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && self.enterprise_name.is_none() {
            self.enterprise_name = Some(name.chars().take(300).collect());
        }
    }

    pub(super) fn starts_on(&mut self, start: NaiveDate) {
        self.start = self.start.or(Some(start));
    }

    /// Takes the closing date. Said twice, it must be the same.
    pub(super) fn ends_on(&mut self, end: NaiveDate, place: Place) -> Result<(), ReadError> {
        match self.end {
            Some((first, _)) if first != end => {
                Err(ReadError::new(place, Refusal::SeveralClosingDates { first, second: end }))
            }
            Some(_) => Ok(()),
            None => {
                self.end = Some((end, place));
                Ok(())
            }
        }
    }

    /// The closing date, once something said it.
    pub(super) fn end(&self) -> Option<NaiveDate> {
        self.end.as_ref().map(|(end, _)| *end)
    }

    /// Takes the model by its plain name or the National Bank's code.
    pub(super) fn model(&mut self, text: &str, place: Place) -> Result<(), ReadError> {
        let model = text.trim().parse::<Model>().map_err(|mut error| {
            error.0 = shown(&error.0);
            ReadError::new(place, Refusal::from(error))
        })?;
        self.model = Some(model);
        Ok(())
    }

    pub(super) fn joint_committee(&mut self, text: &str, place: Place) {
        match JointCommittee::new(text) {
            Ok(committee) => {
                self.joint_committees.insert(committee);
            }
            Err(error) => self.note(NoteKind::UnreadableJointCommittee, place, error.0),
        }
    }

    /// Takes a figure. The same value twice is noted, two values for one cell are an error.
    pub(super) fn figure(
        &mut self,
        figure: Figure,
        value: Decimal,
        place: impl FnOnce() -> Place,
    ) -> Result<(), ReadError> {
        let (code, first) = match figure {
            Figure::Cell(code) => (code.as_str(), keep(self.cells.entry(code), value)),
            Figure::Account(code, Year::This) => (code, keep(self.accounts.entry(code.to_owned()), value)),
            Figure::Account(code, Year::Preceding) => {
                (code, keep(self.preceding_accounts.entry(code.to_owned()), value))
            }
        };
        match first {
            None => Ok(()),
            Some(first) if first == value => {
                self.note(NoteKind::GivenTwice, place(), code.to_owned());
                Ok(())
            }
            Some(first) => {
                Err(ReadError::new(place(), Refusal::DuplicateCell { code: code.to_owned(), first, second: value }))
            }
        }
    }

    pub(super) fn note(&mut self, kind: NoteKind, place: Place, subject: impl Into<String>) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(ReadNote { kind, place, subject: subject.into() });
        }
    }

    /// Holds what was read against what was given, completes it, and makes the sheet.
    pub(super) fn finish(mut self, given: &Given) -> Result<Reading, ReadError> {
        if self.cells.is_empty() {
            return Err(Refusal::NoSocialRubric.into());
        }
        let enterprise_number = self.whose(given)?;
        let financial_year = self.which_year(given)?;
        let model = self.model.or(given.model).ok_or(Refusal::MissingModel)?;
        if given.model.is_some_and(|expected| expected != model) {
            self.note(NoteKind::OtherModel, Place::default(), model.as_str());
        }
        let outside: Vec<RubricCode> = self.cells.keys().copied().filter(|code| !code.rubric().is_in(model)).collect();
        for code in outside {
            self.note(NoteKind::OutsideModel, Place::default(), code.as_str());
        }
        if self.joint_committees.is_empty() {
            self.joint_committees.clone_from(&given.joint_committees);
        }
        Ok(Reading {
            form: self.form,
            sheet: Sheet {
                enterprise_number,
                financial_year,
                model,
                joint_committees: self.joint_committees,
                cells: self.cells,
            },
            enterprise_name: self.enterprise_name,
            accounts: self.accounts,
            preceding_accounts: self.preceding_accounts,
            notes: self.notes,
        })
    }

    fn whose(&self, given: &Given) -> Result<EnterpriseNumber, ReadError> {
        match (&self.enterprise, given.enterprise_number) {
            (Some((found, place)), Some(expected)) if *found != expected => {
                Err(ReadError::new(place.clone(), Refusal::OtherEnterprise { found: *found, expected }))
            }
            (Some((found, _)), _) => Ok(*found),
            (None, Some(expected)) => Ok(expected),
            (None, None) => Err(Refusal::MissingEnterpriseNumber { form: self.form }.into()),
        }
    }

    fn which_year(&self, given: &Given) -> Result<FinancialYear, ReadError> {
        let Some((end, place)) = &self.end else {
            return given.financial_year.ok_or_else(|| Refusal::MissingFinancialYear { form: self.form }.into());
        };
        let found = match self.start {
            Some(start) => Some(
                FinancialYear::new(start, *end).map_err(|error| ReadError::new(place.clone(), Refusal::from(error)))?,
            ),
            None => None,
        };
        match (found, given.financial_year) {
            (Some(found), Some(expected)) if found != expected => {
                Err(ReadError::new(place.clone(), Refusal::OtherYear { found: found.to_string(), expected }))
            }
            (None, Some(expected)) if *end != expected.end() => {
                Err(ReadError::new(place.clone(), Refusal::OtherYear { found: format!("…/{end}"), expected }))
            }
            (Some(year), _) | (None, Some(year)) => Ok(year),
            (None, None) => Err(Refusal::MissingStartDate.into()),
        }
    }
}

/// Keeps the value unless there is one already, which is then given back.
fn keep<K: Ord>(entry: Entry<'_, K, Decimal>, value: Decimal) -> Option<Decimal> {
    match entry {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(place) => {
            place.insert(value);
            None
        }
    }
}
