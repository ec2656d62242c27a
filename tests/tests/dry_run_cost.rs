//! What a rehearsal costs an office with a long history: the real `passerelle`, and the memory that the system counts for it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::time::Duration;

use passerelle_sandbox::world::World;
use passerelle_tests::LiveOffice;
use rusqlite::Connection;

/// What the journal is made to hold, in megabytes.
const HISTORY: u32 = 160;
/// What a rehearsal may hold in memory at once, in bytes: far less than that.
const MOST_MEMORY: u64 = 80_000_000;

#[test]
fn a_rehearsal_does_not_hold_the_journal_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let office = LiveOffice::start(|now| World::plain(1, 3, now), Duration::ZERO, &home);
    office.connect();
    office.done(&["sync"]);
    office.publish();
    let journal = Connection::open(home.join("state.db")).unwrap();
    let long_ago =
        "INSERT INTO activity (at, kind, detail) VALUES ('2001-01-01T00:00:00Z', 'noted', hex(zeroblob(500000)))";
    journal.execute_batch(&format!("BEGIN; {} COMMIT;", format!("{long_ago};").repeat(HISTORY as usize))).unwrap();
    drop(journal);
    assert!(home.join("state.db").metadata().unwrap().len() > u64::from(HISTORY) * 1_000_000);
    let cost = office.program.watched(&["sync", "--dry-run", "--json"]);
    let planned = cost.document(&[0]).unwrap();
    println!("{} bytes of memory, {:?}", cost.peak_memory, cost.wall);
    assert_eq!(planned["planned"].as_array().unwrap().len(), 3, "{planned}");
    assert!(cost.peak_memory > 0 && cost.peak_memory < MOST_MEMORY, "{} bytes of memory", cost.peak_memory);
    Connection::open(home.join("state.db")).unwrap().execute("DELETE FROM activity WHERE at < '2002'", []).unwrap();
    office.done(&["sync"]);
    office.clients().iter().for_each(|client| office.assert_delivered(client));
    office.assert_nothing_wrong();
}
