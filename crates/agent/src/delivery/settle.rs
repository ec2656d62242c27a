//! Finds out by reading what became of a delivery without a trustworthy answer. The only way on from `uncertain`.

use std::collections::BTreeSet;

use passerelle_social_balance::{Decimal, RubricCode};

use super::Trouble;
use super::send::requests_of;
use crate::SheetState;
use crate::journal::{Attempts, Delivery, DeliveryId, SheetRecord, Step};
use crate::mapping::Mapping;
use crate::merge::{Marker, MarkerState, Standing};
use crate::run::{ConnectedFirm, RunError, Sync};

/// What stands of a delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Rubrics that stand as they were sent.
    pub(super) applied: Vec<(RubricCode, Option<Decimal>)>,
    /// Rubrics that stand as they did before, in requests of which nothing is seen: they may be sent again.
    pub(super) missing: Vec<RubricCode>,
    /// Rubrics that stand as they did before though something else of the same request stands, with what was sent:
    /// somebody put back what had stood there, or Silverfin left it out.
    pub(super) put_back: Vec<(RubricCode, Option<Decimal>)>,
    /// Rubrics that stand otherwise, with what was sent: a person was there in between.
    pub(super) foreign: Vec<(RubricCode, Option<Decimal>)>,
    /// Whether the marker stands.
    pub(super) marked: bool,
}

impl Verdict {
    /// Whether every figure stands as it was sent. Where the requests were answered, that is all that counts.
    pub(super) fn values_stand(&self) -> bool {
        self.missing.is_empty() && self.put_back.is_empty() && self.foreign.is_empty()
    }

    /// Whether the marker stands, too: after an unclear answer it is sent again where it is missing.
    pub(super) fn stands_whole(&self) -> bool {
        self.values_stand() && self.marked
    }

    pub(super) fn nothing_was_applied(&self) -> bool {
        self.applied.is_empty() && self.foreign.is_empty() && !self.marked
    }
}

/// Whether of these rubrics, in the order in which they were sent, the last ones stand as before and only they. Together with
/// the marker, which is sent behind them, that means a request that was cut short; a person puts back what they please,
/// and never the marker.
fn is_tail(sent: &[RubricCode], unmoved: &[(RubricCode, Option<Decimal>)]) -> bool {
    let stands_as_before = |code: &RubricCode| unmoved.iter().any(|(unmoved, _)| unmoved == code);
    let first = sent.iter().position(stands_as_before).unwrap_or(sent.len());
    let tail = &sent[first..];
    tail.len() > 1 && tail.iter().all(stands_as_before)
}

impl Sync {
    pub(super) fn compare(&self, delivery: &Delivery, standing: &Standing) -> Verdict {
        let mapping = &self.rules.mapping;
        let marker_text = standing.text(&Mapping::marker_address());
        let marker = marker_text.and_then(Marker::read);
        let mut verdict = Verdict {
            marked: marker.as_ref().is_some_and(|marker| marker.says_delivered(delivery.hash)),
            ..Verdict::default()
        };
        let mut unmoved = Vec::new();
        for write in &delivery.plan.writes {
            let Some(address) = mapping.address(write.code) else { continue };
            let now = standing.at(address);
            if now.is(write.after) {
                verdict.applied.push((write.code, write.after));
            } else if now == write.before {
                unmoved.push((write.code, write.after));
            } else {
                verdict.foreign.push((write.code, write.after));
            }
        }
        if unmoved.is_empty() {
            return verdict;
        }
        let requests = requests_of(delivery, mapping);
        // Requests of which something is seen. Each is carried out whole or not at all.
        let mut carried_out = BTreeSet::new();
        // A marker that stood there already when this was planned is an earlier request's, and tells nothing of these.
        let is_unmarked = marker_text == delivery.marker_before.as_deref();
        let ours = |marker: &Marker| !is_unmarked && marker.hash == delivery.hash && marker.by == delivery.marker.by;
        if let Some(marker) = marker.filter(ours) {
            let is_last = marker.state == MarkerState::Written;
            carried_out.extend(if is_last { requests.last } else { Some(0) });
        }
        carried_out.extend(verdict.applied.iter().filter_map(|(code, _)| requests.of.get(code)));
        if let Some(last) = requests.last.filter(|_| is_unmarked) {
            let codes = delivery.plan.writes.iter().map(|write| write.code);
            let sent: Vec<RubricCode> = codes.filter(|code| requests.of.get(code) == Some(&last)).collect();
            if is_tail(&sent, &unmoved) {
                carried_out.remove(&last);
            }
        }
        for (code, sent) in unmoved {
            if requests.of.get(&code).is_some_and(|request| carried_out.contains(request)) {
                verdict.put_back.push((code, sent));
            } else {
                verdict.missing.push(code);
            }
        }
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
        let read = match self.closed(connected.firm) {
            Some(trouble) => Err(trouble),
            None => match self.read_standing(connected, &delivery.target).await {
                Ok(standing) => Ok(standing),
                Err(error) => {
                    self.note_login(&error, connected)?;
                    Err(Trouble::of_silverfin(&error, &connected.name))
                }
            },
        };
        let standing = match read {
            Ok(standing) => standing,
            Err(trouble) => {
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
        let doubtful = verdict.foreign.iter().chain(&verdict.put_back).copied();
        let base = delivery.base.clone().with_applied(verdict.applied.iter().copied()).with_doubtful(doubtful);
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
