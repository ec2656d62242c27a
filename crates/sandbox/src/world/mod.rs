//! What stands in both services: plain data with methods. Every handler changes a [`World`]; every test asks it.
//!
//! Nothing here reads a clock or draws chance of its own: the present instant comes in as a parameter, and chance comes
//! from the seed that the world was made with. All names, numbers and keys are made up.

use std::collections::{BTreeMap, BTreeSet};

mod acts;
mod audit;
mod building;
mod content;
mod finbox;
mod forms;
mod identifiers;
mod pairing;
mod property;
mod publishing;
mod random;
mod scenario;
pub mod sheets;
mod silverfin;
#[cfg(test)]
mod tests;

pub use acts::{NewDocument, Place, WriteRefusal};
pub use audit::{DocumentTwice, OverwrittenEdit, RepeatedWrite};
pub use building::{FirmSetup, NewCompany};
pub use content::{Content, MediaType};
pub use finbox::{
    Acknowledgement, Agent, Dossier, Environment, ExternalConnection, Finbox, FinboxKnobs, Lease, SilverfinConnection,
    StoredSheet,
};
pub use identifiers::{
    AgentId, CompanyId, ConnectionId, DocumentId, DossierId, FirmId, FirmWorkflowId, FolderId, PeriodId,
    ReconciliationId, SheetId, TemplateId, UserId, WorkflowId,
};
pub use pairing::{InvalidPairingId, PairingId};
pub use property::{Address, Author, Change, Property, Write};
pub use random::Random;
pub use scenario::{DossierKind, Event, Expected, Happening, PlannedDossier};
pub use silverfin::{
    Company, Document, Firm, FirmWorkflow, Folder, LargerWrites, Lock, Numbers, NumbersShown, OauthClient, Period,
    Reconciliation, Role, Silverfin, SilverfinKnobs, Template, User, Workflow, WorkflowState,
};

/// The handle of the social balance template in the product's default mapping, and so in this world.
pub const TEMPLATE_HANDLE: &str = "social_balance_sheet";

/// What stands in Finbox and in Silverfin.
#[derive(Debug, Clone)]
pub struct World {
    /// Finbox.
    pub finbox: Finbox,
    /// Silverfin.
    pub silverfin: Silverfin,
    /// What each dossier of a scenario is there for.
    pub plan: BTreeMap<DossierId, PlannedDossier>,
    /// The world's chance.
    pub random: Random,
    next_number: u64,
}

impl World {
    /// An empty environment and an application registered in Silverfin; no dossier, no firm.
    pub fn empty(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let finbox = Finbox {
            environment: Environment {
                id: random.uuid(),
                name: "Fiduciaire du Canal".to_owned(),
                enterprise_number: sheets::fictitious_number(9_999).digits(),
            },
            administrator_key: format!("fbx_admin_{}", random.token(32)),
            connection: ExternalConnection::Inactive,
            revoked_pairing_ids: BTreeSet::new(),
            agents: BTreeMap::new(),
            silverfin_connections: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            sheets: BTreeMap::new(),
            feed: Vec::new(),
            acknowledgements: Vec::new(),
            failed_pairings: Vec::new(),
            knobs: FinboxKnobs::default(),
        };
        let silverfin = Silverfin {
            client: OauthClient {
                id: random.token(43),
                secret: random.token(43),
                redirect_uris: ["urn:ietf:wg:oauth:2.0:oob".to_owned(), "http://127.0.0.1/callback".to_owned()].into(),
                scopes: [
                    "user:profile",
                    "user:email",
                    "administration:read",
                    "administration:write",
                    "communication:read",
                    "financials:read",
                    "financials:write",
                    "workflows:read",
                    "workflows:write",
                    "permanent_documents:read",
                    "permanent_documents:write",
                ]
                .map(str::to_owned)
                .into(),
            },
            ..Silverfin::default()
        };
        Self { finbox, silverfin, plan: BTreeMap::new(), random, next_number: 1000 }
    }

    /// A number that no firm, file, period, workflow, template or document has yet.
    pub fn number(&mut self) -> u64 {
        self.next_number += 1 + self.random.below(7);
        self.next_number
    }
}
