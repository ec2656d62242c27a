//! What the controller has done by the agent.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use tokio_util::sync::CancellationToken;

use super::{Agent, AgentError, SyncOptions};
use crate::controller::{
    Arisen, RunOrder, RunProgress, RunProgressSink, RunSummary, Runner, RunnerError, Standing, SyncedSheet,
};
use crate::journal::Event;
use crate::problem::{Cause, ProblemDossier};
use crate::run::{Progress, RunReport};

/// Nights further back than this are of no interest to the schedule.
const NIGHTS_LOOKED_AT: Days = Days::new(8);

#[async_trait]
impl Runner for Agent {
    async fn run(&self, order: RunOrder, progress: RunProgressSink, cancel: CancellationToken) -> RunSummary {
        let options = SyncOptions {
            kind: order.kind,
            night: order.night,
            dry_run: false,
            progress: Arc::new(move |seen| {
                if let Progress::Delivering { done, total } = seen {
                    progress(RunProgress { done, total });
                }
            }),
            cancel,
            ..SyncOptions::default()
        };
        match self.sync(options).await {
            Ok(report) => summary(report),
            Err(AgentError::EndedBeforehand) => RunSummary::default(),
            Err(error) => {
                tracing::error!(%error, "the run broke off");
                let troubles = error.cause().into_iter().collect();
                RunSummary { troubles, is_broken: true, ..RunSummary::default() }
            }
        }
    }

    async fn standing(&self) -> Result<Standing, RunnerError> {
        self.read_standing().map_err(unusable)
    }

    async fn skip_night(&self, night: NaiveDate) -> Result<(), RunnerError> {
        self.journal.skip_night(night, self.clock.now()).map_err(|error| unusable(error.into()))
    }

    async fn notified(&self, title: &str, body: &str) -> Result<(), RunnerError> {
        let event = Event::Notified { title: title.to_owned(), body: body.to_owned() };
        self.journal.note(&event, self.clock.now(), None).map_err(|error| unusable(error.into()))
    }
}

impl Agent {
    fn read_standing(&self) -> Result<Standing, AgentError> {
        let status = self.status()?;
        let first = self.today().checked_sub_days(NIGHTS_LOOKED_AT).unwrap_or(NaiveDate::MIN);
        let ready = status.activation.filter(|_| !status.firms.is_empty());
        // A desktop that was only paired does not know the instant of the activation; its own pairing is the latest.
        let active_since = ready.and_then(|activation| activation.activated_at.or(activation.paired_at));
        Ok(Standing {
            active_since,
            nights: self.journal.nights_since(first)?,
            retry_at: status.next_retry,
            waiting: status.waiting_for_person,
            last_success: self.journal.last_success()?,
            trouble: self.journal.last_trouble()?.map(Cause::Sheet),
        })
    }
}

fn summary(report: RunReport) -> RunSummary {
    let synced = report.delivered.into_iter().filter(|delivered| delivered.by_this_run).map(|delivered| SyncedSheet {
        sheet: delivered.sheet,
        dossier: delivered.dossier_name,
        financial_year: delivered.financial_year,
        firm: delivered.firm_name,
    });
    let arisen = report.newly_waiting.into_iter().filter_map(|waiting| {
        Some(Arisen {
            dossier: ProblemDossier { id: waiting.dossier, name: waiting.dossier_name },
            cause: Cause::Sheet(waiting.reason?),
        })
    });
    RunSummary {
        synced: synced.collect(),
        arisen: arisen.collect(),
        troubles: report.troubles.into_iter().map(Cause::Sheet).collect(),
        is_broken: false,
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unusable(error: AgentError) -> RunnerError {
    RunnerError { detail: error.to_string() }
}
