//! The guide without a mouse.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Page, Services, until};
use passerelle_sandbox::world::DossierKind;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn the_guide_is_followed_by_keyboard_alone() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.enter_access(&services).await?;
    settings.seen("button", "Activer la connexion externe").await?;

    settings.tab_to("button", "Activer la connexion externe").await?;
    settings.press(Page::ENTER).await?;
    settings.says("Connexion externe active depuis").await?;
    settings.tab_to("button", "Copier l'identifiant d'appariement").await?;
    settings.press(Page::SPACE).await?;
    settings.says("Identifiant copié").await?;
    settings.tab_to("button", "Accéder au lien Silverfin").await?;
    settings.press(Page::ENTER).await?;

    let link = app.silverfin_link().await?;
    link.seen("heading", "Lien Silverfin").await?;
    link.tab_to("textbox", "Identifiant d'appariement").await?;
    // The clipboard is the desktop's, and so are the keys that paste from it.
    desktop.activate("Lien Silverfin")?;
    desktop.press(&["ctrl+v"])?;
    let pairing_id = services.pairing_id().unwrap_or_default();
    until("what was copied is pasted", async || {
        Ok((link.value("Identifiant d'appariement").await? == pairing_id).then_some(()))
    })
    .await?;
    link.tab_to("button", "Valider l'id de connexion").await?;
    link.press(Page::ENTER).await?;
    link.says("Environnement Finbox").await?;
    link.tab_to("textbox", "Entreprise Silverfin:").await?;
    link.type_text(&services.firm()?).await?;
    link.tab_to("button", "Ajouter une connexion Silverfin").await?;
    link.press(Page::ENTER).await?;
    // Silverfin's own page, by keyboard as well.
    desktop.log_in(&services, &services.administrator()?).await?;
    link.says("La connexion a été établie avec succès").await?;
    let heard = link.has_keyboard().await?;
    ensure!(heard == "La connexion a été établie avec succès", "whoever sees nothing hears {heard:?}");
    link.tab_to("button", "Terminer").await?;
    link.press(Page::ENTER).await?;
    until("the link window closes", async || Ok((!link.is_open().await?).then_some(()))).await?;

    settings.seen("table", "Connexions existantes").await?;
    settings.says("Fiduciaire du Canal").await?;
    settings.tab_to("button", "Désactiver la connexion externe").await?;
    settings.press(Page::ENTER).await?;
    settings.seen("button", "Désactiver").await?;
    settings.press(Page::ESCAPE).await?;
    until("the question goes away", async || Ok((!settings.can_use("button", "Désactiver").await?).then_some(())))
        .await?;
    let back = settings.has_keyboard().await?;
    ensure!(back == "Désactiver la connexion externe", "the keyboard is where it was: {back:?}");
    app.end().await;
    Ok(())
}
