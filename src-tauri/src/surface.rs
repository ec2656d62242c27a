//! What the desk asks of the desktop.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use passerelle_api::command::Window;
use passerelle_api::view::{Autostart, Event};
use passerelle_api::{FileWish, LoginWindow, Surface, SurfaceError};
use tauri::{AppHandle, Emitter, EventTarget};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;
use url::Url;

use crate::demo::Demo;
use crate::{autostart, windows};

/// The event that windows listen to.
const EVENT: &str = "passerelle";

/// The desktop.
pub(crate) struct Desktop {
    app: AppHandle,
    demo: Option<Arc<Demo>>,
}

impl Desktop {
    pub(crate) fn new(app: AppHandle, demo: Option<Arc<Demo>>) -> Self {
        Self { app, demo }
    }
}

#[async_trait]
impl Surface for Desktop {
    fn emit(&self, event: &Event) {
        let is_ours = |target: &EventTarget| match target {
            EventTarget::WebviewWindow { label } | EventTarget::Webview { label } | EventTarget::AnyLabel { label } => {
                Window::of_label(label).is_some()
            }
            _ => false,
        };
        if let Err(error) = self.app.emit_filter(EVENT, event, is_ours) {
            tracing::warn!(%error, "windows could not be told");
        }
    }

    fn open_address(&self, address: &Url) -> Result<(), SurfaceError> {
        if !may_be_opened(address) {
            return Err(SurfaceError(format!("{}: {}", address.scheme(), address.host_str().unwrap_or_default())));
        }
        self.app.opener().open_url(address.as_str(), None::<&str>).map_err(|error| SurfaceError(error.to_string()))
    }

    fn copy(&self, text: &str) -> Result<(), SurfaceError> {
        self.app.clipboard().write_text(text).map_err(|error| SurfaceError(error.to_string()))
    }

    fn open_login_window(&self, login: LoginWindow) -> Result<(), SurfaceError> {
        windows::open_login(&self.app, login).map_err(|error| SurfaceError(error.to_string()))
    }

    fn name_login_window(&self, title: &str) {
        windows::name_login(&self.app, title);
    }

    fn close_login_window(&self) {
        windows::close_login(&self.app);
    }

    fn close_link_window(&self) {
        windows::close(&self.app, Window::SilverfinLink);
    }

    fn autostart(&self) -> Autostart {
        autostart::state(&self.app)
    }

    fn set_autostart(&self, on: bool) -> Result<(), SurfaceError> {
        autostart::set(&self.app, on)
    }

    async fn choose(&self, wish: FileWish) -> Option<PathBuf> {
        let (sender, receiver) = oneshot::channel::<Option<FilePath>>();
        let chosen = move |path| drop(sender.send(path));
        let dialog = self.app.dialog().file();
        match wish {
            FileWish::Folder => dialog.pick_folder(chosen),
            FileWish::Certificates => dialog.add_filter("PEM", &["pem", "crt", "cer"]).pick_file(chosen),
            FileWish::ActivityCsv => {
                dialog.add_filter("CSV", &["csv"]).set_file_name("passerelle.csv").save_file(chosen);
            }
            FileWish::DiagnosticsZip => {
                dialog.add_filter("ZIP", &["zip"]).set_file_name("passerelle-diagnostics.zip").save_file(chosen);
            }
        }
        receiver.await.ok().flatten()?.into_path().ok()
    }

    fn can_move_clock(&self) -> bool {
        self.demo.is_some()
    }

    async fn move_clock(&self, to: DateTime<Utc>) -> Result<(), SurfaceError> {
        match &self.demo {
            Some(demo) => demo.move_to(to).await,
            None => Err(SurfaceError("the clock is the computer's own".to_owned())),
        }
    }
}

/// https only, or the sandbox of this computer.
fn may_be_opened(address: &Url) -> bool {
    passerelle_transport::web::is_secure(address)
}

#[cfg(test)]
mod tests {
    use super::may_be_opened;

    #[test]
    fn only_secure_addresses_are_handed_to_the_browser() {
        let may = |address: &str| may_be_opened(&address.parse().unwrap());
        assert!(may("https://live.getsilverfin.com/f/1"));
        assert!(may("http://127.0.0.1:4000/silverfin"));
        for other in ["http://live.getsilverfin.com/", "file:///etc/passwd", "mailto:x@example.com", "javascript:x"] {
            assert!(!may(other), "{other}");
        }
    }
}
