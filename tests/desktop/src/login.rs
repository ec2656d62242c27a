//! The login window. It is in a session of its own, out of a driver's reach, so a person's hands are played: the keyboard.

use anyhow::{Result, bail};
use passerelle_sandbox::LogIn;

use crate::desktop::Desktop;
use crate::patience::until;
use crate::services::Services;

/// The window's title begins so.
const TITLE: &str = "Se connecter à Silverfin";

impl Desktop {
    /// Waits for the login window, and puts the keyboard into it.
    pub async fn login_window(&self) -> Result<()> {
        until("the login window opens", async || Ok(self.has_window(TITLE)?.then_some(()))).await?;
        self.keyboard(&["search", "--name", TITLE, "windowfocus", "--sync"])
    }

    /// Waits until the login window is gone.
    pub async fn login_window_gone(&self) -> Result<()> {
        until("the login window closes", async || Ok((!self.has_window(TITLE)?).then_some(()))).await
    }

    /// Logs in and presses "Se connecter", then "Autoriser" or "Refuser" on the page that asks for consent.
    pub async fn log_in(&self, services: &Services, person: &LogIn) -> Result<()> {
        self.login_window().await?;
        self.typed_into("page:sign_in", services, &person.email, &person.password).await?;
        until("the consent is asked", async || Ok((asked(services) >= 2).then_some(()))).await?;
        // The list of firms, "Autoriser", "Refuser": reached in this order.
        let steps = if person.consent { 2 } else { 3 };
        until("the consent is given", async || {
            self.press(&vec!["Tab"; steps])?;
            self.press(&["Return"])?;
            Ok((services.calls("page:decide") > 0).then_some(()))
        })
        .await
    }

    /// Closes the login window as a person does.
    pub async fn close_login_window(&self) -> Result<()> {
        self.login_window().await?;
        self.press(&["alt+F4"])
    }

    /// Presses keys.
    pub fn press(&self, keys: &[&str]) -> Result<()> {
        let arguments: Vec<&str> = ["key", "--clearmodifiers"].into_iter().chain(keys.iter().copied()).collect();
        self.keyboard(&arguments)
    }

    async fn typed_into(&self, page: &str, services: &Services, email: &str, password: &str) -> Result<()> {
        // The page has the keyboard when it is drawn; nothing says when. What went nowhere is typed again.
        until("\"Se connecter\" was pressed", async || {
            self.press(&["ctrl+a"])?;
            self.keyboard(&["type", "--delay", "15", email])?;
            self.press(&["Tab", "ctrl+a"])?;
            self.keyboard(&["type", "--delay", "15", password])?;
            self.press(&["Return"])?;
            for _ in 0..10 {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                if services.calls(page) > 0 {
                    return Ok(Some(()));
                }
            }
            self.press(&["shift+Tab"])?;
            Ok(None)
        })
        .await
    }

    fn has_window(&self, title: &str) -> Result<bool> {
        Ok(self.command("xdotool").args(["search", "--onlyvisible", "--name", title]).output()?.status.success())
    }

    fn keyboard(&self, arguments: &[&str]) -> Result<()> {
        let done = self.command("xdotool").args(arguments).output()?;
        if !done.status.success() {
            bail!("xdotool {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(())
    }
}

/// How often the page was asked for that asks for the consent, or for a login first.
fn asked(services: &Services) -> usize {
    services
        .sandbox()
        .ledger()
        .entries()
        .iter()
        .filter(|entry| entry.method == "GET" && entry.path.ends_with("/oauth/authorize"))
        .count()
}
