//! The journal: what is known of every sheet, and what was done. One SQLite file, one writer, and every transition one
//! transaction together with its activity.
//!
//! Each room of the journal has a file of its own; all of them go through [`Journal::commit`], so that a test can end
//! the program before or after any of them.

mod activation;
mod activity;
mod delivery;
mod document;
mod dossier;
mod error;
mod firm;
mod group;
mod open;
mod run;
mod sheet;
mod step;
mod text;
mod under_way;
mod wish;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::runtime::{Handle, RuntimeFlavor};

pub use activation::{Activation, NewActivation, SourceKind};
pub use activity::{Activity, ActivityFilter, Event};
pub use delivery::{Delivery, DeliveryId, Finished};
pub use document::{Document, DocumentState};
pub use dossier::{DossierRecord, Link, LinkedBy};
pub use error::JournalError;
pub use firm::FirmRecord;
pub use run::{RunId, RunRecord};
pub use sheet::{NewContent, NewSheet, SheetRecord, Target};
pub use step::{Attempts, Step};
pub use under_way::{Counted, OfCompany};

use self::group::Beginnings;
use crate::watch::{Commit, Moment, Watch};

/// The journal of one home.
pub struct Journal {
    /// The one that writes.
    connection: Mutex<Connection>,
    /// One that only reads, so that nobody who asks waits for the disk. A passing copy has none.
    reader: Option<Mutex<Connection>>,
    watch: Arc<dyn Watch>,
    /// What is noted with the next transaction.
    finished: Mutex<Vec<Finished>>,
    /// Deliveries whose beginning is to be noted.
    beginnings: Mutex<Beginnings>,
}

impl Journal {
    /// One transaction. It begins immediately, so that it waits for another process instead of failing half-way.
    fn commit<T>(
        &self,
        commit: Commit,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let work = |transaction: &mut Transaction<'_>| work(transaction);
        waiting_for_the_disk(|| self.transact(self.connection(), &[commit], work, |done| done))
    }

    /// One transaction, in which what waits for the next one comes first: what happened earlier is noted earlier.
    /// `on_disk` is told what was done once it is on disk, before anybody else may write.
    fn transact<T, R>(
        &self,
        mut connection: MutexGuard<'_, Connection>,
        commits: &[Commit],
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, JournalError>,
        on_disk: impl FnOnce(T) -> R,
    ) -> Result<R, JournalError> {
        // Taken out, so that whoever adds to them meanwhile does not wait for the disk.
        let finished = std::mem::take(&mut *self.finished());
        let commits: Vec<Commit> = finished.iter().map(|_| Commit::Delivered).chain(commits.iter().copied()).collect();
        let attempt = || {
            commits.iter().try_for_each(|commit| self.watch.reached(Moment::Before, *commit))?;
            let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            finished.iter().try_for_each(|one| one.note(&mut transaction))?;
            let done = work(&mut transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        let done = match attempt() {
            Ok(done) => on_disk(done),
            Err(error) => {
                self.finished().splice(..0, finished);
                return Err(error);
            }
        };
        drop(connection);
        commits.iter().try_for_each(|commit| self.watch.reached(Moment::After, *commit))?;
        Ok(done)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, JournalError>) -> Result<T, JournalError> {
        work(&locked(self.reader.as_ref().unwrap_or(&self.connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        locked(&self.connection)
    }

    fn finished(&self) -> MutexGuard<'_, Vec<Finished>> {
        locked(&self.finished)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something that waits for the disk. Where the runtime has other threads, they go on with everything else meanwhile.
fn waiting_for_the_disk<T>(work: impl FnOnce() -> T) -> T {
    if with_threads().is_some() { tokio::task::block_in_place(work) } else { work() }
}

/// The runtime that this is called in, where it has several threads.
fn with_threads() -> Option<Handle> {
    Handle::try_current().ok().filter(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread)
}
