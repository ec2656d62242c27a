//! Finds out by reading what became of a delivery without a trustworthy answer. The only way on from `uncertain`.

use passerelle_social_balance::{Decimal, RubricCode};

use super::Trouble;
use crate::SheetState;
use crate::journal::{Attempts, Delivery, DeliveryId, SheetRecord, Step};
use crate::mapping::Mapping;
use crate::merge::{Marker, Standing};
use crate::run::{ConnectedFirm, RunError, Sync};

/// What stands of a delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Rubrics that stand as they were sent.
    pub(super) applied: Vec<(RubricCode, Option<Decimal>)>,
    /// Rubrics that stand as they did before.
    pub(super) missing: Vec<RubricCode>,
    /// Rubrics that stand otherwise: a person was there in between.
    pub(super) foreign: Vec<RubricCode>,
    /// Whether the marker stands.
    pub(super) marked: bool,
}

impl Verdict {
    /// Whether every figure stands as it was sent. Where the requests were answered, that is all that counts.
    pub(super) fn values_stand(&self) -> bool {
        self.missing.is_empty() && self.foreign.is_empty()
    }

    /// Whether the marker stands, too: after an unclear answer it is sent again where it is missing.
    pub(super) fn stands_whole(&self) -> bool {
        self.values_stand() && self.marked
    }

    pub(super) fn nothing_was_applied(&self) -> bool {
        self.applied.is_empty() && self.foreign.is_empty() && !self.marked
    }
}

impl Sync {
    pub(super) fn compare(&self, delivery: &Delivery, standing: &Standing) -> Verdict {
        let mapping = &self.rules.mapping;
        let mut verdict = Verdict::default();
        for write in &delivery.plan.writes {
            let Some(address) = mapping.address(write.code) else { continue };
            let now = standing.at(&address);
            if now.is(write.after) {
                verdict.applied.push((write.code, write.after));
            } else if now == write.before {
                verdict.missing.push(write.code);
            } else {
                verdict.foreign.push(write.code);
            }
        }
        let marker = standing.text(&Mapping::marker_address()).and_then(Marker::read);
        verdict.marked = marker.is_some_and(|marker| marker.says_delivered(delivery.hash));
        verdict
    }

    /// Reads what stands and moves the delivery on. Says whether it is settled; if not, nothing may be written to the
    /// client file in this run.
    pub(super) async fn settle(&self, connected: &ConnectedFirm, id: DeliveryId) -> Result<bool, RunError> {
        let Some(delivery) = self.journal.delivery(id)? else { return Ok(true) };
        let members = self.members_of(&delivery)?;
        if !members.iter().any(|record| record.state == SheetState::Uncertain) {
            return Ok(true);
        }
        let standing = match self.read_standing(connected, &delivery.target).await {
            Ok(standing) => standing,
            Err(error) => {
                self.note_login(&error, connected)?;
                let trouble = Trouble::of_silverfin(&error, &connected.name);
                let attempts = members.iter().map(|record| record.attempts).max().unwrap_or_default() + 1;
                let step = Step::because(SheetState::Uncertain, trouble.reason)
                    .in_vain(Some(self.next_try(attempts, trouble.until)));
                self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
                return Ok(false);
            }
        };
        let verdict = self.compare(&delivery, &standing);
        self.settle_against(connected, id, &delivery, &verdict)?;
        Ok(true)
    }

    /// Moves an uncertain delivery on by what was read.
    pub(super) fn settle_against(
        &self,
        connected: &ConnectedFirm,
        id: DeliveryId,
        delivery: &Delivery,
        verdict: &Verdict,
    ) -> Result<(), RunError> {
        let now = self.clock.now();
        if verdict.stands_whole() {
            return self.stands(Some(id), &self.members_of(delivery)?, delivery, connected);
        }
        // What was applied is ours from now on; what stands otherwise is a person's; the rest is planned anew.
        let mut base = delivery.base.clone().with_applied(verdict.applied.iter().copied());
        for code in &verdict.foreign {
            base.written.remove(code);
        }
        let step = Step { attempts: Attempts::Same, ..Step::to(SheetState::Fetched) };
        Ok(self.journal.plan_anew(delivery, &base, &step, now, self.run)?)
    }

    fn members_of(&self, delivery: &Delivery) -> Result<Vec<SheetRecord>, RunError> {
        let mut members = Vec::new();
        for id in &delivery.members {
            members.extend(self.journal.sheet(*id)?);
        }
        Ok(members)
    }
}
