//! What the two CSV forms have in common: rows of text with their line numbers, and the signs of a file cut off.

use super::{Place, ReadError, Refusal};

/// More rows than any filing has: a full one has fewer than a thousand.
const MOST_ROWS: usize = 50_000;

/// The separator: whichever of comma and semicolon comes first in the first row that says anything.
pub(super) fn separator(text: &str) -> u8 {
    let first_row = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    for byte in first_row.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b';' if !quoted => return byte,
            _ => {}
        }
    }
    b','
}

/// Refuses a text that was cut off within a row. A CSV has no end mark: rows that are missing altogether are not seen.
pub(super) fn refuse_if_cut_off(text: &str) -> Result<(), ReadError> {
    let last_line = || Place::line(text.lines().count() as u64);
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(ReadError::new(last_line(), Refusal::Truncated { missing: "a quotation mark is not closed" }));
    }
    if text.trim_end_matches([' ', '\t']).ends_with(['\n', '\r', '"']) {
        return Ok(());
    }
    Err(ReadError::new(last_line(), Refusal::Truncated { missing: "the last line has no line end" }))
}

/// Calls with each row that says anything, and its line. Fields come without the blanks around them.
pub(super) fn for_each(
    text: &str,
    separator: u8,
    mut row: impl FnMut(u64, &[&str]) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    loop {
        let line = line_behind_blanks(text, reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) => {
                let refusal = Refusal::MalformedRow { detail: "it cannot be parted into fields" };
                return Err(ReadError::new(Place::line(line), refusal));
            }
        }
        rows += 1;
        if rows > MOST_ROWS {
            return Err(Refusal::TooMany { what: "rows", limit: MOST_ROWS }.into());
        }
        let fields: Vec<&str> = record.iter().collect();
        if fields.iter().any(|field| !field.is_empty()) {
            row(line, &fields)?;
        }
    }
}

/// The line on which the next row begins: the parser passes over empty lines only when it reads on.
fn line_behind_blanks(text: &str, position: &csv::Position) -> u64 {
    let rest = usize::try_from(position.byte()).ok().and_then(|start| text.get(start..)).unwrap_or_default();
    let blanks = rest.bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| *byte == b'\n').count();
    position.line() + blanks as u64
}

/// A code and a value from a row of two fields; empty ones behind them are a spreadsheet's.
pub(super) fn code_and_value<'a>(line: u64, fields: &[&'a str]) -> Result<(&'a str, &'a str), ReadError> {
    match fields {
        [code, value, rest @ ..] if rest.iter().all(|field| field.is_empty()) => Ok((code, value)),
        [_] => Err(ReadError::new(Place::line(line), Refusal::MalformedRow { detail: "the value is missing" })),
        _ => Err(ReadError::new(Place::line(line), Refusal::MalformedRow { detail: "there are more than two fields" })),
    }
}
