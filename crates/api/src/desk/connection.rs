use std::collections::BTreeMap;

use passerelle_agent::connection::ConnectionRow;
use passerelle_agent::journal::{self, RunRecord};
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{Agent, AgentError, settings};
use passerelle_finbox::ExternalConnection;
use passerelle_silverfin::FirmId;

use super::Desk;
use crate::feed::count;
use crate::input::{FirmInput, Nothing, PairingInput, StartDateInput};
use crate::view::{
    Activated, Activation, Changed, Connections, Deactivated, Environment, FirmRow, Outcome, Source, SourceTest,
    StartDate,
};

impl From<&journal::Activation> for Activation {
    fn from(activation: &journal::Activation) -> Self {
        Self {
            source: match activation.source {
                journal::SourceKind::Finbox => Source::Finbox,
                journal::SourceKind::Folder => Source::Folder,
            },
            start_date: activation.start_date,
            activated_at: activation.activated_at,
            is_paired: activation.source == journal::SourceKind::Folder || activation.paired_at.is_some(),
            environment: activation.environment_name.clone(),
        }
    }
}

impl Desk {
    pub(crate) async fn check_start_date(&self, input: StartDateInput) -> Outcome<StartDate> {
        let today = self.agent().today();
        Ok(StartDate { today, is_today: input.date == today })
    }

    pub(crate) async fn activate(&self, input: StartDateInput) -> Outcome<Activated> {
        let activated = self.told(self.agent().activate(input.date).await)?;
        let pairing_id = activated.pairing_id.as_ref().map(ToString::to_string);
        self.memory().pairing_id.clone_from(&pairing_id);
        self.connection_changed().await;
        Ok(Activated { start_date: activated.start_date, activated_at: activated.activated_at, pairing_id })
    }

    pub(crate) async fn copy_pairing_id(&self, (): Nothing) -> Outcome<Nothing> {
        let known = self.memory().pairing_id.clone();
        let pairing_id = if let Some(pairing_id) = known {
            pairing_id
        } else {
            let asked = self.told(self.asked_pairing_id().await)?;
            asked.ok_or_else(|| self.failure("not_paired", None, ""))?
        };
        let copied = self.surface().copy(&pairing_id);
        self.desktop(copied)
    }

    pub(crate) async fn deactivate(&self, (): Nothing) -> Outcome<Deactivated> {
        let deactivated = self.told(self.agent().deactivate().await)?;
        self.memory().pairing_id = None;
        self.forget_login();
        self.connection_changed().await;
        let untold = deactivated.trouble.as_ref().map(|error| self.failure_of(error));
        Ok(Deactivated { stopped: count(deactivated.stopped), untold })
    }

    pub(crate) async fn test_source(&self, (): Nothing) -> Outcome<SourceTest> {
        let values = self.agent().values();
        match values.source {
            settings::SourceKind::Finbox => {
                let connection = self.told(self.agent().external_connection().await)?;
                Ok(SourceTest { is_active: matches!(connection, ExternalConnection::Active(_)), files: None })
            }
            settings::SourceKind::Folder => {
                let folder = values.folder_path.as_ref().ok_or(settings::SettingKey::FolderPath);
                let folder = self.told(folder.map_err(AgentError::SettingMissing))?;
                let entries = std::fs::read_dir(folder.as_path()).map_err(|error| {
                    let key = settings::SettingKey::FolderPath;
                    AgentError::SettingUnusable { key, reason: error.to_string() }
                });
                let files = self.told(entries)?.flatten().filter(|entry| entry.path().is_file()).count();
                Ok(SourceTest { is_active: false, files: Some(count(files)) })
            }
        }
    }

    pub(crate) async fn connections(&self, (): Nothing) -> Outcome<Connections> {
        let pairing_id = match self.asked_pairing_id().await {
            Ok(pairing_id) => {
                self.memory().pairing_id.clone_from(&pairing_id);
                pairing_id
            }
            // Not every computer of an office holds the access key.
            Err(_) => self.memory().pairing_id.clone(),
        };
        let trouble = match self.agent().connections().await {
            Ok(rows) => {
                let firms = self.told(self.firm_rows(rows))?;
                return Ok(Connections { pairing_id, firms, trouble: None });
            }
            // Before the pairing there is nothing to ask with.
            Err(AgentError::NotPaired) => None,
            Err(error) => Some(self.failure_of(&error)),
        };
        Ok(Connections { pairing_id, firms: self.told(self.firms_here())?, trouble })
    }

    pub(crate) async fn remove_connection(&self, input: FirmInput) -> Outcome<Nothing> {
        self.told(self.agent().remove_firm(FirmId(input.firm)).await)?;
        self.connection_changed().await;
        Ok(())
    }

    pub(crate) async fn validate_pairing_id(&self, input: PairingInput) -> Outcome<Environment> {
        let environment = self.told(self.agent().pair(&input.pairing_id).await)?;
        self.connection_changed().await;
        Ok(Environment { name: environment.name })
    }

    pub(super) async fn connection_changed(&self) {
        self.feed().changed(Changed::Connection);
        self.feed().changed(Changed::Dossiers);
        self.agent_changed().await;
    }

    /// "Connexions existantes" as far as this computer knows them.
    pub(super) fn firms_here(&self) -> Result<Vec<FirmRow>, AgentError> {
        self.firm_rows(self.agent().connections_here()?)
    }

    fn firm_rows(&self, rows: Vec<ConnectionRow>) -> Result<Vec<FirmRow>, AgentError> {
        let delivered = delivered_last_night(self.agent())?;
        let row = |row: ConnectionRow| FirmRow {
            delivered_last_night: delivered
                .as_ref()
                .filter(|_| row.here)
                .map(|delivered| delivered.get(&row.firm.0).copied().unwrap_or_default()),
            firm: row.firm.0,
            name: row.name,
            connected_at: row.connected_at,
            is_here: row.here,
            login_lapsed_at: row.login_lapsed_at,
            synchronised_by: row.synchronised_by,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    async fn asked_pairing_id(&self) -> Result<Option<String>, AgentError> {
        if self.agent().values().source == settings::SourceKind::Folder {
            return Ok(None);
        }
        Ok(match self.agent().external_connection().await? {
            ExternalConnection::Active(active) => active.pairing_id.map(|id| id.to_string()),
            ExternalConnection::Inactive => None,
        })
    }
}

/// How many sheets the last night that ended delivered, by firm; `None` before the first one.
fn delivered_last_night(agent: &Agent) -> Result<Option<BTreeMap<u64, u32>>, AgentError> {
    let of_a_night = |run: &RunRecord| matches!(run.kind, RunKind::Scheduled | RunKind::CatchUp);
    let runs = agent.journal().runs(LOOKED_BACK)?;
    let Some(outcome) = runs.into_iter().filter(of_a_night).find_map(|run| run.outcome) else { return Ok(None) };
    let mut delivered = BTreeMap::new();
    for sheet in outcome.get("delivered").and_then(|sheets| sheets.as_array()).into_iter().flatten() {
        if let Some(firm) = sheet.get("firm").and_then(serde_json::Value::as_u64) {
            *delivered.entry(firm).or_default() += 1;
        }
    }
    Ok(Some(delivered))
}

/// Between two nights there are not more runs than these.
const LOOKED_BACK: u32 = 50;
