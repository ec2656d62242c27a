use std::path::PathBuf;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use url::Url;

use crate::journey::Journey;
use crate::view::{Autostart, Event};

/// What only a desktop can do. The shell implements it with windows; tests write it down.
#[async_trait]
pub trait Surface: Send + Sync {
    /// Tells every open window.
    fn emit(&self, event: &Event);

    /// Opens an address in the person's browser. Only https, or this computer's own.
    fn open_address(&self, address: &Url) -> Result<(), SurfaceError>;

    /// Puts a text on the clipboard.
    fn copy(&self, text: &str) -> Result<(), SurfaceError>;

    /// Opens the window "Se connecter à Silverfin", in the place of one that is open.
    fn open_login_window(&self, login: LoginWindow) -> Result<(), SurfaceError>;

    /// Gives it another title, where it is open.
    fn name_login_window(&self, title: &str);

    /// Closes it, with all that its session kept.
    fn close_login_window(&self);

    /// Closes the window "Lien Silverfin".
    fn close_link_window(&self);

    /// Whether Passerelle starts with the person's session, as the operating system has it.
    fn autostart(&self) -> Autostart;

    /// Changes that.
    fn set_autostart(&self, on: bool) -> Result<(), SurfaceError>;

    /// Asks the person for a place; `None` where none was chosen.
    async fn choose(&self, wish: FileWish) -> Option<PathBuf>;

    /// Whether [`Surface::move_clock`] does anything: only before a sandbox.
    fn can_move_clock(&self) -> bool;

    /// Moves the sandbox's clock, and the agent's with it.
    async fn move_clock(&self, to: DateTime<Utc>) -> Result<(), SurfaceError>;
}

/// The login window as it is to be opened.
#[derive(Debug, Clone)]
pub struct LoginWindow {
    /// Where it begins.
    pub address: Url,
    /// Silverfin's host, for the title.
    pub host: String,
    /// Judges every address that the page wants to go to.
    pub journey: Journey,
    /// The title.
    pub title: String,
    /// The proxy that it goes by, where that is not the system's affair.
    pub proxy: Option<Url>,
}

/// What a person is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileWish {
    /// A folder that exists.
    Folder,
    /// A file that exists.
    Certificates,
    /// A new file for the activity.
    ActivityCsv,
    /// A new file for the diagnostics.
    DiagnosticsZip,
}

/// What the desktop could not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SurfaceError(pub String);
