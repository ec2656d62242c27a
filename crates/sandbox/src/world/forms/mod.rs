//! The forms in which Finbox hands out a sheet: JSON, XBRL, PDF. All carry the same values.

mod json;
mod pdf;

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
    /// Whether the preceding year's cells come as the plain code with period `NM1`, not as a `P` code with period `N`.
    /// Both are met.
    pub(super) preceding_year_by_period: bool,
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
                MediaType::Xbrl => Vec::new(),
                MediaType::Pdf => pdf::write(sheet, heading),
            };
            (*media_type, Content::new(bytes))
        })
        .collect()
}
