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

/// The sizes that icons are rendered at, in pixels: a place of 16 at scales from 100 % to 300 %.
const SIZES: [u32; 5] = [16, 20, 24, 32, 48];

/// The rendering for a bar at this scale: drawn to its pixels where it can be, and scaled down, never up, where it cannot.
pub(super) fn size_at(scale: f64) -> u32 {
    let [.., largest] = SIZES;
    SIZES.into_iter().find(|size| f64::from(*size) >= 16.0 * scale).unwrap_or(largest)
}

macro_rules! rendered {
    ($state:literal, $bar:literal, $size:literal) => {
        include_bytes!(concat!("../../../icons/tray/rendered/", $state, "-", $bar, "-", $size, ".png")).as_slice()
    };
}

macro_rules! at_size {
    ($size:expr, $state:literal, $bar:literal) => {
        match $size {
            ..=16 => rendered!($state, $bar, "16"),
            17..=20 => rendered!($state, $bar, "20"),
            21..=24 => rendered!($state, $bar, "24"),
            25..=32 => rendered!($state, $bar, "32"),
            33.. => rendered!($state, $bar, "48"),
        }
    };
}

macro_rules! of_state {
    ($bar:expr, $size:expr, $state:literal) => {
        match $bar {
            Bar::Template => {
                include_bytes!(concat!("../../../icons/tray/rendered/", $state, "-template.png")).as_slice()
            }
            Bar::Light => at_size!($size, $state, "light"),
            Bar::Dark => at_size!($size, $state, "dark"),
            // Desktops of Linux do not say how large their panels are; they scale down without harm.
            Bar::Any => rendered!($state, "any", "48"),
        }
    };
}

/// The icon of a state, of this size where the bar's pixels are known.
pub(super) fn icon(icon: Icon, bar: Bar, size: u32) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match icon {
        Icon::UpToDate => of_state!(bar, size, "up_to_date"),
        Icon::AtWork => of_state!(bar, size, "at_work"),
        Icon::WaitingForYou => of_state!(bar, size, "waiting_for_you"),
        Icon::Paused => of_state!(bar, size, "paused"),
        Icon::NotConnected => of_state!(bar, size, "not_connected"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_an_icon_of_its_own_on_every_bar() {
        let states = [Icon::UpToDate, Icon::AtWork, Icon::WaitingForYou, Icon::Paused, Icon::NotConnected];
        for bar in [Bar::Light, Bar::Dark, Bar::Any, Bar::Template] {
            let drawn: Vec<Vec<u8>> =
                states.iter().map(|state| icon(*state, bar, 32).unwrap().rgba().to_vec()).collect();
            for (index, one) in drawn.iter().enumerate() {
                assert!(drawn.iter().skip(index + 1).all(|other| other != one), "{:?} on {bar:?}", states[index]);
                assert!(one.chunks(4).any(|pixel| pixel[3] == 0) && one.chunks(4).any(|pixel| pixel[3] == 255));
            }
        }
    }

    #[test]
    fn a_bar_gets_the_pixels_that_it_has() {
        let scales = [(1.0, 16), (1.25, 20), (1.5, 24), (1.75, 32), (2.0, 32), (2.5, 48), (3.0, 48), (4.0, 48)];
        for (scale, size) in scales {
            assert_eq!(size_at(scale), size, "at {scale}");
            for bar in [Bar::Light, Bar::Dark] {
                let drawn = icon(Icon::Paused, bar, size).unwrap();
                assert_eq!((drawn.width(), drawn.height()), (size, size), "at {scale}");
            }
        }
    }
}
