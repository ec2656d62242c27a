//! A login page that tries to be more than a page.

#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, HostileSite, Look, Services};
use passerelle_sandbox::world::DossierKind;

/// Every way out that a page knows, each reported with what came of it.
const ATTEMPTS: &str = r"
const tell = (name, outcome) => fetch(`/report?${name}=${encodeURIComponent(String(outcome).slice(0, 200))}`);
const attempt = async (name, work) => {
  try { await tell(name, `got ${JSON.stringify(await work())}`); } catch (error) { await tell(name, `refused ${error}`); }
};
const within = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no('no answer'), 1500))]);
(async () => {
  const tauri = window.__TAURI_INTERNALS__;
  await attempt('call', () => within(tauri.invoke('call', { command: 'snapshot', input: null })));
  await attempt('listen', () => within(tauri.invoke('plugin:event|listen', { event: 'passerelle', target: { kind: 'Any' }, handler: 1 })));
  await attempt('window', () => within(tauri.invoke('plugin:webview|create_webview_window', { options: { label: 'x', url: 'OTHER' } })));
  await attempt('clipboard', () => within(tauri.invoke('plugin:clipboard-manager|read_text')));
  await attempt('opener', () => within(tauri.invoke('plugin:opener|open_url', { url: 'OTHER/opener' })));
  await attempt('protocol', () => within(fetch('ipc://localhost/call', { method: 'POST', body: '{}' }).then((answer) => answer.text())));
  await attempt('popup', () => { const opened = window.open('OTHER/popup'); if (!opened) throw 'no window'; return 'a window'; });
  const frame = document.createElement('iframe'); frame.src = 'OTHER/frame'; document.body.append(frame);
  location.href = 'OTHER/location';
  const later = (milliseconds, work) => setTimeout(work, milliseconds);
  // Each alone: what follows at once would take its place.
  later(300, () => { const link = document.createElement('a'); link.href = '/download?link'; link.download = 'x.bin'; document.body.append(link); link.click(); });
  later(600, () => { location.href = 'tauri://localhost/index.html?window=settings'; });
  later(900, () => { location.href = '/download?page'; });
  later(1200, () => { location.href = 'file:///etc/passwd'; });
  // While an address of its own is under way, another one is no more allowed: neither beside a frame, nor instead of a page.
  later(1800, () => { const own = document.createElement('iframe'); own.src = '/slow?frame'; document.body.append(own); });
  later(2000, () => { location.href = 'OTHER/beside-a-frame'; });
  later(2400, () => { const own = document.createElement('iframe'); own.src = '/redirect?to=OTHER/frame-redirected'; document.body.append(own); });
  later(2800, () => { location.href = '/slow?page'; });
  later(3000, () => { location.href = 'OTHER/instead-of-a-page'; });
  later(3200, () => { const form = document.createElement('form'); form.method = 'post'; form.action = 'OTHER/form'; document.body.append(form); form.submit(); });
  later(3400, () => { location.href = '/slow?page'; });
  later(3600, () => { const frame = document.createElement('iframe'); frame.src = 'OTHER/frame-beside-a-page'; document.body.append(frame); });
  later(4000, () => { stop(); tell('still', location.pathname); });
})();
";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_login_page_that_wants_more_gets_nothing() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let elsewhere = HostileSite::serve("nothing").await?;
    let page = ATTEMPTS.replace("OTHER", elsewhere.address());
    let hostile = HostileSite::serve(&page).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    app.logging_in_at(&services, hostile.address()).await?;
    let reports = hostile.reports_until("still").await?;
    desktop.photograph("hostile-login")?;
    for name in ["call", "listen", "window", "clipboard", "opener", "protocol", "popup"] {
        let outcome = reports.iter().find(|(attempt, _)| attempt == name).map(|(_, outcome)| outcome.as_str());
        ensure!(outcome.is_some_and(|outcome| outcome.starts_with("refused")), "{name}: {outcome:?}");
    }
    let still = reports.iter().find(|(attempt, _)| attempt == "still").map(|(_, outcome)| outcome.as_str());
    ensure!(still == Some("/oauth/authorize"), "it stayed where it may be: {still:?}");
    ensure!(elsewhere.visits() == 0, "nobody came elsewhere");
    ensure!(app.windows().await? == 2, "only our windows");
    ensure!(hostile.was_asked_for("/slow") && hostile.was_asked_for("/redirect"), "its own addresses are free");
    ensure!(hostile.was_asked_for("/download"), "a download was begun");
    let kept = files_named(desktop.folder(), &["x.bin", "download"])?;
    ensure!(kept.is_empty(), "nothing is kept of it: {kept:?}");
    app.end().await;
    Ok(())
}

/// Like Silverfin's page that sends somebody on to the office's own sign-in.
const SENDS_ON: &str = r"
if (location.pathname.endsWith('/oauth/authorize')) { location.href = '/redirect?to=OTHER/start'; }
else { fetch(`/report?back=${encodeURIComponent(location.pathname)}`); }
";
/// Like an office's sign-in, which answers with a form to where it was asked from.
const ANSWERS: &str = r"
const form = document.createElement('form'); form.method = 'post'; form.action = `${document.referrer}answer`;
document.body.append(form); form.submit();
";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn an_office_whose_sign_in_stands_elsewhere_is_redirected_there_and_back() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let elsewhere = HostileSite::serve(ANSWERS).await?;
    let silverfin = HostileSite::serve(&SENDS_ON.replace("OTHER", elsewhere.address())).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    app.logging_in_at(&services, silverfin.address()).await?;
    let reports = silverfin.reports_until("back").await?;
    ensure!(elsewhere.was_asked_for("/start"), "{reports:?}");
    ensure!(reports.iter().all(|(_, place)| place == "/answer"), "{reports:?}");
    app.end().await;
    Ok(())
}

/// Every file below a folder that is called so, wherever the webview may have put it.
fn files_named(folder: &Path, names: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if names.iter().any(|name| entry.file_name() == *name) {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}
