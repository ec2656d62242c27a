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
mod open;
mod run;
mod sheet;
mod step;
mod text;
mod under_way;
mod wish;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

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
pub use under_way::Counted;

use crate::watch::{Commit, Moment, Watch};

/// The journal of one home.
pub struct Journal {
    connection: Mutex<Connection>,
    watch: Arc<dyn Watch>,
    /// What is noted with the next transaction.
    finished: Mutex<Vec<Finished>>,
}

impl Journal {
    /// One transaction. It begins immediately, so that it waits for another process instead of failing half-way.
    fn commit<T>(
        &self,
        commit: Commit,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        self.transact(Some(commit), work)
    }

    /// One transaction, in which what waits for the next one comes first: what happened earlier is noted earlier.
    fn transact<T>(
        &self,
        commit: Option<Commit>,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut connection = self.connection();
        let mut finished = self.finished();
        let commits: Vec<Commit> = finished.iter().map(|_| Commit::Delivered).chain(commit).collect();
        commits.iter().try_for_each(|commit| self.watch.reached(Moment::Before, *commit))?;
        let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        finished.iter().try_for_each(|one| one.note(&mut transaction))?;
        let done = work(&transaction)?;
        transaction.commit()?;
        finished.clear();
        drop((finished, connection));
        commits.iter().try_for_each(|commit| self.watch.reached(Moment::After, *commit))?;
        Ok(done)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, JournalError>) -> Result<T, JournalError> {
        work(&self.connection())
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finished(&self) -> MutexGuard<'_, Vec<Finished>> {
        self.finished.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
