//! How the program is started: by a person, by the session (`--autostart`), or a second time.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use passerelle_agent::controller::Input;
use passerelle_agent::home::default_policy_file;
use passerelle_agent::shell::Page;
use url::Url;

/// Passerelle in the tray: brings social balance sheets from SD Worx Finbox to Silverfin every night.
#[derive(Debug, Clone, Parser)]
#[command(name = "passerelle-desktop", version)]
pub(crate) struct Arguments {
    /// Started with the session: no window opens.
    #[arg(long)]
    pub(crate) autostart: bool,
    /// The page to open.
    #[arg(long, value_enum, value_name = "PAGE")]
    pub(crate) page: Option<PageChoice>,
    /// The folder that holds everything of this installation.
    #[arg(long, value_name = "DIR", env = "PASSERELLE_HOME")]
    pub(crate) home: Option<PathBuf>,
    /// Where secrets are kept.
    #[arg(long, value_enum, env = "PASSERELLE_VAULT", default_value = "os")]
    pub(crate) vault: VaultChoice,
    /// Play before a sandbox of this computer, whose control stands at this address: its clock can be moved.
    #[arg(long, value_name = "CONTROL_URL", value_parser = sandbox_of_this_computer)]
    pub(crate) demo: Option<Url>,
    /// Read the office's policy from here. Only what developers build can do that: nobody gets past the policy with a program
    /// that was shipped.
    #[cfg(debug_assertions)]
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) policy: Option<PathBuf>,
    /// Break down after the start: shows what the next start makes of it.
    #[arg(long, hide = true)]
    pub(crate) crash: bool,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VaultChoice {
    /// The operating system's keyring.
    Os,
    /// A file in the home, for machines without a keyring.
    File,
}

/// A page by the word that it is asked for with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageChoice {
    Connection,
    Dossiers,
    Activity,
    Preferences,
    Help,
    SilverfinLink,
}

impl From<PageChoice> for Page {
    fn from(choice: PageChoice) -> Self {
        match choice {
            PageChoice::Connection => Self::Connection,
            PageChoice::Dossiers => Self::Dossiers,
            PageChoice::Activity => Self::Activity,
            PageChoice::Preferences => Self::Preferences,
            PageChoice::Help => Self::Help,
            PageChoice::SilverfinLink => Self::SilverfinLink,
        }
    }
}

impl Arguments {
    /// Where the office's policy stands.
    pub(crate) fn policy_file(&self, variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
        #[cfg(debug_assertions)]
        if let Some(file) = &self.policy {
            return file.clone();
        }
        default_policy_file(variable)
    }

    /// What a second start asks for, by the words that it was started with: a page, or that there is a window. A second
    /// start with the session asks for nothing.
    pub(crate) fn second_start(words: &[String]) -> Option<Input> {
        match Self::try_parse_from(words) {
            Ok(Self { page: Some(page), .. }) => Some(Input::OpenPage(page.into())),
            Ok(Self { autostart: true, .. }) => None,
            Ok(_) | Err(_) => Some(Input::SecondStart),
        }
    }
}

fn sandbox_of_this_computer(text: &str) -> Result<Url, String> {
    let address = Url::parse(text).map_err(|error| error.to_string())?;
    let is_here = matches!(address.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if address.scheme() == "http" && is_here { Ok(address) } else { Err("a sandbox runs on this computer".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_is_on_this_computer() {
        assert!(sandbox_of_this_computer("http://127.0.0.1:4000/sandbox").is_ok());
        for other in ["https://127.0.0.1/", "http://sandbox.example/", "http://127.0.0.1.example/", "x"] {
            assert!(sandbox_of_this_computer(other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_second_start_opens_a_window_only_for_a_person() {
        for (words, asks) in [
            ("passerelle-desktop", Some(Input::SecondStart)),
            ("passerelle-desktop --unknown", Some(Input::SecondStart)),
            ("passerelle-desktop --page help", Some(Input::OpenPage(Page::Help))),
            ("passerelle-desktop --autostart", None),
            ("passerelle-desktop --autostart --page help", Some(Input::OpenPage(Page::Help))),
        ] {
            let split: Vec<String> = words.split(' ').map(str::to_owned).collect();
            assert_eq!(Arguments::second_start(&split), asks, "{words}");
        }
    }
}
