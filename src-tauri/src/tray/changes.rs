use passerelle_agent::controller::{Entry, Tray};

use super::Bar;

/// Something that is to be shown otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Icon,
    Tooltip,
    /// The whole menu: entries came or went.
    Menu,
    /// The words of one entry, or whether it can be clicked.
    Entry(usize),
}

/// What has to be done to get from what was shown to what is to be shown. All of it at first.
pub(super) fn changes(shown: Option<&(Tray, Bar)>, wanted: &(Tray, Bar)) -> Vec<Change> {
    let Some(shown) = shown else { return vec![Change::Icon, Change::Tooltip, Change::Menu] };
    let mut changes = Vec::new();
    let ((shown, shown_on), (wanted, wanted_on)) = (shown, wanted);
    if shown.icon != wanted.icon || shown_on != wanted_on {
        changes.push(Change::Icon);
    }
    if shown.tooltip != wanted.tooltip {
        changes.push(Change::Tooltip);
    }
    let same_entries = shown.menu.len() == wanted.menu.len()
        && shown.menu.iter().zip(&wanted.menu).all(|(shown, wanted)| is_the_same_entry(shown, wanted));
    if same_entries {
        let pairs = shown.menu.iter().zip(&wanted.menu).enumerate();
        changes.extend(pairs.filter(|(_, (shown, wanted))| shown != wanted).map(|(index, _)| Change::Entry(index)));
    } else {
        changes.push(Change::Menu);
    }
    changes
}

/// Whether one entry becomes the other by its words alone.
fn is_the_same_entry(shown: &Entry, wanted: &Entry) -> bool {
    match (shown, wanted) {
        (Entry::Line(_), Entry::Line(_)) => true,
        (Entry::Item(shown), Entry::Item(wanted)) => shown.event == wanted.event,
        (Entry::Submenu { .. }, Entry::Submenu { .. }) => shown == wanted,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use passerelle_agent::controller::{Icon, Item, TrayEvent};

    use super::*;

    fn tray(line: &str, entries: &[(TrayEvent, &str, bool)]) -> Tray {
        let items = entries.iter().map(|(event, label, enabled)| {
            Entry::Item(Item { label: (*label).to_owned(), event: *event, enabled: *enabled })
        });
        let menu = std::iter::once(Entry::Line(line.to_owned())).chain(items).collect();
        Tray { icon: Icon::UpToDate, tooltip: line.to_owned(), menu }
    }

    #[test]
    fn only_what_differs_is_changed() {
        let calm = tray(
            "À jour",
            &[(TrayEvent::SyncNow, "Synchroniser maintenant", true), (TrayEvent::Quit, "Quitter", true)],
        );
        let changes = |shown: Option<&Tray>, wanted: &Tray| {
            let dark = |tray: &Tray| (tray.clone(), Bar::Dark);
            changes(shown.map(dark).as_ref(), &dark(wanted))
        };
        assert_eq!(changes(None, &calm), [Change::Icon, Change::Tooltip, Change::Menu]);
        assert_eq!(changes(Some(&calm), &calm), []);
        let busy = tray(
            "3 sur 9",
            &[(TrayEvent::SyncNow, "Synchroniser maintenant", false), (TrayEvent::Quit, "Quitter", true)],
        );
        assert_eq!(changes(Some(&calm), &busy), [Change::Tooltip, Change::Entry(0), Change::Entry(1)]);
        let paused = tray("À jour", &[(TrayEvent::Resume, "Reprendre", true), (TrayEvent::Quit, "Quitter", true)]);
        assert_eq!(changes(Some(&calm), &paused), [Change::Menu]);
        let icon = Tray { icon: Icon::Paused, ..calm.clone() };
        assert_eq!(changes(Some(&calm), &icon), [Change::Icon]);
    }

    #[test]
    fn a_bar_that_became_light_has_the_icon_drawn_anew() {
        let calm = tray("À jour", &[(TrayEvent::Quit, "Quitter", true)]);
        let (on_dark, on_light) = ((calm.clone(), Bar::Dark), (calm, Bar::Light));
        assert_eq!(changes(Some(&on_dark), &on_light), [Change::Icon]);
        assert_eq!(changes(Some(&on_light), &on_light), []);
    }
}
