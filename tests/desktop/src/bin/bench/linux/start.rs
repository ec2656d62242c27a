use anyhow::Result;
use passerelle_desktop_tests::Desktop;
use passerelle_measuring::{Figures, median, milliseconds};

use super::life::Life;

/// Starts the program again and again. The first start reads it from the disk; the others are warm.
pub(crate) async fn measure(figures: &mut Figures, desktop: &Desktop, starts: usize) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..=starts {
        let life = Life::begin(desktop).await?;
        times.push(milliseconds(life.until_tray));
        life.end().await?;
    }
    let warm = times.split_off(1);
    figures.limited("start to tray icon, warm", median(warm.clone()), 300.0, "ms");
    figures.explained("all warm starts to tray icon, ms", warm);
    Ok(())
}
