//! Windows that are open follow another language.

#![cfg(target_os = "linux")]

use anyhow::Result;
use passerelle_desktop_tests::{App, Desktop, Look, Services, Tray, until};
use passerelle_sandbox::world::DossierKind;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn open_windows_and_the_tray_follow_another_language_with_their_titles() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
    let settings = app.settings().await?;
    settings.click("link", "Préférences").await?;
    for title in ["Préférences – Passerelle", "Lien Silverfin – Passerelle", "Se connecter à Silverfin · 127.0.0.1"]
    {
        named(&desktop, title).await?;
    }
    settings.choose("Langue", "nl").await?;
    settings.seen("heading", "Voorkeuren").await?;
    for title in ["Voorkeuren – Passerelle", "Silverfin-link – Passerelle", "Aanmelden bij Silverfin · 127.0.0.1"]
    {
        named(&desktop, title).await?;
    }
    link.seen("heading", "Silverfin-link").await?;
    Tray::find(&desktop).await?.says("Passerelle afsluiten").await?;
    app.end().await;
    Ok(())
}

async fn named(desktop: &Desktop, title: &str) -> Result<()> {
    until(&format!("a window is named {title:?}"), async || Ok(desktop.has_window(title)?.then_some(()))).await
}
