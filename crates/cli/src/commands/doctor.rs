//! `passerelle doctor`.

use std::fmt::Write as _;

use clap::Args;
use passerelle_agent::mapping::MappingLibrary;
use passerelle_agent::problem::Cause;
use passerelle_agent::secrets::{SecretName, Vault, VaultError};
use passerelle_agent::settings::{Origin, SettingsWarning, SourceKind, Values};
use passerelle_agent::{AgentError, Reason, web_options};
use passerelle_transport::web::WebTransport;
use passerelle_transport::{Transport, TransportError};
use serde::Serialize;
use url::Url;

use crate::answer::{Answer, Status};
use crate::failure::Failure;
use crate::office::Office;
use crate::surroundings::Surroundings;

/// Look at each thing that a connection needs, and say what is wrong and what to do.
#[derive(Debug, Args)]
#[command(after_help = "\
Looks, from near to far: the home folder, the settings, the office's policy, the keyring and the secrets in it, the source of
the sheets, Silverfin's address and login, the mapping. Changes nothing.

Exit status 3 when there is something for you to do, 4 when a service cannot be reached now.")]
pub(crate) struct Doctor {
    /// Look only at this computer; ask neither Finbox nor Silverfin.
    #[arg(long)]
    pub(crate) offline: bool,
}

/// How one thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Found {
    /// As it should be.
    Fine,
    /// Something for a person to do.
    ToDo,
    /// Does not work now, and may work later.
    Trouble,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Look {
    about: &'static str,
    found: Found,
    said: String,
    fix: Option<String>,
}

impl Look {
    fn fine(about: &'static str, said: impl Into<String>) -> Self {
        Self { about, found: Found::Fine, said: said.into(), fix: None }
    }

    fn to_do(about: &'static str, said: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { about, found: Found::ToDo, said: said.into(), fix: Some(fix.into()) }
    }

    fn trouble(about: &'static str, said: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { about, found: Found::Trouble, said: said.into(), fix: Some(fix.into()) }
    }
}

/// Looks at everything, from near to far.
pub(crate) async fn run(arguments: &Doctor, surroundings: Surroundings) -> Result<Answer, Failure> {
    let looks = look(surroundings, arguments.offline).await;
    let status = if looks.iter().any(|look| look.found == Found::ToDo) {
        Status::WaitsForPerson
    } else if looks.iter().any(|look| look.found == Found::Trouble) {
        Status::WillBeRetried
    } else {
        Status::Done
    };
    Ok(Answer::new(text(&looks), &serde_json::json!({ "looks": looks }))?.with_status(status))
}

fn text(looks: &[Look]) -> String {
    let mut text = String::new();
    for look in looks {
        let mark = match look.found {
            Found::Fine => "ok   ",
            Found::ToDo => "TO DO",
            Found::Trouble => "FAILS",
        };
        let _ = writeln!(text, "{mark}  {:<12} {}", look.about, look.said);
        if let Some(fix) = &look.fix {
            let _ = writeln!(text, "{:<20} -> {fix}", "");
        }
    }
    text
}

/// What stands in the way, thing by thing.
pub(crate) async fn look(surroundings: Surroundings, offline: bool) -> Vec<Look> {
    let values = surroundings.settings.settings().values().clone();
    let mut looks = vec![Look::fine("home", surroundings.home.folder().display().to_string())];
    looks.extend(settings(&surroundings));
    looks.push(secrets(surroundings.vault().as_ref(), &values));
    looks.push(source(&values));
    looks.push(silverfin(&values));
    looks.push(mapping(&surroundings, &values));
    match Office::open(surroundings) {
        Ok(office) => {
            looks.push(journal(&office));
            looks.extend(connection(&office));
            if !offline {
                looks.extend(network(&values, &office).await);
            }
        }
        Err(failure) => looks.push(Look::to_do("journal", failure.title(), failure.fix())),
    }
    looks
}

fn settings(surroundings: &Surroundings) -> Vec<Look> {
    let managed =
        surroundings.settings.settings().list().iter().filter(|setting| setting.origin == Origin::Managed).count();
    let warnings: Vec<String> = surroundings.settings.warnings().iter().map(SettingsWarning::to_string).collect();
    if warnings.is_empty() {
        return vec![Look::fine("settings", format!("{managed} are fixed by the office's policy"))];
    }
    let fix = "mend the value, or take it away: passerelle settings set KEY \"\"";
    warnings.into_iter().map(|warning| Look::to_do("settings", warning, fix)).collect()
}

fn secrets(vault: &dyn Vault, values: &Values) -> Look {
    let mut needed = vec![SecretName::SilverfinClientSecret];
    if values.source == SourceKind::Finbox {
        needed.insert(0, SecretName::FinboxAccessKey);
    }
    let mut missing = Vec::new();
    for name in needed {
        match vault.get(&name) {
            Ok(Some(_)) => {}
            Ok(None) => missing.push(name),
            Err(VaultError::Locked) => {
                return Look::trouble("secrets", "the keyring is locked", "unlock the session or the keyring");
            }
            Err(error) => {
                let fix = "on a machine without a keyring, choose --vault file or PASSERELLE_VAULT=file";
                return Look::to_do("secrets", error.to_string(), fix);
            }
        }
    }
    match missing.as_slice() {
        [] => Look::fine("secrets", "all there"),
        [first, ..] => {
            let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
            Look::to_do("secrets", format!("missing: {}", names.join(", ")), format!("passerelle secret set {first}"))
        }
    }
}

fn source(values: &Values) -> Look {
    match (values.source, &values.finbox_url, &values.folder_path) {
        (SourceKind::Finbox, Some(url), _) => Look::fine("source", format!("Finbox at {url}")),
        (SourceKind::Finbox, None, _) => Look::to_do(
            "source",
            "the address of Finbox is not set",
            "passerelle settings set finbox.url https://..., or passerelle settings set source folder",
        ),
        (SourceKind::Folder, _, Some(folder)) if folder.as_path().is_dir() => {
            Look::fine("source", format!("the folder {}", folder.as_path().display()))
        }
        (SourceKind::Folder, _, Some(folder)) => Look::to_do(
            "source",
            format!("the folder {} is not there", folder.as_path().display()),
            "make it, or passerelle settings set folder.path FOLDER",
        ),
        (SourceKind::Folder, _, None) => {
            Look::to_do("source", "no folder is set", "passerelle settings set folder.path FOLDER")
        }
    }
}

fn silverfin(values: &Values) -> Look {
    match &values.silverfin_client_id {
        None => Look::to_do(
            "silverfin",
            "the client id is not set; Silverfin issues one to your firm on request",
            "passerelle settings set silverfin.client_id ...",
        ),
        Some(_) => Look::fine("silverfin", format!("{}, with the office's client id", values.silverfin_url)),
    }
}

fn mapping(surroundings: &Surroundings, values: &Values) -> Look {
    match MappingLibrary::new(&surroundings.home).in_force(values) {
        Ok((_, mapping)) => {
            let count = mapping.addresses().count();
            Look::fine("mapping", format!("{count} rubrics have a place in the template {}", mapping.handle()))
        }
        Err(error) => Look::to_do(
            "mapping",
            error.to_string(),
            "passerelle mapping record, or passerelle settings set mapping.file \"\"",
        ),
    }
}

fn journal(office: &Office) -> Look {
    match office.agent.journal().check_integrity() {
        Ok(()) => Look::fine("journal", "whole"),
        Err(error) => Look::to_do("journal", error.to_string(), "passerelle diagnostics, and ask for help"),
    }
}

fn connection(office: &Office) -> Vec<Look> {
    let status = match office.agent.status() {
        Ok(status) => status,
        Err(error) => return vec![Look::to_do("connection", error.to_string(), "passerelle diagnostics")],
    };
    let Some(activation) = &status.activation else {
        return vec![Look::to_do("connection", "not activated", "passerelle connection activate")];
    };
    let mut looks = Vec::new();
    if activation.source.as_str() == "finbox" && activation.paired_at.is_none() {
        looks.push(Look::to_do("connection", "this computer is not paired", "passerelle connection pair ID"));
    } else {
        looks.push(Look::fine("connection", "active"));
    }
    if status.firms.is_empty() {
        let fix = "passerelle connection authorize-url";
        looks.push(Look::to_do("firms", "no Silverfin firm is connected", fix));
    }
    for firm in &status.firms {
        looks.push(match firm.login_lapsed_at {
            None => Look::fine("firms", format!("{} ({})", firm.name, firm.firm)),
            Some(_) => Look::to_do(
                "firms",
                format!("the login to {} has lapsed", firm.name),
                format!("passerelle connection authorize-url --firm {}", firm.firm),
            ),
        });
    }
    if status.waiting_for_person > 0 {
        let said = format!("{} wait for you", status.waiting_for_person);
        looks.push(Look::to_do("dossiers", said, "passerelle dossiers --waiting"));
    }
    looks
}

async fn network(values: &Values, office: &Office) -> Vec<Look> {
    let mut looks = Vec::new();
    let Ok(status) = office.agent.status() else { return looks };
    let mut add = |about, outcome: Result<String, AgentError>| {
        looks.push(match outcome {
            Ok(said) => Look::fine(about, said),
            Err(error) => unreachable_or_refused(about, &error, office),
        });
    };
    if values.source == SourceKind::Finbox && values.finbox_url.is_some() && has_access_key(office).await {
        add("finbox", office.agent.external_connection().await.map(|_| "answers, and takes the access key".to_owned()));
    }
    if status.firms.is_empty() {
        looks.extend(log_in_page(values).await);
    } else {
        let seen = office.agent.companies().await;
        add("logins", seen.map(|index| format!("{} client files are seen", index.all().count())));
    }
    looks
}

async fn has_access_key(office: &Office) -> bool {
    office.agent.vault().get(SecretName::FinboxAccessKey).await.is_ok_and(|key| key.is_some())
}

fn unreachable_or_refused(about: &'static str, error: &AgentError, office: &Office) -> Look {
    let failure = office.failure(error);
    let passing = matches!(
        error.cause(),
        Some(Cause::Sheet(
            Reason::NetworkFailed { .. }
                | Reason::ServiceUnavailable { .. }
                | Reason::AskedToWait { .. }
                | Reason::KeyringLocked
        ))
    );
    let look = if passing { Look::trouble } else { Look::to_do };
    look(about, failure.title().to_owned(), failure.fix().to_owned())
}

/// The page that a person logs in at, asked for as a browser would. Without a client id there is none.
async fn log_in_page(values: &Values) -> Option<Look> {
    let client = values.silverfin_client_id.as_ref()?;
    let transport = WebTransport::new(web_options(values).ok()?).ok()?;
    let scopes = values.silverfin_scopes.to_string();
    let mut page = Url::parse(&format!("{}/oauth/authorize", values.silverfin_url)).ok()?;
    page.query_pairs_mut()
        .append_pair("client_id", client.as_str())
        .append_pair("redirect_uri", values.silverfin_redirect_uri.as_str())
        .append_pair("response_type", "code")
        .append_pair("scope", &scopes);
    Some(reach("silverfin", &page, &transport).await)
}

/// Any answer at all shows that the way is free.
async fn reach(about: &'static str, address: &Url, transport: &WebTransport) -> Look {
    let Ok(request) = http::Request::get(address.as_str()).body(bytes::Bytes::new()) else {
        return Look::to_do(about, format!("{address} is no address"), "correct the setting");
    };
    match transport.send(request).await {
        Ok(_) | Err(TransportError::RedirectRefused | TransportError::TooLarge { .. }) => Look::fine(about, "answers"),
        Err(error @ TransportError::Certificate { .. }) => Look::to_do(
            about,
            error.to_string(),
            "ask your IT department for the certificate: passerelle settings set certificates.extra_file FILE",
        ),
        Err(error) => Look::trouble(about, error.to_string(), "check the internet connection and the settings proxy.*"),
    }
}
