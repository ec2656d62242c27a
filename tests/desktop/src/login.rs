//! The login window. It is in a session of its own, out of a driver's reach, so a person's hands are played: the keyboard.

use std::time::Duration;

use anyhow::{Result, bail};
use passerelle_sandbox::LogIn;

use crate::desktop::Desktop;
use crate::patience::until;
use crate::services::Services;

/// The window's title contains this in every language, since Silverfin is on this computer; no other window's does.
const TITLE: &str = "Silverfin · 127.0.0.1";

impl Desktop {
    /// Waits for the login window, and puts the keyboard into it.
    pub async fn login_window(&self) -> Result<()> {
        until("the login window opens", async || Ok(self.has_window(TITLE)?.then_some(()))).await?;
        self.activate(TITLE)
    }

    /// Puts the keyboard into the window with this title.
    pub fn activate(&self, title: &str) -> Result<()> {
        self.keyboard(&["search", "--onlyvisible", "--name", &pattern(title), "windowactivate", "--sync"])
    }

    /// Waits until the login window is gone.
    pub async fn login_window_gone(&self) -> Result<()> {
        until("the login window closes", async || Ok((!self.has_window(TITLE)?).then_some(()))).await
    }

    /// Logs in and presses "Se connecter", then "Autoriser" or "Refuser" on the page that asks for consent.
    pub async fn log_in(&self, services: &Services, person: &LogIn) -> Result<()> {
        // The list of firms, "Autoriser", "Refuser": reached in this order.
        self.log_in_and_press(services, person, if person.consent { 2 } else { 3 }).await
    }

    /// The same for somebody who is offered "Refuser" alone.
    pub async fn log_in_without_rights(&self, services: &Services, person: &LogIn) -> Result<()> {
        self.log_in_and_press(services, person, 1).await
    }

    async fn log_in_and_press(&self, services: &Services, person: &LogIn, steps: usize) -> Result<()> {
        self.login_window().await?;
        self.typed_into("page:sign_in", services, &person.email, &person.password).await?;
        until("the consent is asked", async || Ok(is_consent_asked(services).then_some(()))).await?;
        let decided = services.calls("page:decide");
        until("the consent is given", async || {
            // A person looks at the page first, and so lets it be drawn.
            look().await;
            self.login_window().await?;
            self.press(&vec!["Tab"; steps])?;
            self.press(&["Return"])?;
            for _ in 0..LOOKS {
                if services.calls("page:decide") > decided {
                    return Ok(Some(()));
                }
                look().await;
            }
            Ok(None)
        })
        .await
    }

    /// Closes the login window as a person does.
    pub async fn close_login_window(&self) -> Result<()> {
        self.login_window().await?;
        self.close_window(TITLE).await
    }

    /// Closes the window with this title as a person does.
    pub async fn close_window(&self, title: &str) -> Result<()> {
        until("the window closes", async || {
            if !self.has_window(title)? {
                return Ok(Some(()));
            }
            self.activate(title)?;
            self.press(&["alt+F4"])?;
            look().await;
            Ok(None)
        })
        .await
    }

    /// Presses keys.
    pub fn press(&self, keys: &[&str]) -> Result<()> {
        let arguments: Vec<&str> = ["key", "--clearmodifiers"].into_iter().chain(keys.iter().copied()).collect();
        self.keyboard(&arguments)
    }

    /// Types a text, with what has the keyboard.
    pub(crate) fn type_text(&self, text: &str) -> Result<()> {
        self.keyboard(&["type", "--delay", "15", text])
    }

    async fn typed_into(&self, page: &str, services: &Services, email: &str, password: &str) -> Result<()> {
        let before = services.calls(page);
        // The page has the keyboard when it is drawn; nothing says when. What went nowhere is typed again.
        until("\"Se connecter\" was pressed", async || {
            self.login_window().await?;
            look().await;
            self.press(&["ctrl+a"])?;
            self.type_text(email)?;
            self.press(&["Tab", "ctrl+a"])?;
            self.type_text(password)?;
            self.press(&["Return"])?;
            for _ in 0..LOOKS {
                look().await;
                if services.calls(page) > before {
                    return Ok(Some(()));
                }
            }
            self.press(&["shift+Tab"])?;
            Ok(None)
        })
        .await
    }

    /// Whether a window with this title can be seen.
    pub fn has_window(&self, title: &str) -> Result<bool> {
        Ok(self.window(title)?.is_some())
    }

    /// The number of the window with this title.
    pub(crate) fn window(&self, title: &str) -> Result<Option<String>> {
        let found = self.command("xdotool").args(["search", "--onlyvisible", "--name", &pattern(title)]).output()?;
        Ok(String::from_utf8_lossy(&found.stdout).lines().next().map(str::to_owned))
    }

    fn keyboard(&self, arguments: &[&str]) -> Result<()> {
        let done = self.command("xdotool").args(arguments).output()?;
        if !done.status.success() {
            bail!("xdotool {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(())
    }
}

/// What finds a title. How letters beyond ASCII are written in it depends on the computer's locales.
fn pattern(title: &str) -> String {
    title.chars().map(|letter| if letter.is_ascii() { letter } else { '.' }).collect::<String>().replace('.', ".+")
}

/// How often is looked before something is done again.
const LOOKS: usize = 10;

/// As long as a glance takes.
async fn look() {
    tokio::time::sleep(Duration::from_millis(500)).await;
}

/// Whether the page that asks for the consent was asked for since somebody last signed in.
fn is_consent_asked(services: &Services) -> bool {
    let ledger = services.sandbox().ledger();
    let signed_in = ledger.of_operation("page:sign_in").map(|entry| entry.sequence).max();
    ledger
        .entries()
        .iter()
        .filter(|entry| entry.method == "GET" && entry.path.ends_with("/oauth/authorize"))
        .any(|entry| Some(entry.sequence) > signed_in)
}
