use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use passerelle_desktop_tests::{Desktop, Tray};
use zbus::blocking::Proxy;

use super::tree::Tree;

/// How long anybody would wait for an icon.
const PATIENCE: Duration = Duration::from_secs(30);
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// The program as the session starts it: no driver reaches into it, so it costs what it costs a person.
pub(crate) struct Life {
    program: Child,
    /// From the start of the process until the tray had its icon.
    pub(crate) until_tray: Duration,
    /// Its tray.
    pub(crate) tray: Tray,
}

impl Life {
    /// Starts it, and waits for its icon.
    pub(crate) async fn begin(desktop: &Desktop) -> Result<Self> {
        let icons = registrations(desktop)?;
        let mut command = desktop.command(passerelle_desktop_tests::program()?);
        command.arg("--home").arg(desktop.home()).arg("--autostart");
        command.env_remove("TAURI_AUTOMATION").env_remove("TAURI_WEBVIEW_AUTOMATION");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let program = command.spawn().context("the program does not start")?;
        let seen = icons.recv_timeout(PATIENCE).context("no icon came into the tray")?;
        Ok(Self { program, until_tray: seen - begun, tray: Tray::find(desktop).await? })
    }

    /// Its processes.
    pub(crate) fn tree(&self) -> Tree {
        Tree::of(self.program.id())
    }

    /// Ends it as a person does.
    pub(crate) async fn end(mut self) -> Result<()> {
        self.tray.click("Quitter Passerelle").await?;
        self.program.wait()?;
        Ok(())
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        // Where something went wrong before the end; otherwise there is nothing left to end.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// When icons of the program come into the tray, from now on.
fn registrations(desktop: &Desktop) -> Result<Receiver<Instant>> {
    let bus = desktop.bus()?;
    let watcher = Proxy::new(&bus, WATCHER, "/StatusNotifierWatcher", WATCHER)?;
    let signals = watcher.receive_signal("StatusNotifierItemRegistered")?;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for signal in signals {
            let is_ours = signal.body().deserialize::<String>().is_ok_and(|item| item.contains("passerelle"));
            if is_ours && sender.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}
