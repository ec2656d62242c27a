//! One run: look, fetch, match, deliver, tell. Everything that it learns is in the journal before it goes on, so that it
//! may be cut off anywhere.

mod acknowledge;
mod close;
mod cut_short;
mod deliver;
mod feed;
mod lease;
mod matching;
mod progress;
mod report;
mod rest;
mod side_by_side;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{SheetId, SheetSource};
use passerelle_silverfin::{FirmId, SilverfinApi};
use passerelle_transport::Clock;
use rand::rngs::StdRng;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use cut_short::CutOff;
pub(crate) use feed::given;
pub use lease::{LeaseKeeper, Leases, NoLease, NoLeases};
pub(crate) use matching::companies_of;
pub use progress::{Progress, ProgressSink};
pub use report::{DeliveredSheet, Outcome, PlannedDelivery, RunReport, WaitingSheet};

use crate::delivery::{Experience, Trouble};
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
    /// How many requests to Silverfin may be under way at once; a few more client files are worked on.
    pub parallel_requests: usize,
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
    /// How long what is under way is waited for then.
    pub patience: Duration,
    /// What is worked on side by side: client files, sheets to fetch and to tell of.
    pub tasks: TaskTracker,
    /// The run's number, once it has begun.
    pub run: Option<RunId>,
    /// What was found out so far.
    pub findings: Mutex<Findings>,
}

/// What a run found out.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a finding of its own, and none rules out another")]
pub struct Findings {
    pub(crate) announced: usize,
    pub(crate) delivered: Vec<DeliveredSheet>,
    pub(crate) planned: Vec<PlannedDelivery>,
    pub(crate) standby: BTreeMap<FirmId, String>,
    pub(crate) troubles: Vec<Reason>,
    pub(crate) looked_at: usize,
    /// Client files whose turn has not come yet.
    pub(crate) files_to_come: usize,
    /// The source no longer accepts the credential: a colleague switched the connection off.
    pub(crate) turned_away: bool,
    /// The connection was switched off here while the run was under way.
    pub(crate) stopped: bool,
    /// The feed was read to its end, after the leases were taken.
    pub(crate) feed_is_current: bool,
    /// Firms whose lease could not be had, and why.
    pub(crate) without_lease: BTreeMap<FirmId, Trouble>,
    /// Firms that nobody is let into for now: the login has lapsed, or the keyring is locked. No more is asked of them.
    pub(crate) closed: BTreeMap<FirmId, Trouble>,
    /// A lease ended in the middle of the run: the computer slept, or another desktop took over.
    pub(crate) lease_lapsed: bool,
    /// Firms that answered as they should.
    pub(crate) reached: BTreeSet<FirmId>,
    /// What the run knows of each firm.
    pub(crate) experience: BTreeMap<FirmId, Arc<Experience>>,
}

/// The longest wait that is ever set: a day and a fifth. One that seems longer was set by a clock that was wrong.
const LONGEST_WAIT: chrono::Duration = chrono::Duration::hours(49);

/// Whether the time of the next try has come.
pub(crate) fn is_time(retry_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    retry_at.is_none_or(|at| at <= now || at - now > LONGEST_WAIT)
}

/// The earlier of two times, where there are any.
pub(crate) fn earlier(one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    [one, other].into_iter().flatten().min()
}

type Standings = BTreeMap<SheetId, (SheetState, Option<Reason>)>;

impl Sync {
    /// Runs.
    pub async fn run(mut self) -> Result<RunReport, RunError> {
        let started_at = self.clock.now();
        if !self.dry_run {
            self.run = Some(self.journal.start_run(self.kind, self.night, started_at)?);
        }
        Arc::new(self).finish(started_at).await
    }

    async fn finish(self: Arc<Self>, started_at: DateTime<Utc>) -> Result<RunReport, RunError> {
        let before = self.standings()?;
        let worked = self.work_in_time().await;
        self.unless_stopped(worked)?;
        self.postpone_what_was_passed_over()?;
        let unclear = self.firms_with_unclear_writes()?;
        tokio::select! {
            () = self.leases.release_all_but(&unclear) => {}
            () = self.ended_for_long() => tracing::debug!("leases were not given back in time and end by themselves"),
        }
        let report = self.report(started_at, &before)?;
        // A run that was cut short has not done its night: the night is made up for.
        if let Some(run) = self.run.filter(|_| !report.cancelled) {
            self.journal.finish_run(run, &report, report.finished_at)?;
        }
        Ok(report)
    }

    async fn work(self: &Arc<Self>) -> Result<(), RunError> {
        self.read_feed().await?;
        if !self.goes_on() || self.journal.count_under_way()? == 0 {
            return Ok(());
        }
        self.reopen_interrupted(CutOff::Sometime)?;
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
        self.note_working_logins()
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

    /// Whether a sheet is to be looked at in this run.
    fn is_due(&self, record: &SheetRecord, now: DateTime<Utc>) -> bool {
        if !is_time(record.retry_at, now) && !self.is_asked_for(record) {
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

    /// Notes that a request to this firm was answered as it should.
    pub(crate) fn reached(&self, firm: FirmId) {
        self.found(|found| {
            found.reached.insert(firm);
        });
    }

    fn standings(&self) -> Result<Standings, RunError> {
        let mut under_way = self.journal.sheets_under_way()?;
        // Whoever answered does not expect to be asked again: that is news.
        under_way.retain(|record| !record.is_answered());
        Ok(under_way.into_iter().map(|record| (record.id(), (record.state, record.reason))).collect())
    }

    fn report(&self, started_at: DateTime<Utc>, before: &Standings) -> Result<RunReport, RunError> {
        let mut under_way = BTreeMap::new();
        let mut newly_waiting = Vec::new();
        let mut next_retry: Option<DateTime<Utc>> = None;
        for record in self.journal.sheets_under_way()? {
            *under_way.entry(record.state).or_insert(0) += 1;
            next_retry = earlier(next_retry, record.retry_at);
            let known = before.get(&record.id()).is_some_and(|(state, reason)| {
                *state == record.state && Reason::tell_the_same(reason.as_ref(), record.reason.as_ref())
            });
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
        next_retry = earlier(next_retry, self.journal.activation()?.and_then(|activation| activation.feed_retry_at));
        if self.rules.documents_folder.is_some() {
            let documents = self.journal.documents_under_way()?;
            next_retry = documents.into_iter().fold(next_retry, |next, document| earlier(next, document.retry_at));
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
