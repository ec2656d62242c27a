use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};
use rusqlite_migration::{M, Migrations};
use uuid::Uuid;

use super::{Journal, JournalError};
use crate::watch::{NoWatch, Watch};

/// Append-only: a migration that was shipped is never changed.
static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(vec![M::up(include_str!("migrations/0001-begin.sql"))]));

/// How long one process waits for another that writes.
const BUSY_WAIT: Duration = Duration::from_secs(5);
/// More statements than the journal has, so that none is prepared twice.
const STATEMENTS_KEPT: usize = 96;

impl Journal {
    /// Opens the journal of a home, or begins one. `agent_id` names this installation where the journal is new.
    ///
    /// A damaged file, and one of a later version, is refused and left untouched.
    pub fn open(path: &Path, agent_id: Uuid, watch: Arc<dyn Watch>) -> Result<Self, JournalError> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // A delivered sheet survives a power cut: every commit reaches the disk before it counts.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        migrate(&mut connection)?;
        connection.execute(
            "INSERT INTO installation (only_one, agent_id) VALUES (1, ?1) ON CONFLICT DO NOTHING",
            params![agent_id.to_string()],
        )?;
        Ok(Self::with(connection, Some(reader(path)?), watch))
    }

    fn with(connection: Connection, reader: Option<Connection>, watch: Arc<dyn Watch>) -> Self {
        Self {
            connection: Mutex::new(connection),
            reader: reader.map(Mutex::new),
            watch,
            finished: Mutex::default(),
            beginnings: Mutex::default(),
        }
    }

    /// A copy for a run that must leave no trace: in a file without a name that only this account can read, and that is
    /// gone when the copy is, or with the program whatever ends it. In memory stands no more of it than SQLite's cache.
    pub fn passing_copy(&self) -> Result<Self, JournalError> {
        let mut copy = Connection::open("")?;
        {
            let original = self.connection();
            rusqlite::backup::Backup::new(&original, &mut copy)?.run_to_completion(1_000, Duration::ZERO, None)?;
        }
        copy.pragma_update(None, "foreign_keys", true)?;
        Ok(Self::with(copy, None, Arc::new(NoWatch)))
    }

    /// What names this installation to the source and to other desktops.
    pub fn agent_id(&self) -> Result<Uuid, JournalError> {
        self.read(|connection| {
            let text: Option<String> =
                connection.query_row("SELECT agent_id FROM installation", [], |row| row.get(0)).optional()?;
            super::text::parsed(&text.unwrap_or_default())
        })
    }

    /// SQLite's own check of the whole file.
    pub fn check_integrity(&self) -> Result<(), JournalError> {
        self.read(|connection| {
            let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if verdict == "ok" { Ok(()) } else { Err(JournalError::Damaged(verdict)) }
        })
    }
}

/// A second connection to a journal that is whole, for questions.
fn reader(path: &Path) -> Result<Connection, JournalError> {
    let reader = Connection::open(path)?;
    reader.busy_timeout(BUSY_WAIT)?;
    reader.pragma_update(None, "query_only", true)?;
    reader.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(reader)
}

fn migrate(connection: &mut Connection) -> Result<(), JournalError> {
    use rusqlite_migration::{Error, MigrationDefinitionError, SchemaVersion};
    let version = MIGRATIONS.current_version(connection).map_err(|error| JournalError::Damaged(error.to_string()))?;
    if matches!(version, SchemaVersion::Outside(_)) {
        return Err(JournalError::Newer);
    }
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => JournalError::Newer,
        Error::RusqliteError { err, .. } => err.into(),
        other => JournalError::Damaged(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_hold_together() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn a_journal_keeps_its_installation_and_refuses_what_it_does_not_know() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let first = Uuid::from_u128(1);
        let journal = Journal::open(&path, first, Arc::new(NoWatch)).unwrap();
        drop(journal);
        let journal = Journal::open(&path, Uuid::from_u128(2), Arc::new(NoWatch)).unwrap();
        assert_eq!(journal.agent_id().unwrap(), first);
        journal.check_integrity().unwrap();
        journal.connection().pragma_update(None, "user_version", 99).unwrap();
        drop(journal);
        assert!(matches!(Journal::open(&path, first, Arc::new(NoWatch)), Err(JournalError::Newer)));

        let other = folder.path().join("other.db");
        std::fs::write(&other, b"this is not a database, it is a letter to the accountant").unwrap();
        assert!(matches!(Journal::open(&other, first, Arc::new(NoWatch)), Err(JournalError::Damaged(_))));
        assert!(std::fs::read(&other).unwrap().starts_with(b"this is not"));
    }
}
