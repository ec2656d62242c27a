//! The program's own words in a language, by their names in its files of messages.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

/// Where the messages of windows, of the agent, and of what only windows report are kept.
const FOLDERS: [&str; 3] = ["ui/src/messages", "crates/agent/messages", "crates/api/messages"];

/// The words of a language. Those that are filled in or counted are left out.
#[derive(Debug, Clone)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Those of this language: "fr", "nl", "en" or "de".
    pub fn of(language: &str) -> Result<Self> {
        let mut words = BTreeMap::new();
        for folder in FOLDERS {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder).join(format!("{language}.ftl"));
            let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let lines = text.lines().filter(|line| !line.contains('{')).filter_map(|line| line.split_once(" = "));
            words.extend(lines.map(|(name, said)| (name.to_owned(), said.trim().to_owned())));
        }
        Ok(Self(words))
    }

    /// What is said under a name.
    pub fn say(&self, name: &str) -> Result<&str> {
        self.0.get(name).map(String::as_str).with_context(|| format!("no message is named {name}"))
    }
}
