use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::Failure;

/// Where sheets come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The external connection of Finbox.
    Finbox,
    /// A watched folder.
    Folder,
}

/// Whether a start date is the current calendar day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StartDate {
    /// The day in the office's time zone.
    pub today: NaiveDate,
    /// Whether the date is that day.
    pub is_today: bool,
}

/// The activation that is current.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Activation {
    /// Where sheets come from.
    pub source: Source,
    /// The start date.
    pub start_date: Option<NaiveDate>,
    /// Sheets made before this instant are never sent. Unknown on a computer that was only paired.
    pub activated_at: Option<DateTime<Utc>>,
    /// Whether this computer was paired. A watched folder needs no pairing.
    pub is_paired: bool,
    /// The Finbox environment that this computer is paired with.
    pub environment: Option<String>,
}

/// The activation as the person who asked for it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Activated {
    /// The start date.
    pub start_date: Option<NaiveDate>,
    /// Sheets made before this instant are never sent.
    pub activated_at: DateTime<Utc>,
    /// "Identifiant d'appariement". Finbox only.
    pub pairing_id: Option<String>,
}

/// What a deactivation stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Deactivated {
    /// How many sheets will not be sent any more.
    pub stopped: u32,
    /// Why Finbox could not be told. From here nothing is sent all the same.
    pub untold: Option<Failure>,
}

/// "Valider l'id de connexion": whose id it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Environment {
    /// The Finbox environment's name.
    pub name: String,
}

/// "Tester la connexion".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SourceTest {
    /// Whether an external connection is active there already.
    pub is_active: bool,
    /// How many files lie in the watched folder.
    pub files: Option<u32>,
}

/// One line of "Connexions existantes".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FirmRow {
    /// "Entreprise Silverfin": its number.
    #[ts(type = "number")]
    pub firm: u64,
    /// Its name.
    pub name: String,
    /// Since when.
    pub connected_at: DateTime<Utc>,
    /// Whether this computer is logged in to it.
    pub is_here: bool,
    /// Since when somebody has to log in again here.
    pub login_lapsed_at: Option<DateTime<Utc>>,
    /// The computer that synchronises it at present, where that is known.
    pub synchronised_by: Option<String>,
    /// How many sheets the last night delivered there; `null` before the first night.
    pub delivered_last_night: Option<u32>,
}

/// What only the network knows of the connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Connections {
    /// "Identifiant d'appariement", where this computer holds the access key.
    pub pairing_id: Option<String>,
    /// "Connexions existantes", those of colleagues' computers too.
    pub firms: Vec<FirmRow>,
    /// Why Finbox could not be asked; the firms are then those of this computer.
    pub trouble: Option<Failure>,
}
