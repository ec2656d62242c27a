//! The journal as a killed program left it.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;

/// What a look into the journal's file found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many sheets are in each state.
    pub(crate) states: BTreeMap<String, usize>,
    /// Its size in bytes, with the log of writes beside it.
    pub(crate) bytes: u64,
}

/// A copy of the journal with the log of writes beside it, and how many bytes both have. SQLite follows no path into another
/// namespace.
fn copied(home: &Path) -> (tempfile::TempDir, u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut size = 0;
    for name in ["state.db", "state.db-wal"] {
        match std::fs::copy(home.join(name), folder.path().join(name)) {
            Ok(bytes) => size += bytes,
            Err(error) => assert_eq!((name, error.kind()), ("state.db-wal", std::io::ErrorKind::NotFound)),
        }
    }
    (folder, size)
}

/// As if the minute had passed after which a request is looked for that was under way when a run ended in an error. The
/// journal is changed in a copy and put back.
pub(crate) fn let_the_wait_pass(home: &Path) {
    let (folder, _) = copied(home);
    let changed = folder.path().join("state.db");
    let journal = Connection::open(&changed).unwrap();
    journal.execute("UPDATE sheet SET retry_at = NULL WHERE state = 'uncertain'", []).unwrap();
    journal.close().unwrap();
    std::fs::copy(changed, home.join("state.db")).unwrap();
    for beside in ["state.db-wal", "state.db-shm"] {
        let beside = home.join(beside);
        if beside.exists() {
            std::fs::remove_file(beside).unwrap();
        }
    }
}

/// Looks at a copy, so that it is the program itself that has to recover the original. Panics where SQLite finds a fault,
/// a row that leads nowhere, or a sheet that was told of twice.
pub(crate) fn look(home: &Path) -> Found {
    let (folder, bytes) = copied(home);
    let mut found = Found { bytes, ..Found::default() };
    let journal = Connection::open(folder.path().join("state.db")).unwrap();
    assert_eq!(texts(&journal, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(texts(&journal, "SELECT \"table\" FROM pragma_foreign_key_check"), [""; 0]);
    let told_twice = "SELECT sheet_id FROM activity WHERE kind = 'delivered' GROUP BY sheet_id HAVING count(*) > 1";
    assert_eq!(texts(&journal, told_twice), [""; 0], "an accountant was told twice that a sheet was delivered");
    let planless = "SELECT sheet_id FROM sheet WHERE state IN ('sending', 'uncertain') AND delivery_id IS NULL";
    assert_eq!(texts(&journal, planless), [""; 0], "something was sent that no plan says what");
    for state in texts(&journal, "SELECT state FROM sheet") {
        *found.states.entry(state).or_default() += 1;
    }
    found
}

fn texts(journal: &Connection, query: &str) -> Vec<String> {
    let mut statement = journal.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}
