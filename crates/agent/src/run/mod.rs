//! One run: look, fetch, match, deliver, tell. Everything that it learns is in the journal before it goes on, so that it
//! may be cut off anywhere.

mod acknowledge;
mod feed;
mod lease;
mod matching;
mod progress;
mod report;
mod rest;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use futures::stream::{self, TryStreamExt};
use passerelle_finbox::{SheetId, SheetSource};
use passerelle_silverfin::{CompanyId, FirmId, SilverfinApi};
use passerelle_transport::Clock;
use rand::rngs::StdRng;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) use feed::given;
pub use lease::{LeaseKeeper, Leases, NoLease, NoLeases};
pub(crate) use matching::companies_of;
pub use progress::{Progress, ProgressSink};
pub use report::{DeliveredSheet, Outcome, PlannedDelivery, RunReport, WaitingSheet};

use crate::delivery::Lane;
use crate::journal::{Journal, JournalError, RunId, SheetRecord, Step};
use crate::mapping::Mapping;
use crate::merge::Ownership;
use crate::schedule::RunKind;
use crate::{Reason, SheetState};

/// A firm with a login.
pub struct ConnectedFirm {
    /// The firm.
    pub firm: FirmId,
    /// Its name, for people.
    pub name: String,
    /// The way to it.
    pub api: Arc<dyn SilverfinApi>,
}

/// What is set for deliveries.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Where each rubric goes.
    pub mapping: Mapping,
    /// What is done with rubrics that the payroll does not own.
    pub ownership: Ownership,
    /// The most properties in one request.
    pub batch_size: usize,
    /// How many client files are worked on at once.
    pub parallel_companies: usize,
    /// The folder for the PDF copies, where they are wanted.
    pub documents_folder: Option<String>,
}

/// Why a run ended without a report.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The journal failed. Nothing is done without it.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What a run is started with, and what it finds out as it goes.
pub struct Sync {
    /// The journal.
    pub journal: Arc<Journal>,
    /// Where sheets come from.
    pub source: Arc<dyn SheetSource>,
    /// The firms that can be reached.
    pub firms: BTreeMap<FirmId, ConnectedFirm>,
    /// The leases of this run.
    pub leases: LeaseKeeper,
    /// What is set.
    pub rules: Rules,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance, to spread retries.
    pub random: Mutex<StdRng>,
    /// What names this installation.
    pub agent_id: Uuid,
    /// Why it takes place.
    pub kind: RunKind,
    /// The civil date whose night it is.
    pub night: Option<NaiveDate>,
    /// Leaves no trace anywhere: the journal is a copy, nothing is written.
    pub dry_run: bool,
    /// Is told of progress.
    pub progress: ProgressSink,
    /// Ends the run between two steps.
    pub cancel: CancellationToken,
    /// The run's number, once it has begun.
    pub run: Option<RunId>,
    /// What was found out so far.
    pub findings: Mutex<Findings>,
}

/// What a run found out.
#[derive(Debug, Default)]
pub struct Findings {
    pub(crate) announced: usize,
    pub(crate) delivered: Vec<DeliveredSheet>,
    pub(crate) planned: Vec<PlannedDelivery>,
    pub(crate) standby: BTreeMap<FirmId, String>,
    pub(crate) troubles: Vec<Reason>,
    pub(crate) looked_at: usize,
    /// The source no longer accepts the credential: a colleague switched the connection off.
    pub(crate) turned_away: bool,
    /// The connection was switched off here while the run was under way.
    pub(crate) stopped: bool,
}

type Standings = BTreeMap<SheetId, (SheetState, Option<Reason>)>;

impl Sync {
    /// Runs.
    pub async fn run(mut self) -> Result<RunReport, RunError> {
        let started_at = self.clock.now();
        if !self.dry_run {
            self.run = Some(self.journal.start_run(self.kind, self.night, started_at)?);
        }
        let before = self.standings()?;
        let worked = self.work().await;
        self.unless_stopped(worked)?;
        self.leases.release_all().await;
        let report = self.report(started_at, &before)?;
        // A run that was cut short has not done its night: the night is made up for.
        if let Some(run) = self.run.filter(|_| !report.cancelled) {
            self.journal.finish_run(run, &report, report.finished_at)?;
        }
        Ok(report)
    }

    async fn work(&self) -> Result<(), RunError> {
        self.read_feed().await?;
        if !self.goes_on() || self.journal.count_under_way()? == 0 {
            return Ok(());
        }
        self.reopen_interrupted()?;
        self.let_go_of_removed_firms()?;
        self.supersede_resting()?;
        self.fetch_contents().await?;
        self.match_dossiers().await?;
        self.deliver().await?;
        if !self.dry_run && self.goes_on() {
            (self.progress)(Progress::Closing);
            self.acknowledge().await?;
            self.work_documents().await?;
        }
        Ok(())
    }

    /// A delivery that was cut off while it was sent may or may not stand.
    fn reopen_interrupted(&self) -> Result<(), RunError> {
        let sending: Vec<SheetId> = self
            .journal
            .sheets_under_way()?
            .iter()
            .filter(|record| record.state == SheetState::Sending)
            .map(SheetRecord::id)
            .collect();
        if sending.is_empty() {
            return Ok(());
        }
        let reason = Reason::NoTrustworthyAnswer { detail: "the program ended while it was sending".to_owned() };
        let step = Step::because(SheetState::Uncertain, reason);
        Ok(self.journal.step(&sending, &step, self.clock.now(), self.run)?)
    }

    /// Nobody can look any more whether a delivery stands in a firm that was removed. Its sheets are matched anew; should
    /// that lead to the same template again, what stands there is read before anything is written.
    fn let_go_of_removed_firms(&self) -> Result<(), RunError> {
        let uncertain = self.journal.uncertain_in_removed_firms()?;
        if uncertain.is_empty() {
            return Ok(());
        }
        Ok(self.journal.step(&uncertain, &Step::to(SheetState::Fetched), self.clock.now(), self.run)?)
    }

    /// A sheet that rests gives way to the one that corrects it.
    fn supersede_resting(&self) -> Result<(), RunError> {
        let overtaken = self.journal.overtaken()?;
        if overtaken.is_empty() {
            return Ok(());
        }
        Ok(self.journal.step(&overtaken, &Step::to(SheetState::Superseded), self.clock.now(), self.run)?)
    }

    async fn deliver(&self) -> Result<(), RunError> {
        let lanes = self.lanes()?;
        let total = lanes.len();
        (self.progress)(Progress::Delivering { done: 0, total });
        let parallel = self.rules.parallel_companies.max(1);
        stream::iter(lanes.into_iter().map(Ok::<_, RunError>))
            .try_for_each_concurrent(parallel, |((firm, company), lane)| async move {
                if !self.goes_on() {
                    return Ok(());
                }
                let worked = self.work_lane(firm, company, &lane).await;
                self.unless_stopped(worked)?;
                let done = self.found(|found| {
                    found.looked_at += 1;
                    found.looked_at
                });
                (self.progress)(Progress::Delivering { done, total });
                Ok(())
            })
            .await
    }

    /// What is due, by client file.
    fn lanes(&self) -> Result<BTreeMap<(FirmId, CompanyId), Lane>, RunError> {
        let now = self.clock.now();
        let links: BTreeMap<_, _> =
            self.journal.dossiers()?.into_iter().filter_map(|dossier| Some((dossier.id, dossier.link?))).collect();
        let mut lanes: BTreeMap<(FirmId, CompanyId), Lane> = BTreeMap::new();
        let mut held: BTreeSet<(FirmId, CompanyId)> = BTreeSet::new();
        for record in self.journal.sheets_under_way()? {
            if record.state == SheetState::Uncertain {
                let Some(target) = record.target else { continue };
                let key = (target.firm, target.company);
                if self.is_due(&record, now) {
                    let lane = lanes.entry(key).or_default();
                    lane.uncertain.extend(record.delivery);
                    // Where the reading finds that nothing stands, the same run sends it.
                    lane.years.insert(record.year_end());
                } else {
                    held.insert(key);
                }
                continue;
            }
            let Some(link) = links.get(&record.entry.dossier_id) else { continue };
            if record.has_figures && self.is_due(&record, now) {
                lanes.entry((link.firm, link.company)).or_default().years.insert(record.year_end());
            }
        }
        for lane in lanes.values_mut() {
            lane.uncertain.sort_unstable();
            lane.uncertain.dedup();
        }
        // While it is not known what stands there, nothing more is written there.
        lanes.retain(|key, _| !held.contains(key));
        Ok(lanes)
    }

    /// Whether a sheet is to be looked at in this run.
    fn is_due(&self, record: &SheetRecord, now: DateTime<Utc>) -> bool {
        if record.retry_at.is_some_and(|at| at > now) && !self.is_asked_for(record) {
            return false;
        }
        match record.state {
            SheetState::Announced | SheetState::Fetched | SheetState::RetryAt | SheetState::Uncertain => true,
            // What waits for something outside is looked at on nights, and whenever somebody asks.
            SheetState::Unmatched | SheetState::WaitingWorkflow => self.kind != RunKind::Retry,
            SheetState::NeedsReview => self.kind != RunKind::Retry || !record.decisions.is_empty(),
            // A sheet that cannot be read stays so. One that was read and does not go together with another may do so
            // once a link is put right.
            SheetState::Refused => {
                let unreadable =
                    matches!(record.reason, Some(Reason::UnreadableSheet { .. } | Reason::SheetContradictsFeed { .. }));
                self.kind != RunKind::Retry && (record.has_figures || !unreadable)
            }
            SheetState::Sending | SheetState::Delivered | SheetState::Superseded | SheetState::Stopped => false,
        }
    }

    /// Whether somebody asks for what waits for a time of our own making. What a service asked for, and what may be on its
    /// way still, waits all the same.
    fn is_asked_for(&self, record: &SheetRecord) -> bool {
        self.kind == RunKind::Manual
            && record.state == SheetState::RetryAt
            && !matches!(
                record.reason,
                Some(
                    Reason::AskedToWait { .. } | Reason::ServiceUnavailable { .. } | Reason::NoTrustworthyAnswer { .. }
                )
            )
    }

    /// Whether the run goes on to its next step: nobody ended it, and the connection is still switched on.
    pub(crate) fn goes_on(&self) -> bool {
        !self.cancel.is_cancelled() && self.found(|found| !found.turned_away && !found.stopped)
    }

    /// A sheet that was stopped meanwhile leads nowhere: the connection was switched off, and the run ends with it. What
    /// is being written elsewhere at this moment is written to its end.
    fn unless_stopped(&self, worked: Result<(), RunError>) -> Result<(), RunError> {
        match worked {
            Err(RunError::Journal(JournalError::NoSuchArrow { from: SheetState::Stopped, .. })) => {
                self.found(|found| found.stopped = true);
                Ok(())
            }
            other => other,
        }
    }

    pub(crate) fn found<T>(&self, note: impl FnOnce(&mut Findings) -> T) -> T {
        note(&mut self.findings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn standings(&self) -> Result<Standings, RunError> {
        let under_way = self.journal.sheets_under_way()?;
        Ok(under_way.into_iter().map(|record| (record.id(), (record.state, record.reason))).collect())
    }

    fn report(&self, started_at: DateTime<Utc>, before: &Standings) -> Result<RunReport, RunError> {
        let mut under_way = BTreeMap::new();
        let mut newly_waiting = Vec::new();
        let mut next_retry: Option<DateTime<Utc>> = None;
        for record in self.journal.sheets_under_way()? {
            *under_way.entry(record.state).or_insert(0) += 1;
            if let Some(at) = record.retry_at {
                next_retry = Some(next_retry.map_or(at, |earliest| earliest.min(at)));
            }
            let known = before
                .get(&record.id())
                .is_some_and(|(state, reason)| *state == record.state && *reason == record.reason);
            let waits = record.state.waits_for_person() || record.state == SheetState::WaitingWorkflow;
            if waits && !known {
                newly_waiting.push(WaitingSheet {
                    sheet: record.id(),
                    dossier: record.entry.dossier_id,
                    dossier_name: report::dossier_name(&record),
                    financial_year: record.entry.financial_year,
                    state: record.state,
                    reason: record.reason,
                });
            }
        }
        if let Some(at) = self.journal.activation()?.and_then(|activation| activation.feed_retry_at) {
            next_retry = Some(next_retry.map_or(at, |earliest| earliest.min(at)));
        }
        let found = std::mem::take(&mut *self.findings.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(RunReport {
            run: self.run,
            kind: self.kind,
            night: self.night,
            started_at,
            finished_at: self.clock.now(),
            announced: found.announced,
            delivered: found.delivered,
            newly_waiting,
            under_way,
            troubles: found.troubles,
            standby: found.standby,
            next_retry,
            cancelled: self.cancel.is_cancelled() || found.stopped,
            planned: found.planned,
        })
    }
}
