//! The forms in which Finbox hands out a sheet: JSON, XBRL, PDF. All carry the same values.

mod json;
mod pdf;
mod xbrl;

use std::collections::{BTreeMap, BTreeSet};

use passerelle_social_balance::Sheet;

use super::{Content, MediaType};

/// What stands on a sheet beside its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The reference that Finbox prints on it.
    pub(super) reference: String,
    /// The employer's name.
    pub(super) name: String,
    /// The enterprise number as printed: ten digits, or nothing where Finbox does not know it.
    pub(super) enterprise_number: String,
    /// How the forms are spelt.
    pub(super) habits: Habits,
}

/// Ways of writing the same that are all met, so that a reader must know them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habits {
    /// JSON with `P` codes for the preceding year; XBRL with the usual prefixes and order of members.
    Usual,
    /// JSON with plain codes and period `NM1` for the preceding year; XBRL of a newer framework with other prefixes and the
    /// members the other way round.
    Other,
}

/// The sheet in each of these forms.
pub(super) fn contents(
    sheet: &Sheet,
    heading: &Heading,
    media_types: &BTreeSet<MediaType>,
) -> BTreeMap<MediaType, Content> {
    media_types
        .iter()
        .map(|media_type| {
            let bytes = match media_type {
                MediaType::Json => json::write(sheet, heading),
                MediaType::Xbrl => xbrl::write(sheet, heading),
                MediaType::Pdf => pdf::write(sheet, heading),
            };
            (*media_type, Content::new(bytes))
        })
        .collect()
}
