use serde::Serialize;
use ts_rs::TS;

use super::{AgentView, Login, Page};

/// Something that happened. Numbers follow each other; a window that misses one reads the snapshot again.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Event {
    /// Its number.
    pub number: u32,
    /// What happened.
    pub happening: Happening,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// The agent is otherwise than before.
    Agent {
        /// How it is.
        agent: AgentView,
    },
    /// The login to Silverfin went on.
    Login {
        /// Where it is.
        login: Login,
    },
    /// Something that a window may show is no longer what it was: read what is shown again.
    Changed {
        /// What.
        what: Vec<Changed>,
    },
    /// Somebody wants to see a page of the window "Paramètres". The snapshot says it as well: a window that read it since
    /// passes this event over.
    Page {
        /// Which.
        page: Page,
    },
}

/// What may be no longer what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// Activation, pairing or firms: the snapshot, and `connections`.
    Connection,
    /// States, links or counts: the snapshot's counts, and `dossiers`.
    Dossiers,
    /// What was done: `activity`.
    Activity,
    /// Settings, secrets, language or autostart: the snapshot.
    Settings,
    /// The calendar day, or the notices of the start: the snapshot.
    Day,
}
