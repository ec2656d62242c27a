//! The login window: Silverfin's page alone, in a session of its own that ends with it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use passerelle_api::{Journey, LoginWindow, Verdict};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use url::Url;

use crate::platform;
use crate::slot::Slot;

/// Its label. No capability names it.
pub(crate) const LOGIN: &str = "silverfin-login";

/// What the login window is called, and whose page it shows where that is not Silverfin's.
#[derive(Default)]
pub(crate) struct LoginTitle(Mutex<(String, Option<String>)>);

impl LoginTitle {
    fn change(&self, change: impl FnOnce(&mut (String, Option<String>))) -> String {
        let mut title = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut title);
        match &*title {
            (title, Some(elsewhere)) => format!("{title} · {elsewhere}"),
            (title, None) => title.clone(),
        }
    }
}

/// Counts login windows: the end of one that was replaced or closed from here is no news.
static LATEST: AtomicU64 = AtomicU64::new(0);

/// Opens it, in the place of one that is open.
pub(crate) fn open_login(app: &AppHandle, login: LoginWindow) -> tauri::Result<()> {
    close_login(app);
    let LoginWindow { address, host, journey, title, proxy } = login;
    let journey = Arc::new(Mutex::new(journey));
    let (judging, loading, arriving) = (Arc::clone(&journey), Arc::clone(&journey), app.clone());
    let title = app.state::<LoginTitle>().change(|named| *named = (title, None));
    let empty = "about:blank".parse().map_err(tauri::Error::InvalidUrl)?;
    let mut window = WebviewWindowBuilder::new(app, LOGIN, WebviewUrl::External(empty))
        .title(&title)
        .inner_size(520.0, 720.0)
        .center()
        .incognito(true)
        .devtools(false)
        .disable_drag_drop_handler()
        .on_navigation(move |address| judge(&judging, address, &arriving))
        .on_new_window(|address, _| {
            tracing::warn!(host = address.host_str(), "the login page asked for a window of its own; it gets none");
            NewWindowResponse::Deny
        })
        .on_download(|_, _| false)
        .on_page_load(move |window, load| {
            if load.event() == PageLoadEvent::Started {
                let refused = loading.lock().unwrap_or_else(PoisonError::into_inner).is_refusal(load.url());
                if refused && let Some(service) = window.state::<Slot>().get() {
                    service.desk.login_refused();
                }
                // Whose page it is stands in the title, wherever the office's sign-in may lead.
                let elsewhere = load.url().host_str().filter(|shown| *shown != host).map(str::to_owned);
                rename(window.app_handle(), |named| named.1 = elsewhere);
            }
        });
    if let Some(proxy) = proxy {
        window = window.proxy_url(proxy);
    }
    let window = window.build()?;
    super::release_when_closed(&window);
    let (app, own) = (app.clone(), LATEST.load(Ordering::SeqCst));
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed)
            && LATEST.load(Ordering::SeqCst) == own
            && let Some(service) = app.state::<Slot>().get()
        {
            service.desk.login_window_closed();
        }
    });
    // Only now, when whatever judges its way can see the window.
    platform::follow_redirects(&window, journey)?;
    window.navigate(address)
}

/// Names it in another language.
pub(crate) fn name_login(app: &AppHandle, title: &str) {
    rename(app, |named| title.clone_into(&mut named.0));
}

fn rename(app: &AppHandle, change: impl FnOnce(&mut (String, Option<String>))) {
    let title = app.state::<LoginTitle>().change(change);
    if let Some(window) = app.get_webview_window(LOGIN)
        && let Err(error) = window.set_title(&title)
    {
        tracing::warn!(%error, "the login window keeps its title");
    }
}

/// Closes it, with its session.
pub(crate) fn close_login(app: &AppHandle) {
    LATEST.fetch_add(1, Ordering::SeqCst);
    if let Some(window) = app.get_webview_window(LOGIN) {
        platform::release_page(&window);
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "the login window cannot be closed");
        }
    }
}

/// `WebKit` takes the address of a redirect for the webview's own before it asks whether to follow it, and the address
/// of a link, a script, a form or a frame afterwards, if at all. `WebView2` never does, and says itself what is a
/// redirect.
fn is_where_the_webview_is_already(app: &AppHandle, address: &Url) -> bool {
    app.get_webview_window(LOGIN).and_then(|window| window.url().ok()).is_some_and(|shown| shown == *address)
}

fn judge(journey: &Mutex<Journey>, address: &Url, app: &AppHandle) -> bool {
    let is_redirect = || is_where_the_webview_is_already(app, address);
    let verdict = journey.lock().unwrap_or_else(PoisonError::into_inner).judge(address, is_redirect);
    match verdict {
        Verdict::Go => true,
        Verdict::Refuse => {
            tracing::warn!(scheme = address.scheme(), host = address.host_str(), "the login page may not go there");
            false
        }
        Verdict::Arrived => {
            let (app, address) = (app.clone(), address.clone());
            tauri::async_runtime::spawn(async move {
                if let Some(service) = app.state::<Slot>().get() {
                    service.desk.login_arrived(address).await;
                }
            });
            false
        }
    }
}
