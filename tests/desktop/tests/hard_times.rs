//! What an office meets less often, for everybody: settings that IT fixed, long names, no network.

#![cfg(target_os = "linux")]

use anyhow::Result;
use passerelle_desktop_tests::{App, Desktop, HardTimes, Judge, Look};

async fn judge(language: &'static str, look: Look) -> Result<()> {
    let services = HardTimes::<Judge>::services().await?;
    let mut desktop = Desktop::begin_in(language, look).await?;
    HardTimes::<Judge>::fix_settings(&desktop, &services)?;
    let app = App::start(&mut desktop, &services).await?;
    let mut judge = Judge::of(language, look);
    HardTimes { desktop: &desktop, app: &app, services: &services, visitor: &mut judge }.walk().await?;
    app.end().await;
    judge.verdict()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn hard_times_are_fit_for_everybody_in_french_and_light() -> Result<()> {
    judge("fr", Look::Light).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn hard_times_are_fit_for_everybody_in_french_and_dark() -> Result<()> {
    judge("fr", Look::Dark).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn hard_times_are_fit_for_everybody_in_dutch_and_light() -> Result<()> {
    judge("nl", Look::Light).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn hard_times_are_fit_for_everybody_in_dutch_and_dark() -> Result<()> {
    judge("nl", Look::Dark).await
}
