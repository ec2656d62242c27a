use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use passerelle_agent::watch::{Commit, Interrupted, Moment, Watch};

use crate::Wire;

/// Ends the program at the nth time that it comes to a commit of the journal, and at every commit after that: nothing
/// goes on behind a crash.
#[derive(Debug)]
pub struct EndAt {
    moment: Moment,
    commit: Commit,
    still_to_pass: AtomicUsize,
    over: AtomicBool,
}

impl EndAt {
    /// Ends before or after the nth (from 1) commit of this kind.
    pub fn new(moment: Moment, commit: Commit, nth: usize) -> Self {
        Self { moment, commit, still_to_pass: AtomicUsize::new(nth), over: AtomicBool::new(false) }
    }

    /// Whether the moment came.
    pub fn struck(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }
}

impl Watch for EndAt {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        let here = moment == self.moment && commit == self.commit;
        if here && !self.struck() && self.still_to_pass.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.over.store(true, Ordering::SeqCst);
        }
        if self.struck() { Err(Interrupted { moment, commit }) } else { Ok(()) }
    }
}

/// Ends the program where its wire was cut: nothing that comes after that request is written down any more.
pub struct EndAtTheCut(pub Arc<Wire>);

impl Watch for EndAtTheCut {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        if self.0.is_dead() { Err(Interrupted { moment, commit }) } else { Ok(()) }
    }
}

/// Counts the commits of the journal by kind.
#[derive(Debug, Default)]
pub struct Tally(Mutex<BTreeMap<Commit, usize>>);

impl Tally {
    /// How many there were of each kind.
    pub fn counts(&self) -> BTreeMap<Commit, usize> {
        self.0.lock().unwrap().clone()
    }
}

impl Watch for Tally {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        if moment == Moment::After {
            *self.0.lock().unwrap().entry(commit).or_default() += 1;
        }
        Ok(())
    }
}
