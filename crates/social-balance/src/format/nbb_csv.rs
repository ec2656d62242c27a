//! The National Bank's CSV: rows of metadata, then rows of code and value, all in quotation marks. It says nothing of
//! joint committees, and has no column for the period: only the social balance's `P` codes are of the preceding year.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::account::Year;
use super::draft::{Draft, Named, date, named};
use super::{Form, Given, Place, ReadError, Reading, Refusal, WriteOptions, csv_rows, number};
use crate::{Model, Sheet};

/// The names of the rows of metadata that are read.
pub(super) mod row {
    pub(in crate::format) const ENTERPRISE: &str = "Entity number";
    pub(in crate::format) const START: &str = "Accounting period start date";
    pub(in crate::format) const END: &str = "Accounting period end date";
    pub(in crate::format) const MODEL: &str = "Model code";
    pub(in crate::format) const NAME: &str = "Entity name";
    pub(in crate::format) const CURRENCY: &str = "Currency";
    pub(in crate::format) const REFERENCE: &str = "Reference number";
}

pub(super) fn read(text: &str, given: &Given) -> Result<Reading, ReadError> {
    csv_rows::refuse_if_cut_off(text)?;
    let mut draft = Draft::new(Form::NbbCsv);
    csv_rows::for_each(text, csv_rows::separator(text), |line, fields| {
        let (code, value) = csv_rows::code_and_value(line, fields)?;
        let place = Place::line(line).and_name(number::shown(code));
        match code {
            row::ENTERPRISE => draft.enterprise(value, place),
            row::START => {
                draft.starts_on(date(value, &place)?);
                Ok(())
            }
            row::END => draft.ends_on(date(value, &place)?, place),
            row::MODEL => draft.model(value, place),
            row::NAME => {
                draft.enterprise_name(value);
                Ok(())
            }
            row::CURRENCY if value != "EUR" => {
                Err(ReadError::new(place, Refusal::OtherCurrency { currency: number::shown(value) }))
            }
            _ => match named(code, Year::This) {
                Named::Figure(figure) if !value.is_empty() => {
                    let value = number::with_point(value)
                        .map_err(|refusal| ReadError::new(place.clone(), number::thousands_if_so(refusal, value)))?;
                    draft.figure(figure, value, || place)
                }
                _ => Ok(()),
            },
        }
    })?;
    draft.finish(given)
}

pub(super) fn write(sheet: &Sheet, options: &WriteOptions, accounts: &[(&'static str, Year, Decimal)]) -> String {
    let mut text = String::from("\n");
    let year = sheet.financial_year;
    push(&mut text, row::REFERENCE, &options.reference_number);
    push(&mut text, row::ENTERPRISE, &sheet.enterprise_number.digits());
    push(&mut text, row::START, &year.start().to_string());
    push(&mut text, row::END, &year.end().to_string());
    push(&mut text, row::MODEL, model_code(sheet.model));
    push(&mut text, row::CURRENCY, "EUR");
    if let Some(name) = &options.enterprise_name {
        push(&mut text, row::NAME, name);
    }
    for (code, value) in &sheet.cells {
        push(&mut text, code.as_str(), &number::written(*code, *value));
    }
    for (code, year, value) in accounts {
        let suffix = if *year == Year::Preceding { "P" } else { "" };
        push(&mut text, &format!("{code}{suffix}"), &value.to_string());
    }
    text
}

/// The entry point that companies with a capital use; which of its three a model came from is not kept.
pub(super) fn model_code(model: Model) -> &'static str {
    match model {
        Model::Full => "m02-f",
        Model::Abridged => "m01-f",
        Model::Micro => "m07-f",
    }
}

fn push(text: &mut String, code: &str, value: &str) {
    let value: String = value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let _ = writeln!(text, "\"{code}\",\"{}\"", value.replace('"', "\"\""));
}
