//! The program as the package brings it to this computer. `cargo xtask package --try` installs it before and removes it after.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use passerelle_desktop_tests::{App, Desktop, Look, Services, Tray, program, until};
use passerelle_sandbox::world::DossierKind;

const ENTRY: &str = "/usr/share/applications/Passerelle.desktop";
const ICONS: &str = "/usr/share/icons/hicolor";

#[test]
#[ignore = "needs the installed package: cargo xtask package --try"]
fn the_menu_entry_leads_to_the_program_and_its_icons() -> Result<()> {
    let entry = fs::read_to_string(ENTRY)?;
    let value = |key: &str| {
        entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('=')).with_context(|| format!("no {key}"))
    };
    ensure!(Path::new("/usr/bin").join(value("Exec")?) == program()?, "{entry}");
    for language in ["", "[fr]", "[nl]", "[de]"] {
        ensure!(!value(&format!("Comment{language}"))?.is_empty());
    }
    let icon = value("Icon")?;
    for size in [32, 48, 64, 128, 256, 512] {
        let file = Path::new(ICONS).join(format!("{size}x{size}/apps/{icon}.png"));
        let picture = fs::read(&file).with_context(|| file.display().to_string())?;
        // A PNG says its width and height in its first bytes.
        let told = [16, 20]
            .map(|at| picture.get(at..at + 4).and_then(|bytes| Some(u32::from_be_bytes(bytes.try_into().ok()?))));
        ensure!(told == [Some(size); 2], "{}: {told:?}", file.display());
    }
    ensure!(Path::new(ICONS).join(format!("scalable/apps/{icon}.svg")).exists());
    ensure!(Path::new("/usr/share/doc/passerelle/copyright").exists());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the installed package: cargo xtask package --try"]
async fn the_installed_program_shows_itself_in_the_tray_and_starts_with_the_session_once_it_is_told_to() -> Result<()> {
    let services = Services::of(&[DossierKind::Plain]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    let app = App::start(&mut desktop, &services).await?;
    let settings = app.settings().await?;
    settings.click("link", "Préférences").await?;
    let entry = PathBuf::from(desktop.folder()).join(".config").join("autostart").join("Passerelle.desktop");
    ensure!(!entry.exists(), "nobody asked for it yet");
    settings.click("switch", "Ouvrir à l'ouverture de session").await?;
    let text = until("the session is told", async || Ok(fs::read_to_string(&entry).ok())).await?;
    let started = format!("Exec={} --autostart", program()?.display());
    ensure!(text.lines().any(|line| line == started), "{text}");
    desktop.photograph("installed")?;
    Tray::find(&desktop).await?.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;

    // As the session does it at the next login.
    App::start_with_the_session(&mut desktop, &services)?;
    let tray = Tray::find(&desktop).await?;
    ensure!(tray.labels()?.contains(&"Paramètres…".to_owned()), "{:?}", tray.labels()?);
    ensure!(!desktop.has_window("Passerelle")?, "no window opens");
    tray.click("Quitter Passerelle").await?;
    until("the tray icon goes", async || Ok(tray.menu().is_err().then_some(()))).await?;
    Ok(())
}
