use std::io;
use std::sync::{Arc, Mutex};
use std::thread;

use mac_notification_sys::{Notification, NotificationResponse};
use passerelle_agent::controller::Notice;
use passerelle_agent::shell::Page;
use passerelle_api::Journey;
use tauri::WebviewWindow;

use crate::tray::Bar;

/// What notifications are shown under. The same as the bundle's identifier.
const BUNDLE: &str = "be.passerelle.desktop";

/// macOS colours what is drawn itself.
pub(crate) fn bar() -> Bar {
    Bar::Template
}

/// macOS always has one.
pub(crate) fn has_tray() -> bool {
    true
}

/// Says under which program notifications are shown.
pub(crate) fn register() -> io::Result<()> {
    mac_notification_sys::set_application(BUNDLE).map_err(io::Error::other)
}

/// `WebKit` shows redirects in the webview's own address: nothing more has to be asked.
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
pub(crate) fn follow_redirects(_: &WebviewWindow, _: Arc<Mutex<Journey>>) -> tauri::Result<()> {
    Ok(())
}

/// What autostart writes here is right as it is.
pub(crate) fn mend_autostart() -> io::Result<()> {
    Ok(())
}

/// Shows notifications.
pub(crate) struct Notifier {
    clicked: Arc<dyn Fn(Page) + Send + Sync>,
}

impl Notifier {
    /// A notifier that tells `clicked` which page somebody wants to see.
    pub(crate) fn new(clicked: impl Fn(Page) + Send + Sync + 'static) -> Self {
        Self { clicked: Arc::new(clicked) }
    }

    /// Shows one. A thread waits for the click, since the system tells of it in no other way.
    pub(crate) fn show(&self, notice: &Notice) {
        let (clicked, notice) = (Arc::clone(&self.clicked), notice.clone());
        thread::spawn(move || {
            let shown = Notification::new().title(&notice.title).message(&notice.body).wait_for_click(true).send();
            match shown {
                Ok(NotificationResponse::Click) => clicked(notice.page),
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "a notification could not be shown; it stands in the activity"),
            }
        });
    }
}

/// Nothing is left behind here.
pub(crate) fn release_page(_window: &tauri::WebviewWindow) {}
