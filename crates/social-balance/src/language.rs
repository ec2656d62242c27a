use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The languages that a person can be spoken to in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// The language of the guide, and the one that is fallen back to.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// Dutch.
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

/// No language is known by this tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of fr, nl, en, de")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// All of them, the reference language first.
    pub const ALL: [Self; 4] = [Self::French, Self::Dutch, Self::English, Self::German];

    /// The tag: "fr", "nl", "en" or "de".
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::Dutch => "nl",
            Self::English => "en",
            Self::German => "de",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a tag, with or without a region: "fr", "nl-BE", "de_AT.UTF-8".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tag = text.split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
            .ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}
