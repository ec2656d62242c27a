//! What can go otherwise than in the guide, while the connection is made.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use chrono::{Days, Utc};
use passerelle_desktop_tests::{App, Desktop, Look, Services, until};
use passerelle_sandbox::world::DossierKind;

const PLAIN: [DossierKind; 1] = [DossierKind::Plain];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn another_date_than_today_activates_nothing() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.enter_access(&services).await?;
    settings.seen("button", "Activer la connexion externe").await?;
    let tomorrow = services.sandbox().now().with_timezone(&Utc).date_naive() + Days::new(2);
    settings.choose_day("Date de début", &tomorrow.to_string()).await?;
    settings.says("ne correspond pas au jour calendaire actuel").await?;
    ensure!(!settings.can_use("button", "Activer la connexion externe").await?);
    desktop.photograph("wrong-date")?;
    settings.click("button", "Reprendre la date du jour").await?;
    settings.click("button", "Activer la connexion externe").await?;
    settings.says("Connexion externe active depuis").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_pairing_id_that_is_mistyped_unknown_or_revoked_is_told_apart() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.enter_access(&services).await?;
    settings.click("button", "Activer la connexion externe").await?;
    settings.click("button", "Accéder au lien Silverfin").await?;
    let right = services.pairing_id().unwrap_or_default();
    let link = app.silverfin_link().await?;
    let mut mistyped = right.clone();
    let last = mistyped.pop().unwrap_or_default();
    mistyped.push(if last == 'A' { 'B' } else { 'A' });
    link.write("Identifiant d'appariement", &mistyped).await?;
    link.click("button", "Valider l'id de connexion").await?;
    link.says("Identifiant d'appariement mal saisi").await?;
    ensure!(!link.can_use("button", "Ajouter une connexion Silverfin").await?, "step 2 is for later");
    desktop.photograph("mistyped-id")?;
    settings.click("button", "Désactiver la connexion externe").await?;
    settings.click("button", "Désactiver").await?;
    settings.says("La connexion externe est désactivée.").await?;
    link.write("Identifiant d'appariement", &right).await?;
    link.click("button", "Valider l'id de connexion").await?;
    link.says("Identifiant d'appariement révoqué").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_login_that_was_refused_or_closed_can_be_begun_again() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;

    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.close_login_window().await?;
    link.says("Fenêtre de connexion fermée").await?;

    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.log_in(&services, &services.administrator()?.refusing()).await?;
    link.says("Accès non accordé").await?;
    desktop.photograph("refused-consent")?;

    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.log_in(&services, &services.administrator()?).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_login_that_ends_when_its_window_is_closed_is_told_all_the_same() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    let settings = app.settings().await?;

    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.login_window().await?;
    desktop.close_window("Lien Silverfin").await?;
    desktop.log_in(&services, &services.administrator()?.refusing()).await?;
    settings.click("button", "Accéder au lien Silverfin").await?;
    let link = app.silverfin_link().await?;
    link.says("Accès non accordé").await?;

    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.login_window().await?;
    desktop.close_window("Lien Silverfin").await?;
    desktop.log_in(&services, &services.administrator()?).await?;
    let link = app.silverfin_link().await?;
    link.says("La connexion a été établie avec succès").await?;
    desktop.photograph("login-ended-without-its-window")?;

    // What was seen is not told again.
    desktop.close_window("Lien Silverfin").await?;
    settings.click("button", "Accéder au lien Silverfin").await?;
    let link = app.silverfin_link().await?;
    link.seen("button", "Ajouter une connexion Silverfin").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_code_can_be_pasted() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    let ended = link.begin_with_code(&desktop, &services).await?;
    link.hand_in_code("pas un code").await?;
    link.says("Code non reconnu").await?;
    link.hand_in_code(&ended).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn the_persons_own_browser_can_be_used_and_says_the_firm() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.click("button", "Utiliser mon navigateur").await?;
    let ended = services.browse(&desktop.browser_sent_to().await?)?;
    let shown = services.read(&ended).await?;
    ensure!(shown.contains("La connexion a été établie."), "{shown}");
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_login_that_is_given_up_leaves_nothing_open() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.login_window().await?;
    link.click("button", "Abandonner la connexion").await?;
    desktop.login_window_gone().await?;
    until("another login can be begun", async || {
        Ok(link.can_use("button", "Ajouter une connexion Silverfin").await?.then_some(()))
    })
    .await?;
    app.end().await;
    Ok(())
}
