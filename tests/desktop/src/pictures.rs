//! Pictures of what a person sees, into the folder that `PASSERELLE_PICTURES` names. Without one, none are taken.

use std::path::PathBuf;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::desktop::Desktop;
use crate::page::Page;

impl Page {
    /// Takes a picture of the page.
    pub async fn photograph(&self, name: &str) -> Result<()> {
        let Some(file) = file(name)? else { return Ok(()) };
        let picture = self.picture().await?;
        Ok(std::fs::write(file, STANDARD.decode(picture)?)?)
    }
}

impl Desktop {
    /// Takes a picture of the whole screen, with tray and notifications.
    pub fn photograph(&self, name: &str) -> Result<()> {
        let Some(file) = file(name)? else { return Ok(()) };
        let status =
            self.command("import").args(["-window", "root"]).arg(&file).status().context("taking a picture")?;
        anyhow::ensure!(status.success(), "no picture was taken of {name}");
        Ok(())
    }
}

fn file(name: &str) -> Result<Option<PathBuf>> {
    let Some(folder) = std::env::var_os("PASSERELLE_PICTURES").map(PathBuf::from) else { return Ok(None) };
    std::fs::create_dir_all(&folder)?;
    Ok(Some(folder.join(format!("{name}.png"))))
}
