//! `passerelle connection …`: the guide's steps, and what is connected.

use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, Write as _};

use passerelle_silverfin::FirmId;
use serde::Serialize;

use crate::answer::{Answer, Status};
use crate::failure::Failure;
use crate::office::Office;
use crate::table::Table;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use url::Url;

/// Connect Finbox with Silverfin: the three steps of the guide, once.
#[derive(Debug, Args)]
#[command(after_help = "\
The whole way, once the settings are made (`passerelle doctor` says which are missing):
  passerelle connection activate                              step 1 and 2: prints the pairing id
  passerelle connection pair FBX-....                         step 3: checks the pairing id
  passerelle connection authorize-url                         the address to open in a browser, to log in to Silverfin
  passerelle connection complete --redirect \"ADDRESS\"         the address that the browser stands at afterwards
  passerelle connection list                                  what is connected

Only sheets created after the activation are delivered. A reactivation starts anew.")]
pub(crate) struct Connection {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// The steps, and what can be done to what is connected.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Activate the external connection in Finbox, and print the pairing id.
    Activate {
        /// The start date; it has to be today, as the guide asks. [default: today]
        #[arg(long, value_name = "DATE")]
        start_date: Option<NaiveDate>,
    },
    /// Check a pairing id with Finbox, before logging in to Silverfin.
    Pair {
        /// The pairing id ("Identifiant d'appariement"), as Finbox shows it.
        #[arg(value_name = "ID")]
        pairing_id: String,
    },
    /// Print the address to open in a browser, to log in to Silverfin.
    AuthorizeUrl {
        /// The Silverfin firm to connect: its number. May be left out where the login itself says the firm.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
    /// Finish the login: with the address that the browser was sent to, or with the code that Silverfin's page shows.
    Complete {
        /// The whole address that the browser stands at after the login.
        #[arg(long, value_name = "URL", required_unless_present = "code", conflicts_with = "code")]
        redirect: Option<Url>,
        /// The code that Silverfin's page shows after the login.
        #[arg(long)]
        code: Option<String>,
        /// The Silverfin firm that the login was for: its number. Needed where the login does not say it.
        #[arg(long, value_name = "N")]
        firm: Option<u64>,
    },
    /// List the Silverfin firms that are connected ("Connexions existantes").
    List,
    /// Say how the connection stands: activated since when, by which computer, what is missing.
    Status,
    /// Take away the connection to one Silverfin firm. What was delivered stays.
    Remove {
        /// The firm's number, as `connection list` shows it.
        firm: u64,
    },
    /// Deactivate the external connection. Sheets created until a later activation will never be sent.
    Deactivate {
        /// Do not ask first.
        #[arg(long)]
        yes: bool,
    },
}

/// Does one step, or shows what is connected.
pub(crate) async fn run(arguments: &Connection, office: &Office) -> Result<Answer, Failure> {
    match &arguments.action {
        Action::Activate { start_date } => activate(*start_date, office).await,
        Action::Pair { pairing_id } => pair(pairing_id, office).await,
        Action::AuthorizeUrl { firm } => authorize_url(firm.map(FirmId), office).await,
        Action::Complete { redirect, code, firm } => {
            complete(redirect.as_ref(), code.as_deref(), firm.map(FirmId), office).await
        }
        Action::List => list(office).await,
        Action::Status => status(office),
        Action::Remove { firm } => remove(FirmId(*firm), office).await,
        Action::Deactivate { yes } => deactivate(*yes, office).await,
    }
}

async fn activate(start_date: Option<NaiveDate>, office: &Office) -> Result<Answer, Failure> {
    let start_date = start_date.unwrap_or_else(|| office.agent.today());
    let activated = office.agent.activate(start_date).await.map_err(|error| office.failure(&error))?;
    let mut text = format!(
        "The connection is active since {}. Sheets made before are never delivered.\n",
        office.messages.moment(activated.activated_at)
    );
    match &activated.pairing_id {
        Some(pairing_id) => {
            let _ = writeln!(text, "Pairing id: {pairing_id}\nNext: passerelle connection pair {pairing_id}");
        }
        None => text.push_str("Next: passerelle connection authorize-url\n"),
    }
    Answer::new(text, &activated)
}

async fn pair(pairing_id: &str, office: &Office) -> Result<Answer, Failure> {
    let environment = office.agent.pair(pairing_id).await.map_err(|error| office.failure(&error))?;
    let text = format!(
        "The pairing id is right: it belongs to {}.\nNext: passerelle connection authorize-url",
        environment.name
    );
    Answer::new(text, &serde_json::json!({ "environment": environment }))
}

async fn authorize_url(firm: Option<FirmId>, office: &Office) -> Result<Answer, Failure> {
    let url = office.agent.authorize_url(firm).await.map_err(|error| office.failure(&error))?;
    if std::io::stderr().is_terminal() {
        eprintln!("Open this address, log in to Silverfin, agree, then run:");
        eprintln!("passerelle connection complete --redirect \"THE ADDRESS THAT THE BROWSER STANDS AT\"");
    }
    Answer::new(url.as_str(), &serde_json::json!({ "authorize_url": url }))
}

async fn complete(
    redirect: Option<&Url>,
    code: Option<&str>,
    firm: Option<FirmId>,
    office: &Office,
) -> Result<Answer, Failure> {
    let completed = match (redirect, code) {
        (Some(redirect), _) => office.agent.complete_login(redirect).await,
        (None, Some(code)) => office.agent.complete_login_with_code(code, firm).await,
        (None, None) => {
            return Err(Failure::wrong_use("wrong_arguments", "--redirect or --code is needed"));
        }
    };
    let firm = completed.map_err(|error| office.failure(&error))?;
    let name = firm.name.clone().unwrap_or_else(|| firm.id.to_string());
    let text = format!(
        "The connection with {name} (firm {}) was established. Social balance sheets are synchronised from now on.\n\
         Next: passerelle sync --dry-run, passerelle agent",
        firm.id
    );
    Answer::new(text, &serde_json::json!({ "firm": firm }))
}

async fn list(office: &Office) -> Result<Answer, Failure> {
    let rows = office.agent.connections().await.map_err(|error| office.failure(&error))?;
    let mut table = Table::new(["firm", "name", "connected", "synchronised by", ""]);
    let mut lapsed = false;
    for row in &rows {
        lapsed |= row.login_lapsed_at.is_some();
        let remark = match (row.here, row.login_lapsed_at) {
            (_, Some(at)) => format!("log in again (lapsed {})", office.messages.moment(at)),
            (true, None) => String::new(),
            (false, None) => "not logged in to on this computer".to_owned(),
        };
        table.row([
            row.firm.to_string(),
            row.name.clone(),
            office.messages.moment(row.connected_at),
            row.synchronised_by.clone().unwrap_or_else(|| "-".to_owned()),
            remark,
        ]);
    }
    let text = if table.is_empty() { "No Silverfin firm is connected.".to_owned() } else { table.to_string() };
    let status = if lapsed { Status::WaitsForPerson } else { Status::Done };
    Ok(Answer::new(text, &serde_json::json!({ "connections": rows }))?.with_status(status))
}

/// How the connection stands, as `--json` shows it.
#[derive(Debug, Serialize)]
struct StatusDocument {
    active: bool,
    activation: Option<passerelle_agent::journal::Activation>,
    firms: Vec<passerelle_agent::journal::FirmRecord>,
    agent: String,
    agent_id: uuid::Uuid,
    next: Option<&'static str>,
}

fn status(office: &Office) -> Result<Answer, Failure> {
    let failed = |error| office.failure(&error);
    let status = office.agent.status().map_err(failed)?;
    let mut text = String::new();
    let next = match &status.activation {
        None => {
            text.push_str("The external connection is not active.\n");
            Some("passerelle connection activate")
        }
        Some(activation) => {
            let since = activation.activated_at.map_or_else(|| "-".to_owned(), |at| office.messages.moment(at));
            let _ = writeln!(
                text,
                "The external connection is active since {since}, source: {}",
                activation.source.as_str()
            );
            let paired = activation.paired_at.is_some() || activation.source.as_str() == "folder";
            if let Some(name) = &activation.environment_name {
                let _ = writeln!(text, "Paired with {name}");
            }
            match (paired, status.firms.is_empty()) {
                (false, _) => Some("passerelle connection pair ID"),
                (true, true) => Some("passerelle connection authorize-url"),
                (true, false) => None,
            }
        }
    };
    for firm in &status.firms {
        let lapsed = firm.login_lapsed_at.map(|_| ", log in again").unwrap_or_default();
        let _ = writeln!(text, "Silverfin firm {} {}{lapsed}", firm.firm, firm.name);
    }
    let _ = writeln!(text, "This computer is called {}", office.agent.agent_name());
    if let Some(next) = next {
        let _ = writeln!(text, "Next: {next}");
    }
    let waits = next.is_some() || status.firms.iter().any(|firm| firm.login_lapsed_at.is_some());
    let document = StatusDocument {
        active: status.activation.is_some(),
        activation: status.activation,
        firms: status.firms,
        agent: office.agent.agent_name(),
        agent_id: office.agent.agent_id().map_err(failed)?,
        next,
    };
    let status = if waits { Status::WaitsForPerson } else { Status::Done };
    Ok(Answer::new(text, &document)?.with_status(status))
}

async fn remove(firm: FirmId, office: &Office) -> Result<Answer, Failure> {
    office.agent.remove_firm(firm).await.map_err(|error| office.failure(&error))?;
    let text = format!("Firm {firm} is no longer connected. What was delivered stays.");
    Answer::new(text, &serde_json::json!({ "removed": firm }))
}

async fn deactivate(yes: bool, office: &Office) -> Result<Answer, Failure> {
    if !yes && !agreed()? {
        return Answer::new("Nothing was changed.", &serde_json::json!({ "deactivated": false }));
    }
    let deactivated = office.agent.deactivate().await.map_err(|error| office.failure(&error))?;
    let mut text = format!("The external connection is deactivated. {} sheets will not be sent.", deactivated.stopped);
    let document = serde_json::json!({
        "deactivated": true,
        "stopped": deactivated.stopped,
        "source_told": deactivated.source_told,
    });
    if deactivated.source_told {
        return Answer::new(text, &document);
    }
    text.push_str("\nFinbox could not be told; run the command once more when it answers.");
    Ok(Answer::new(text, &document)?.with_status(Status::WillBeRetried))
}

fn agreed() -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::wrong_use(
            "not_confirmed",
            "deactivating needs your word, and there is no terminal to ask at",
        )
        .with_fix("say --yes"));
    }
    eprint!(
        "Nothing will be sent any more, and sheets made until a later activation will never be sent.\n\
         Deactivate the external connection? [y/N] "
    );
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    Ok(read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui" | "j" | "ja"))
}
