//! Every request and what became of it. Tests ask it what was sent, how often and how much of it at once.

mod recorded;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::contract::Service;
use crate::faults::FaultKind;

pub use recorded::{RecordedBody, RecordedPart};
pub(crate) use recorded::{record_body, record_query};

/// One request and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its number; requests are numbered from 1 in the order in which they came.
    pub sequence: u64,
    /// When it came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// The service that was asked.
    pub service: Service,
    /// The operation of the contract, or the name of the page that a person met; `None` where there is neither.
    pub operation: Option<String>,
    /// Its method.
    pub method: String,
    /// Its path, with whatever stands in it.
    pub path: String,
    /// Its query; secrets are left out.
    pub query: Vec<(String, String)>,
    /// Its body; secrets are left out.
    pub body: RecordedBody,
    /// The client file in Silverfin that it is about.
    pub company: Option<u64>,
    /// What was answered; `None` while it is under way and where no answer was given.
    pub status: Option<u16>,
    /// The fault that struck it.
    pub fault: Option<FaultKind>,
    /// Whether it changed what the service holds, whatever was answered.
    pub applied: bool,
    /// The step at which it came. Steps count arrivals and departures together, so that overlaps can be seen.
    pub started: u64,
    /// The step at which its answer left, or the connection broke.
    pub finished: Option<u64>,
}

/// How far the ledger has come: what tells, later, whether something was before or after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Length {
    /// How many requests have come.
    pub requests: u64,
    /// How many steps there were, arrivals and departures together.
    pub steps: u64,
}

/// Every request since the sandbox began.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    step: u64,
}

impl Entry {
    /// Whether it may change something: any method but GET.
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

impl Ledger {
    /// Notes that a request has come, and numbers it.
    pub(crate) fn begin(&mut self, mut entry: Entry) -> u64 {
        self.step += 1;
        entry.started = self.step;
        entry.sequence = self.next_sequence();
        self.entries.push(entry);
        self.next_sequence() - 1
    }

    /// The number that the next request will have.
    pub(crate) fn next_sequence(&self) -> u64 {
        self.entries.len() as u64 + 1
    }

    /// How many requests have come, and how many steps there were.
    pub(crate) fn length(&self) -> Length {
        Length { requests: self.entries.len() as u64, steps: self.step }
    }

    /// Notes what became of a request.
    pub(crate) fn finish(&mut self, sequence: u64, status: Option<u16>, applied: bool) {
        self.step += 1;
        let step = self.step;
        if let Some(entry) = self.entry_mut(sequence) {
            entry.status = status;
            entry.applied = applied;
            entry.finished = Some(step);
        }
    }

    fn entry_mut(&mut self, sequence: u64) -> Option<&mut Entry> {
        let index = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.entries.get_mut(index)
    }

    /// All of them, in the order in which they came.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The requests of one operation.
    pub fn of_operation<'a>(&'a self, operation: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.operation.as_deref() == Some(operation))
    }

    /// How many requests there were per operation.
    pub fn count_by_operation(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for operation in self.entries.iter().filter_map(|entry| entry.operation.clone()) {
            *counts.entry(operation).or_default() += 1;
        }
        counts
    }

    /// The writes to Silverfin per client file.
    pub fn writes_per_company(&self) -> BTreeMap<u64, Vec<&Entry>> {
        let mut writes: BTreeMap<u64, Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.is_write()) {
            if let Some(company) = entry.company {
                writes.entry(company).or_default().push(entry);
            }
        }
        writes
    }

    /// The most writes that were under way at once for any one client file.
    pub fn most_writes_at_once_for_one_company(&self) -> usize {
        self.writes_per_company().into_values().map(most_at_once).max().unwrap_or_default()
    }

    /// The most client files that were written to at once.
    pub fn most_companies_written_at_once(&self) -> usize {
        let writes = self.entries.iter().filter(|entry| entry.is_write() && entry.company.is_some());
        let mut under_way: BTreeMap<Option<u64>, usize> = BTreeMap::new();
        let mut most = 0;
        for (_, arrives, entry) in steps(writes) {
            let writes = under_way.entry(entry.company).or_default();
            *writes = if arrives { *writes + 1 } else { writes.saturating_sub(1) };
            if *writes == 0 {
                under_way.remove(&entry.company);
            }
            most = most.max(under_way.len());
        }
        most
    }

    /// The most requests of any kind that one service had under way at once.
    pub fn most_at_once(&self, service: Service) -> usize {
        most_at_once(self.entries.iter().filter(|entry| entry.service == service))
    }

    /// The most requests of one operation that were under way at once.
    pub fn most_of_operation_at_once(&self, operation: &str) -> usize {
        most_at_once(self.of_operation(operation))
    }
}

/// Arrivals (true) and departures (false) in the order in which they happened. What is under way never departs.
fn steps<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<(u64, bool, &'a Entry)> {
    let mut steps = Vec::new();
    for entry in entries {
        steps.push((entry.started, true, entry));
        steps.extend(entry.finished.map(|finished| (finished, false, entry)));
    }
    steps.sort_unstable_by_key(|(step, ..)| *step);
    steps
}

fn most_at_once<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> usize {
    let mut under_way: usize = 0;
    let mut most = 0;
    for (_, arrives, _) in steps(entries) {
        under_way = if arrives { under_way + 1 } else { under_way.saturating_sub(1) };
        most = most.max(under_way);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(company: u64) -> Entry {
        Entry {
            sequence: 0,
            at: DateTime::UNIX_EPOCH,
            service: Service::Silverfin,
            operation: Some("createReconciliationTextCustomProperties".into()),
            method: "POST".into(),
            path: "/".into(),
            query: Vec::new(),
            body: RecordedBody::None,
            company: Some(company),
            status: None,
            fault: None,
            applied: false,
            started: 0,
            finished: None,
        }
    }

    #[test]
    fn writes_under_way_at_once_are_counted() {
        let mut ledger = Ledger::default();
        let first = ledger.begin(write(1));
        ledger.finish(first, Some(201), true);
        let second = ledger.begin(write(1));
        let other = ledger.begin(write(2));
        assert_eq!((first, second, other), (1, 2, 3));
        assert_eq!(ledger.most_writes_at_once_for_one_company(), 1);
        assert_eq!(ledger.most_companies_written_at_once(), 2);
        let third = ledger.begin(write(1));
        for sequence in [second, other, third] {
            ledger.finish(sequence, Some(201), true);
        }
        assert_eq!(ledger.most_writes_at_once_for_one_company(), 2);
        assert_eq!(ledger.most_companies_written_at_once(), 2);
        assert_eq!(ledger.most_at_once(Service::Silverfin), 3);
        assert_eq!(ledger.most_at_once(Service::Finbox), 0);
        assert_eq!(ledger.most_of_operation_at_once("createReconciliationTextCustomProperties"), 3);
        assert_eq!(ledger.writes_per_company()[&1].len(), 3);
        assert_eq!(ledger.count_by_operation()["createReconciliationTextCustomProperties"], 4);
    }
}
