//! The command line: options that every command has, and the commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use passerelle_social_balance::{Language, Model};

use crate::commands::{
    activity, agent, check, connection, convert, demo, diagnostics, dossiers, mapping, retry, review, sandbox, secret,
    settings, sync,
};

/// Brings social balance sheets from SD Worx Finbox to the right client file in Silverfin.
///
/// Every night, Passerelle looks in Finbox for new social balance sheets ("bilans sociaux", "sociale balansen") and
/// writes the figures of each into the social balance template of the matching client file in Silverfin, reads them back,
/// and says what it did. What a person typed in Silverfin is never overwritten in silence.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, after_help = FIRST_STEPS, max_term_width = 110)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const FIRST_STEPS: &str = "\
First steps:
  passerelle demo                          see it work, on invented companies, without any account
  passerelle doctor                        what is missing before real accounts are connected, and what to do
  passerelle connection activate           step 1 of the guide
  passerelle agent                         the nightly service, until it is stopped

Exit status: 0 done, 1 failed, 2 wrong use, 3 something waits for a person, 4 will be retried by itself.";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// The folder that holds everything of this installation: settings, journal, logs.
    #[arg(long, global = true, value_name = "DIR", env = "PASSERELLE_HOME", help_heading = "Everywhere")]
    pub(crate) home: Option<PathBuf>,

    /// Where secrets are kept: the operating system's keyring, or a file in the home that only its owner can read, for
    /// machines without a keyring.
    #[arg(
        long,
        global = true,
        value_enum,
        env = "PASSERELLE_VAULT",
        default_value = "os",
        help_heading = "Everywhere"
    )]
    pub(crate) vault: VaultChoice,

    /// Print one JSON document on standard output, as described in docs/cli.md.
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,

    /// The language of sentences about sheets: fr, nl, en or de. [default: the setting "language"]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language, hide_possible_values = true, help_heading = "Everywhere")]
    pub(crate) language: Option<Language>,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VaultChoice {
    /// The operating system's keyring.
    Os,
    /// A file in the home.
    File,
}

/// The commands, in the order in which they are listed.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Status(crate::commands::status::Status),
    Sync(sync::Sync),
    Dossiers(dossiers::Dossiers),
    Retry(retry::Retry),
    Review(review::Review),
    Activity(activity::Activity),
    Agent(agent::Agent),
    Connection(connection::Connection),
    Settings(settings::Settings),
    Secret(secret::Secret),
    Mapping(mapping::Mapping),
    Check(check::Check),
    Convert(convert::Convert),
    Doctor(crate::commands::doctor::Doctor),
    Diagnostics(diagnostics::Diagnostics),
    Sandbox(sandbox::Sandbox),
    Demo(demo::Demo),
}

/// Reads a language's tag, for clap.
pub(crate) fn language(text: &str) -> Result<Language, String> {
    text.parse().map_err(|error: passerelle_social_balance::UnknownLanguage| error.to_string())
}

/// Reads a model, for clap.
pub(crate) fn model(text: &str) -> Result<Model, String> {
    text.parse().map_err(|error: passerelle_social_balance::UnknownModel| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Every command by its whole name, with its own long options.
    fn commands(command: &clap::Command, name: &str, found: &mut Vec<(String, Vec<String>)>) {
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            let name = format!("{name}{}", inner.get_name());
            let options = inner.get_arguments().filter(|argument| !argument.is_global_set());
            let long = options.filter_map(clap::Arg::get_long).filter(|long| *long != "help");
            found.push((name.clone(), long.map(|long| format!("--{long}")).collect()));
            commands(inner, &format!("{name} "), found);
        }
    }

    #[test]
    fn the_arguments_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_documentation_knows_every_command_and_option() {
        let text = include_str!("../../../docs/cli.md");
        let mut found = Vec::new();
        commands(&Arguments::command(), "", &mut found);
        assert!(found.len() > 30);
        for (name, options) in found {
            let last = name.split(' ').next_back().unwrap_or_default();
            // The members of a group stand in the heading of their group or with its name before them.
            let named = [name.as_str(), &name.replacen("dossiers ", "dossier ", 1)]
                .iter()
                .any(|name| text.contains(&format!("`passerelle {name}")) || text.contains(&format!("`{name}")));
            let in_heading = name.contains(' ') && text.contains(&format!("`{last}"));
            assert!(named || in_heading, "docs/cli.md does not speak of {name}");
            for option in options {
                assert!(text.contains(&option), "docs/cli.md does not speak of {name} {option}");
            }
        }
    }
}
