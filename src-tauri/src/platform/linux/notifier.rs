//! Notifications over `org.freedesktop.Notifications`. One thread says and hears everything, so that a click is heard for as
//! long as the notification stands, without a thread for each.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use passerelle_agent::controller::Notice;
use passerelle_agent::shell::Page;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::Value;

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The action that a click on the notification itself stands for.
const CLICK: &str = "default";
/// More than these nobody finds on a screen.
const REMEMBERED: usize = 200;

/// What a click opens, by the notification's number.
type Pages = Arc<Mutex<HashMap<u32, Page>>>;

/// Shows notifications.
pub(crate) struct Notifier {
    notices: Sender<Notice>,
}

impl Notifier {
    /// A notifier that tells `clicked` which page somebody wants to see.
    pub(crate) fn new(clicked: impl Fn(Page) + Send + 'static) -> Self {
        let (notices, waiting) = channel();
        thread::spawn(move || {
            if let Err(error) = serve(&waiting, clicked) {
                tracing::warn!(%error, "there are no notifications on this desktop");
            }
        });
        Self { notices }
    }

    /// Shows one, in the place of an earlier one with the same tag.
    pub(crate) fn show(&self, notice: &Notice) {
        if self.notices.send(notice.clone()).is_err() {
            tracing::warn!("a notification could not be shown; it stands in the activity");
        }
    }
}

fn serve(waiting: &Receiver<Notice>, clicked: impl Fn(Page) + Send + 'static) -> zbus::Result<()> {
    // Connected when there is something to show: most days begin without.
    let Ok(first) = waiting.recv() else { return Ok(()) };
    let connection = Connection::session()?;
    let pages = Pages::default();
    let (listening, heard) = (connection.clone(), Arc::clone(&pages));
    let proxy = Proxy::new(&listening, SERVICE, PATH, SERVICE)?;
    let clicks = proxy.receive_signal("ActionInvoked")?;
    thread::spawn(move || {
        for click in clicks {
            let Ok((number, action)) = click.body().deserialize::<(u32, String)>() else { continue };
            let page = heard.lock().unwrap_or_else(PoisonError::into_inner).get(&number).copied();
            if let Some(page) = page.filter(|_| action == CLICK) {
                clicked(page);
            }
        }
    });
    let mut shown = HashMap::new();
    for notice in std::iter::once(first).chain(waiting) {
        let replaces = shown.get(&notice.tag).copied().unwrap_or_default();
        match show(&connection, &notice, replaces) {
            Ok(number) => {
                shown.insert(notice.tag, number);
                let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
                if pages.len() >= REMEMBERED {
                    pages.clear();
                }
                pages.insert(number, notice.page);
            }
            Err(error) => tracing::warn!(%error, "a notification could not be shown; it stands in the activity"),
        }
    }
    Ok(())
}

fn show(connection: &Connection, notice: &Notice, replaces: u32) -> zbus::Result<u32> {
    let hints: HashMap<&str, Value<'_>> =
        HashMap::from([("desktop-entry", Value::from("Passerelle")), ("category", Value::from("transfer.complete"))]);
    let actions = [CLICK, "Passerelle"];
    // Texts are plain: some desktops read them as markup.
    let body = notice.body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let said = ("Passerelle", replaces, "passerelle-desktop", &notice.title, body, &actions[..], hints, -1_i32);
    connection.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &said)?.body().deserialize()
}
