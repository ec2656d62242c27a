//! Deliveries that begin while another one's beginning is on its way to the disk share the next transaction: each is on disk
//! before its request leaves, and the disk is waited for once.

use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;
use rusqlite::{Connection, Transaction, params};
use tokio::sync::oneshot;

use super::text::{json, number};
use super::{Attempts, Delivery, DeliveryId, Journal, JournalError, RunId, Step, Target, locked, with_threads};
use crate::SheetState;
use crate::watch::Commit;

type Begun = Result<Option<DeliveryId>, JournalError>;

/// A delivery that is to begin.
struct Beginning {
    target: Target,
    members: Vec<SheetId>,
    plan: String,
    now: DateTime<Utc>,
    run: Option<RunId>,
}

/// The deliveries that are to begin, each with whoever waits for it.
#[derive(Default)]
pub(super) struct Beginnings {
    waiting: Vec<(Beginning, oneshot::Sender<Begun>)>,
    /// Somebody notes them, and goes on until none waits.
    are_being_noted: bool,
}

/// Whoever notes them. Should that end in a panic, nobody waits for it any longer.
struct Noting<'a>(&'a Mutex<Beginnings>);

impl Drop for Noting<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            *locked(self.0) = Beginnings::default();
        }
    }
}

impl Journal {
    /// Stores a plan and takes its sheets to `sending`: the moment after which a request may leave. `None` where one of its
    /// dossiers is not linked to this client file any more, because somebody linked it elsewhere or removed the firm while
    /// the plan was made: then nothing may leave.
    pub async fn begin_delivery(
        self: &Arc<Self>,
        delivery: &Delivery,
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<Option<DeliveryId>, JournalError> {
        let (target, members) = (delivery.target, delivery.members.clone());
        self.begin(Beginning { target, members, plan: json(delivery)?, now, run }).await
    }

    async fn begin(self: &Arc<Self>, beginning: Beginning) -> Begun {
        let (tell, begun) = oneshot::channel();
        let is_first = {
            let mut beginnings = locked(&self.beginnings);
            beginnings.waiting.push((beginning, tell));
            !std::mem::replace(&mut beginnings.are_being_noted, true)
        };
        if is_first {
            match with_threads() {
                Some(runtime) => {
                    let journal = Arc::clone(self);
                    runtime.spawn_blocking(move || journal.note_beginnings());
                }
                None => self.note_beginnings(),
            }
        }
        begun.await.unwrap_or(Ok(None))
    }

    /// Notes whatever waits, all that waits in one transaction, until nothing does.
    fn note_beginnings(&self) {
        let _noting = Noting(&self.beginnings);
        loop {
            let connection = self.connection();
            let group = {
                let mut beginnings = locked(&self.beginnings);
                // Whoever was given up with its run must not begin after its end.
                beginnings.waiting.retain(|(_, tell)| !tell.is_closed());
                beginnings.are_being_noted = !beginnings.waiting.is_empty();
                std::mem::take(&mut beginnings.waiting)
            };
            if group.is_empty() {
                return;
            }
            self.note_group(connection, group);
        }
    }

    fn note_group(&self, connection: MutexGuard<'_, Connection>, group: Vec<(Beginning, oneshot::Sender<Begun>)>) {
        let mut on_disk = Vec::new();
        let note = |transaction: &mut Transaction<'_>| -> Result<Vec<Begun>, JournalError> {
            group.iter().map(|(one, _)| one.note_alone(transaction)).collect()
        };
        let noted = self.transact(connection, &vec![Commit::Sending; group.len()], note, |begun| on_disk = begun);
        let mut failure = noted.err();
        let mut on_disk = on_disk.into_iter();
        for (one, tell) in group {
            let begun = match (failure.take(), on_disk.next()) {
                (Some(error), _) => Err(error),
                (None, Some(begun)) => begun,
                // They failed as a whole: this one is tried without the others.
                (None, None) => {
                    self.note_group(self.connection(), vec![(one, tell)]);
                    continue;
                }
            };
            // Where nobody waits any more, the run was ended meanwhile, and finds its sheets sending.
            let _ = tell.send(begun);
        }
    }
}

impl Beginning {
    /// Notes it such that its failing keeps no other of its group from being noted. The error of the outer result is the
    /// transaction's.
    fn note_alone(&self, transaction: &mut Transaction<'_>) -> Result<Begun, JournalError> {
        let mut alone = transaction.savepoint()?;
        let begun = self.note(&alone);
        if begun.is_ok() {
            alone.commit()?;
        } else {
            alone.rollback()?;
        }
        Ok(begun)
    }

    fn note(&self, connection: &Connection) -> Begun {
        if !self.is_linked_still(connection)? {
            return Ok(None);
        }
        let id = super::delivery::store(connection, &self.target, Some(&self.plan), self.now)?;
        let step = Step {
            target: Some(self.target),
            delivery: Some(id),
            attempts: Attempts::Same,
            ..Step::to(SheetState::Sending)
        };
        super::step::apply(connection, &self.members, &step, self.now, self.run)?;
        Ok(Some(id))
    }

    fn is_linked_still(&self, connection: &Connection) -> Result<bool, JournalError> {
        let mut statement = connection.prepare_cached(
            "SELECT count(*) FROM sheet JOIN dossier USING (dossier_id)
             WHERE sheet.sheet_id = ?1 AND dossier.firm_id = ?2 AND dossier.company_id = ?3",
        )?;
        let (firm, company) = (number(self.target.firm.0)?, number(self.target.company.0)?);
        for member in &self.members {
            let linked: i64 = statement.query_row(params![member.to_string(), firm, company], |row| row.get(0))?;
            if linked == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use passerelle_finbox::{Cursor, DossierId, SheetEntry};
    use passerelle_silverfin::{CompanyId, FirmId, PeriodId, ReconciliationId, WorkflowId};
    use uuid::Uuid;

    use super::*;
    use crate::SheetState::{Delivered, Fetched, Sending};
    use crate::journal::{Link, LinkedBy, NewActivation, NewSheet, SourceKind};
    use crate::watch::{Interrupted, Moment, Watch};

    #[derive(Default)]
    struct Seen(Mutex<Vec<(Moment, Commit)>>);

    impl Watch for Arc<Seen> {
        fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
            locked(&self.0).push((moment, commit));
            Ok(())
        }
    }

    fn sheet(number: u128) -> SheetId {
        SheetId(Uuid::from_u128(number))
    }

    fn announced(number: u128) -> NewSheet {
        let entry: SheetEntry = serde_json::from_value(serde_json::json!({
            "id": sheet(number).0,
            "dossier_id": Uuid::from_u128(number),
            "financial_year": { "start_date": "2025-01-01", "end_date": "2025-12-31" },
            "model": "full",
            "revision": 1,
            "created_at": "2026-01-14T15:00:00Z",
            "contents": [],
        }))
        .unwrap();
        NewSheet { entry, enterprise_number: None }
    }

    fn beginning(number: u128, company: u64) -> Beginning {
        Beginning {
            target: Target {
                firm: FirmId(1),
                company: CompanyId(company),
                period: PeriodId(1),
                workflow: WorkflowId(1),
                reconciliation: ReconciliationId(1),
            },
            members: vec![sheet(number)],
            plan: "{}".to_owned(),
            now: DateTime::UNIX_EPOCH,
            run: None,
        }
    }

    /// A journal with five sheets that are fetched, each of a dossier that is linked to the client file of its number.
    fn journal(folder: &std::path::Path, seen: &Arc<Seen>) -> Journal {
        let journal = Journal::open(&folder.join("state.db"), Uuid::nil(), Arc::new(Arc::clone(seen))).unwrap();
        let now = DateTime::UNIX_EPOCH;
        let new = NewActivation { source: SourceKind::Finbox, start_date: None, activated_at: None };
        let activation = journal.activate(&new, now).unwrap();
        let sheets: Vec<NewSheet> = (1..=5).map(announced).collect();
        journal.announce(&activation, &sheets, &[], (&Cursor("1".to_owned()), None), now, None).unwrap();
        for number in 1..=5 {
            let company = CompanyId(u64::try_from(number).unwrap());
            let link = Link { firm: FirmId(1), company, company_name: String::new(), by: LinkedBy::Number };
            journal.link(DossierId(Uuid::from_u128(number)), &link, None, now).unwrap();
        }
        journal.connection().execute("UPDATE sheet SET state = 'fetched'", []).unwrap();
        journal
    }

    #[test]
    fn what_begins_while_the_disk_is_waited_for_shares_a_transaction_and_fails_alone() {
        let folder = tempfile::tempdir().unwrap();
        let seen = Arc::new(Seen::default());
        let journal = Arc::new(journal(folder.path(), &seen));
        journal
            .connection()
            .execute("UPDATE sheet SET state = 'delivered' WHERE sheet_id = ?1", [sheet(5).to_string()])
            .unwrap();
        locked(&seen.0).clear();
        // The fourth goes to a client file that its dossier is not linked to; the fifth is delivered already.
        let all = [(1, 1), (2, 2), (3, 3), (4, 9), (5, 5)];
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let connection = journal.connection();
        let waiting = all.map(|(number, company)| {
            let journal = Arc::clone(&journal);
            runtime.spawn(async move { journal.begin(beginning(number, company)).await })
        });
        while locked(&journal.beginnings).waiting.len() < all.len() {
            std::thread::yield_now();
        }
        drop(connection);
        let begun = waiting.map(|one| runtime.block_on(one).unwrap());
        let ids: BTreeSet<DeliveryId> = begun[..3].iter().map(|one| one.as_ref().unwrap().unwrap()).collect();
        assert_eq!(ids.len(), 3, "each has a number of its own");
        assert!(matches!(begun[3], Ok(None)), "{:?}", begun[3]);
        assert!(matches!(begun[4], Err(JournalError::NoSuchArrow { .. })), "{:?}", begun[4]);
        let states = (1..=5).map(|number| journal.sheet(sheet(number)).unwrap().unwrap().state);
        assert_eq!(states.collect::<Vec<_>>(), [Sending, Sending, Sending, Fetched, Delivered]);
        let moments: Vec<Moment> = locked(&seen.0).iter().map(|(moment, _)| *moment).collect();
        assert_eq!(moments, [[Moment::Before; 5], [Moment::After; 5]].concat(), "one transaction");
    }
}
