//! Every place of the windows: fit for everybody, at every size, in light and dark, in two languages.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Page, Services, Size, Tour, Visitor};
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

/// Judges each place in each size, and takes its picture.
struct Judge {
    name: String,
    places: usize,
    faults: Vec<String>,
}

impl Visitor for Judge {
    async fn visit(&mut self, desktop: &Desktop, page: &Page, place: &str) -> Result<()> {
        self.places += 1;
        for size in Size::ALL {
            page.resize(size).await?;
            let name = format!("{place}-{}-{}", self.name, size.name);
            desktop.photograph_page(page, &name).await?;
            let at = |fault| format!("{name}: {fault}");
            self.faults.extend(page.cut_off().await?.into_iter().map(at));
            self.faults.extend(page.broken_rules().await?.into_iter().map(at));
            if page.scroll_to_the_end().await? {
                desktop.photograph_page(page, &format!("{name}-end")).await?;
                page.scroll_to_the_start().await?;
            }
        }
        page.resize(Size::ALL[0]).await
    }
}

async fn judge(language: &'static str, look: Look) -> Result<()> {
    let services = Services::of(&KINDS).await?;
    let mut desktop = Desktop::begin_in(language, look).await?;
    let app = App::start(&mut desktop, &services).await?;
    let name = format!("{language}-{}", if look == Look::Dark { "dark" } else { "light" });
    let mut judge = Judge { name, places: 0, faults: Vec::new() };
    Tour { desktop: &desktop, app: &app, services: &services, visitor: &mut judge }.walk().await?;
    app.end().await;
    println!("{}: {} places in {} sizes", judge.name, judge.places, Size::ALL.len());
    ensure!(judge.faults.is_empty(), "{}", judge.faults.join("\n"));
    Ok(())
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
