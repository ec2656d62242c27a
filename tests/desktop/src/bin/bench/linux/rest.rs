use std::time::Duration;

use anyhow::Result;
use passerelle_desktop_tests::{Desktop, until};
use passerelle_measuring::{Figures, median};

use super::life::Life;
use super::tree::Tree;

/// Long enough for everything that a start, or a closed window, sets off.
const SETTLING: Duration = Duration::from_secs(15);
/// Long enough for a page to be drawn and for what a closed one leaves to be given back.
const BETWEEN: Duration = Duration::from_secs(2);
const TITLE: &str = "Passerelle";

/// In the tray without a window; with one; after it; after many.
pub(crate) async fn measure(figures: &mut Figures, desktop: &Desktop, cycles: usize, seconds: u64) -> Result<()> {
    let life = Life::begin(desktop).await?;
    let tree = life.tree();
    tokio::time::sleep(SETTLING).await;
    figures.limited("in the tray, no window yet, PSS", tree.memory()?, 95.0, "MB");
    tell_parts(figures, tree, "in the tray, no window yet")?;
    watch(figures, tree, "no window yet", seconds).await?;

    open(&life, desktop).await?;
    tokio::time::sleep(SETTLING).await;
    figures.explained("with a window, MB in all", tree.memory()?);
    tell_parts(figures, tree, "with a window")?;
    desktop.close_window(TITLE).await?;
    tokio::time::sleep(SETTLING).await;
    let after_one = tree.memory()?;
    figures.limited("in the tray, a window was opened and closed, PSS", after_one, 140.0, "MB");
    tell_parts(figures, tree, "in the tray, a window was opened and closed")?;
    watch(figures, tree, "a window was closed", seconds).await?;

    let mut held = Vec::new();
    for _ in 0..cycles {
        open(&life, desktop).await?;
        tokio::time::sleep(BETWEEN).await;
        desktop.close_window(TITLE).await?;
        tokio::time::sleep(BETWEEN).await;
        held.push(tree.memory()?);
    }
    tokio::time::sleep(SETTLING).await;
    let third = held.len().div_ceil(3);
    let (early, late) = (held[..third].to_vec(), held[held.len() - third..].to_vec());
    figures.limited(format!("after {cycles} more windows, PSS"), tree.memory()?, 140.0, "MB");
    figures.limited(
        "growth from the first third of these windows to the last",
        median(late) - median(early),
        3.0,
        "MB",
    );
    figures.explained("after each of these windows, MB", held);
    tell_parts(figures, tree, "after these windows")?;
    life.end().await
}

fn tell_parts(figures: &mut Figures, tree: Tree, when: &str) -> Result<()> {
    figures.explained(format!("{when}, MB"), tree.parts()?);
    figures.explained(format!("{when}, other processes here that share WebKit's files"), tree.others_with_webkit()?);
    Ok(())
}

/// What it does when there is nothing to do.
async fn watch(figures: &mut Figures, tree: Tree, when: &str, seconds: u64) -> Result<()> {
    let (busy, woken) = (tree.processor_time()?, tree.wake_ups()?);
    let watched = Duration::from_secs(seconds);
    tokio::time::sleep(watched).await;
    let (busy, woken) = (tree.processor_time()?.saturating_sub(busy), tree.wake_ups()?.saturating_sub(woken));
    let share = 100.0 * busy.as_secs_f64() / watched.as_secs_f64();
    figures.limited(format!("processor at rest, {when}"), share, 0.1, "%");
    figures.explained(format!("threads woken up at rest in {seconds} s, {when}"), woken);
    Ok(())
}

async fn open(life: &Life, desktop: &Desktop) -> Result<()> {
    life.tray.click("Paramètres…").await?;
    until("the window opens", async || Ok(desktop.has_window(TITLE)?.then_some(()))).await
}
