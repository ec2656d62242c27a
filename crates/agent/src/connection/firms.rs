use chrono::{DateTime, Utc};
use passerelle_finbox::{ConnectionId, FinboxError, SilverfinConnection};
use passerelle_silverfin::{FirmId, TokenStore};
use serde::Serialize;

use crate::agent::{Agent, AgentError};
use crate::journal::SourceKind;

/// One line of "Connexions existantes".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConnectionRow {
    /// The firm.
    pub firm: FirmId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub connected_at: DateTime<Utc>,
    /// Whether this computer is logged in to it.
    pub here: bool,
    /// Since when somebody has to log in again here.
    pub login_lapsed_at: Option<DateTime<Utc>>,
    /// The computer that synchronises it at present.
    pub synchronised_by: Option<String>,
}

impl Agent {
    /// The firms of this computer, as far as it knows them by itself.
    pub fn connections_here(&self) -> Result<Vec<ConnectionRow>, AgentError> {
        let rows = self.journal.firms()?.into_iter().map(|firm| ConnectionRow {
            firm: firm.firm,
            name: firm.name,
            connected_at: firm.connected_at,
            here: true,
            login_lapsed_at: firm.login_lapsed_at,
            synchronised_by: None,
        });
        Ok(rows.collect())
    }

    /// "Connexions existantes": the firms of this computer, and with Finbox those of the colleagues' too.
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>, AgentError> {
        let mut rows = self.connections_here()?;
        let of_finbox = self.journal.activation()?.is_some_and(|activation| activation.source == SourceKind::Finbox);
        if !of_finbox {
            return Ok(rows);
        }
        for SilverfinConnection { firm_id, firm_name, connected_at, lease, .. } in
            self.agent_access().await?.silverfin_connections().await?
        {
            let now = self.clock.now();
            let holder = lease.filter(|lease| lease.expires_at > now).map(|lease| lease.agent_name);
            match rows.iter_mut().find(|row| row.firm.0 == firm_id) {
                Some(row) => row.synchronised_by = holder,
                None => rows.push(ConnectionRow {
                    firm: FirmId(firm_id),
                    name: firm_name,
                    connected_at,
                    here: false,
                    login_lapsed_at: None,
                    synchronised_by: holder,
                }),
            }
        }
        Ok(rows)
    }

    /// "Retirer": nothing more is sent to this firm, its login is forgotten, and Finbox lists it no more. A firm that only
    /// Finbox lists is taken away there: it is a colleague's, or one whose removal did not get through.
    pub async fn remove_firm(&self, firm: FirmId) -> Result<(), AgentError> {
        let known = self.journal.firms()?.into_iter().find(|record| record.firm == firm);
        if known.is_some() {
            self.forget_firm(firm).await?;
        }
        let source = self.journal.activation()?.map(|activation| activation.source);
        if source != Some(SourceKind::Finbox) {
            return known.map(drop).ok_or(AgentError::UnknownFirm(firm));
        }
        let access = self.agent_access().await?;
        let connection = match known.as_ref().and_then(|known| known.connection) {
            Some(connection) => ConnectionId(connection),
            None => match access.silverfin_connections().await?.into_iter().find(|listed| listed.firm_id == firm.0) {
                Some(listed) => listed.id,
                None => return known.map(drop).ok_or(AgentError::UnknownFirm(firm)),
            },
        };
        match access.remove_silverfin_connection(connection).await {
            Ok(()) | Err(FinboxError::NotFound { .. } | FinboxError::Unauthorised) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn forget_firm(&self, firm: FirmId) -> Result<(), AgentError> {
        self.journal.remove_firm(firm, self.clock.now())?;
        self.token_store(firm).clear().await.map_err(|error| {
            AgentError::Silverfin(passerelle_silverfin::SilverfinError::CredentialsUnavailable { reason: error.reason })
        })?;
        Ok(())
    }
}
