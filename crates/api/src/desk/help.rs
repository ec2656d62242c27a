use std::collections::BTreeMap;
use std::path::Path;

use passerelle_agent::journal::{ActivityFilter, RunRecord, SourceKind};
use passerelle_agent::mapping::MappingLibrary;
use passerelle_agent::problem::{Cause, SetupFault};
use passerelle_agent::secrets::SecretName;
use passerelle_agent::settings;
use passerelle_agent::{AgentError, Reason};
use passerelle_finbox::DossierId;

use super::Desk;
use super::settings::written;
use crate::diagnostics::Diagnostics;
use crate::export::activity_csv;
use crate::input::Nothing;
use crate::surface::FileWish;
use crate::view::{Finding, FindingState, Findings, Outcome, Written};

impl Desk {
    pub(crate) async fn doctor(&self, (): Nothing) -> Outcome<Findings> {
        let mut findings = vec![self.finding("settings", self.look_at_settings())];
        findings.push(self.finding("secrets", self.look_at_secrets().await));
        findings.push(self.finding("source", self.look_at_source()));
        findings.push(self.finding("mapping", self.look_at_mapping()));
        let whole = self.agent().journal().check_integrity().map_err(AgentError::Journal);
        findings.push(self.finding("journal", whole.map_err(|error| error.cause())));
        findings.push(self.finding("connection", self.look_at_connection()));
        findings.push(self.finding("network", self.look_at_network().await));
        Ok(Findings { findings })
    }

    pub(crate) async fn export_diagnostics(&self, (): Nothing) -> Outcome<Written> {
        let Some(path) = self.surface().choose(FileWish::DiagnosticsZip).await else {
            return Ok(Written { file: None });
        };
        let findings = serde_json::to_value(self.doctor(()).await?).unwrap_or_default();
        let bundle = self.told(Diagnostics::gather(self.agent(), findings, self.0.clock.now()))?;
        self.kept(bundle.write(&path), &path)
    }

    pub(crate) async fn export_activity(&self, (): Nothing) -> Outcome<Written> {
        let Some(path) = self.surface().choose(FileWish::ActivityCsv).await else { return Ok(Written { file: None }) };
        let table = self.told(self.activity_table().map_err(AgentError::Journal))?;
        let table = table.map_err(|error| self.unexpected("the activity cannot be written as CSV", &error))?;
        // The mark tells a spreadsheet that the text is UTF-8.
        self.kept(std::fs::write(&path, format!("\u{feff}{table}")), &path)
    }

    fn activity_table(&self) -> Result<Result<String, csv::Error>, passerelle_agent::journal::JournalError> {
        let journal = self.agent().journal();
        let lines = journal.activity(&ActivityFilter::default())?;
        let names: BTreeMap<DossierId, String> =
            journal.dossiers()?.into_iter().map(|dossier| (dossier.id, dossier.name)).collect();
        let runs: BTreeMap<_, RunRecord> = journal.runs(u32::MAX)?.into_iter().map(|run| (run.id, run)).collect();
        Ok(activity_csv(&lines, &names, &runs, &self.messages()))
    }

    fn kept(&self, outcome: std::io::Result<()>, path: &Path) -> Outcome<Written> {
        match outcome {
            Ok(()) => Ok(written(Some(path))),
            Err(error) => Err(self.failure("file_unwritable", None, &error.to_string())),
        }
    }

    fn finding(&self, about: &str, looked: Result<(), Option<Cause>>) -> Finding {
        let messages = self.messages();
        let (state, text, advice) = match looked {
            Ok(()) => (FindingState::Fine, String::new(), None),
            Err(None) => (FindingState::Trouble, String::new(), None),
            Err(Some(cause)) => {
                let state = if cause.needs_person() { FindingState::ToDo } else { FindingState::Trouble };
                (state, messages.reason(&cause), Some(messages.fix(&cause)))
            }
        };
        Finding { about: about.to_owned(), state, text, advice }
    }

    fn look_at_settings(&self) -> Result<(), Option<Cause>> {
        let store = self.agent().settings();
        match store.warnings().first() {
            None => Ok(()),
            Some(warning) => Err(Some(SetupFault::SettingsUnreadable { detail: warning.to_string() }.into())),
        }
    }

    async fn look_at_secrets(&self) -> Result<(), Option<Cause>> {
        let vault = self.agent().vault();
        let mut needed = vec![(SecretName::SilverfinClientSecret, SetupFault::ClientMissing)];
        if self.agent().values().source == settings::SourceKind::Finbox {
            needed.insert(0, (SecretName::FinboxAccessKey, SetupFault::AccessKeyMissing));
        }
        for (name, missing) in needed {
            match vault.get(name).await {
                Ok(Some(_)) => {}
                Ok(None) => return Err(Some(missing.into())),
                Err(error) => return Err(Some((&error).into())),
            }
        }
        Ok(())
    }

    fn look_at_source(&self) -> Result<(), Option<Cause>> {
        let values = self.agent().values();
        let fault = match (values.source, &values.finbox_url, &values.folder_path) {
            (settings::SourceKind::Finbox, Some(_), _) => return Ok(()),
            (settings::SourceKind::Finbox, None, _) => SetupFault::FinboxAddressMissing,
            (settings::SourceKind::Folder, _, None) => SetupFault::FolderMissing,
            (settings::SourceKind::Folder, _, Some(folder)) => match std::fs::read_dir(folder.as_path()) {
                Ok(_) => return Ok(()),
                Err(error) => SetupFault::FolderUnusable {
                    folder: folder.as_path().display().to_string(),
                    detail: error.to_string(),
                },
            },
        };
        Err(Some(fault.into()))
    }

    fn look_at_mapping(&self) -> Result<(), Option<Cause>> {
        let values = self.agent().values();
        MappingLibrary::new(self.agent().home()).in_force(&values).map(drop).map_err(|error| Some((&error).into()))
    }

    fn look_at_connection(&self) -> Result<(), Option<Cause>> {
        let status = self.agent().status().map_err(|error| error.cause())?;
        let is_paired = |activation: &passerelle_agent::journal::Activation| {
            activation.source == SourceKind::Folder || activation.paired_at.is_some()
        };
        if !status.activation.as_ref().is_some_and(is_paired) {
            return Err(Some(SetupFault::NotActive.into()));
        }
        if status.firms.is_empty() {
            return Err(Some(Reason::NoFirmConnected.into()));
        }
        match status.firms.into_iter().find(|firm| firm.login_lapsed_at.is_some()) {
            None => Ok(()),
            Some(lapsed) => Err(Some(Reason::LoginLapsed { firm: lapsed.name }.into())),
        }
    }

    async fn look_at_network(&self) -> Result<(), Option<Cause>> {
        let values = self.agent().values();
        if values.source == settings::SourceKind::Finbox && values.finbox_url.is_some() {
            match self.agent().external_connection().await {
                Ok(_) | Err(AgentError::SecretMissing(_)) => {}
                Err(error) => return Err(error.cause()),
            }
        }
        self.agent().companies().await.map(drop).map_err(|error| error.cause())
    }
}
