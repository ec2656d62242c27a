//! Notifications, overheard on the session bus.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;
use zbus::blocking::{MessageIterator, Proxy};
use zbus::zvariant::OwnedValue;

use crate::desktop::Desktop;
use crate::patience::until;

/// One that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
}

type Notify = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

/// All that were shown so far.
#[derive(Clone, Default)]
pub struct Notifications {
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Notifications {
    /// Listens from now on.
    pub fn listen(desktop: &Desktop) -> Result<Self> {
        let bus = desktop.bus()?;
        let monitoring =
            Proxy::new(&bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring")?;
        let rules = ["interface='org.freedesktop.Notifications',member='Notify'"];
        monitoring.call::<_, _, ()>("BecomeMonitor", &(&rules[..], 0_u32))?;
        let notifications = Self::default();
        let heard = Arc::clone(&notifications.heard);
        thread::spawn(move || {
            for message in MessageIterator::from(bus).flatten() {
                if let Ok((_, _, _, title, body, ..)) = message.body().deserialize::<Notify>() {
                    heard.lock().unwrap_or_else(PoisonError::into_inner).push(Heard { title, body });
                }
            }
        });
        Ok(notifications)
    }

    /// All of them.
    pub fn all(&self) -> Vec<Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Those with this title.
    pub fn titled(&self, title: &str) -> Vec<Heard> {
        self.all().into_iter().filter(|one| one.title == title).collect()
    }

    /// Waits until there are so many with this title.
    pub async fn wait_for(&self, title: &str, count: usize) -> Result<Vec<Heard>> {
        until(&format!("{count} notifications {title:?}"), async || {
            let heard = self.titled(title);
            Ok((heard.len() >= count).then_some(heard))
        })
        .await
    }
}
