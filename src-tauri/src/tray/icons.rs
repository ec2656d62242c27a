use passerelle_agent::controller::Icon;
use tauri::image::Image;

/// The bar that the icon stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each system has some of them")]
pub(crate) enum Bar {
    /// A light one.
    Light,
    /// A dark one.
    Dark,
    /// One whose colour cannot be known.
    Any,
    /// macOS colours what is drawn itself.
    Template,
}

macro_rules! rendered {
    ($state:literal, $bar:literal, $size:literal) => {
        include_bytes!(concat!("../../../icons/tray/rendered/", $state, "-", $bar, "-", $size, ".png")).as_slice()
    };
}

macro_rules! of_state {
    ($bar:expr, $state:literal) => {
        match $bar {
            Bar::Template => {
                include_bytes!(concat!("../../../icons/tray/rendered/", $state, "-template.png")).as_slice()
            }
            // Systems scale down from these without harm.
            Bar::Light => rendered!($state, "light", "32"),
            Bar::Dark => rendered!($state, "dark", "32"),
            Bar::Any => rendered!($state, "any", "48"),
        }
    };
}

/// The icon of a state.
pub(super) fn icon(icon: Icon, bar: Bar) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match icon {
        Icon::UpToDate => of_state!(bar, "up_to_date"),
        Icon::AtWork => of_state!(bar, "at_work"),
        Icon::WaitingForYou => of_state!(bar, "waiting_for_you"),
        Icon::Paused => of_state!(bar, "paused"),
        Icon::NotConnected => of_state!(bar, "not_connected"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_an_icon_of_its_own_on_every_bar() {
        let states = [Icon::UpToDate, Icon::AtWork, Icon::WaitingForYou, Icon::Paused, Icon::NotConnected];
        for bar in [Bar::Light, Bar::Dark, Bar::Any, Bar::Template] {
            let drawn: Vec<Vec<u8>> = states.iter().map(|state| icon(*state, bar).unwrap().rgba().to_vec()).collect();
            for (index, one) in drawn.iter().enumerate() {
                assert!(drawn.iter().skip(index + 1).all(|other| other != one), "{:?} on {bar:?}", states[index]);
                assert!(one.chunks(4).any(|pixel| pixel[3] == 0) && one.chunks(4).any(|pixel| pixel[3] == 255));
            }
        }
    }
}
