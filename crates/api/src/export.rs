//! The activity as a table for a spreadsheet.

use std::collections::BTreeMap;

use passerelle_agent::journal::{Activity, RunId, RunRecord};
use passerelle_agent::messages::Messages;
use passerelle_finbox::DossierId;

/// The lines as CSV, one header row first. Names of dossiers and runs come in beside the lines that name them.
pub fn activity_csv(
    lines: &[Activity],
    names: &BTreeMap<DossierId, String>,
    runs: &BTreeMap<RunId, RunRecord>,
    messages: &Messages,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["at", "run", "night", "dossier_id", "dossier", "sheet", "firm", "kind", "text"])?;
    for line in lines {
        let night = line.run.and_then(|run| runs.get(&run)).and_then(|run| run.night);
        let name = line.dossier.and_then(|dossier| names.get(&dossier));
        let shown = |value: Option<String>| value.unwrap_or_default();
        writer.write_record([
            line.at.to_rfc3339(),
            shown(line.run.map(|run| run.0.to_string())),
            shown(night.map(|night| night.to_string())),
            shown(line.dossier.map(|dossier| dossier.to_string())),
            harmless(name.map(String::as_str).unwrap_or_default()),
            shown(line.sheet.map(|sheet| sheet.to_string())),
            shown(line.firm.map(|firm| firm.to_string())),
            line.event.kind().to_owned(),
            harmless(&messages.event(&line.event)),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A text that a spreadsheet does not take for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() }
}
