//! What stands in Finbox: the environment, its external connection, its dossiers and their sheets.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_social_balance::Sheet;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AgentId, CompanyId, ConnectionId, Content, DossierId, FirmId, MediaType, PairingId, SheetId};

/// An accountant's Finbox.
#[derive(Debug, Clone)]
pub struct Finbox {
    /// Whose it is.
    pub environment: Environment,
    /// The administrator's access key. Made up like everything here, so it is kept as plain text.
    pub administrator_key: String,
    /// The external connection of the social balance.
    pub connection: ExternalConnection,
    /// Pairing ids of earlier activations: known, but of no use any more.
    pub revoked_pairing_ids: BTreeSet<PairingId>,
    /// The agents that were let in, by their credential.
    pub agents: BTreeMap<String, Agent>,
    /// The Silverfin firms that are connected.
    pub silverfin_connections: BTreeMap<ConnectionId, SilverfinConnection>,
    /// The client files.
    pub dossiers: BTreeMap<DossierId, Dossier>,
    /// All sheets ever made.
    pub sheets: BTreeMap<SheetId, StoredSheet>,
    /// The sheets in the order in which they were made.
    pub feed: Vec<SheetId>,
    /// Every acknowledgement that came, repeated ones too.
    pub acknowledgements: Vec<Acknowledgement>,
    /// When a pairing id was tried in vain, newest last. The sandbox hears loopback only, so there is one caller.
    pub failed_pairings: Vec<DateTime<Utc>>,
    /// How the service behaves where the contract leaves room.
    pub knobs: FinboxKnobs,
}

/// The environment that a credential belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Its identifier.
    pub id: Uuid,
    /// The accountant's name.
    pub name: String,
    /// The accountant's own enterprise number, ten digits.
    pub enterprise_number: String,
}

/// The external connection: on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExternalConnection {
    /// Never activated, or deactivated.
    Inactive,
    /// Activated.
    Active {
        /// The calendar day of the activation in Belgium.
        start_date: NaiveDate,
        /// The instant of the activation: older sheets are never delivered.
        activated_at: DateTime<Utc>,
        /// What pairs an installation.
        pairing_id: PairingId,
    },
}

/// An installation that validated a pairing id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// Made once per installation.
    pub id: AgentId,
    /// Shown to colleagues.
    pub name: String,
    /// When it was let in.
    pub paired_at: DateTime<Utc>,
    /// Set by a deactivation.
    pub revoked: bool,
}

/// A firm in "Connexions existantes".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilverfinConnection {
    /// Its identifier.
    pub id: ConnectionId,
    /// The firm's number in Silverfin.
    pub firm_id: FirmId,
    /// The firm's name.
    pub firm_name: String,
    /// Since when.
    pub connected_at: DateTime<Utc>,
    /// Who syncs it. May have run out: whoever reads it compares `expires_at` with the present.
    pub lease: Option<Lease>,
}

/// The right to sync one connection, for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lease {
    /// Who holds it.
    pub agent_id: AgentId,
    /// The holder's name.
    pub agent_name: String,
    /// When it runs out unless renewed.
    pub expires_at: DateTime<Utc>,
}

/// A client file in Finbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dossier {
    /// Its identifier.
    pub id: DossierId,
    /// The client's name.
    pub name: String,
    /// Numbers of the payroll files that it has, such as 1AB1234.
    pub payroll_file_numbers: Vec<String>,
    /// The client's enterprise number, ten digits; may be missing.
    pub enterprise_number: Option<String>,
    /// Whether it is in use.
    pub active: bool,
    /// Whether Finbox knows the number to print on the dossier's sheets, which need not be in the dossier itself.
    pub number_on_sheets: bool,
}

/// A sheet as Finbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSheet {
    /// Its identifier.
    pub id: SheetId,
    /// The dossier that it was made for.
    pub dossier: DossierId,
    /// Its figures, which every form carries.
    pub sheet: Sheet,
    /// What the feed names as enterprise number; missing for a dossier without one.
    pub feed_enterprise_number: Option<String>,
    /// 1 for the first of a financial year, higher for a correction.
    pub revision: u32,
    /// What it corrects.
    pub supersedes: Option<SheetId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The forms that it can be had in.
    pub contents: BTreeMap<MediaType, Content>,
}

/// The word of an agent that a sheet stands in Silverfin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acknowledgement {
    /// The sheet.
    pub sheet: SheetId,
    /// The agent.
    pub agent: AgentId,
    /// Where it stands.
    pub firm_id: FirmId,
    /// Where it stands.
    pub company_id: CompanyId,
    /// When it was delivered, by the agent's word.
    pub delivered_at: DateTime<Utc>,
    /// When the word came.
    pub received_at: DateTime<Utc>,
}

/// What the contract leaves open, or what goes wrong in it, to be turned by a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinboxKnobs {
    /// Each page of the feed begins with so many entries that the page before had: delivered at least once, not exactly once.
    pub repeated_entries: usize,
    /// Cursors handed out under a lower number have expired (410). Raise it to expire all that are out.
    pub cursor_generation: u32,
    /// Contents come with one byte changed, so that the announced hash is wrong.
    pub corrupt_contents: bool,
    /// Vain pairing attempts that a caller has in ten minutes; the next attempt answers 429.
    pub pairing_attempts: usize,
    /// Forms that are announced and handed out.
    pub media_types: BTreeSet<MediaType>,
}

impl Default for FinboxKnobs {
    fn default() -> Self {
        Self {
            repeated_entries: 0,
            cursor_generation: 0,
            corrupt_contents: false,
            pairing_attempts: 5,
            media_types: [MediaType::Json, MediaType::Xbrl, MediaType::Pdf].into(),
        }
    }
}

impl Finbox {
    /// When the connection was activated, if it is.
    pub fn activated_at(&self) -> Option<DateTime<Utc>> {
        match self.connection {
            ExternalConnection::Active { activated_at, .. } => Some(activated_at),
            ExternalConnection::Inactive => None,
        }
    }

    /// The pairing id of the active connection.
    pub fn pairing_id(&self) -> Option<&PairingId> {
        match &self.connection {
            ExternalConnection::Active { pairing_id, .. } => Some(pairing_id),
            ExternalConnection::Inactive => None,
        }
    }

    /// The sheets that the connection may ever see, oldest first.
    pub fn visible_sheets(&self) -> impl Iterator<Item = &StoredSheet> {
        let since = self.activated_at();
        self.feed
            .iter()
            .filter_map(|id| self.sheets.get(id))
            .filter(move |sheet| since.is_some_and(|since| sheet.created_at >= since))
    }

    /// The newest sheet of a dossier, whatever its financial year.
    pub fn newest_sheet(&self, dossier: DossierId) -> Option<&StoredSheet> {
        self.feed.iter().rev().filter_map(|id| self.sheets.get(id)).find(|sheet| sheet.dossier == dossier)
    }
}
