#![allow(unsafe_code, reason = "WebView2 is asked over COM, and only it knows what is a redirect")]

use std::sync::{Arc, Mutex, PoisonError};

use passerelle_api::Journey;
use tauri::WebviewWindow;
use tauri::webview::PlatformWebview;
use url::Url;
use webview2_com::Microsoft::Web::WebView2::Win32::ICoreWebView2NavigationStartingEventArgs;
use webview2_com::{NavigationStartingEventHandler, take_pwstr};
use windows_core::{BOOL, PWSTR, Result};

/// Lets the webview follow its server's redirects. Only the webview's own page comes here, never a frame. The judge of
/// all addresses is asked before or after this: it refuses a host that it does not know, and this takes the refusal
/// back, or introduces the host first.
pub(crate) fn follow_redirects(window: &WebviewWindow, journey: Arc<Mutex<Journey>>) -> tauri::Result<()> {
    window.with_webview(move |webview| {
        if let Err(error) = listen(&webview, journey) {
            tracing::warn!(%error, "the login window follows no redirect to another host");
        }
    })
}

fn listen(webview: &PlatformWebview, journey: Arc<Mutex<Journey>>) -> Result<()> {
    let handler = NavigationStartingEventHandler::create(Box::new(move |_, navigation| {
        navigation.map_or(Ok(()), |navigation| permit(&navigation, &journey))
    }));
    let mut token = 0;
    // SAFETY: this runs on the thread of the webview, which lives as long as its controller; the handler owns all that it uses.
    unsafe { webview.controller().CoreWebView2()?.add_NavigationStarting(&handler, &raw mut token) }
}

fn permit(navigation: &ICoreWebView2NavigationStartingEventArgs, journey: &Mutex<Journey>) -> Result<()> {
    let (mut is_redirect, mut address) = (BOOL::default(), PWSTR::null());
    // SAFETY: both places outlive the calls, and the text is ours to free, which `take_pwstr` does.
    let address = unsafe {
        navigation.IsRedirected(&raw mut is_redirect)?;
        navigation.Uri(&raw mut address)?;
        take_pwstr(address)
    };
    let Some(address) = Url::parse(&address).ok().filter(|_| is_redirect.as_bool()) else { return Ok(()) };
    if journey.lock().unwrap_or_else(PoisonError::into_inner).redirected_to(&address) {
        tracing::info!(host = address.host_str(), "the login goes on there, by a redirect");
        // SAFETY: the navigation is waiting for this answer.
        unsafe { navigation.SetCancel(false) }?;
    }
    Ok(())
}
