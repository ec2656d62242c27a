//! The program, started and looked at.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};

use crate::desktop::Desktop;
use crate::driver::Driver;
use crate::page::Page;
use crate::patience::until;
use crate::services::Services;
use crate::words::Words;

/// The running program, seen through its windows.
pub struct App {
    driver: Arc<Driver>,
    words: Arc<Words>,
}

impl App {
    /// Starts it with a window, before these services' clock.
    pub async fn start(desktop: &mut Desktop, services: &Services) -> Result<Self> {
        desktop.search_for_secrets_of(services);
        let arguments = Self::arguments(desktop, services);
        let driver = Driver::begin(desktop, &program()?.display().to_string(), &arguments).await?;
        Ok(Self { driver: Arc::new(driver), words: Arc::new(Words::of(desktop.language())?) })
    }

    /// Starts it with the session, without a window and out of a driver's reach.
    pub fn start_with_the_session(desktop: &mut Desktop, services: &Services) -> Result<()> {
        Self::start_in_the_tray(desktop, services, &[])
    }

    /// The same with more words.
    pub fn start_in_the_tray(desktop: &mut Desktop, services: &Services, more: &[&str]) -> Result<()> {
        desktop.search_for_secrets_of(services);
        let mut arguments = Self::arguments(desktop, services);
        arguments.extend(["--autostart"].iter().chain(more).map(|word| (*word).to_owned()));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        desktop.start_for_the_person(&program()?.display().to_string(), &arguments)
    }

    /// Starts it once more, as a person does who does not know that it runs. It leaves the word to the one that runs.
    pub fn start_again(desktop: &Desktop, services: &Services, more: &[&str]) -> Result<()> {
        let status = desktop.command(program()?).args(Self::arguments(desktop, services)).args(more).status()?;
        ensure!(status.success(), "a second start with {more:?} ended with {status}");
        Ok(())
    }

    /// The window "Paramètres".
    pub async fn settings(&self) -> Result<Page> {
        self.window("window=settings").await
    }

    /// The window "Lien Silverfin".
    pub async fn silverfin_link(&self) -> Result<Page> {
        self.window("window=silverfin-link").await
    }

    /// How many of our windows are open.
    pub async fn windows(&self) -> Result<usize> {
        Ok(self.driver.windows().await?.len())
    }

    /// Ends the driver's session. The program has ended before, or ends now.
    pub async fn end(self) {
        self.driver.end().await;
    }

    async fn window(&self, address: &str) -> Result<Page> {
        until(&format!("the window {address} opens"), async || {
            for handle in self.driver.windows().await? {
                self.driver.post("/window", serde_json::json!({ "handle": handle })).await?;
                if self.driver.get("/url").await?.as_str().is_some_and(|shown| shown.contains(address)) {
                    return Ok(Some(Page::new(Arc::clone(&self.driver), handle, Arc::clone(&self.words))));
                }
            }
            Ok(None)
        })
        .await
    }

    fn arguments(desktop: &Desktop, services: &Services) -> Vec<String> {
        let home = desktop.home().display().to_string();
        let mut arguments = vec!["--home".to_owned(), home, "--demo".to_owned(), services.control_url().to_owned()];
        let policy = desktop.policy_file();
        if policy.exists() {
            arguments.extend(["--policy".to_owned(), policy.display().to_string()]);
        }
        arguments
    }
}

/// The program that was built: `cargo xtask desktop` says which.
pub fn program() -> Result<PathBuf> {
    let program =
        std::env::var_os("PASSERELLE_DESKTOP").context("`cargo xtask desktop` says which program to start")?;
    Ok(PathBuf::from(program))
}
