//! `passerelle secret set NAME`.

use std::io::{IsTerminal, Read};

use clap::{Args, Subcommand};
use passerelle_agent::secrets::{LARGEST_SECRET, SecretName, Vault};
use secrecy::SecretString;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::surroundings::Surroundings;
use crate::table::Table;

/// Keep a secret in the keyring. It is read from standard input, so that it stands in no history and no process list.
#[derive(Debug, Args)]
#[command(after_help = "\
Secrets:
  finbox.access_key          the key with which Finbox lets this office in
  silverfin.client_secret    the secret that belongs to the setting silverfin.client_id

Examples:
  passerelle secret set finbox.access_key < key.txt
  passerelle secret set silverfin.client_secret        type it, then press Enter and Ctrl-D
  passerelle secret list                               which are there; never their content")]
pub(crate) struct Secret {
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What can be done with secrets.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Keep a secret, from standard input.
    Set {
        /// Which one.
        name: String,
    },
    /// Say which secrets are there; never their content.
    List,
    /// Forget a secret.
    Remove {
        /// Which one.
        name: String,
    },
}

/// Keeps, lists or forgets secrets. Blocks while a person unlocks the keyring.
pub(crate) fn run(arguments: &Secret, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let vault = surroundings.vault();
    match &arguments.action {
        Action::Set { name } => {
            let name = entered_by_person(name)?;
            vault.set(&name, &from_standard_input(&name)?)?;
            surroundings.warn_of_file_vault();
            Answer::new(format!("{name} is kept"), &serde_json::json!({ "secret": name.to_string(), "present": true }))
        }
        Action::Remove { name } => {
            let name = entered_by_person(name)?;
            vault.delete(&name)?;
            Answer::new(
                format!("{name} is forgotten"),
                &serde_json::json!({ "secret": name.to_string(), "present": false }),
            )
        }
        Action::List => list(vault.as_ref()),
    }
}

fn list(vault: &dyn Vault) -> Result<Answer, Failure> {
    let mut table = Table::new(["secret", "there"]);
    let mut secrets = Vec::new();
    for name in SecretName::ENTERED {
        let present = vault.get(&name)?.is_some();
        table.row([name.to_string().as_str(), if present { "yes" } else { "no" }]);
        secrets.push(serde_json::json!({ "secret": name.to_string(), "present": present }));
    }
    Answer::new(table.to_string(), &serde_json::json!({ "secrets": secrets }))
}

fn entered_by_person(name: &str) -> Result<SecretName, Failure> {
    name.parse().ok().filter(|name| SecretName::ENTERED.contains(name)).ok_or_else(|| {
        let names: Vec<String> = SecretName::ENTERED.iter().map(ToString::to_string).collect();
        Failure::wrong_use("secret_unknown", format!("there is no secret {name:?} for you to set"))
            .with_fix(format!("the names are: {}", names.join(", ")))
    })
}

fn from_standard_input(name: &SecretName) -> Result<SecretString, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        eprintln!("Type or paste {name}, then press Enter and Ctrl-D (on Windows Ctrl-Z, Enter):");
    }
    let mut text = String::new();
    let limit = u64::try_from(LARGEST_SECRET).unwrap_or(u64::MAX).saturating_add(64);
    input
        .take(limit)
        .read_to_string(&mut text)
        .map_err(|_| Failure::failed("secret_unreadable", "standard input is not readable text"))?;
    let secret = text.trim();
    if secret.is_empty() {
        return Err(Failure::wrong_use("secret_empty", "standard input is empty, no secret was kept")
            .with_fix(format!("pass it with: passerelle secret set {name} < FILE")));
    }
    if secret.chars().any(char::is_control) {
        return Err(Failure::wrong_use("secret_not_one_line", "a secret is one line of text, this is more"));
    }
    Ok(SecretString::from(secret))
}
