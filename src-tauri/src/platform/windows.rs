mod redirects;

use std::io;

use passerelle_agent::controller::Notice;
use passerelle_agent::shell::Page;
use tauri_winrt_notification::Toast;
use winreg::RegKey;
use winreg::enums::{HKEY_CURRENT_USER, KEY_READ, KEY_WRITE};

use crate::autostart::run_value;
use crate::tray::Bar;
pub(crate) use redirects::follow_redirects;

/// What notifications are shown under. The same as the bundle's identifier.
const APP_ID: &str = "be.passerelle.desktop";
const THEME: &str = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";
const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// The name that autostart writes under.
const RUN_NAME: &str = "Passerelle";

/// The task bar's colour, as the person chose it.
pub(crate) fn bar() -> Bar {
    let theme = RegKey::predef(HKEY_CURRENT_USER).open_subkey(THEME);
    let light = theme.and_then(|theme| theme.get_value::<u32, _>("SystemUsesLightTheme")).is_ok_and(|light| light == 1);
    if light { Bar::Light } else { Bar::Dark }
}

/// Windows always has one.
pub(crate) fn has_tray() -> bool {
    true
}

/// Registers the id that notifications are shown under: without it, Windows shows none of a program that was not installed.
pub(crate) fn register() -> io::Result<()> {
    let key = format!(r"Software\Classes\AppUserModelId\{APP_ID}");
    let (key, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey(key)?;
    key.set_value("DisplayName", &"Passerelle")
}

/// Quotes the program's path in the Run value, which autostart writes without.
pub(crate) fn mend_autostart() -> io::Result<()> {
    let run = RegKey::predef(HKEY_CURRENT_USER).open_subkey_with_flags(RUN, KEY_READ | KEY_WRITE)?;
    let program = std::env::current_exe()?;
    run.set_value(RUN_NAME, &run_value(&program))
}

/// Shows notifications.
pub(crate) struct Notifier {
    clicked: std::sync::Arc<dyn Fn(Page) + Send + Sync>,
}

impl Notifier {
    /// A notifier that tells `clicked` which page somebody wants to see.
    pub(crate) fn new(clicked: impl Fn(Page) + Send + Sync + 'static) -> Self {
        Self { clicked: std::sync::Arc::new(clicked) }
    }

    /// Shows one.
    pub(crate) fn show(&self, notice: &Notice) {
        let (clicked, page) = (std::sync::Arc::clone(&self.clicked), notice.page);
        let shown = Toast::new(APP_ID)
            .title(&notice.title)
            .text1(&notice.body)
            .on_activated(move |_| {
                clicked(page);
                Ok(())
            })
            .show();
        if let Err(error) = shown {
            tracing::warn!(%error, "a notification could not be shown; it stands in the activity");
        }
    }
}

/// Nothing is left behind here.
pub(crate) fn release_page(_window: &tauri::WebviewWindow) {}
