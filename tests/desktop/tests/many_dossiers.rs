//! An office with 10 000 dossiers: the list is scrolled, searched, filtered and opened without a stutter.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Judge, Look, Page, Services, Size, Tray, Visitor, until, until_within};
use passerelle_sandbox::world::{DossierKind, World};

const DOSSIERS: usize = 10_000;
/// So many of them have a client file in Silverfin, and are delivered.
const DELIVERED: usize = 6;
/// So many more are there before all others: nobody finds their client file.
const WAITING: usize = 4;
/// Reading so many from the feed takes a developer's build a while.
const A_LONG_FEED: Duration = Duration::from_mins(2);
/// The most rows that may be drawn at once, of which a person sees ten.
const MOST_ROWS: u64 = 60;
/// How long a step of the list may take until every row in sight is there, in milliseconds and in the middle.
const LONGEST_STEP: f64 = 250.0;
/// As it opens, and as small as it may be made.
const SIZES: [Size; 2] = [Size::ALL[0], Size::ALL[1]];

/// What a dossier is called: nobody has room for it, and its number tells it apart.
fn name(index: usize) -> String {
    format!(
        "Section {index:05} de l'association intercommunale pour l'aménagement des centres d'accueil et de repos ASBL"
    )
}

fn change(world: &mut World) {
    let known: BTreeSet<_> = world.planned().iter().take(DELIVERED).map(|planned| planned.company).collect();
    for firm in world.silverfin.firms.values_mut() {
        firm.companies.retain(|id, _| known.contains(id));
    }
    for (index, dossier) in world.finbox.dossiers.values_mut().enumerate() {
        dossier.name = name(index + 1);
    }
}

/// Payroll makes the sheets of these dossiers, by their place in the office.
fn make_sheets(services: &Services, places: std::ops::Range<usize>) {
    services.sandbox().change(|world, now| {
        let due: Vec<_> = world.planned()[places].iter().map(|one| (one.dossier, one.sheet.clone())).collect();
        for (dossier, sheet) in due {
            sheet.map(|sheet| world.make_sheet(dossier, sheet, now));
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn ten_thousand_dossiers_are_scrolled_searched_filtered_and_opened() -> Result<()> {
    let services = Services::changed(&vec![DossierKind::Plain; DOSSIERS], change).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    app.connected(&desktop, &services).await?;
    let settings = app.settings().await?;
    let words = settings.words();
    let first = DELIVERED + WAITING;
    make_sheets(&services, 0..first);
    settings.click("button", words.say("sandbox-next-night")?).await?;
    settings.click("link", words.say("nav-dossiers")?).await?;
    rows(&settings, first).await?;
    until("the night is over", async || {
        let is_written = services.writes() >= DELIVERED;
        Ok((is_written && settings.can_use("button", words.say("tray-sync-now")?).await?).then_some(()))
    })
    .await?;

    // All others are announced. What is made of each does not matter to the list: a pause ends the run.
    make_sheets(&services, first..DOSSIERS);
    settings.click("button", words.say("tray-sync-now")?).await?;
    until_within(A_LONG_FEED, "the list has all of them", async || has_rows(&settings, DOSSIERS).await).await?;
    Tray::find(&desktop).await?.click("30 minutes").await?;
    settings.seen("button", words.say("tray-resume")?).await?;
    until("the run is over", async || Ok(settings.can_use("button", words.say("tray-sync-now")?).await?.then_some(())))
        .await?;

    let mut judge = Judge::in_sizes("fr", Look::Light, &SIZES);
    judge.visit(&desktop, &settings, "dossiers-many").await?;
    is_scrolled(&settings).await?;
    desktop.photograph_page(&settings, "dossiers-many-scrolled").await?;
    is_searched(&settings, &desktop, &mut judge).await?;
    is_filtered(&settings, &desktop, &mut judge).await?;
    app.end().await;
    judge.verdict()
}

async fn is_scrolled(settings: &Page) -> Result<()> {
    let scrolled = settings.scroll_through().await?;
    println!("scrolled through {DOSSIERS} rows: {scrolled:?}");
    ensure!(scrolled.last == DOSSIERS as u64 + 1, "the last row is not the last dossier: {scrolled:?}");
    ensure!(scrolled.drawn <= MOST_ROWS, "too many rows are drawn: {scrolled:?}");
    ensure!(scrolled.heights == 1, "rows are not all as high as each other: {scrolled:?}");
    ensure!(scrolled.step <= LONGEST_STEP, "scrolling takes too long: {scrolled:?}");
    Ok(())
}

/// One of all is found by a part of its name, opened and closed.
async fn is_searched(settings: &Page, desktop: &Desktop, judge: &mut Judge) -> Result<()> {
    let words = settings.words();
    settings.write(words.say("dossiers-search")?, "07777").await?;
    rows(settings, 1).await?;
    settings.click("button", &name(7_777)).await?;
    settings.seen("dialog", &name(7_777)).await?;
    judge.visit(desktop, settings, "dossiers-many-opened").await?;
    settings.click("button", words.say("close")?).await?;
    settings.write(words.say("dossiers-search")?, "intercommunale 99999").await?;
    settings.seen("button", words.say("dossiers-none-clear")?).await?;
    settings.click("button", words.say("dossiers-none-clear")?).await?;
    rows(settings, DOSSIERS).await
}

async fn is_filtered(settings: &Page, desktop: &Desktop, judge: &mut Judge) -> Result<()> {
    let words = settings.words();
    settings.choose(words.say("dossiers-filter")?, "delivered").await?;
    rows(settings, DELIVERED).await?;
    judge.visit(desktop, settings, "dossiers-many-delivered").await?;
    settings.choose(words.say("dossiers-filter")?, "waiting").await?;
    rows(settings, WAITING).await?;
    settings.choose(words.say("dossiers-filter")?, "under_way").await?;
    rows(settings, DOSSIERS - DELIVERED - WAITING).await
}

async fn rows(settings: &Page, count: usize) -> Result<()> {
    until(&format!("the list has {count} rows"), async || has_rows(settings, count).await).await
}

/// Whether the list says that it has so many rows: the header is one more.
async fn has_rows(settings: &Page, count: usize) -> Result<Option<()>> {
    Ok((settings.count(&format!("table[aria-rowcount='{}']", count + 1)).await? == 1).then_some(()))
}
