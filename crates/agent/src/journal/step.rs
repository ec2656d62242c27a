use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;
use rusqlite::{Connection, params};

use super::text::{instant, json, number};
use super::{DeliveryId, Event, Journal, JournalError, RunId, Target};
use crate::merge::Conflict;
use crate::watch::Commit;
use crate::{Reason, SheetState};

/// One arrow for one or several sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where to.
    pub state: SheetState,
    /// Why.
    pub reason: Option<Reason>,
    /// Not before this instant.
    pub retry_at: Option<DateTime<Utc>>,
    /// What becomes of the count of tries in vain.
    pub attempts: Attempts,
    /// The template, where it was found on the way.
    pub target: Option<Target>,
    /// The delivery, where one was planned.
    pub delivery: Option<DeliveryId>,
    /// What the accountant is asked.
    pub conflicts: Vec<Conflict>,
}

/// What becomes of the count of tries in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempts {
    /// It came forward: nothing was in vain.
    Reset,
    /// One more.
    OneMore,
    /// As it is.
    Same,
}

impl Step {
    /// A step to a state, without more.
    pub fn to(state: SheetState) -> Self {
        Self {
            state,
            reason: None,
            retry_at: None,
            attempts: Attempts::Reset,
            target: None,
            delivery: None,
            conflicts: Vec::new(),
        }
    }

    /// A step to a state for a reason.
    pub fn because(state: SheetState, reason: Reason) -> Self {
        Self { reason: Some(reason), ..Self::to(state) }
    }

    /// One more try in vain, and when the next one is due.
    #[must_use]
    pub fn in_vain(mut self, retry_at: Option<DateTime<Utc>>) -> Self {
        self.attempts = Attempts::OneMore;
        self.retry_at = retry_at;
        self
    }

    fn commit(&self) -> Commit {
        match self.state {
            SheetState::Sending => Commit::Sending,
            SheetState::Uncertain => Commit::Uncertain,
            SheetState::Delivered => Commit::Delivered,
            SheetState::Superseded => Commit::Superseded,
            SheetState::Fetched => Commit::FoundMissing,
            SheetState::Announced
            | SheetState::Unmatched
            | SheetState::WaitingWorkflow
            | SheetState::NeedsReview
            | SheetState::Refused
            | SheetState::RetryAt
            | SheetState::Stopped => Commit::Resting,
        }
    }
}

impl Journal {
    /// Takes the sheets along one arrow. Nothing is noted for people where nothing changed for them.
    pub fn step(
        &self,
        ids: &[SheetId],
        step: &Step,
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<(), JournalError> {
        self.commit(step.commit(), |transaction| apply(transaction, ids, step, now, run))
    }
}

/// Stops the sheets that a condition picks, each with its own line in the activity. Says how many.
pub(super) fn stop(
    connection: &Connection,
    condition: &str,
    parameters: impl rusqlite::Params,
    now: DateTime<Utc>,
) -> Result<usize, JournalError> {
    let mut statement =
        connection.prepare(&format!("SELECT sheet_id FROM sheet WHERE {condition} ORDER BY sheet_id"))?;
    let rows = statement.query_map(parameters, |row| row.get::<_, String>(0))?;
    let ids: Vec<SheetId> =
        rows.map(|text| Ok(SheetId(super::text::parsed(&text?)?))).collect::<Result<_, JournalError>>()?;
    apply(connection, &ids, &Step::to(SheetState::Stopped), now, None)?;
    Ok(ids.len())
}

pub(super) fn apply(
    connection: &Connection,
    ids: &[SheetId],
    step: &Step,
    now: DateTime<Utc>,
    run: Option<RunId>,
) -> Result<(), JournalError> {
    for id in ids {
        let Some(record) = super::sheet::one(connection, *id)? else { continue };
        let same_state = record.state == step.state;
        if !record.state.may_become(step.state) {
            return Err(JournalError::NoSuchArrow { sheet: id.to_string(), from: record.state, to: step.state });
        }
        let attempts = match step.attempts {
            Attempts::Reset => 0,
            Attempts::OneMore => record.attempts.saturating_add(1),
            Attempts::Same => record.attempts,
        };
        let target = step.target.or(record.target);
        let since = if same_state { record.since } else { now };
        connection
            .prepare_cached(
                "UPDATE sheet SET state = ?2, reason = ?3, retry_at = ?4, attempts = ?5, since = ?6, firm_id = ?7,
                 company_id = ?8, period_id = ?9, workflow_id = ?10, reconciliation_id = ?11,
                 delivery_id = coalesce(?12, delivery_id), conflicts = ?13, delivered_at = ?14 WHERE sheet_id = ?1",
            )?
            .execute(params![
                id.to_string(),
                step.state.as_str(),
                step.reason.as_ref().map(json).transpose()?,
                step.retry_at.map(instant),
                attempts,
                instant(since),
                target.map(|target| number(target.firm.0)).transpose()?,
                target.map(|target| number(target.company.0)).transpose()?,
                target.map(|target| number(target.period.0)).transpose()?,
                target.map(|target| number(target.workflow.0)).transpose()?,
                target.map(|target| number(target.reconciliation.0)).transpose()?,
                step.delivery.map(|delivery| delivery.0),
                if step.conflicts.is_empty() { None } else { Some(json(&step.conflicts)?) },
                (step.state == SheetState::Delivered).then(|| instant(now)),
            ])?;
        if let Some(settled) = record.delivery.filter(|_| record.state.is_sent() && !step.state.is_sent()) {
            connection
                .prepare_cached("UPDATE delivery SET plan = NULL WHERE delivery_id = ?1")?
                .execute(params![settled.0])?;
        }
        if same_state && record.reason == step.reason {
            continue;
        }
        let event = Event::Moved { from: record.state, to: step.state, reason: step.reason.clone() };
        super::activity::note_of_sheet(connection, now, run, &record, &event)?;
    }
    Ok(())
}
