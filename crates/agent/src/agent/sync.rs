use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::NaiveDate;
use passerelle_silverfin::{FirmId, SilverfinApi, SilverfinClient};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Agent, AgentError};
use crate::home::HomeError;
use crate::journal::Journal;
use crate::mapping::MappingLibrary;
use crate::merge::Ownership;
use crate::run::{ConnectedFirm, LeaseKeeper, Leases, NoLeases, ProgressSink, Rules, RunReport, Sync};
use crate::schedule::RunKind;

/// How a run is started.
#[derive(Clone)]
pub struct SyncOptions {
    /// Why.
    pub kind: RunKind,
    /// The civil date whose night it is, for a scheduled run and for one that makes up for it.
    pub night: Option<NaiveDate>,
    /// Writes nothing anywhere and says what would be written.
    pub dry_run: bool,
    /// Is told of progress.
    pub progress: ProgressSink,
    /// Ends the run between two steps.
    pub cancel: CancellationToken,
    /// How long what is under way is waited for once the run is ended, and again for giving leases back.
    pub patience: Duration,
}

/// Whoever quits waits five seconds at most.
const PATIENCE: Duration = Duration::from_secs(2);

impl Default for SyncOptions {
    fn default() -> Self {
        Self {
            kind: RunKind::Manual,
            night: None,
            dry_run: false,
            progress: Arc::new(|_| {}),
            cancel: CancellationToken::new(),
            patience: PATIENCE,
        }
    }
}

impl Agent {
    /// One run. Never two at once in one home.
    pub async fn sync(&self, options: SyncOptions) -> Result<RunReport, AgentError> {
        let _only_one = self
            .home
            .take_lock("sync")
            .map_err(|cause| HomeError::Unusable { folder: self.home.folder().to_owned(), cause })?
            .ok_or(AgentError::AlreadyRunning)?;
        let cancel = options.cancel.clone();
        let sync = tokio::select! {
            biased;
            prepared = self.prepare(options) => prepared?,
            () = cancel.cancelled() => return Err(AgentError::EndedBeforehand),
        };
        Ok(sync.run().await?)
    }

    async fn prepare(&self, options: SyncOptions) -> Result<Sync, AgentError> {
        let activation = self.journal.activation()?.ok_or(AgentError::NotActive)?;
        let source = self.source(&activation, options.dry_run).await?;
        let leases: Arc<dyn Leases> =
            if options.dry_run { Arc::new(NoLeases) } else { self.leases(&activation).await? };
        let journal: Arc<Journal> =
            if options.dry_run { Arc::new(self.journal.passing_copy()?) } else { Arc::clone(&self.journal) };
        Ok(Sync {
            agent_id: journal.agent_id()?,
            journal,
            source,
            firms: self.connected_firms().await?,
            leases: LeaseKeeper::new(leases, Arc::clone(&self.clock)),
            rules: self.rules()?,
            clock: Arc::clone(&self.clock),
            random: Mutex::new(self.seeded()),
            kind: options.kind,
            night: options.night,
            dry_run: options.dry_run,
            progress: options.progress,
            cancel: options.cancel,
            patience: options.patience,
            tasks: TaskTracker::new(),
            run: None,
            findings: Mutex::default(),
        })
    }

    fn rules(&self) -> Result<Rules, AgentError> {
        let settings = self.values();
        let (_, mapping) = MappingLibrary::new(&self.home).in_force(&settings)?;
        Ok(Rules {
            mapping,
            ownership: Ownership::from(&settings),
            batch_size: usize::from(settings.silverfin_batch_size.get()),
            parallel_requests: usize::from(settings.silverfin_parallel_requests.get()),
            documents_folder: settings.documents_pdf.then(|| settings.documents_folder.as_str().to_owned()),
        })
    }

    /// Every firm that was logged in to, each with its way there.
    pub(crate) async fn connected_firms(&self) -> Result<BTreeMap<FirmId, ConnectedFirm>, AgentError> {
        let records = self.journal.firms()?;
        let mut firms = BTreeMap::new();
        if records.is_empty() {
            return Ok(firms);
        }
        let settings = self.values();
        let pacer = self.paces.silverfin(usize::from(settings.silverfin_parallel_requests.get()));
        let address = self.silverfin_address()?;
        let oauth = self.oauth().await?;
        for record in records {
            let client = SilverfinClient::new(
                address.clone(),
                record.firm,
                Arc::clone(&self.transport),
                Arc::clone(&pacer),
                Arc::clone(&self.clock),
                Arc::new(self.session(record.firm, oauth.clone())),
            );
            let api: Arc<dyn SilverfinApi> = Arc::new(client);
            firms.insert(record.firm, ConnectedFirm { firm: record.firm, name: record.name, api });
        }
        Ok(firms)
    }
}
