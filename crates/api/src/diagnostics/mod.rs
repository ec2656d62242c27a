//! A zip for whoever helps: versions, settings, states and logs, without secrets and without anybody's data. Names,
//! enterprise numbers, addresses of folders and figures are left out or replaced by tokens that are the same throughout
//! one zip.

mod tokens;

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use passerelle_agent::journal::ActivityFilter;
use passerelle_agent::messages::Messages;
use passerelle_agent::{Agent, AgentError};
use passerelle_social_balance::Language;
use serde_json::{Value, json};
use tokens::Tokens;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// At most so many lines of the activity.
const LINES: u32 = 2_000;
/// At most so many bytes of each log, the last ones.
const LOG_BYTES: usize = 1024 * 1024;

/// What goes into the zip, with every name replaced already.
pub struct Diagnostics {
    folder: String,
    files: Vec<(String, String)>,
}

impl Diagnostics {
    /// Gathers and replaces. `findings` is what was found where somebody looked at everything that a connection needs.
    pub fn gather(agent: &Agent, findings: Value, now: DateTime<Utc>) -> Result<Self, AgentError> {
        let mut tokens = Tokens::default();
        tokens.learn("home", &agent.home().folder().display().to_string());
        for name in ["HOME", "USERPROFILE", "USER", "USERNAME", "COMPUTERNAME", "HOSTNAME"] {
            tokens.learn("account", &std::env::var(name).unwrap_or_default());
        }
        let mut documents: Vec<(String, Value)> = vec![
            ("about.json".to_owned(), about(agent, now)),
            ("settings.json".to_owned(), settings(agent)),
            ("looks.json".to_owned(), findings),
        ];
        documents.extend(states(agent, &mut tokens)?);
        let mut files: Vec<(String, String)> = documents
            .into_iter()
            .map(|(name, document)| (name, format!("{:#}\n", tokens.in_document(document))))
            .collect();
        for (name, text) in log_files(&agent.home().logs_folder()) {
            files.push((format!("logs/{name}"), tokens.in_text(&text)));
        }
        Ok(Self { folder: format!("passerelle-diagnostics-{}", agent.today()), files })
    }

    /// The one folder in the zip, and the zip's own name before its ending.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The names of the files in that folder.
    pub fn names(&self) -> Vec<&str> {
        self.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Writes the zip, for its owner's eyes alone.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut archive = Archive::create(path, &self.folder)?;
        for (name, text) in &self.files {
            archive.add(name, text)?;
        }
        archive.finish()
    }
}

fn about(agent: &Agent, made_at: DateTime<Utc>) -> Value {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "made_at": made_at,
        "time_zone": agent.values().schedule_time_zone.name(),
    })
}

/// Settings without what says who or where somebody is.
fn settings(agent: &Agent) -> Value {
    const LEFT_OUT: [&str; 5] =
        ["folder.path", "silverfin.client_id", "agent.name", "proxy.url", "certificates.extra_file"];
    let store = agent.settings();
    let settings = store.settings().list();
    let list: Vec<Value> = settings
        .into_iter()
        .map(|setting| {
            let hidden = LEFT_OUT.contains(&setting.key.as_str()) && setting.value.is_some();
            let value = if hidden { Some("[set]".to_owned()) } else { setting.value };
            json!({ "key": setting.key.as_str(), "value": value, "origin": setting.origin.as_str() })
        })
        .collect();
    let warnings: Vec<String> = store.warnings().iter().map(ToString::to_string).collect();
    json!({ "settings": list, "warnings": warnings })
}

/// Where sheets stand and what happened. Learns every name on the way, so that all of them are replaced everywhere.
fn states(agent: &Agent, tokens: &mut Tokens) -> Result<Vec<(String, Value)>, AgentError> {
    let status = agent.status()?;
    tokens.learn("computer", &agent.agent_name());
    if let Some(name) = status.activation.as_ref().and_then(|activation| activation.environment_name.as_deref()) {
        tokens.learn("environment", name);
    }
    for firm in &status.firms {
        tokens.learn_all("firm", &[&firm.name, &firm.firm.to_string()]);
    }
    for dossier in agent.journal().dossiers()? {
        tokens.learn_all("dossier", &[&dossier.name, &dossier.id.to_string()]);
        if let Some(number) = dossier.enterprise_number {
            tokens.learn_number(number);
        }
        if let Some(link) = dossier.link {
            tokens.learn_all("company", &[&link.company_name, &link.company.to_string()]);
        }
    }
    let rows = agent.dossiers()?;
    for row in &rows {
        tokens.learn_all("dossier", &[&row.name, &row.dossier.to_string()]);
        if let Some(number) = row.enterprise_number {
            tokens.learn_number(number);
        }
    }
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            let mut row = json!(row);
            if let Some(row) = row.as_object_mut() {
                row.remove("page");
            }
            row
        })
        .collect();
    let messages = Messages::new(Language::English).in_zone(agent.values().schedule_time_zone);
    let filter = ActivityFilter { at_most: Some(LINES), ..ActivityFilter::default() };
    let activity: Vec<Value> = agent
        .journal()
        .activity(&filter)?
        .into_iter()
        .map(|line| {
            let text = messages.event(&line.event);
            json!({ "line": line, "text": text })
        })
        .collect();
    Ok(vec![
        ("status.json".to_owned(), json!(status)),
        ("dossiers.json".to_owned(), json!(rows)),
        ("activity.json".to_owned(), json!(activity)),
        ("runs.json".to_owned(), json!(agent.journal().runs(LINES)?)),
    ])
}

/// The home's logs, each cut to its end.
fn log_files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<(String, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let bytes = std::fs::read(entry.path()).ok()?;
            let end = bytes.get(bytes.len().saturating_sub(LOG_BYTES)..)?;
            Some((name, String::from_utf8_lossy(end).into_owned()))
        })
        .collect();
    files.sort();
    files
}

/// A zip with everything in one folder.
struct Archive {
    zip: ZipWriter<File>,
    folder: String,
}

impl Archive {
    fn create(path: &Path, folder: &str) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        Ok(Self { zip: ZipWriter::new(file), folder: folder.to_owned() })
    }

    fn add(&mut self, name: &str, text: &str) -> io::Result<()> {
        let name = format!("{}/{name}", self.folder);
        self.zip.start_file(name, SimpleFileOptions::default())?;
        self.zip.write_all(text.as_bytes())
    }

    fn finish(self) -> io::Result<()> {
        self.zip.finish()?;
        Ok(())
    }
}
