//! Our own CSV: a header, then code and value, parted by comma or semicolon. One file has one decimal sign. It says
//! nothing but figures; whose they are and of which year is given from outside.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::account::Year;
use super::draft::{Draft, Named, named};
use super::number::{self, DecimalSign};
use super::{Form, Given, NoteKind, Place, ReadError, Reading, Refusal, csv_rows};
use crate::Sheet;

/// The header's second word in the languages of the country, and English.
const VALUE: [&str; 5] = ["value", "valeur", "waarde", "wert", "montant"];

/// Whether the row is a header: `code` and a word for value.
pub(super) fn is_header(fields: &[&str]) -> bool {
    let same = |field: &str, word: &str| field.trim().trim_matches('"').eq_ignore_ascii_case(word);
    match fields {
        [code, value, ..] => same(code, "code") && VALUE.iter().any(|word| same(value, word)),
        _ => false,
    }
}

pub(super) fn read(text: &str, given: &Given) -> Result<Reading, ReadError> {
    csv_rows::refuse_if_cut_off(text)?;
    let mut draft = Draft::new(Form::SimpleCsv);
    let mut sign = DecimalSign::default();
    let mut header = false;
    csv_rows::for_each(text, csv_rows::separator(text), |line, fields| {
        let (code, value) = csv_rows::code_and_value(line, fields)?;
        if !header {
            header = true;
            return if is_header(fields) {
                Ok(())
            } else {
                let refusal = Refusal::MalformedRow { detail: "the header must say code and value" };
                Err(ReadError::new(Place::line(line), refusal))
            };
        }
        let code = code.to_ascii_uppercase();
        let place = Place::line(line).and_name(number::shown(&code));
        if value.is_empty() {
            return Ok(());
        }
        match named(&code, Year::This) {
            Named::Figure(figure) => {
                let value = sign.read(value).map_err(|refusal| ReadError::new(place.clone(), refusal))?;
                draft.figure(figure, value, || place)
            }
            Named::NoPrecedingCell | Named::Nothing => {
                draft.note(NoteKind::UnknownCode, Place::line(line), number::shown(&code));
                Ok(())
            }
        }
    })?;
    draft.finish(given)
}

/// Writes as a Belgian spreadsheet opens it: semicolons and decimal commas.
pub(super) fn write(sheet: &Sheet, accounts: &[(&'static str, Year, Decimal)]) -> String {
    let mut text = String::from("code;value\n");
    for (code, value) in &sheet.cells {
        let _ = writeln!(text, "{code};{}", with_comma(&number::written(*code, *value)));
    }
    for (code, year, value) in accounts {
        let suffix = if *year == Year::Preceding { "P" } else { "" };
        let _ = writeln!(text, "{code}{suffix};{}", with_comma(&value.to_string()));
    }
    text
}

/// With a decimal comma, and never with exactly three decimals, which would read as a thousands separator.
fn with_comma(number: &str) -> String {
    let padding = if number.split_once('.').is_some_and(|(_, fraction)| fraction.len() == 3) { "0" } else { "" };
    format!("{}{padding}", number.replace('.', ","))
}
