//! Starting with the person's session.

use passerelle_api::SurfaceError;
use passerelle_api::view::Autostart;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::{MacosLauncher, ManagerExt};

use crate::platform;

/// The plugin, which has the system start the program without a window.
pub(crate) fn plugin() -> tauri::plugin::TauriPlugin<Wry> {
    tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--autostart"]))
}

/// As the system has it.
pub(crate) fn state(app: &AppHandle) -> Autostart {
    match app.autolaunch().is_enabled() {
        Ok(true) => Autostart::On,
        Ok(false) => Autostart::Off,
        Err(error) => {
            tracing::debug!(%error, "the system does not say whether Passerelle starts with the session");
            Autostart::Unavailable
        }
    }
}

/// What Windows is to start with the session: with a space in the path and an argument behind it, it would start
/// nothing without the quotes.
#[cfg(any(windows, test))]
pub(crate) fn run_value(program: &std::path::Path) -> String {
    format!("\"{}\" --autostart", program.display())
}

/// Turns it on or off.
pub(crate) fn set(app: &AppHandle, on: bool) -> Result<(), SurfaceError> {
    let refused = |error: &dyn std::fmt::Display| SurfaceError(error.to_string());
    if !on {
        return app.autolaunch().disable().map_err(|error| refused(&error));
    }
    app.autolaunch().enable().map_err(|error| refused(&error))?;
    platform::mend_autostart().map_err(|error| refused(&error))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::run_value;

    #[test]
    fn windows_finds_the_program_in_a_folder_with_a_space() {
        let program = r"C:\Users\Anne Dubois\AppData\Local\Passerelle\passerelle-desktop.exe";
        let value = run_value(Path::new(program));
        assert_eq!(value, format!("\"{program}\" --autostart"));
        let (quoted, arguments) = value.trim_start_matches('"').split_once('"').unwrap();
        assert_eq!((quoted, arguments), (program, " --autostart"));
    }
}
