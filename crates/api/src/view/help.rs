use serde::Serialize;
use ts_rs::TS;

/// How one thing stands that a connection needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// As it should be.
    Fine,
    /// Something for a person to do.
    ToDo,
    /// Does not work now, and may work later.
    Trouble,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// What: `home`, `settings`, `secrets`, `source`, `silverfin`, `mapping`, `journal`, `connection`, `firms`, `network`.
    pub about: String,
    /// How it stands.
    pub state: FindingState,
    /// In words.
    pub text: String,
    /// What to do.
    pub advice: Option<String>,
}

/// Everything that was looked at, from near to far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Findings {
    /// Thing by thing.
    pub findings: Vec<Finding>,
}

/// A file that was written where the person chose; `null` where the person chose nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Written {
    /// Its name.
    pub file: Option<String>,
}
