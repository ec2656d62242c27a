use std::collections::BTreeSet;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::{Mutex, Once, PoisonError};

use passerelle_sandbox::{Sandbox, Secrets};
use serde_json::Value;
use tempfile::TempDir;

use crate::Said;

/// Where secrets are allowed to be: the file vault, which was chosen by name.
const VAULT: &str = "vault.json";

/// Everything that a program said and wrote, by where: to be searched for secrets.
#[derive(Debug, Clone, Default)]
pub struct LeftBehind(Vec<(String, Vec<u8>)>);

impl LeftBehind {
    /// Something that was said there.
    pub fn add(&mut self, place: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.push((place.into(), content.into()));
    }

    /// What a command said.
    pub fn heard(&mut self, what: &str, said: &Said) {
        self.add(format!("output of {what}"), said.output.as_str());
        self.add(format!("errors of {what}"), said.errors.as_str());
    }

    /// Every file below a folder but the vault; bundles are unpacked.
    pub fn files_below(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.files_below(&path);
            } else if path.extension().is_some_and(|extension| extension == "zip") {
                self.packed_in(&path);
            } else if path.is_file() && !is_vault(&path) {
                self.add(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }

    /// What is in a bundle.
    fn packed_in(&mut self, path: &Path) {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        assert!(!archive.is_empty());
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            self.add(format!("{} in the bundle", file.name()), content);
        }
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.0.len()
    }

    /// Where this text stands.
    pub fn places_of(&self, text: &str) -> Vec<&str> {
        let holds = |content: &[u8]| content.windows(text.len()).any(|window| window == text.as_bytes());
        self.0.iter().filter(|(_, content)| holds(content)).map(|(place, _)| place.as_str()).collect()
    }

    /// Where these secrets stand, each as "place: secret".
    pub fn leaks(&self, secrets: &Secrets) -> Vec<String> {
        let of = |(place, content): &(String, Vec<u8>)| -> Vec<String> {
            secrets.within(content).into_iter().map(|secret| format!("{place}: {secret}")).collect()
        };
        self.0.iter().flat_map(of).collect()
    }
}

/// Whether a file is the vault, or a part of it that a killed writer left and the next one sweeps away.
fn is_vault(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == VAULT || name.starts_with(&format!(".{VAULT}."))
}

/// Every text in the file vault of a home, the tokens within kept pairs, too; what is called `but` is left out.
pub fn kept_secrets(home: &Path, but: Option<&str>) -> BTreeSet<String> {
    fn gather(value: &Value, but: Option<&str>, texts: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(inner @ Value::Object(_)) => gather(&inner, but, texts),
                _ => drop(texts.insert(text.trim().to_owned())),
            },
            Value::Object(fields) => {
                let fields = fields.iter().filter(|(name, _)| Some(name.as_str()) != but);
                fields.for_each(|(_, value)| gather(value, but, texts));
            }
            Value::Array(values) => values.iter().for_each(|value| gather(value, but, texts)),
            _ => {}
        }
    }
    let mut texts = BTreeSet::new();
    if let Ok(vault) = std::fs::read(home.join(VAULT)) {
        gather(&serde_json::from_slice(&vault).unwrap(), but, &mut texts);
    }
    // Scopes, times and numbers are no secrets.
    texts.retain(|text| text.len() >= 16 && text.chars().all(|one| one.is_ascii_alphanumeric() || "-_".contains(one)));
    texts
}

/// The folder of an installation in this process, which keeps its secrets elsewhere. When it goes, whatever was left in it, and
/// whatever was logged meanwhile, is searched for everything that opens something in these services.
pub struct SearchedHome {
    folder: TempDir,
    sandbox: Sandbox,
}

impl SearchedHome {
    /// A new folder for an installation that is told these services' secrets. From here on everything is logged.
    pub fn new(folder: TempDir, sandbox: &Sandbox) -> Self {
        listen();
        Self { folder, sandbox: sandbox.clone() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What of the services' secrets stands in the folder or was logged.
    pub fn leaks(&self) -> Vec<String> {
        let secrets = Secrets::of(self.sandbox.secrets()).unwrap();
        let (mut leaks, files) = secrets.below(self.folder.path(), &|_| false).unwrap();
        assert!(files > 0 && !secrets.texts().is_empty(), "nothing was searched");
        let mut logged = logged();
        leaks.extend(secrets.within(&logged).into_iter().map(|secret| format!("what was logged: {secret}")));
        logged.clear();
        leaks
    }
}

impl Drop for SearchedHome {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let leaks = self.leaks();
            assert!(leaks.is_empty(), "secrets were left behind: {leaks:#?}");
        }
    }
}

/// What every agent of this process logged, at every level, since it was last searched.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn logged() -> std::sync::MutexGuard<'static, Vec<u8>> {
    LOGGED.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Listener;

impl Write for Listener {
    fn write(&mut self, content: &[u8]) -> std::io::Result<usize> {
        logged().extend_from_slice(content);
        Ok(content.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let listening = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
        // Where a test listens by itself, that is what it is about.
        let _ = listening.with_ansi(false).with_writer(|| Listener).try_init();
    });
}
