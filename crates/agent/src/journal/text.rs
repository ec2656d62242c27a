//! How values are written in columns: instants as text that sorts, everything structured as JSON.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Row, RowIndex};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::JournalError;

pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

pub(super) fn read_instant(text: &str) -> Result<DateTime<Utc>, JournalError> {
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| damaged("an instant", text))
}

pub(super) fn optional_instant(row: &Row<'_>, column: impl RowIndex) -> Result<Option<DateTime<Utc>>, JournalError> {
    optional_text(row, column)?.map(read_instant).transpose()
}

/// The text of a column where it lies.
pub(super) fn optional_text<'row>(
    row: &'row Row<'_>,
    column: impl RowIndex,
) -> Result<Option<&'row str>, JournalError> {
    row.get_ref(column)?.as_str_or_null().map_err(|error| JournalError::Damaged(error.to_string()))
}

/// The text of a column that is never empty, where it lies.
pub(super) fn text<'row>(row: &'row Row<'_>, column: impl RowIndex) -> Result<&'row str, JournalError> {
    row.get_ref(column)?.as_str().map_err(|error| JournalError::Damaged(error.to_string()))
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, JournalError> {
    serde_json::to_string(value).map_err(|error| JournalError::Damaged(error.to_string()))
}

pub(super) fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, JournalError> {
    serde_json::from_str(text).map_err(|error| JournalError::Damaged(error.to_string()))
}

pub(super) fn optional_json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: impl RowIndex,
) -> Result<Option<T>, JournalError> {
    optional_text(row, column)?.map(read_json).transpose()
}

/// Reads text that a type parses itself.
pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, JournalError> {
    text.parse().map_err(|_| damaged(std::any::type_name::<T>(), text))
}

pub(super) fn damaged(what: &str, text: &str) -> JournalError {
    JournalError::Damaged(format!("{text:?} is not {what}"))
}

/// Numbers of the services fit SQLite's integers; a larger one is no number of theirs.
pub(super) fn number(value: u64) -> Result<i64, JournalError> {
    i64::try_from(value).map_err(|_| damaged("a number of the services", &value.to_string()))
}

pub(super) fn read_number(value: i64) -> Result<u64, JournalError> {
    u64::try_from(value).map_err(|_| damaged("a number of the services", &value.to_string()))
}
