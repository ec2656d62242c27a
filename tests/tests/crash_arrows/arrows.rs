//! Which commit of the journal takes which sheets along which arrows, as its file says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use passerelle_agent::SheetState;
use passerelle_agent::watch::{Commit, Interrupted, Moment, Watch};
use rusqlite::Connection;

/// From one state to another, or to the same once more.
pub(crate) type Arrow = (SheetState, SheetState);
/// A kind of commit, the how manieth of it (from 1), and the arrows that it took.
pub(crate) type Taken = (Commit, usize, BTreeSet<Arrow>);

/// Looks at every sheet after every commit.
#[derive(Default)]
pub(crate) struct Arrows(Mutex<Option<Seen>>);

struct Seen {
    journal: Connection,
    sheets: BTreeMap<String, (SheetState, String)>,
    counts: BTreeMap<Commit, usize>,
    taken: Vec<Taken>,
}

impl Arrows {
    /// Looks at this journal from now on.
    pub(crate) fn watch(&self, journal: &Path) {
        let journal = Connection::open(journal).unwrap();
        let sheets = sheets(&journal);
        *self.0.lock().unwrap() = Some(Seen { journal, sheets, counts: BTreeMap::new(), taken: Vec::new() });
    }

    /// What was taken since.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.0.lock().unwrap().take().unwrap().taken
    }
}

impl Watch for Arrows {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        if let (Moment::After, Some(seen)) = (moment, &mut *self.0.lock().unwrap()) {
            seen.note(commit);
        }
        Ok(())
    }
}

impl Seen {
    fn note(&mut self, commit: Commit) {
        let nth = self.counts.entry(commit).or_default();
        *nth += 1;
        let now = sheets(&self.journal);
        let changed = now.iter().filter_map(|(id, (to, row))| {
            let (from, before) = self.sheets.get(id)?;
            (row != before).then_some((*from, *to))
        });
        let mut arrows: BTreeSet<Arrow> = changed.collect();
        if arrows.is_empty() && commit == Commit::Resting {
            // What was found just as before is written as before.
            let resting = now.values().map(|(state, _)| *state).filter(|state| state.is_resting());
            arrows.extend(resting.map(|state| (state, state)));
        }
        self.sheets = now;
        if !arrows.is_empty() {
            self.taken.push((commit, *nth, arrows));
        }
    }
}

/// Every sheet with its state and with all that a step may change.
fn sheets(journal: &Connection) -> BTreeMap<String, (SheetState, String)> {
    let query =
        "SELECT sheet_id, state, concat_ws('|', state, reason, attempts, retry_at, conflicts, delivery_id) FROM sheet";
    let mut statement = journal.prepare(query).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))).unwrap();
    let rows = rows.map(|row| row.map(|(id, state, row)| (id, (state.parse().unwrap(), row))));
    rows.collect::<Result<_, _>>().unwrap()
}
