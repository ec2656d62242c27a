//! The program's life: started with the session, twice, again after an end that was not clean, and ended.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Notifications, Services, Tray, until};
use passerelle_sandbox::world::DossierKind;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn started_with_the_session_it_shows_itself_in_the_tray_alone_until_it_is_wanted() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    App::start_with_the_session(&mut desktop, &services)?;
    let tray = Tray::find(&desktop).await?;
    ensure!(tray.labels()?.contains(&"Paramètres…".to_owned()), "{:?}", tray.labels()?);
    ensure!(!desktop.has_window("Passerelle")?, "no window opens");
    // A second start ends at once, and the first one's window comes.
    App::start_again(&desktop, &services, &[])?;
    until("the window opens", async || Ok(desktop.has_window("Passerelle")?.then_some(()))).await?;
    // Closing it leaves the tray.
    desktop.close_window("Passerelle").await?;
    ensure!(tray.labels()?.contains(&"Quitter Passerelle".to_owned()));
    tray.click("Paramètres…").await?;
    until("the window opens again", async || Ok(desktop.has_window("Passerelle")?.then_some(()))).await?;
    tray.click("Quitter Passerelle").await?;
    until("the tray icon goes", async || Ok(tray.menu().is_err().then_some(()))).await?;
    ensure!(!desktop.home().join("locks").join("agent.running").exists(), "the end is clean");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_second_start_brings_the_window_to_the_front_and_a_restart_keeps_the_connection() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    app.connected(&desktop, &services).await?;
    let settings = app.settings().await?;
    settings.says("Fiduciaire du Canal").await?;
    App::start_again(&desktop, &services, &["--page", "help"])?;
    settings.seen("heading", "Aide").await?;
    ensure!(app.windows().await? == 1, "one window");
    Tray::find(&desktop).await?.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;

    let logins = services.calls("page:sign_in");
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.click("link", "Connexion bilan social").await?;
    settings.says("Connexion externe active depuis").await?;
    settings.says("Fiduciaire du Canal").await?;
    let made = services.make_sheets();
    let notifications = Notifications::listen(&desktop)?;
    settings.click("button", "Nuit suivante").await?;
    notifications.wait_for("Bilan social synchronisé", made).await?;
    ensure!(services.calls("page:sign_in") == logins, "nobody had to log in again");
    ensure!(services.wrongs().is_empty(), "{:?}", services.wrongs());
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn an_end_that_was_not_clean_is_told_at_the_next_start() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    app.settings().await?.seen("heading", "Connexion bilan social").await?;
    // The driver ends the program as the computer does when the power fails.
    app.end().await;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.says("Passerelle s'était arrêtée sans prévenir").await?;
    desktop.photograph("unclean-end")?;
    settings.click("button", "J'ai compris").await?;
    until("the notice goes", async || {
        Ok((!settings.text().await?.contains("Passerelle s'était arrêtée")).then_some(()))
    })
    .await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn what_broke_down_is_told_after_a_clean_end_too() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    App::start_in_the_tray(&mut desktop, &services, &["--crash"])?;
    let noted = desktop.home().join("last-panic.txt");
    until("it breaks down", async || Ok(noted.exists().then_some(()))).await?;
    Tray::find(&desktop).await?.click("Quitter Passerelle").await?;
    ensure!(desktop.ended("passerelle-desktop").await?.success(), "the program went on, and ended cleanly");
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.says("Une partie de Passerelle s'était interrompue").await?;
    ensure!(!settings.text().await?.contains("s'était arrêtée sans prévenir"), "it did not");
    desktop.photograph("breakdown")?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_start_that_cannot_begin_says_so_and_ends() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    // No folder can be made where a file is; then the settings are no JSON.
    std::fs::write(desktop.home(), "")?;
    for picture in ["no-home", "no-settings"] {
        App::start_with_the_session(&mut desktop, &services)?;
        until("it is told", async || Ok(desktop.has_window("Passerelle")?.then_some(()))).await?;
        desktop.photograph(picture)?;
        desktop.close_window("Passerelle").await?;
        ensure!(desktop.ended("passerelle-desktop").await?.code() == Some(1), "{picture}");
        if desktop.home().is_file() {
            std::fs::remove_file(desktop.home())?;
            std::fs::create_dir(desktop.home())?;
            std::fs::write(desktop.home().join("settings.json"), "{\"language\": ")?;
        }
    }
    // What is not understood does not count, and is said once the window opens.
    std::fs::write(
        desktop.home().join("settings.json"),
        r#"{"language": "fr", "silverfin.batch_size": 0, "colour": 1}"#,
    )?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.says("Paramètre incompris").await?;
    settings.says("contient un paramètre que cette version ne connaît pas : colour").await?;
    settings.says("La valeur de silverfin.batch_size").await?;
    desktop.photograph("settings-not-understood")?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_panel_that_comes_after_the_program_is_waited_for() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    desktop.stop("xfce4-panel")?;
    App::start_with_the_session(&mut desktop, &services)?;
    let mark = desktop.home().join("locks").join("agent.running");
    until("the agent runs", async || Ok(mark.exists().then_some(()))).await?;
    // A start that nobody asked for opens nothing in a program that runs, either.
    App::start_again(&desktop, &services, &["--autostart"])?;
    desktop.start("xfce4-panel", &[])?;
    let tray = Tray::find(&desktop).await?;
    ensure!(!desktop.has_window("Passerelle")?, "no window opens");
    App::start_again(&desktop, &services, &[])?;
    until("the window opens", async || Ok(desktop.has_window("Passerelle")?.then_some(()))).await?;
    desktop.close_window("Passerelle").await?;
    tray.click("Paramètres…").await?;
    until("the window opens again", async || Ok(desktop.has_window("Passerelle")?.then_some(()))).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_workflow_that_is_opened_later_gets_its_sheet_the_night_after() -> Result<()> {
    let services = Services::of(&[DossierKind::WorkflowMissing, DossierKind::NumberTwice]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let notifications = Notifications::listen(&desktop)?;
    let app = App::start(&mut desktop, &services).await?;
    app.connected(&desktop, &services).await?;
    services.make_sheets();
    let settings = app.settings().await?;
    settings.click("button", "Nuit suivante").await?;
    settings.click("link", "Dossiers").await?;
    settings.says("En attente du workflow").await?;
    settings.says("À associer").await?;
    ensure!(services.writes() == 0, "nothing is sent into a workflow that is not open");
    let told = notifications.wait_for("Plusieurs dossiers Silverfin possibles", 1).await?;
    ensure!(told.len() == 1, "{told:?}");
    let tray = Tray::find(&desktop).await?;
    tray.says("Dossiers à traiter (1)").await?;
    desktop.photograph("waiting")?;
    // The notification leads to the dossiers.
    settings.click("link", "Aide").await?;
    ensure!(desktop.command("dunstctl").arg("action").status()?.success());
    settings.seen("heading", "Dossiers").await?;
    // The accountant opens the workflow by day; the next night delivers.
    settings.click("button", "Nuit suivante").await?;
    notifications.wait_for("Bilan social synchronisé", 1).await?;
    ensure!(services.wrongs().is_empty(), "{:?}", services.wrongs());
    app.end().await;
    Ok(())
}
