//! Every place of the windows: fit for everybody, at every size, in light and dark, in two languages.

#![cfg(target_os = "linux")]

use anyhow::Result;
use passerelle_desktop_tests::{App, Desktop, Judge, Look, Services, Tour};
use passerelle_sandbox::world::DossierKind;

/// What waits, what is refused, what is done: something of each in the lists.
const KINDS: [DossierKind; 8] = [
    DossierKind::NumberTwice,
    DossierKind::NumberMissing,
    DossierKind::FiguresEdited,
    DossierKind::WorkflowMissing,
    DossierKind::LockedUnprocessable,
    DossierKind::Plain,
    DossierKind::HoursDoNotAddUp,
    DossierKind::Association,
];

async fn judge(language: &'static str, look: Look) -> Result<()> {
    let services = Services::of(&KINDS).await?;
    let mut desktop = Desktop::begin_in(language, look).await?;
    let app = App::start(&mut desktop, &services).await?;
    let mut judge = Judge::of(language, look);
    Tour { desktop: &desktop, app: &app, services: &services, visitor: &mut judge }.walk().await?;
    app.end().await;
    judge.verdict()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn every_place_is_fit_for_everybody_in_french_and_light() -> Result<()> {
    judge("fr", Look::Light).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn every_place_is_fit_for_everybody_in_french_and_dark() -> Result<()> {
    judge("fr", Look::Dark).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn every_place_is_fit_for_everybody_in_dutch_and_light() -> Result<()> {
    judge("nl", Look::Light).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn every_place_is_fit_for_everybody_in_dutch_and_dark() -> Result<()> {
    judge("nl", Look::Dark).await
}
