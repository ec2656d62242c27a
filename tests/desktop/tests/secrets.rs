//! Every test on a desktop ends with a search for the services' secrets in all that was left there; this one shows that it finds.

#![cfg(target_os = "linux")]

use anyhow::{Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Services, until};
use passerelle_sandbox::world::DossierKind;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a desktop: cargo xtask desktop"]
async fn what_is_planted_on_a_desktop_is_found() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    App::start_with_the_session(&mut desktop, &services)?;
    // Files come and go while the program starts.
    let leaks = async || until("everything is searched", async || Ok(desktop.leaks().ok())).await;
    ensure!(leaks().await?.is_empty());
    let planted = desktop.folder().join("planted");
    std::fs::write(&planted, format!("... {} ...", services.access_key()))?;
    ensure!(leaks().await? == [format!("{}: {}", planted.display(), services.access_key())]);
    std::fs::remove_file(planted)?;
    Ok(())
}
