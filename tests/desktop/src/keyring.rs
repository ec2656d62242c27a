//! The desktop's keyring, locked and unlocked as a session does it.

use anyhow::Result;
use zbus::blocking::Proxy;
use zbus::zvariant::{ObjectPath, OwnedObjectPath};

use crate::desktop::{Desktop, KEYRING_PASSWORD};
use crate::patience::until;

/// The keyring that a session opens.
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

impl Desktop {
    /// Locks the keyring: whoever wants something from it makes it ask for the password.
    pub fn lock_keyring(&self) -> Result<()> {
        let bus = self.bus()?;
        let service =
            Proxy::new(&bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")?;
        let keyrings = [ObjectPath::try_from(COLLECTION)?];
        let (locked, _): (Vec<OwnedObjectPath>, OwnedObjectPath) = service.call("Lock", &(&keyrings[..],))?;
        anyhow::ensure!(locked.len() == 1, "the keyring is not locked: {locked:?}");
        Ok(())
    }

    /// Whether it is locked.
    pub fn is_keyring_locked(&self) -> Result<bool> {
        let bus = self.bus()?;
        let keyring = Proxy::new(&bus, "org.freedesktop.secrets", COLLECTION, "org.freedesktop.Secret.Collection")?;
        Ok(keyring.get_property("Locked")?)
    }

    /// Waits until the keyring asks for its password.
    pub async fn keyring_asks(&self) -> Result<()> {
        until("the keyring asks for its password", async || {
            let asking =
                self.command("xdotool").args(["search", "--onlyvisible", "--class", "gcr-prompter"]).output()?;
            Ok(asking.status.success().then_some(()))
        })
        .await
    }

    /// Types its password when it asks.
    pub async fn unlock_keyring_when_asked(&self) -> Result<()> {
        self.keyring_asks().await?;
        until("the keyring is unlocked", async || {
            if !self.is_keyring_locked()? {
                return Ok(Some(()));
            }
            // Its window need not be the one in front.
            let asking = ["search", "--onlyvisible", "--class", "gcr-prompter", "windowactivate"];
            self.command("xdotool").args(asking).output()?;
            self.type_text(KEYRING_PASSWORD)?;
            self.press(&["Return"])?;
            Ok(None)
        })
        .await
    }
}
