//! What stands in Silverfin beside the figures, and may have been typed by anybody.

use passerelle_agent::merge::{Base, Marker};

use crate::silverfin::{plan_against, sheet};

/// A marker is read or counts as none; what is read reads back from its text, and no marker makes a plan that writes over
/// a value which the named sheets did not put there.
pub(super) fn marker(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(marker) = Marker::read(text) else { return };
    assert_eq!(Marker::read(&marker.to_text()).as_ref(), Some(&marker));
    let sheet = sheet();
    let base = Base::from_marker(&marker, &sheet, Some(&sheet));
    let plan = plan_against(&[], &base);
    for write in &plan.writes {
        assert!(!base.written.contains_key(&write.code), "an emptied field is filled again without asking");
    }
}
