//! What stands in Silverfin beside the figures, and may have been typed by anybody.

use passerelle_agent::merge::{Base, Marker};
use passerelle_social_balance::Decimal;

use crate::silverfin::{plan_against, properties, sheet};

/// A marker is read or counts as none; what is read reads back from its text, and no marker makes a plan that writes over
/// a value which neither the named sheets nor the marker itself say.
pub(super) fn marker(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(marker) = Marker::read(text) else { return };
    assert_eq!(Marker::read(&marker.to_text()).as_ref(), Some(&marker));
    let sheet = sheet();
    let base = Base::from_marker(&marker, &sheet.cells, &sheet.cells);
    let plan = plan_against(&[], &base);
    for write in &plan.writes {
        assert!(!base.written.contains_key(&write.code), "an emptied field is filled again without asking");
    }
    let told = Base::from_marker(&marker, &marker.figures, &marker.figures_before);
    // Half of it stands, half of it was touched.
    let touched = |(nth, value): (usize, Decimal)| {
        if nth % 2 == 0 { value } else { value.checked_add(Decimal::ONE).unwrap_or_default() }
    };
    let stands = marker.figures.iter().enumerate().map(|(nth, (code, value))| (*code, touched((nth, *value))));
    plan_against(&properties(stands), &told);
}
