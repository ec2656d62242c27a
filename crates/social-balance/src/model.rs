use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The layout of the social balance. The abridged and micro models have the same 99 cells, the full model 174.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Large companies, associations and foundations (m02, m82, m05).
    Full,
    /// Small ones (m01, m81, m04).
    Abridged,
    /// Micro ones (m07, m87, m08).
    Micro,
}

/// No model is known by this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a model of the annual accounts with a social balance")]
pub struct UnknownModel(pub String);

impl Model {
    /// The name in data: "full", "abridged" or "micro".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Abridged => "abridged",
            Self::Micro => "micro",
        }
    }

    /// The model that both sheets can be read as: what the smaller one has.
    #[must_use]
    pub fn in_common(self, other: Self) -> Self {
        self.max(other)
    }
}

impl fmt::Display for Model {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Model {
    type Err = UnknownModel;

    /// Reads a plain name ("full") or a model code of the National Bank with or without its suffix ("m02", "m87-f").
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_ascii_lowercase();
        match name.split('-').next().unwrap_or_default() {
            "full" | "m02" | "m82" | "m05" => Ok(Self::Full),
            "abridged" | "m01" | "m81" | "m04" => Ok(Self::Abridged),
            "micro" | "m07" | "m87" | "m08" => Ok(Self::Micro),
            _ => Err(UnknownModel(text.to_owned())),
        }
    }
}
