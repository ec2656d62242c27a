use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{AgentIdentity, Environment, ExternalConnection, FinboxError, PairingId};
use serde::Serialize;

use crate::agent::{Agent, AgentError};
use crate::journal::{Activation, NewActivation, SourceKind};
use crate::secrets::SecretName;
use crate::settings::{SettingKey, SourceKind as SourceSetting};

/// An activation as the person who asked for it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activated {
    /// Where sheets come from.
    pub source: SourceKind,
    /// The start date.
    pub start_date: Option<NaiveDate>,
    /// Sheets made before this instant are never sent.
    pub activated_at: DateTime<Utc>,
    /// What other desktops, and this one, are paired by. Finbox only.
    pub pairing_id: Option<PairingId>,
}

/// A deactivation as the person who asked for it sees it.
#[derive(Debug, Serialize)]
pub struct Deactivated {
    /// How many sheets will not be sent any more.
    pub stopped: usize,
    /// Whether Finbox knows of it: where it could not be told, the deactivation is asked for once more.
    pub source_told: bool,
    /// Why Finbox could not be told.
    #[serde(skip)]
    pub trouble: Option<AgentError>,
}

impl Agent {
    /// "Activer la connexion externe". The start date must be the current calendar day.
    pub async fn activate(&self, start_date: NaiveDate) -> Result<Activated, AgentError> {
        let today = self.today();
        if start_date != today {
            return Err(AgentError::StartDateNotToday { today });
        }
        let now = self.clock.now();
        match self.values().source {
            SourceSetting::Finbox => {
                // An end that Finbox does not know of would go on as the old activation, with all that was made meanwhile.
                let administrator = self.administrator().await?;
                if let Some(ended) = self.untold_end()? {
                    // Unless a colleague has ended it meanwhile, and perhaps begun another.
                    if let ExternalConnection::Active(active) = administrator.external_connection().await?
                        && ended.activated_at == Some(active.activated_at)
                    {
                        administrator.deactivate().await?;
                    }
                    self.journal.told_source_of_end(now)?;
                }
                let connection = match administrator.activate(start_date).await {
                    Ok(connection) => connection,
                    Err(FinboxError::StartDateNotToday) => return Err(AgentError::StartDateNotToday { today }),
                    Err(error) => return Err(error.into()),
                };
                let ExternalConnection::Active(active) = connection else { return Err(AgentError::NotActive) };
                let start_date = active.start_date.or(Some(start_date));
                let new =
                    NewActivation { source: SourceKind::Finbox, start_date, activated_at: Some(active.activated_at) };
                self.journal.activate(&new, now)?;
                Ok(Activated {
                    source: SourceKind::Finbox,
                    start_date,
                    activated_at: active.activated_at,
                    pairing_id: active.pairing_id,
                })
            }
            SourceSetting::Folder => {
                let folder = self.values().folder_path.ok_or(AgentError::SettingMissing(SettingKey::FolderPath))?;
                if !folder.as_path().is_dir() {
                    let reason = "it is not a folder".to_owned();
                    return Err(AgentError::SettingUnusable { key: SettingKey::FolderPath, reason });
                }
                if let Some(current) = self.journal.activation()?.filter(|current| current.source == SourceKind::Folder)
                    && let Some(activated_at) = current.activated_at
                {
                    let start_date = current.start_date;
                    return Ok(Activated { source: SourceKind::Folder, start_date, activated_at, pairing_id: None });
                }
                let new =
                    NewActivation { source: SourceKind::Folder, start_date: Some(start_date), activated_at: Some(now) };
                self.journal.activate(&new, now)?;
                let start_date = Some(start_date);
                Ok(Activated { source: SourceKind::Folder, start_date, activated_at: now, pairing_id: None })
            }
        }
    }

    /// The activation as Finbox sees it now, with the pairing id where this desktop holds the administrator's key.
    pub async fn external_connection(&self) -> Result<ExternalConnection, AgentError> {
        Ok(self.administrator().await?.external_connection().await?)
    }

    /// "Valider l'id de connexion". Works on a desktop that did not activate, too.
    pub async fn pair(&self, pairing_id: &str) -> Result<Environment, AgentError> {
        let id: PairingId = pairing_id.parse()?;
        let identity = AgentIdentity { agent_id: self.agent_id()?, agent_name: self.agent_name() };
        let pairing = self.finbox()?.validate_pairing(&id, &identity).await?;
        self.vault.set(SecretName::FinboxAgentCredential, pairing.credential.0.clone()).await?;
        // The credential is new, so the source's word on when it was activated counts from here on.
        let active = match self.agent_access().await?.external_connection().await {
            Ok(ExternalConnection::Active(active)) => Some(active),
            Ok(ExternalConnection::Inactive) => None,
            Err(error) => {
                tracing::debug!(%error, "the activation's instant is not known; the feed holds to it");
                None
            }
        };
        let known = self.journal.activation()?.filter(|known| known.source == SourceKind::Finbox);
        let now = self.clock.now();
        if active.is_some() || known.is_none() {
            let new = NewActivation {
                source: SourceKind::Finbox,
                start_date: active.as_ref().and_then(|active| active.start_date),
                activated_at: active.map(|active| active.activated_at),
            };
            self.journal.activate(&new, now)?;
        }
        self.journal.paired(&pairing.environment.id.to_string(), &pairing.environment.name, now)?;
        Ok(pairing.environment)
    }

    /// "Désactiver la connexion externe". From the first moment nothing more is sent from here; then Finbox is told.
    pub async fn deactivate(&self) -> Result<Deactivated, AgentError> {
        let now = self.clock.now();
        let stopped = self.journal.deactivate(now)?.unwrap_or_default();
        for firm in self.journal.firms()? {
            self.forget_firm(firm.firm).await?;
        }
        let trouble = match self.untold_end()? {
            Some(_) => self.tell_of_end().await.err(),
            None => None,
        };
        if trouble.is_none() {
            self.journal.told_source_of_end(now)?;
        }
        self.vault.delete(SecretName::FinboxAgentCredential).await?;
        Ok(Deactivated { stopped, source_told: trouble.is_none(), trouble })
    }

    /// The last activation, where it has ended here and Finbox was not told yet.
    fn untold_end(&self) -> Result<Option<Activation>, AgentError> {
        let untold = |last: &Activation| last.ended_at.is_some() && last.told_source_at.is_none();
        let last = self.journal.last_activation()?.filter(|last| last.source == SourceKind::Finbox);
        Ok(last.filter(untold))
    }

    async fn tell_of_end(&self) -> Result<(), AgentError> {
        Ok(self.administrator().await?.deactivate().await?)
    }
}
