use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;
use passerelle_social_balance::{ContentHash, RubricCode, Sheet};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::text::{instant, json, number, read_json};
use super::{Document, Event, Journal, JournalError, RunId, Step, Target};
use crate::SheetState;
use crate::merge::{Base, Marker, MergePlan};
use crate::watch::Commit;

/// Names one delivery in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeliveryId(pub i64);

/// A delivery into one template, as it was planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// The template.
    pub target: Target,
    /// The sheets that are on their way with it.
    pub members: Vec<SheetId>,
    /// The figures, added up where there are several payroll files.
    pub sheet: Sheet,
    /// Rubrics that were left out of the sum, because not every payroll file's layout has them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<RubricCode>,
    /// Their hash.
    pub hash: ContentHash,
    /// What is written and what is kept.
    pub plan: MergePlan,
    /// What was known of earlier deliveries when it was planned.
    pub base: Base,
    /// The marker that says that it stands whole.
    pub marker: Marker,
    /// The marker's text that stood there before.
    pub marker_before: Option<String>,
    /// The most properties in one of its requests.
    pub batch_size: usize,
}

/// A delivery that was read back and is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// Its number; `None` where everything stood right already and no request was needed.
    pub id: Option<DeliveryId>,
    /// The delivery.
    pub delivery: Delivery,
    /// The PDFs that are wanted from now on.
    pub documents: Vec<Document>,
    /// When it was found right.
    pub now: DateTime<Utc>,
    /// In which run.
    pub run: Option<RunId>,
}

impl Journal {
    /// Notes that a delivery was read back and is right: its sheets are delivered, and what we wrote is the next base.
    pub fn finish_delivery(&self, finished: &Finished) -> Result<(), JournalError> {
        self.commit(Commit::Delivered, |transaction| finished.apply(transaction))
    }

    /// The same together with the next transaction, whatever that is about, or with [`Journal::note_finished`]. Until then a
    /// crash leaves it as it was before: sent, and to be found right by reading.
    pub fn finish_with_the_next(&self, finished: Finished) {
        self.finished().push(finished);
    }

    /// Notes what waits for the next transaction, if anything does.
    pub fn note_finished(&self) -> Result<(), JournalError> {
        super::waiting_for_the_disk(|| {
            // Whoever holds the connection may be noting them, and may fail.
            let connection = self.connection();
            let is_nothing = self.finished().is_empty();
            if is_nothing { Ok(()) } else { self.transact(connection, &[], |_| Ok(()), |()| ()) }
        })
    }

    /// Notes what an uncertain delivery was found to have written after all, and lets its sheets be planned anew.
    pub fn plan_anew(
        &self,
        delivery: &Delivery,
        applied: &Base,
        step: &Step,
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<(), JournalError> {
        self.commit(Commit::FoundMissing, |transaction| {
            keep_base(transaction, &delivery.target, delivery.hash, applied)?;
            super::step::apply(transaction, &delivery.members, step, now, run)
        })
    }

    /// A delivery's plan, while it is not settled.
    pub fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT plan FROM delivery WHERE delivery_id = ?1")?;
            let plan: Option<Option<String>> = statement.query_row(params![id.0], |row| row.get(0)).optional()?;
            plan.flatten().as_deref().map(read_json).transpose()
        })
    }

    /// What we wrote last into a template, and the hash of the figures that it came from, whether they stand whole or not.
    pub fn base(&self, target: &Target) -> Result<Option<(ContentHash, Base)>, JournalError> {
        self.read(|connection| stored_base(connection, target))
    }
}

impl Finished {
    /// Notes it. Where its sheets have gone another way meanwhile (they were stopped, or another process looked for
    /// them), its answer is not waited for any more.
    pub(super) fn note(&self, transaction: &mut Transaction<'_>) -> Result<(), JournalError> {
        let mut alone = transaction.savepoint()?;
        if !self.is_waited_for(&alone)? {
            return Ok(alone.rollback()?);
        }
        self.apply(&alone)?;
        Ok(alone.commit()?)
    }

    fn is_waited_for(&self, connection: &Connection) -> Result<bool, JournalError> {
        for member in &self.delivery.members {
            let Some(record) = super::sheet::one(connection, *member)? else { continue };
            let is_on_its_way = match self.id {
                Some(id) => record.state.is_sent() && record.delivery == Some(id),
                None => record.state.is_resting(),
            };
            if !is_on_its_way {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn apply(&self, connection: &Connection) -> Result<(), JournalError> {
        let Self { id, delivery, documents, now, run } = self;
        let id = match id {
            Some(id) => *id,
            None => store(connection, &delivery.target, None, *now)?,
        };
        connection
            .prepare_cached("UPDATE delivery SET finished_at = ?2, plan = NULL WHERE delivery_id = ?1")?
            .execute(params![id.0, instant(*now)])?;
        keep_base(connection, &delivery.target, delivery.hash, &delivery.base.after(&delivery.plan, &delivery.sheet))?;
        let step = Step { target: Some(delivery.target), delivery: Some(id), ..Step::to(SheetState::Delivered) };
        super::step::apply(connection, &delivery.members, &step, *now, *run)?;
        for document in documents {
            super::document::want(connection, document)?;
        }
        for member in &delivery.members {
            let Some(record) = super::sheet::one(connection, *member)? else { continue };
            for event in told_of(delivery) {
                super::activity::note_of_sheet(connection, *now, *run, &record, &event)?;
            }
        }
        Ok(())
    }
}

/// What people are told of a delivery that stands.
fn told_of(delivery: &Delivery) -> impl Iterator<Item = Event> {
    let plan = &delivery.plan;
    let stands = Event::Stands {
        written: plan.writes.iter().map(|write| write.code).collect(),
        kept: plan.kept.iter().map(|kept| kept.code).collect(),
        right_already: plan.right_already.len(),
    };
    let is_left_out = !plan.without_place.is_empty() || !delivery.left_out.is_empty();
    let left_out = is_left_out.then(|| Event::LeftOut {
        without_place: plan.without_place.iter().copied().collect(),
        of_other_layout: delivery.left_out.iter().copied().collect(),
    });
    std::iter::once(stands).chain(left_out)
}

pub(super) fn store(
    connection: &Connection,
    target: &Target,
    plan: Option<&str>,
    now: DateTime<Utc>,
) -> Result<DeliveryId, JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO delivery (firm_id, company_id, period_id, reconciliation_id, plan, planned_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            number(target.firm.0)?,
            number(target.company.0)?,
            number(target.period.0)?,
            number(target.reconciliation.0)?,
            plan,
            instant(now),
        ])?;
    Ok(DeliveryId(connection.last_insert_rowid()))
}

fn keep_base(connection: &Connection, target: &Target, hash: ContentHash, base: &Base) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO base (firm_id, company_id, period_id, reconciliation_id, content_hash, base)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET content_hash = ?5, base = ?6",
        )?
        .execute(params![
            number(target.firm.0)?,
            number(target.company.0)?,
            number(target.period.0)?,
            number(target.reconciliation.0)?,
            hash.to_string(),
            json(base)?,
        ])?;
    Ok(())
}

fn stored_base(connection: &Connection, target: &Target) -> Result<Option<(ContentHash, Base)>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT content_hash, base FROM base
         WHERE firm_id = ?1 AND company_id = ?2 AND period_id = ?3 AND reconciliation_id = ?4",
    )?;
    let row: Option<(String, String)> = statement
        .query_row(
            params![
                number(target.firm.0)?,
                number(target.company.0)?,
                number(target.period.0)?,
                number(target.reconciliation.0)?
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(hash, base)| Ok((super::sheet::read_hash(hash)?, read_json(&base)?))).transpose()
}
