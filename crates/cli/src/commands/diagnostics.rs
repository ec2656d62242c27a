//! `passerelle diagnostics`.

use std::path::PathBuf;

use clap::Args;
use passerelle_api::diagnostics::Diagnostics as Bundle;
use serde_json::json;

use super::doctor::look;
use crate::answer::Answer;
use crate::arguments::Global;
use crate::failure::Failure;
use crate::office::Office;
use crate::surroundings::Surroundings;

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

/// Gathers, replaces, packs.
pub(crate) async fn run(arguments: &Diagnostics, global: &Global) -> Result<Answer, Failure> {
    let looks = look(Surroundings::open(global)?, true).await;
    let office = Office::open(Surroundings::open(global)?)?;
    let bundle = Bundle::gather(&office.agent, json!(looks), office.clock.now());
    let bundle = bundle.map_err(|error| office.failure(&error))?;
    let (folder, names) = (bundle.folder(), bundle.names());
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{folder}.zip")));
    bundle.write(&path).map_err(|error| {
        let title = format!("{}: cannot be written", path.display());
        Failure::failed("file_unwritable", title).with_detail(error.to_string())
    })?;
    let text = format!(
        "{} was written, with {} files in {folder}/. Look into it before you send it.",
        path.display(),
        names.len()
    );
    Answer::new(text, &json!({ "file": path.display().to_string(), "folder": folder, "files": names }))
}
