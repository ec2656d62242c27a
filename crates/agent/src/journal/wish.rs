//! What a person asks of sheets: a decision, another try.

use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;
use rusqlite::{Connection, params};

use super::sheet::{many, one};
use super::text::{instant, json};
use super::{Event, Journal, JournalError, SheetRecord};
use crate::SheetState;
use crate::merge::Decisions;
use crate::schedule::retry;
use crate::watch::Commit;

impl Journal {
    /// Stores what the accountant decided beside what was decided before, and lets the sheet come forward at once. One
    /// template asks once, however many sheets go into it: what is decided for one of them is decided for all.
    pub fn decide(&self, id: SheetId, decisions: &Decisions, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Decided, |transaction| {
            let Some(record) = one(transaction, id)? else { return Ok(()) };
            for asked in asked_with(transaction, &record)? {
                let mut all = asked.decisions.clone();
                all.extend(decisions.clone());
                transaction.execute(
                    "UPDATE sheet SET decisions = ?2, retry_at = NULL, attempts = 0 WHERE sheet_id = ?1",
                    params![asked.id().to_string(), json(&all)?],
                )?;
            }
            let event = Event::Decided { rubrics: decisions.len() };
            super::activity::note_of_sheet(transaction, now, None, &record, &event)
        })
    }

    /// Lets sheets come forward at once, with their tries forgotten. Says how many. An uncertain one stays uncertain: only
    /// a read leads on from there, and not before the request that was given up is over.
    pub fn retry_now(&self, ids: &[SheetId], now: DateTime<Utc>) -> Result<usize, JournalError> {
        self.commit(Commit::Decided, |transaction| {
            let mut count = 0;
            for id in ids {
                let Some(record) = one(transaction, *id)? else { continue };
                if record.state.is_final() {
                    continue;
                }
                let (state, retry_at) = if record.state.is_resting() {
                    (SheetState::RetryAt, None)
                } else {
                    (record.state, earliest_look(&record, now))
                };
                transaction.execute(
                    "UPDATE sheet SET state = ?2, retry_at = ?3, attempts = 0 WHERE sheet_id = ?1",
                    params![id.to_string(), state.as_str(), retry_at.map(instant)],
                )?;
                super::activity::note_of_sheet(transaction, now, None, &record, &Event::RetryAsked)?;
                count += 1;
            }
            Ok(count)
        })
    }
}

/// When what became of a delivery may be looked for at the earliest. `None`: at once.
fn earliest_look(record: &SheetRecord, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let is_over = record.since + retry::span(retry::FIRST_WAIT);
    record.retry_at.map(|retry_at| retry_at.min(is_over)).filter(|earliest| *earliest > now)
}

/// Lets every sheet come forward at once that waited for a time because of something that a person has put right.
pub(super) fn wait_no_longer(connection: &Connection, reason_code: &str) -> Result<(), JournalError> {
    connection.execute(
        "UPDATE sheet SET retry_at = NULL, attempts = 0
         WHERE retry_at IS NOT NULL AND json_extract(reason, '$.code') = ?1",
        params![reason_code],
    )?;
    Ok(())
}

/// The sheet, and those that are reviewed together with it because they go into the same template.
fn asked_with(connection: &Connection, record: &SheetRecord) -> Result<Vec<SheetRecord>, JournalError> {
    let under_review = many(
        connection,
        "FROM sheet WHERE state = 'needs_review' AND state NOT IN ('delivered', 'superseded', 'stopped')",
        [],
    )?;
    let same = |other: &SheetRecord| other.target.is_some() && other.target == record.target;
    let mut asked: Vec<SheetRecord> =
        under_review.into_iter().filter(|other| other.id() != record.id() && same(other)).collect();
    asked.push(record.clone());
    Ok(asked)
}
