//! Windows, made when they are wanted and destroyed when they are closed.

mod login;

use passerelle_agent::shell::Page;
use passerelle_api::Feed;
use passerelle_api::command::Window;
use passerelle_api::view;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

pub(crate) use login::{LOGIN, LoginTitle, close_login, name_login, open_login};

use crate::platform;
use crate::slot::Slot;

/// What a window is made of.
struct Frame {
    window: Window,
    size: (f64, f64),
    smallest: (f64, f64),
}

const SETTINGS: Frame = Frame { window: Window::Settings, size: (960.0, 680.0), smallest: (720.0, 520.0) };
const SILVERFIN_LINK: Frame = Frame { window: Window::SilverfinLink, size: (720.0, 640.0), smallest: (480.0, 480.0) };

/// Opens a page, or brings its window to the front.
pub(crate) fn open(app: &AppHandle, page: Page, feed: &Feed) {
    let frame = if page == Page::SilverfinLink { SILVERFIN_LINK } else { SETTINGS };
    let page = view::Page::from(page);
    if frame.window == Window::Settings {
        feed.ask_for(page);
    }
    if let Some(window) = app.get_webview_window(frame.window.label()) {
        bring_to_front(&window);
        return;
    }
    if let Err(error) = build(app, &frame, page) {
        tracing::error!(%error, "a window cannot be opened");
    }
}

/// Closes one of our windows.
pub(crate) fn close(app: &AppHandle, window: Window) {
    if let Some(window) = app.get_webview_window(window.label())
        && let Err(error) = window.close()
    {
        tracing::warn!(%error, "a window cannot be closed");
    }
}

fn build(app: &AppHandle, frame: &Frame, page: view::Page) -> tauri::Result<()> {
    let label = frame.window.label();
    let content = match frame.window {
        Window::Settings => format!("index.html?window={label}&page={}", page.as_str()),
        Window::SilverfinLink => format!("index.html?window={label}"),
    };
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(content.into()))
        // The page names its window in the person's language, also when that is changed.
        .title("Passerelle")
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!(%error, "a window keeps its title");
            }
        })
        .inner_size(frame.size.0, frame.size.1)
        .min_inner_size(frame.smallest.0, frame.smallest.1)
        .center()
        // Shown when there is something in it: no white flash.
        .visible(false)
        .devtools(cfg!(debug_assertions))
        .zoom_hotkeys_enabled(true)
        .incognito(!is_driven())
        .on_navigation(is_ours)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                bring_to_front(&window);
            }
        })
        .build()
        .map(|window| {
            release_when_closed(&window);
            if frame.window == Window::SilverfinLink {
                tell_when_link_is_closed(&window);
            }
        })
}

/// How a login ended is kept until the window that shows it was closed.
fn tell_when_link_is_closed(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed)
            && let Some(service) = app.state::<Slot>().get()
        {
            service.desk.link_window_closed();
        }
    });
}

/// Whether a test drives the windows by `WebDriver`, which Tauri allows by this variable. `WebKit` lets only the session that all
/// windows share be driven. Otherwise each window has a session of its own, which ends with it: nothing of what it showed is kept
/// on disk, and what each window adds to a session does not pile up.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// Sees to it that nothing of a window's page stays behind when a person closes it.
fn release_when_closed(window: &WebviewWindow) {
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::CloseRequested { .. })
            && let Some(window) = app.get_webview_window(&label)
        {
            platform::release_page(&window);
        }
    });
}

/// Our windows show what is built in, and go nowhere else.
fn is_ours(address: &url::Url) -> bool {
    let built_in = matches!(address.host_str(), Some("localhost" | "tauri.localhost"));
    match address.scheme() {
        "tauri" => built_in,
        "http" | "https" => address.host_str() == Some("tauri.localhost"),
        "about" => address.as_str() == "about:blank",
        _ => false,
    }
}

fn bring_to_front(window: &WebviewWindow) {
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "a window cannot be brought to the front");
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn our_windows_go_nowhere_else() {
        let goes = |address: &str| is_ours(&address.parse().unwrap());
        assert!(goes("tauri://localhost/index.html?window=settings"));
        assert!(goes("http://tauri.localhost/index.html"));
        for other in
            ["https://example.com/", "http://localhost/", "file:///etc/passwd", "data:text/html,x", "tauri://other/"]
        {
            assert!(!goes(other), "{other}");
        }
    }
}
