//! `passerelle diagnostics`.

mod tokens;

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use passerelle_agent::journal::ActivityFilter;
use passerelle_agent::messages::Messages;
use passerelle_social_balance::Language;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::doctor::look;
use crate::answer::Answer;
use crate::arguments::Global;
use crate::failure::Failure;
use crate::office::Office;
use crate::surroundings::Surroundings;
use tokens::Tokens;

/// Write a zip for whoever helps: versions, settings, states and logs, without secrets and without anybody's data.
#[derive(Debug, Args)]
#[command(after_help = "\
Names, enterprise numbers, addresses of folders and figures are left out or replaced by tokens that are the same throughout one
zip: \"dossier-1\" is the same dossier everywhere in it. Look into it before you send it.")]
pub(crate) struct Diagnostics {
    /// Where to write it. [default: passerelle-diagnostics-DATE.zip in the current folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// At most so many lines of the activity.
const LINES: u32 = 2_000;
/// At most so many bytes of each log, the last ones.
const LOG_BYTES: usize = 1024 * 1024;

/// Gathers, replaces, packs.
pub(crate) async fn run(arguments: &Diagnostics, global: &Global) -> Result<Answer, Failure> {
    let looks = look(Surroundings::open(global)?, true).await;
    let surroundings = Surroundings::open(global)?;
    let settings = settings(&surroundings);
    let logs = surroundings.home.logs_folder();
    let mut tokens = Tokens::default();
    tokens.learn("home", &surroundings.home.folder().display().to_string());
    for name in ["HOME", "USERPROFILE", "USER", "USERNAME", "COMPUTERNAME", "HOSTNAME"] {
        tokens.learn("account", &std::env::var(name).unwrap_or_default());
    }
    let office = Office::open(surroundings)?;
    let day = office.agent.today();
    let mut files: Vec<(String, Value)> = vec![
        ("about.json".to_owned(), about(&office)),
        ("settings.json".to_owned(), settings),
        ("looks.json".to_owned(), json!(looks)),
    ];
    files.extend(states(&office, &mut tokens).map_err(|error| office.failure(&error))?);

    let folder = format!("passerelle-diagnostics-{day}");
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{folder}.zip")));
    let mut names = Vec::new();
    let mut archive = Archive::create(&path, &folder)?;
    for (name, document) in files {
        archive.add(&name, &format!("{:#}\n", tokens.in_document(document)))?;
        names.push(name);
    }
    for (name, text) in log_files(&logs) {
        let name = format!("logs/{name}");
        archive.add(&name, &tokens.in_text(&text))?;
        names.push(name);
    }
    archive.finish()?;
    let text = format!(
        "{} was written, with {} files in {folder}/. Look into it before you send it.",
        path.display(),
        names.len()
    );
    Answer::new(text, &json!({ "file": path.display().to_string(), "folder": folder, "files": names }))
}

fn about(office: &Office) -> Value {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "made_at": office.clock.now(),
        "time_zone": office.zone().name(),
    })
}

/// Settings without what says who or where somebody is.
fn settings(surroundings: &Surroundings) -> Value {
    const LEFT_OUT: [&str; 5] =
        ["folder.path", "silverfin.client_id", "agent.name", "proxy.url", "certificates.extra_file"];
    let settings = surroundings.settings.settings().list();
    let list: Vec<Value> = settings
        .into_iter()
        .map(|setting| {
            let hidden = LEFT_OUT.contains(&setting.key.as_str()) && setting.value.is_some();
            let value = if hidden { Some("[set]".to_owned()) } else { setting.value };
            json!({ "key": setting.key.as_str(), "value": value, "origin": setting.origin.as_str() })
        })
        .collect();
    let warnings: Vec<String> = surroundings.settings.warnings().iter().map(ToString::to_string).collect();
    json!({ "settings": list, "warnings": warnings })
}

/// Where sheets stand and what happened. Learns every name on the way, so that all of them are replaced everywhere.
fn states(office: &Office, tokens: &mut Tokens) -> Result<Vec<(String, Value)>, passerelle_agent::AgentError> {
    let agent = &office.agent;
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
    let messages = Messages::new(Language::English).in_zone(office.zone());
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
    path: PathBuf,
}

impl Archive {
    fn create(path: &Path, folder: &str) -> Result<Self, Failure> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| unwritable(path, &error))?;
        Ok(Self { zip: ZipWriter::new(file), folder: folder.to_owned(), path: path.to_owned() })
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let name = format!("{}/{name}", self.folder);
        self.zip.start_file(name, SimpleFileOptions::default()).map_err(|error| unwritable(&self.path, &error))?;
        self.zip.write_all(text.as_bytes()).map_err(|error| unwritable(&self.path, &error))
    }

    fn finish(self) -> Result<(), Failure> {
        self.zip.finish().map(drop).map_err(|error| unwritable(&self.path, &error))
    }
}

fn unwritable(path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::failed("file_unwritable", format!("{}: cannot be written", path.display())).with_detail(error.to_string())
}
