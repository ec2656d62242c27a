//! Delivers client file by client file, each firm's under its lease.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use passerelle_silverfin::{CompanyId, FirmId};

use super::side_by_side::SideBySide;
use super::{NoLease, Progress, RunError, Sync};
use crate::SheetState;
use crate::delivery::{Lane, Trouble};

/// How often the leases are taken within one run: once, and anew where one ended in between.
const ROUNDS: usize = 3;

impl Sync {
    /// Delivers what is due, under leases. Where one ends in between, everything that it stood for is looked at anew.
    pub(super) async fn deliver(self: &Arc<Self>) -> Result<(), RunError> {
        for _ in 0..ROUNDS {
            let lanes = self.lanes()?;
            if !self.dry_run && self.take_leases(lanes.keys().map(|(firm, _)| *firm).collect()).await {
                self.catch_up_with_the_feed().await?;
            }
            self.work_lanes().await?;
            let lapsed = self.found(|found| std::mem::take(&mut found.lease_lapsed));
            if !lapsed || !self.goes_on() {
                break;
            }
        }
        Ok(())
    }

    /// Takes the leases of these firms. Says whether one was taken that another desktop may have held before.
    async fn take_leases(&self, firms: BTreeSet<FirmId>) -> bool {
        let mut taken = false;
        for firm in firms.into_iter().filter(|firm| self.firms.contains_key(firm)) {
            match self.leases.take(firm).await {
                Ok(anew) => taken |= anew,
                Err(NoLease::HeldBy { holder, .. }) => self.stand_by(firm, holder),
                Err(NoLease::Trouble(error)) => {
                    let trouble = Trouble::of_source(&error);
                    self.found(|found| found.without_lease.insert(firm, trouble));
                }
                Err(NoLease::Lapsed) => {}
            }
        }
        taken
    }

    pub(crate) fn stand_by(&self, firm: FirmId, holder: String) {
        self.found(|found| found.standby.insert(firm, holder));
    }

    /// Reads the feed once more. Whoever held the lease before may have delivered what came after the first reading: only
    /// with the lease in hand is the feed's end the end.
    async fn catch_up_with_the_feed(self: &Arc<Self>) -> Result<(), RunError> {
        let before = self.found(|found| found.announced);
        self.read_feed().await?;
        if self.found(|found| found.announced) == before || !self.goes_on() {
            return Ok(());
        }
        self.supersede_resting()?;
        self.fetch_contents().await?;
        self.match_dossiers().await
    }

    async fn work_lanes(self: &Arc<Self>) -> Result<(), RunError> {
        let lanes = self.lanes()?;
        let total = lanes.len();
        (self.progress)(Progress::Delivering { done: 0, total });
        self.look_at_templates(&lanes).await?;
        self.found(|found| found.files_to_come = total);
        let lanes =
            lanes.into_iter().map(|((firm, company), lane)| Arc::clone(self).work_and_tell(firm, company, lane, total));
        let mut working = SideBySide::new(self.rules.parallel_requests, &self.tasks, lanes);
        while let Some(worked) = working.next().await {
            worked?;
        }
        Ok(self.journal.note_finished()?)
    }

    /// Works through one lane and tells how far the run is.
    async fn work_and_tell(
        self: Arc<Self>,
        firm: FirmId,
        company: CompanyId,
        lane: Lane,
        total: usize,
    ) -> Result<(), RunError> {
        self.found(|found| found.files_to_come = found.files_to_come.saturating_sub(1));
        if !self.goes_on() {
            return Ok(());
        }
        let worked = self.work_lane(firm, company, &lane).await;
        self.unless_stopped(worked)?;
        let done = self.found(|found| {
            found.looked_at += 1;
            found.looked_at
        });
        (self.progress)(Progress::Delivering { done, total });
        Ok(())
    }

    /// What is due, by client file.
    fn lanes(&self) -> Result<BTreeMap<(FirmId, CompanyId), Lane>, RunError> {
        let now = self.clock.now();
        let links: BTreeMap<_, _> =
            self.journal.dossiers()?.into_iter().filter_map(|dossier| Some((dossier.id, dossier.link?))).collect();
        let mut lanes: BTreeMap<(FirmId, CompanyId), Lane> = BTreeMap::new();
        let mut held: BTreeSet<(FirmId, CompanyId)> = BTreeSet::new();
        for record in self.journal.sheets_under_way()? {
            if record.state == SheetState::Uncertain {
                let Some(target) = record.target else { continue };
                let key = (target.firm, target.company);
                if self.is_due(&record, now) {
                    let lane = lanes.entry(key).or_default();
                    lane.uncertain.extend(record.delivery);
                    // Where it is found not to stand, it is sent again at once.
                    lane.years.insert(record.year_end());
                } else {
                    held.insert(key);
                }
                continue;
            }
            let Some(link) = links.get(&record.entry.dossier_id) else { continue };
            if record.has_figures && self.is_due(&record, now) {
                lanes.entry((link.firm, link.company)).or_default().years.insert(record.year_end());
            }
        }
        for lane in lanes.values_mut() {
            lane.uncertain.sort_unstable();
            lane.uncertain.dedup();
        }
        // While it is not known what stands there, nothing more is written there.
        lanes.retain(|key, _| !held.contains(key));
        Ok(lanes)
    }
}
