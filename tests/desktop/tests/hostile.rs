//! A login page that tries to be more than a page.

#![cfg(target_os = "linux")]

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
  const link = document.createElement('a'); link.href = '/download'; link.download = 'x.bin'; document.body.append(link); link.click();
  location.href = 'OTHER/location';
  setTimeout(() => { location.href = 'tauri://localhost/index.html?window=settings'; }, 600);
  setTimeout(() => { location.href = 'file:///etc/passwd'; }, 1200);
  setTimeout(() => tell('still', location.pathname), 1800);
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
    let settings = app.settings().await?;
    settings.enter_access_with(&services, hostile.address()).await?;
    let link = app.paired_with_access(&services).await?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
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
    ensure!(!desktop.home().join("x.bin").exists() && !desktop.folder().join("Downloads").exists());
    app.end().await;
    Ok(())
}
