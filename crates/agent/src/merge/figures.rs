//! Figures as a marker tells them: `1003=12 1013=18240.5`. One text, so that the marker stays small; exact decimals.

use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use passerelle_social_balance::{Cells, Decimal, RubricCode};
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(figures: &Cells, serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::with_capacity(figures.len() * 14);
    for (code, value) in figures {
        let parted = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{parted}{code}={}", value.normalize());
    }
    serializer.serialize_str(&text)
}

/// Reads leniently: what is no such text tells no figure at all, and leaves the rest of the marker readable.
pub(super) fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Cells, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().and_then(read).unwrap_or_default())
}

/// Half a list, or one that says two things of a rubric, is none.
fn read(text: &str) -> Option<Cells> {
    let mut figures = Cells::new();
    for figure in text.split_whitespace() {
        let (code, value) = figure.split_once('=')?;
        let (code, value): (RubricCode, _) = (code.parse().ok()?, Decimal::from_str_exact(value).ok()?);
        match figures.entry(code) {
            Entry::Vacant(place) => place.insert(value.normalize()),
            Entry::Occupied(_) => return None,
        };
    }
    Some(figures)
}
