//! Ways in which a pairing or a login fails: each ends in a message and a way on.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Page, Services, UntrustedSite, until};
use passerelle_sandbox::world::DossierKind;
use passerelle_sandbox::{FaultKind, FaultRule, Service, Times};
use serde_json::json;

const PLAIN: [DossierKind; 1] = [DossierKind::Plain];
/// "Ajouter une connexion Silverfin"
const ADD: &str = "Ajouter une connexion Silverfin";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn an_unknown_pairing_id_is_told_apart_from_too_many_tries() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.enter_access(&services).await?;
    settings.click("button", "Activer la connexion externe").await?;
    settings.click("button", "Accéder au lien Silverfin").await?;
    let link = app.silverfin_link().await?;
    // Well formed, and nobody's.
    link.write("Identifiant d'appariement", "0000-0000-0000-0000").await?;
    link.click("button", "Valider l'id de connexion").await?;
    link.says("Identifiant d'appariement inconnu").await?;
    link.says("Copiez l'identifiant affiché après l'activation.").await?;
    desktop.photograph_page(&link, "refusal-unknown-id").await?;
    link.seen("button", "Ouvrir « Connexion bilan social »").await?;
    ensure!(!link.can_use("button", ADD).await?, "the second step is for later");
    until("it was tried too often", async || {
        link.click("button", "Valider l'id de connexion").await?;
        Ok(link.text().await?.contains("Trop d'essais").then_some(()))
    })
    .await?;
    link.says("Attendez un moment, puis réessayez.").await?;
    desktop.photograph_page(&link, "refusal-too-many-tries").await?;
    // A moment: until the next night.
    settings.click("button", "Nuit suivante").await?;
    link.write("Identifiant d'appariement", &services.pairing_id().unwrap_or_default()).await?;
    until("the right id is validated", async || {
        link.click("button", "Valider l'id de connexion").await?;
        Ok(link.can_use("button", ADD).await?.then_some(()))
    })
    .await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_lapsed_code_ends_the_login_and_another_login_gives_another_code() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    let lapsed = link.begin_with_code(&desktop, &services).await?;
    // A code is good for ten minutes.
    services.sandbox().clock().advance(Duration::from_mins(11));
    link.hand_in_code(&lapsed).await?;
    link.says("Code non accepté par Silverfin").await?;
    link.says("Il a expiré (un code vaut dix minutes)").await?;
    link.says("recommencez avec « Ajouter une connexion Silverfin ».").await?;
    desktop.photograph_page(&link, "refusal-lapsed-code").await?;
    until("another login can be begun", async || Ok(link.can_use("button", ADD).await?.then_some(()))).await?;
    let code = link.begin_with_code(&desktop, &services).await?;
    link.hand_in_code(&code).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn access_for_another_firm_than_the_one_asked_for_is_no_connection() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    let other = services.sandbox().world(|world| world.silverfin.firms.keys().nth(1).map(ToString::to_string));
    let other = other.context("the office has two firms")?;
    link.write("Entreprise Silverfin:", &other).await?;
    // The person chooses the first firm all the same.
    let code = link.begin_with_code(&desktop, &services).await?;
    link.hand_in_code(&code).await?;
    link.says("Code non accepté par Silverfin").await?;
    link.says("vaut pour une autre entreprise que celle qui est indiquée.").await?;
    link.says("Vérifiez « Entreprise Silverfin: »").await?;
    desktop.photograph_page(&link, "refusal-wrong-firm").await?;
    until("another login can be begun", async || Ok(link.can_use("button", ADD).await?.then_some(()))).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    let code = link.begin_with_code(&desktop, &services).await?;
    link.hand_in_code(&code).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn who_may_not_give_the_access_is_told_who_may() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    link.click("button", ADD).await?;
    desktop.log_in_without_rights(&services, &services.member()?).await?;
    link.says("Accès non accordé").await?;
    link.says("Seul un administrateur de Silverfin peut donner cet accès.").await?;
    desktop.photograph("refusal-no-administrator")?;
    link.click("button", ADD).await?;
    desktop.log_in(&services, &services.administrator()?).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_silverfin_that_cannot_be_reached_is_told_before_and_after_the_login_page() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.paired(&services).await?;
    link.write("Entreprise Silverfin:", &services.firm()?).await?;
    services.sandbox().add_fault(FaultRule::service(Service::Silverfin, Times::Always, FaultKind::Refused));
    link.click("button", ADD).await?;
    told_that_nobody_answers(&link).await?;
    ensure!(app.windows().await? == 2, "no login window that stays empty");
    desktop.photograph_page(&link, "refusal-unreachable").await?;
    services.sandbox().clear_faults();
    // The network goes while the person is on Silverfin's page.
    let gone = FaultRule::path("POST", "*/oauth/token", Times::Always, FaultKind::Refused);
    services.sandbox().add_fault(gone);
    link.click("button", ADD).await?;
    desktop.log_in(&services, &services.administrator()?).await?;
    desktop.login_window_gone().await?;
    told_that_nobody_answers(&link).await?;
    services.sandbox().clear_faults();
    link.click("button", ADD).await?;
    desktop.log_in(&services, &services.administrator()?).await?;
    link.says("La connexion a été établie avec succès").await?;
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_certificate_that_is_not_trusted_is_told_before_anything_is_typed() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let site = UntrustedSite::serve()?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.logging_in_at(&services, site.address()).await?;
    link.says("Certificat non reconnu").await?;
    link.says("Cet ordinateur ne reconnaît pas le certificat de localhost.").await?;
    link.says("Demandez à votre service informatique d'ajouter le certificat").await?;
    desktop.photograph_page(&link, "refusal-certificate").await?;
    let in_sight = "const box = document.querySelector('[role=alert]').getBoundingClientRect(); \
         return box.top >= 0 && box.bottom <= innerHeight + 1";
    ensure!(link.run(in_sight, json!([])).await? == json!(true), "the answer is in sight");
    ensure!(app.windows().await? == 2, "no login window");
    ensure!(link.can_use("button", ADD).await?, "it can be tried again");
    app.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn a_certificate_that_only_the_settings_trust_is_told_before_a_window_stays_empty() -> Result<()> {
    let services = Services::of(&PLAIN).await?;
    let site = UntrustedSite::serve()?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let authority =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/transport/tests/certificates/authority.pem");
    std::fs::create_dir_all(desktop.home())?;
    std::fs::write(desktop.home().join("settings.json"), json!({ "certificates.extra_file": authority }).to_string())?;
    let app = App::start(&mut desktop, &services).await?;
    let link = app.logging_in_at(&services, site.address()).await?;
    link.says("Certificat inconnu de la fenêtre de connexion").await?;
    link.says("Choisissez « Utiliser mon navigateur »").await?;
    ensure!(app.windows().await? == 2, "no login window");
    ensure!(link.can_use("button", "Utiliser mon navigateur").await?, "there is a way on");
    app.end().await;
    Ok(())
}

async fn told_that_nobody_answers(link: &Page) -> Result<()> {
    link.says("Silverfin injoignable").await?;
    link.says("Vérifiez la connexion à Internet et le proxy, puis recommencez.").await?;
    until("it can be tried again", async || Ok(link.can_use("button", ADD).await?.then_some(()))).await
}
