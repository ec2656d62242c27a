//! The guide, end to end, word for word, in the real program on a real desktop; then a night, and the end of the connection.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Notifications, Services, Tray, until};
use passerelle_sandbox::world::DossierKind;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn the_guide_is_followed_word_for_word() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain; 3]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let notifications = Notifications::listen(&desktop)?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.enter_access(&services).await?;
    desktop.photograph("guide-1-settings")?;

    // "Étape 1: Vérifiez que la date de début correspond au jour calendaire actuel."
    settings.seen("heading", "Étape 1").await?;
    settings.says("correspond au jour calendaire actuel").await?;
    // "Étape 2: Appuyez sur « Activer la connexion externe » et copiez l'« Identifiant d'appariement »."
    settings.click("button", "Activer la connexion externe").await?;
    settings.click("button", "Copier l'identifiant d'appariement").await?;
    settings.says("Identifiant copié").await?;
    let pairing_id = services.pairing_id().unwrap_or_default();
    ensure!(settings.value("Identifiant d'appariement").await? == pairing_id);
    desktop.photograph("guide-2-activated")?;
    // "Étape 3: Cliquez sur le bouton « Accéder au lien Silverfin »."
    settings.click("button", "Accéder au lien Silverfin").await?;

    // "Étape 1: entrez l'identifiant d'appariement et cliquez sur « Valider l'id de connexion »."
    let link = app.silverfin_link().await?;
    link.focus("Identifiant d'appariement").await?;
    desktop.press(&["ctrl+v"])?;
    until("what was copied is pasted", async || {
        Ok((link.value("Identifiant d'appariement").await? == pairing_id).then_some(()))
    })
    .await?;
    link.click("button", "Valider l'id de connexion").await?;
    link.says("Environnement Finbox").await?;
    // "Étape 2: Après validation, vous pouvez vous connecter à votre compte de Silverfin."
    link.seen("heading", "Se connecter à Silverfin").await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    desktop.photograph("guide-3-link")?;
    link.click("button", "Ajouter une connexion Silverfin").await?;
    desktop.login_window().await?;
    desktop.photograph("guide-4-login")?;
    desktop.log_in(&services, &services.administrator()?).await?;
    desktop.login_window_gone().await?;
    // "Si l'écran ci-dessous s'affiche, la connexion a été établie avec succès."
    link.says("La connexion a été établie avec succès").await?;
    link.says("La synchronisation des bilans sociaux démarre automatiquement.").await?;
    desktop.photograph("guide-5-success")?;
    link.click("button", "Terminer").await?;
    until("the link window closes", async || Ok((!link.is_open().await?).then_some(()))).await?;
    settings.says("Connexions existantes").await?;
    settings.says("Fiduciaire du Canal").await?;

    // A night.
    let made = services.make_sheets();
    settings.click("button", "Nuit suivante").await?;
    let told = notifications.wait_for("Bilan social synchronisé", made).await?;
    ensure!(told.len() == made, "one notification for each sheet: {told:?}");
    ensure!(told.iter().all(|one| one.body.contains("Fiduciaire du Canal")), "{told:?}");
    desktop.photograph("guide-6-night")?;
    let tray = Tray::find(&desktop).await?;
    tray.says("À jour · dernière synchronisation").await?;
    ensure!(services.wrongs().is_empty(), "{:?}", services.wrongs());
    let written = services.writes();
    ensure!(written >= made, "{written}");

    // The tray's own commands.
    let runs = services.calls("listSocialBalances");
    tray.click("Synchroniser maintenant").await?;
    until("a run looks in Finbox", async || Ok((services.calls("listSocialBalances") > runs).then_some(()))).await?;
    tray.click("Jusqu'à la reprise").await?;
    tray.says("Reprendre").await?;
    settings.says("En pause").await?;
    tray.click("Reprendre").await?;
    tray.says("À jour").await?;

    // "Désactiver la connexion externe"
    settings.click("button", "Désactiver la connexion externe").await?;
    settings.click("button", "Désactiver").await?;
    settings.says("La connexion externe est désactivée.").await?;
    services.make_sheets();
    settings.click("button", "Nuit suivante").await?;
    settings.says("Pas de connexion").await?;
    ensure!(services.writes() == written, "nothing more is sent");

    tray.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;
    Ok(())
}
