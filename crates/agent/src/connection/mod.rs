//! The way to both services: activation, pairing, login, and their end.

mod activate;
mod firms;
mod login;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use passerelle_finbox::{
    AccessKey, AdministratorAccess, AgentAccess, AgentCredential, ConnectionId, FinboxClient, FinboxError,
    FinboxSource, LeaseTime, SheetSource, WatchedFolder,
};
use passerelle_silverfin::oauth::ClientCredentials;
use passerelle_silverfin::{FirmId, OAuthClient, Session, SilverfinAddress};
use uuid::Uuid;

pub use activate::{Activated, Deactivated};
pub use firms::ConnectionRow;

use crate::agent::{Agent, AgentError};
use crate::journal::{Activation, SourceKind};
use crate::run::{Leases, NoLeases};
use crate::secrets::{SecretName, VaultTokenStore};
use crate::settings::SettingKey;

impl Agent {
    fn finbox(&self) -> Result<FinboxClient, AgentError> {
        let url = self.values().finbox_url.ok_or(AgentError::SettingMissing(SettingKey::FinboxUrl))?;
        FinboxClient::new(url.as_url().clone(), Arc::clone(&self.transport), Arc::clone(&self.clock))
            .map(|client| client.at_pace(self.paces.finbox()))
            .map_err(|error| AgentError::SettingUnusable { key: SettingKey::FinboxUrl, reason: error.to_string() })
    }

    async fn administrator(&self) -> Result<AdministratorAccess, AgentError> {
        let key = self.secret(SecretName::FinboxAccessKey).await?;
        Ok(self.finbox()?.administrator(AccessKey(key)))
    }

    async fn agent_access(&self) -> Result<AgentAccess, AgentError> {
        let credential = self.vault.get(SecretName::FinboxAgentCredential).await?.ok_or(AgentError::NotPaired)?;
        Ok(self.finbox()?.agent(AgentCredential(credential)))
    }

    /// Where sheets come from, by the activation.
    pub(crate) async fn source(
        &self,
        activation: &Activation,
        look_only: bool,
    ) -> Result<Arc<dyn SheetSource>, AgentError> {
        Ok(match activation.source {
            SourceKind::Finbox => Arc::new(FinboxSource::new(self.agent_access().await?)),
            SourceKind::Folder => {
                let folder = self.values().folder_path.ok_or(AgentError::SettingMissing(SettingKey::FolderPath))?;
                let activated_at = activation.activated_at.ok_or(AgentError::NotActive)?;
                let (folder, clock) = (folder.as_path().to_owned(), Arc::clone(&self.clock));
                Arc::new(if look_only {
                    WatchedFolder::rehearsing(folder, activated_at, clock)
                } else {
                    WatchedFolder::new(folder, activated_at, clock)
                })
            }
        })
    }

    /// Who grants leases, by the activation.
    pub(crate) async fn leases(&self, activation: &Activation) -> Result<Arc<dyn Leases>, AgentError> {
        if activation.source == SourceKind::Folder {
            return Ok(Arc::new(NoLeases));
        }
        let connections = self
            .journal
            .firms()?
            .into_iter()
            .filter_map(|firm| Some((firm.firm, ConnectionId(firm.connection?))))
            .collect();
        let agent_id = self.agent_id()?;
        Ok(Arc::new(FinboxLeases { access: self.agent_access().await?, connections, agent_id }))
    }

    pub(crate) fn silverfin_address(&self) -> Result<SilverfinAddress, AgentError> {
        SilverfinAddress::new(self.values().silverfin_url.as_url().clone())
            .map_err(|error| AgentError::SettingUnusable { key: SettingKey::SilverfinUrl, reason: error.to_string() })
    }

    pub(crate) async fn oauth(&self) -> Result<OAuthClient, AgentError> {
        let settings = self.values();
        let id = settings.silverfin_client_id.ok_or(AgentError::SettingMissing(SettingKey::SilverfinClientId))?;
        let secret = self.secret(SecretName::SilverfinClientSecret).await?;
        Ok(OAuthClient::new(
            self.silverfin_address()?,
            ClientCredentials { id: id.as_str().to_owned(), secret },
            settings.silverfin_redirect_uri.as_str(),
            Arc::clone(&self.transport),
            Arc::clone(&self.clock),
        )
        .at_pace(self.paces.silverfin(usize::from(settings.silverfin_parallel_requests.get()))))
    }

    pub(crate) fn session(&self, firm: FirmId, oauth: OAuthClient) -> Session {
        Session::new(firm, oauth, Arc::new(self.token_store(firm)), Arc::clone(&self.clock))
    }

    fn token_store(&self, firm: FirmId) -> VaultTokenStore {
        VaultTokenStore::new(self.vault.clone(), self.locks.clone(), firm)
    }
}

struct FinboxLeases {
    access: AgentAccess,
    connections: BTreeMap<FirmId, ConnectionId>,
    agent_id: Uuid,
}

#[async_trait]
impl Leases for FinboxLeases {
    async fn acquire(&self, firm: FirmId, time_to_live: Duration) -> Result<(), FinboxError> {
        let connection = self.connections.get(&firm).ok_or_else(|| unknown(firm))?;
        self.access.acquire_lease(*connection, self.agent_id, LeaseTime::nearest(time_to_live)).await.map(drop)
    }

    async fn release(&self, firm: FirmId) -> Result<(), FinboxError> {
        let connection = self.connections.get(&firm).ok_or_else(|| unknown(firm))?;
        self.access.release_lease(*connection, self.agent_id).await
    }
}

fn unknown(firm: FirmId) -> FinboxError {
    FinboxError::NotFound { detail: format!("the connection with firm {firm}") }
}
