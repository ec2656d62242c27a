//! Pictures of what a person sees, into the folder that `PASSERELLE_PICTURES` names. Without one, none are taken.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::desktop::Desktop;
use crate::page::Page;
use crate::patience::until;

impl Desktop {
    /// Takes a picture of the whole screen, with tray and notifications.
    pub fn photograph(&self, name: &str) -> Result<()> {
        let Some(file) = file(name)? else { return Ok(()) };
        self.take("root", &file)
    }

    /// Takes a picture of the window that shows this page, in front of all others and without its frame.
    pub async fn photograph_page(&self, page: &Page, name: &str) -> Result<()> {
        let Some(file) = file(name)? else { return Ok(()) };
        page.still().await?;
        // Notifications lie over windows for a while.
        ensure!(self.command("dunstctl").arg("close-all").status()?.success(), "notifications stay");
        let title = page.run("return document.title", json!([])).await?;
        let title = title.as_str().unwrap_or_default();
        self.activate(title)?;
        let window = self.window(title)?.with_context(|| format!("no window is named {title:?}"))?;
        // Drawn is what looks the same at a second look.
        let mut before = Vec::new();
        until(&format!("{name} is drawn"), async || {
            self.take(&window, &file)?;
            let now = std::fs::read(&file)?;
            let is_same = now == before;
            before = now;
            Ok(is_same.then_some(()))
        })
        .await
    }

    fn take(&self, window: &str, file: &Path) -> Result<()> {
        let without_time = "png:exclude-chunks=date,time,text";
        let taken = self.command("import").args(["-window", window, "-define", without_time]).arg(file).status();
        ensure!(taken.context("taking a picture")?.success(), "no picture was taken: {}", file.display());
        Ok(())
    }
}

/// Where pictures go.
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os("PASSERELLE_PICTURES").map(PathBuf::from)
}

fn file(name: &str) -> Result<Option<PathBuf>> {
    let Some(folder) = folder() else { return Ok(None) };
    std::fs::create_dir_all(&folder)?;
    Ok(Some(folder.join(format!("{name}.png"))))
}
