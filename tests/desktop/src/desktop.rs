//! A desktop of its own for each test: nothing of the computer's own session is touched.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, ensure};
use passerelle_sandbox::{Sandbox, Secrets};
use tempfile::TempDir;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;

use crate::patience::until;
use crate::services::Services;

/// What the keyring is unlocked with.
pub(crate) const KEYRING_PASSWORD: &str = "password";

/// How often a search begins anew while files go.
const SEARCHES: usize = 20;

/// How windows look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// A screen, a session bus, a window manager, a panel with a tray, a notification daemon and an unlocked keyring.
pub struct Desktop {
    programs: Vec<(String, Child)>,
    variables: Vec<(&'static str, String)>,
    bus_address: String,
    language: &'static str,
    folder: TempDir,
    /// The services whose secrets nothing here may hold when it ends.
    services: Vec<Sandbox>,
}

impl Desktop {
    /// Begins one in French; everything of it ends when it is dropped.
    pub async fn begin(look: Look) -> Result<Self> {
        Self::begin_in("fr", look).await
    }

    /// Begins one of somebody who has set the computer to this language.
    pub async fn begin_in(language: &'static str, look: Look) -> Result<Self> {
        let (programs, variables, folder) = (Vec::new(), Vec::new(), tempfile::tempdir()?);
        let (bus_address, services) = (String::new(), Vec::new());
        let mut desktop = Self { programs, variables, bus_address, language, folder, services };
        desktop.set("HOME", desktop.folder.path().display().to_string());
        for (variable, name) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
        {
            desktop.set(variable, desktop.folder.path().join(name).display().to_string());
        }
        let runtime = desktop.folder.path().join("runtime");
        std::fs::create_dir(&runtime)?;
        std::fs::set_permissions(&runtime, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        desktop.set("XDG_RUNTIME_DIR", runtime.display().to_string());
        for (variable, value) in [
            // Lets a driver into our windows; the login window stays out of its reach.
            ("TAURI_AUTOMATION", "true"),
            ("TAURI_WEBVIEW_AUTOMATION", "true"),
            ("LC_ALL", "C.UTF-8"),
            ("LANGUAGE", language),
            // Without a graphics card.
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("GTK_THEME", if look == Look::Dark { "Adwaita:dark" } else { "Adwaita" }),
        ] {
            desktop.set(variable, value.to_owned());
        }
        desktop.stand_in_for_the_browser()?;
        let screen = desktop.start_and_read("Xvfb", &["-displayfd", "1", "-screen", "0", "1280x900x24"])?;
        desktop.set("DISPLAY", format!(":{screen}"));
        let bus = desktop.start_and_read("dbus-daemon", &["--session", "--nofork", "--print-address=1"])?;
        desktop.set("DBUS_SESSION_BUS_ADDRESS", bus.clone());
        desktop.bus_address = bus;
        for program in ["openbox", "xfce4-panel", "dunst"] {
            desktop.start(program, &[])?;
        }
        desktop.unlock_keyring()?;
        for name in ["org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications", "org.freedesktop.secrets"] {
            let bus = desktop.bus()?;
            until(name, async || Ok(DBusProxy::new(&bus)?.name_has_owner(name.try_into()?)?.then_some(()))).await?;
        }
        Ok(desktop)
    }

    /// A connection to its session bus.
    pub fn bus(&self) -> Result<Connection> {
        Ok(Builder::address(self.bus_address.as_str())?.build()?)
    }

    /// A program of this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// The language that the computer is set to.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// A place that ends with the desktop.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where Passerelle keeps everything.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("passerelle")
    }

    /// What the office's IT department fixes on this desktop; nothing where there is no such file.
    pub fn policy_file(&self) -> PathBuf {
        self.folder.path().join("policy.json")
    }

    /// Starts a program that ends with the desktop.
    pub fn start(&mut self, program: &str, arguments: &[&str]) -> Result<()> {
        self.start_with(program, arguments, "C.UTF-8")
    }

    /// The same as the person sees it: the system's own fields write days as the language does, where the system has it.
    pub fn start_for_the_person(&mut self, program: &str, arguments: &[&str]) -> Result<()> {
        let locale = format!("{}_BE.utf8", self.language);
        let known = self.command("locale").arg("-a").output()?;
        let has_it = String::from_utf8_lossy(&known.stdout).lines().any(|line| line == locale);
        self.start_with(program, arguments, if has_it { &locale } else { "C.UTF-8" })
    }

    fn start_with(&mut self, program: &str, arguments: &[&str], locale: &str) -> Result<()> {
        let name = Path::new(program).file_name().unwrap_or_default().display().to_string();
        let log = std::fs::File::create(self.folder.path().join(format!("{name}.log")))?;
        let started = self
            .command(program)
            .args(arguments)
            .env("LC_ALL", locale)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        self.programs.push((name, started));
        Ok(())
    }

    /// Ends a program of this desktop, as a crash of it would.
    pub fn stop(&mut self, program: &str) -> Result<()> {
        let place = self.programs.iter().rposition(|(name, _)| name == program);
        let (_, mut stopped) = self.programs.remove(place.with_context(|| format!("{program} was not started here"))?);
        stopped.kill()?;
        stopped.wait()?;
        Ok(())
    }

    /// Waits until a program that was started here has ended by itself, and says how.
    pub async fn ended(&mut self, program: &str) -> Result<ExitStatus> {
        let started = self.programs.iter_mut().rev().find(|(name, _)| name == program);
        let (_, started) = started.with_context(|| format!("{program} was not started here"))?;
        until(&format!("{program} ends"), async || Ok(started.try_wait()?)).await
    }

    /// Starts a program that says one line about itself.
    fn start_and_read(&mut self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut started = self
            .command(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        let output = started.stdout.take().context("what it says is read")?;
        self.programs.push((program.to_owned(), started));
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// A browser that only writes down where it was sent.
    fn stand_in_for_the_browser(&mut self) -> Result<()> {
        let programs = self.folder.path().join("programs");
        std::fs::create_dir(&programs)?;
        let browser = programs.join("xdg-open");
        std::fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > {}\n", self.opened_file().display()))?;
        std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let path = std::env::var("PATH").unwrap_or_default();
        self.set("PATH", format!("{}:{path}", programs.display()));
        Ok(())
    }

    fn opened_file(&self) -> PathBuf {
        self.folder.path().join("opened")
    }

    /// Waits until the browser was sent somewhere, and says where.
    pub async fn browser_sent_to(&self) -> Result<String> {
        let file = self.opened_file();
        let opened = until("the browser opens", async || {
            Ok(std::fs::read_to_string(&file).ok().filter(|text| !text.is_empty()))
        })
        .await?;
        std::fs::remove_file(&file)?;
        Ok(opened)
    }

    fn unlock_keyring(&mut self) -> Result<()> {
        let mut keyring = self
            .command("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("starting gnome-keyring-daemon")?;
        keyring.stdin.take().context("the password goes in")?.write_all(KEYRING_PASSWORD.as_bytes())?;
        self.programs.push(("gnome-keyring-daemon".to_owned(), keyring));
        Ok(())
    }

    /// Lets the end of this desktop look for these services' secrets.
    pub(crate) fn search_for_secrets_of(&mut self, services: &Services) {
        self.services.push(services.sandbox().clone());
    }

    /// What of the services' secrets stands in any file of this desktop but the keyring's own: the program's home, its logs, what
    /// the webview keeps, what programs said, where the browser was sent.
    pub fn leaks(&self) -> Result<Vec<String>> {
        let mut leaks = Vec::new();
        for sandbox in &self.services {
            let secrets = Secrets::of(sandbox.secrets())?;
            let keyring = self.folder.path().join("data").join("keyrings");
            let (found, files) = secrets.below(self.folder.path(), &|path| path.starts_with(&keyring))?;
            ensure!(files > 0 && !secrets.texts().is_empty(), "nothing was searched");
            leaks.extend(found);
        }
        Ok(leaks)
    }

    /// Leaves what the program noted beside the pictures: it says why something was not seen.
    fn keep_log(&self) {
        let Some(folder) = crate::pictures::folder() else { return };
        let test = std::thread::current().name().unwrap_or("desktop").replace("::", "-");
        for log in std::fs::read_dir(self.home().join("logs")).into_iter().flatten().flatten() {
            let _ = std::fs::copy(log.path(), folder.join(format!("{test}.log")));
        }
    }

    fn set(&mut self, name: &'static str, value: String) {
        self.variables.push((name, value));
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.keep_log();
        for (_, program) in self.programs.iter_mut().rev() {
            let _ = program.kill();
            let _ = program.wait();
        }
        if !std::thread::panicking() {
            let mut leaks = self.leaks();
            // What a program leaves that is still ending may go while it is looked at.
            for _ in 0..SEARCHES {
                if leaks.is_err() {
                    leaks = self.leaks();
                }
            }
            assert!(leaks.as_ref().is_ok_and(Vec::is_empty), "secrets were left behind: {leaks:#?}");
        }
    }
}
