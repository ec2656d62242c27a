mod notifier;

use std::io;
use std::sync::{Arc, Mutex};

use passerelle_api::Journey;
use tauri::WebviewWindow;
use webkit2gtk::WebViewExt;
use webkit2gtk::glib::object::ObjectExt;

use crate::tray::Bar;
pub(crate) use notifier::Notifier;

/// Panels are dark or light whatever the windows are, and no desktop says which.
pub(crate) fn bar() -> Bar {
    Bar::Any
}

/// Whether anything on this desktop shows tray icons.
pub(crate) fn has_tray() -> bool {
    let watched = || -> zbus::Result<bool> {
        let connection = zbus::blocking::Connection::session()?;
        let bus = zbus::blocking::fdo::DBusProxy::new(&connection)?;
        Ok(bus.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
    };
    watched().unwrap_or_else(|error| {
        tracing::warn!(%error, "it is not known whether there is a tray");
        false
    })
}

/// `WebKit` shows redirects in the webview's own address: nothing more has to be asked.
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
pub(crate) fn follow_redirects(_: &WebviewWindow, _: Arc<Mutex<Journey>>) -> tauri::Result<()> {
    Ok(())
}

/// Nothing has to be registered here.
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
pub(crate) fn register() -> io::Result<()> {
    Ok(())
}

/// What autostart writes here is right as it is.
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
pub(crate) fn mend_autostart() -> io::Result<()> {
    Ok(())
}

/// Lets go of a window's page, which is about to be closed. The handler of its messages holds the page, and the page holds the
/// handler: left alone, each window that is closed would leave its page behind, 0.1 MB of it.
pub(crate) fn release_page(window: &WebviewWindow) {
    let released = window.with_webview(|page| {
        if let Some(messages) = page.inner().user_content_manager() {
            // SAFETY: this disconnects the signals of the page's own object for messages. We hold a reference to it
            // meanwhile, and GObject lets an object be disposed of at any time, on the thread that it belongs to, which
            // this is.
            #[expect(
                unsafe_code,
                reason = "there is no other way to disconnect a handler that somebody else connected"
            )]
            unsafe {
                messages.run_dispose();
            }
        }
    });
    if let Err(error) = released {
        tracing::warn!(%error, "the page of a closed window stays in memory");
    }
}
