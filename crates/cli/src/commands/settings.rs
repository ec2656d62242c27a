//! `passerelle settings get|set|list`.

use std::fmt::Write as _;

use clap::{Args, Subcommand};
use passerelle_agent::settings::{Setting, SettingKey, SettingsError, SettingsWarning};
use serde::Serialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::surroundings::Surroundings;
use crate::table::Table;

/// Read and change settings. What the office's policy fixes cannot be changed here.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle settings list
  passerelle settings set finbox.url https://finbox.example/
  passerelle settings set silverfin.client_id 7c1f...
  passerelle settings set source folder
  passerelle settings set folder.path /home/office/sheets
  passerelle settings get mapping.handle

Secrets are no settings: see `passerelle secret`.")]
pub(crate) struct Settings {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What can be done with settings.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Print one setting's value.
    Get {
        /// The setting, as `settings list` names it.
        key: String,
    },
    /// Change one setting.
    Set {
        /// The setting, as `settings list` names it.
        key: String,
        /// The value. An empty text takes it away, so that the default counts.
        value: String,
    },
    /// List every setting: value, where it comes from, what it does.
    List,
}

/// A setting as `--json` shows it.
#[derive(Debug, Serialize)]
struct SettingDocument {
    key: &'static str,
    value: Option<String>,
    default: Option<String>,
    origin: &'static str,
    kind: &'static str,
    description: &'static str,
}

impl From<Setting> for SettingDocument {
    fn from(setting: Setting) -> Self {
        Self {
            key: setting.key.as_str(),
            value: setting.value,
            default: setting.default,
            origin: setting.origin.as_str(),
            kind: setting.key.kind(),
            description: setting.key.description(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ListDocument {
    settings: Vec<SettingDocument>,
    warnings: Vec<String>,
}

/// Reads or changes settings.
pub(crate) fn run(arguments: &Settings, surroundings: &mut Surroundings) -> Result<Answer, Failure> {
    match &arguments.action {
        Action::Get { key } => {
            let setting = surroundings.settings.settings().setting(named(key)?);
            Answer::new(setting.value.clone().unwrap_or_default(), &SettingDocument::from(setting))
        }
        Action::Set { key, value } => {
            let key = named(key)?;
            if value.trim().is_empty() {
                surroundings.settings.reset(key)?;
            } else {
                surroundings.settings.set(key, value)?;
            }
            let setting = surroundings.settings.settings().setting(key);
            let text = match &setting.value {
                Some(value) => format!("{key} = {value}"),
                None => format!("{key} is not set"),
            };
            Answer::new(text, &SettingDocument::from(setting))
        }
        Action::List => list(surroundings),
    }
}

fn named(key: &str) -> Result<SettingKey, Failure> {
    key.parse().map_err(|error| SettingsError::Unknown(error).into())
}

fn list(surroundings: &Surroundings) -> Result<Answer, Failure> {
    let settings = surroundings.settings.settings().list();
    let warnings: Vec<String> = surroundings.settings.warnings().iter().map(SettingsWarning::to_string).collect();
    let mut table = Table::new(["setting", "value", "", "what it does"]);
    for setting in &settings {
        let origin = match setting.origin.as_str() {
            "default" => "",
            other => other,
        };
        table.row([setting.key.as_str(), setting.value.as_deref().unwrap_or("-"), origin, setting.key.description()]);
    }
    let mut text = table.to_string();
    for warning in &warnings {
        let _ = writeln!(text, "warning: {warning}");
    }
    Answer::new(text, &ListDocument { settings: settings.into_iter().map(Into::into).collect(), warnings })
}
