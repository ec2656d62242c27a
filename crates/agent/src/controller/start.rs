//! How the program starts and whether it ends: pure decisions.

use crate::shell::Page;

/// What is known at a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartRequest {
    /// Started by the operating system at login.
    pub is_autostart: bool,
    /// A page was asked for.
    pub page: Option<Page>,
    /// Nothing was ever connected here.
    pub is_first: bool,
    /// The desktop has a tray.
    pub has_tray: bool,
}

/// How to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartMode {
    /// In the tray alone: the normal state.
    Tray,
    /// With a window.
    Window(Page),
}

/// A start at login opens no window; without a tray, nothing else would show that Passerelle is there.
pub fn start_mode(request: StartRequest) -> StartMode {
    match request.page {
        Some(page) => StartMode::Window(page),
        None if request.is_autostart && request.has_tray => StartMode::Tray,
        None if request.is_first => StartMode::Window(Page::Connection),
        None => StartMode::Window(Page::Dossiers),
    }
}

/// Whether the program ends with its last window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitDecision {
    /// It stays, in the tray.
    Stay,
    /// The controller is told to quit, and decides when.
    Quit,
}

/// Closing windows never ends the agent where a tray shows that it is there.
pub fn exit_decision(has_tray: bool) -> ExitDecision {
    if has_tray { ExitDecision::Stay } else { ExitDecision::Quit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_opens_a_window_only_for_a_person() {
        let request = StartRequest { is_autostart: false, page: None, is_first: false, has_tray: true };
        let autostart = StartRequest { is_autostart: true, ..request };
        let table = [
            (request, StartMode::Window(Page::Dossiers)),
            (StartRequest { is_first: true, ..request }, StartMode::Window(Page::Connection)),
            (autostart, StartMode::Tray),
            (StartRequest { is_first: true, ..autostart }, StartMode::Tray),
            (StartRequest { has_tray: false, ..autostart }, StartMode::Window(Page::Dossiers)),
            (StartRequest { page: Some(Page::Help), ..autostart }, StartMode::Window(Page::Help)),
        ];
        for (request, mode) in table {
            assert_eq!(start_mode(request), mode, "{request:?}");
        }
    }

    #[test]
    fn closing_the_last_window_ends_nothing_that_a_tray_shows() {
        assert_eq!(exit_decision(true), ExitDecision::Stay);
        assert_eq!(exit_decision(false), ExitDecision::Quit, "nothing would show that Passerelle is there");
    }
}
