//! `passerelle mapping record` and `passerelle mapping show`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use passerelle_agent::mapping::{Confidence, MappingLibrary, MappingSource, Recording, propose};
use passerelle_agent::settings::{MappingName, TemplateHandle};
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_social_balance::RubricCode;

use super::known::Known;
use crate::answer::{Answer, Status};
use crate::failure::Failure;
use crate::office::Office;
use crate::problem::with_command;
use crate::table::Table;
use clap::{Args, Subcommand};

/// Where each rubric stands in the office's Silverfin template: read it back from a filled template, or show it.
#[derive(Debug, Args)]
#[command(after_help = "\
Silverfin's own social balance template does not publish its keys. Fill one by hand with the figures of a sheet you have as
a file, then let Passerelle read it back and find for each rubric the property that holds its figure:
  passerelle mapping record --firm 13 --company 40217 --sheet sheet.json --name office-2026
  passerelle settings set mapping.file office-2026")]
pub(crate) struct Mapping {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What can be done with mappings.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Read a filled template back and propose where each rubric stands.
    Record {
        /// The Silverfin firm, where several are connected.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
        /// The Silverfin file with the filled template.
        #[arg(long, value_name = "N")]
        company: u64,
        /// The sheet that was typed in, in any form that `passerelle check` reads.
        #[arg(long, value_name = "FILE")]
        sheet: std::path::PathBuf,
        /// Keep the proposal under this name. Only shown if left out.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        known: super::known::Known,
    },
    /// Show the mapping in use: for each rubric, namespace and key.
    Show,
}

/// Shows the mapping in use, or records one.
pub(crate) async fn run(arguments: &Mapping, office: &Office) -> Result<Answer, Failure> {
    match &arguments.action {
        Action::Show => show(office),
        Action::Record { firm, company, sheet, name, known } => {
            let wanted = Wanted { firm: firm.map(FirmId), company: CompanyId(*company), name: name.as_deref() };
            record(&wanted, sheet, known, office).await
        }
    }
}

fn show(office: &Office) -> Result<Answer, Failure> {
    let values = office.agent.values();
    let library = MappingLibrary::new(office.agent.home());
    let (source, mapping) = library.in_force(&values).map_err(|error| office.failure(&error.into()))?;
    let from = match &source {
        MappingSource::Settings => "the settings mapping.handle, mapping.namespace and mapping.key".to_owned(),
        MappingSource::Recorded(name) => format!("the recorded mapping {name}"),
    };
    let mut table = Table::new(["rubric", "namespace", "key"]);
    let mut addresses = serde_json::Map::new();
    for (code, address) in mapping.addresses() {
        table.row([code.as_str(), &address.namespace, &address.key]);
        addresses.insert(code.to_string(), serde_json::json!(address));
    }
    let text = format!("Template {}, from {from}\n{table}", mapping.handle());
    let document = serde_json::json!({
        "source": from,
        "handle": mapping.handle().as_str(),
        "addresses": addresses,
    });
    Answer::new(text, &document)
}

struct Wanted<'word> {
    firm: Option<FirmId>,
    company: CompanyId,
    name: Option<&'word str>,
}

async fn record(wanted: &Wanted<'_>, file: &Path, known: &Known, office: &Office) -> Result<Answer, Failure> {
    let name = wanted
        .name
        .map(MappingName::parse)
        .transpose()
        .map_err(|reason| Failure::wrong_use("mapping_name", format!("the name {reason}")))?;
    let sheet = known.read(file)?.sheet;
    let properties = office
        .agent
        .template_properties(wanted.company, wanted.firm, sheet.financial_year)
        .await
        .map_err(|error| office.failure(&error))?
        .map_err(|reason| {
            let cause = reason.into();
            Failure::waits("template_not_found", office.messages.reason(&cause))
                .with_fix(with_command(office.messages.fix(&cause), &cause))
        })?;
    let recording = propose(&sheet.cells, &properties);
    let handle: TemplateHandle = office.agent.values().mapping_handle;
    let mut text = proposal(&recording);
    if let Some(name) = &name {
        let mapping = recording.mapping(handle, Confidence::Value).map_err(|error| office.failure(&error.into()))?;
        MappingLibrary::new(office.agent.home())
            .write(name, &mapping)
            .map_err(|error| office.failure(&error.into()))?;
        let _ = writeln!(text, "Kept as {name}. To use it: passerelle settings set mapping.file {name}");
    }
    let status = if recording.ambiguous.is_empty() && recording.missing.is_empty() {
        Status::Done
    } else {
        Status::WaitsForPerson
    };
    let proposed: BTreeMap<RubricCode, serde_json::Value> = recording
        .proposed
        .iter()
        .map(|(code, proposal)| {
            let because = because(proposal.confidence).replace(' ', "_");
            (*code, serde_json::json!({ "address": proposal.address, "because": because }))
        })
        .collect();
    let document = serde_json::json!({
        "kept_as": name.map(|name| name.to_string()),
        "proposed": proposed,
        "ambiguous": recording.ambiguous,
        "missing": recording.missing,
        "unexplained": recording.unexplained,
    });
    Ok(Answer::new(text, &document)?.with_status(status))
}

fn proposal(recording: &Recording) -> String {
    let mut table = Table::new(["rubric", "namespace", "key", "because"]);
    for (code, proposal) in &recording.proposed {
        let address = &proposal.address;
        table.row([code.as_str(), &address.namespace, &address.key, because(proposal.confidence)]);
    }
    let codes = |codes: Vec<&RubricCode>| codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
    let mut text = table.to_string();
    if !recording.ambiguous.is_empty() {
        let _ = writeln!(text, "Several places possible: {}", codes(recording.ambiguous.keys().collect()));
    }
    if !recording.missing.is_empty() {
        let _ = writeln!(text, "Not found: {}", codes(recording.missing.iter().collect()));
    }
    text
}

fn because(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Code => "code",
        Confidence::Value => "value",
        Confidence::ValueAndCode => "value and code",
    }
}
