//! `passerelle dossiers` and `passerelle dossier link`.

use passerelle_agent::Candidate;
use passerelle_agent::journal::Link;
use passerelle_silverfin::{CompanyId, FirmId};
use serde::Serialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::office::Office;
use crate::overview::{DossierDocument, overview};
use crate::table::Table;
use clap::{Args, Subcommand};

/// Show every dossier and where its sheet stands, what waits for you first; link a dossier to its Silverfin file.
#[derive(Debug, Args)]
#[command(
    visible_alias = "dossier",
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  passerelle dossiers
  passerelle dossiers --waiting
  passerelle dossier candidates \"Boulangerie du Parc\"
  passerelle dossier link \"Boulangerie du Parc\" 40217

A dossier is named by its id, the beginning of its id, its enterprise number or its name."
)]
pub(crate) struct Dossiers {
    #[command(subcommand)]
    pub(crate) action: Option<Action>,
    #[command(flatten)]
    pub(crate) filter: Filter,
}

/// Which dossiers are shown.
#[derive(Debug, Args)]
pub(crate) struct Filter {
    /// Only those that wait for you.
    #[arg(long)]
    pub(crate) waiting: bool,
}

/// What can be done to one dossier.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Say once which Silverfin file a dossier belongs to. Remembered; what waited for it goes on.
    #[command(after_help = "\
Passerelle links by itself when exactly one Silverfin file has the dossier's enterprise number. When none or several
have it, you choose, from what `passerelle dossier candidates` shows. A client file of another enterprise is refused.")]
    Link {
        /// The dossier: its id, the beginning of its id, its enterprise number or its name.
        dossier: String,
        /// The number of the Silverfin file, as in its address: .../f/FIRM/companies/COMPANY.
        company: u64,
        /// The Silverfin firm, where several are connected.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
    /// Show the Silverfin files that a dossier may belong to, and what speaks for each.
    Candidates {
        /// The dossier: its id, the beginning of its id, its enterprise number or its name.
        dossier: String,
    },
}

#[derive(Debug, Serialize)]
struct LinkDocument {
    dossier: String,
    name: String,
    link: Link,
}

/// Shows dossiers, or does something to one.
pub(crate) async fn run(arguments: &Dossiers, office: &Office) -> Result<Answer, Failure> {
    match &arguments.action {
        None => list(&arguments.filter, office),
        Some(Action::Link { dossier, company, firm }) => link(dossier, *company, *firm, office).await,
        Some(Action::Candidates { dossier }) => candidates(dossier, office).await,
    }
}

fn list(filter: &Filter, office: &Office) -> Result<Answer, Failure> {
    let mut rows = office.agent.dossiers().map_err(|error| office.failure(&error))?;
    if filter.waiting {
        rows.retain(|row| row.state.waits_for_person());
    }
    let text = if rows.is_empty() { "No sheet has come yet.\n".to_owned() } else { overview(&rows, &office.messages) };
    let dossiers: Vec<DossierDocument> =
        rows.into_iter().map(|row| DossierDocument::new(row, &office.messages)).collect();
    Answer::new(text, &serde_json::json!({ "dossiers": dossiers }))
}

async fn link(dossier: &str, company: u64, firm: Option<u64>, office: &Office) -> Result<Answer, Failure> {
    let dossier = office.dossier(dossier)?;
    let link = office
        .agent
        .link(&dossier, CompanyId(company), firm.map(FirmId))
        .await
        .map_err(|error| office.failure(&error).about(&dossier.name))?;
    let text = format!(
        "{} is linked to {} (client file {}, firm {}).\nWhat waited for it goes on in the next run: passerelle sync",
        dossier.name, link.company_name, link.company, link.firm
    );
    Answer::new(text, &LinkDocument { dossier: dossier.id.to_string(), name: dossier.name, link })
}

async fn candidates(dossier: &str, office: &Office) -> Result<Answer, Failure> {
    let dossier = office.dossier(dossier)?;
    let candidates =
        office.agent.candidates(&dossier).await.map_err(|error| office.failure(&error).about(&dossier.name))?;
    let mut table = Table::new(["client file", "firm", "name", "numbers", "because"]);
    for Candidate { company, because } in &candidates {
        let numbers: Vec<String> = company.numbers.iter().map(ToString::to_string).collect();
        let because = serde_json::json!(because).as_str().unwrap_or_default().replace('_', " ");
        table.row([
            company.company.to_string(),
            company.firm.to_string(),
            company.name.clone(),
            numbers.join(", "),
            because,
        ]);
    }
    let text = if table.is_empty() {
        format!("No client file has the number or a name like that of {}.", dossier.name)
    } else {
        table.to_string()
    };
    let document = serde_json::json!({ "dossier": dossier.id, "name": dossier.name, "candidates": candidates });
    Answer::new(text, &document)
}
