use anyhow::{Context, Result};
use chrono::DateTime;
use passerelle_desktop_tests::{App, Desktop, Services, Tray, until};
use passerelle_measuring::{Figures, median, milliseconds};
use passerelle_transport::{Clock, SystemClock};
use serde_json::json;

/// Windows that are opened.
const WINDOWS: usize = 10;
/// When the page could be used, in milliseconds on the computer's clock. The page marks that moment itself.
const MARK: &str = "const [mark] = performance.getEntriesByName('interactive'); \
     return mark ? Math.round(performance.timeOrigin + mark.startTime) : null";

/// From the click in the tray until the page is drawn with all that it shows. The driver's own share is in it.
pub(crate) async fn measure(figures: &mut Figures, desktop: &mut Desktop, services: &Services) -> Result<()> {
    let app = App::start(desktop, services).await?;
    usable(&app).await?;
    let tray = Tray::find(desktop).await?;
    let mut times = Vec::new();
    for _ in 0..WINDOWS {
        desktop.close_window("Passerelle").await?;
        let clicked = SystemClock.now();
        tray.click("Paramètres…").await?;
        let usable = usable(&app).await?;
        let usable = DateTime::from_timestamp_millis(usable).context("a moment of this age")?;
        times.push(milliseconds((usable - clicked).to_std().context("usable before it was wanted")?));
    }
    figures.limited("click in the tray to a window that can be used", median(times.clone()), 500.0, "ms");
    figures.explained("all windows until they could be used, ms", times);
    tray.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;
    Ok(())
}

/// When the page of "Paramètres" could be used.
async fn usable(app: &App) -> Result<i64> {
    let settings = app.settings().await?;
    until("the page can be used", async || Ok(settings.run(MARK, json!([])).await?.as_i64())).await
}
