//! Begun while the keyring is locked, and ended in the middle of a run.

#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Services, Tray, until};
use passerelle_sandbox::world::DossierKind;
use passerelle_sandbox::{FaultKind, FaultRule, Service, Times};

/// How long a person who quits has to wait at most.
const QUIT_WITHIN: Duration = Duration::from_secs(5);

/// An office that was connected earlier, with the program closed since.
async fn connected_earlier(services: &Services) -> Result<Desktop> {
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, services).await?;
    app.connected(&desktop, services).await?;
    Tray::find(&desktop).await?.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;
    Ok(desktop)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_keyring_that_is_locked_at_the_start_is_waited_for() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = connected_earlier(&services).await?;
    desktop.lock_keyring()?;
    services.make_sheets();
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    let tray = Tray::find(&desktop).await?;
    desktop.keyring_asks().await?;
    settings.click("link", "Préférences").await?;
    settings.says("Le trousseau est verrouillé ou absent").await?;
    tray.says("À jour").await?;
    tray.click("Synchroniser maintenant").await?;
    tray.says("Trousseau verrouillé").await?;
    desktop.photograph("keyring-locked")?;
    let said = tray.labels()?.join(" ");
    ensure!(!said.contains("Reconnexion") && !said.contains("Pas de connexion"), "nobody is signed out: {said}");
    ensure!(services.writes() == 0);
    desktop.unlock_keyring_when_asked().await?;
    until("the window knows of its secrets again", async || {
        Ok((!settings.text().await?.contains("Le trousseau est verrouillé")).then_some(()))
    })
    .await?;
    until("the sheet is delivered", async || {
        tray.click("Synchroniser maintenant").await?;
        Ok((services.writes() > 0).then_some(()))
    })
    .await?;
    tray.says("À jour").await?;
    ensure!(services.calls("page:sign_in") == 1, "nobody had to log in again");
    ensure!(services.wrongs().is_empty(), "{:?}", services.wrongs());
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn quitting_in_the_middle_of_a_run_ends_cleanly_within_five_seconds() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain; 3]).await?;
    let mut desktop = connected_earlier(&services).await?;
    services.make_sheets();
    App::start_with_the_session(&mut desktop, &services)?;
    let tray = Tray::find(&desktop).await?;
    // The first sheet is under way, and Silverfin does not answer for a long while.
    let slow = FaultKind::Slow { milliseconds: 120_000, applied_at_once: false };
    services.sandbox().add_fault(FaultRule::service(Service::Silverfin, Times::Always, slow));
    tray.says("À jour").await?;
    let before = services.asked_of_silverfin();
    tray.click("Synchroniser maintenant").await?;
    until("the run waits for Silverfin", async || Ok((services.asked_of_silverfin() > before).then_some(()))).await?;
    desktop.photograph("quit-in-a-run")?;
    let begun = Instant::now();
    tray.click("Quitter Passerelle").await?;
    let status = desktop.ended("passerelle-desktop").await?;
    let took = begun.elapsed();
    println!("ended {} ms after \"Quitter Passerelle\"", took.as_millis());
    ensure!(status.success(), "the end is clean: {status}");
    ensure!(took <= QUIT_WITHIN, "it took {} ms", took.as_millis());
    ensure!(!desktop.home().join("locks").join("agent.running").exists(), "no mark of a crash is left");
    Ok(())
}
