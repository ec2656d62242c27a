//! `passerelle retry`.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::office::Office;
use crate::progress::Shown;
use clap::Args;
use passerelle_agent::SyncOptions;
use passerelle_agent::schedule::RunKind;

/// Try again what was refused or waits, now that its cause is gone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle retry 0403.019.261
  passerelle retry --all

What waits for a time is tried again by itself; this only makes it sooner.")]
pub(crate) struct Retry {
    /// The dossier: its id, the beginning of its id, its enterprise number or its name.
    #[arg(required_unless_present = "all")]
    pub(crate) dossier: Option<String>,
    /// Everything that was refused or waits.
    #[arg(long, conflicts_with = "dossier")]
    pub(crate) all: bool,
}

/// Lets what waits come forward, and runs at once.
pub(crate) async fn run(arguments: &Retry, office: &Office, json: bool) -> Result<Answer, Failure> {
    let dossier = arguments.dossier.as_deref().map(|text| office.dossier(text)).transpose()?;
    let count =
        office.agent.retry(dossier.as_ref().map(|dossier| dossier.id)).map_err(|error| office.failure(&error))?;
    if count == 0 {
        return Answer::new("Nothing waits there.", &serde_json::json!({ "retried": 0 }));
    }
    let shown = if json { Shown::Not } else { Shown::Bar };
    let options = SyncOptions { kind: RunKind::Manual, ..SyncOptions::default() };
    let report = super::sync::run_once(office, options, shown).await?;
    super::sync::answer(&report, &office.messages, false)
}
