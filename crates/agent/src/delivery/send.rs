//! Writes a planned delivery, batch by batch, and reads it back.

use std::collections::BTreeMap;

use passerelle_silverfin::{CustomProperty, FirmId, PropertyAddress, PropertyValue, SilverfinError};
use passerelle_social_balance::{Decimal, RubricCode};
use passerelle_transport::{FailureStage, TransportError};

use super::{Round, Trouble};
use crate::Reason;
use crate::SheetState;
use crate::journal::{Delivery, DeliveryId, SheetRecord, Step};
use crate::mapping::Mapping;
use crate::merge::{Marker, Standing};
use crate::run::{ConnectedFirm, NoLease, RunError, Sync};

/// With fewer properties in a request, one between the markers might carry a single figure: where that is gone, nobody could
/// tell whether Silverfin left the request out or a person emptied the field.
const SMALLEST_BATCH: usize = 3;

/// How much a marker tells. Its length is the only thing about it that a service may not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerForm {
    /// With the figures.
    Full,
    /// Without them.
    Short,
}

/// A marker's text as it is sent.
fn marker_text(delivery: &Delivery, marker: Marker, form: MarkerForm) -> String {
    match form {
        MarkerForm::Full => {
            let before = || delivery.base.figures_before(&delivery.plan, &delivery.sheet);
            marker.telling(delivery.sheet.cells.clone(), before).to_text()
        }
        MarkerForm::Short => marker.to_text(),
    }
}

/// What the requests of a delivery carry. The marker goes last; where there are several requests, the first one begins
/// with a marker that says that a write is under way, so that another desktop can tell our half-done work from a
/// person's.
fn batches(delivery: &Delivery, mapping: &Mapping, form: MarkerForm) -> Vec<Vec<CustomProperty>> {
    let marker = |marker: Marker| CustomProperty {
        address: Mapping::marker_address(),
        value: Some(PropertyValue::Text(marker_text(delivery, marker, form))),
    };
    let values = delivery.plan.writes.iter().filter_map(|write| {
        let value = write.after.map(|value| PropertyValue::Text(text(value)));
        Some(CustomProperty { address: mapping.address(write.code)?.clone(), value })
    });
    let mut properties: Vec<CustomProperty> = values.collect();
    let batch_size = delivery.batch_size.max(SMALLEST_BATCH);
    if properties.len() + 1 > batch_size {
        let before = delivery.marker_before.as_deref().and_then(Marker::read);
        properties.insert(0, marker(delivery.marker.while_writing(before.as_ref())));
    }
    properties.push(marker(delivery.marker.clone()));
    let mut batches = Vec::new();
    while properties.len() > batch_size {
        let rest = properties.split_off(batch_size);
        batches.push(std::mem::replace(&mut properties, rest));
    }
    batches.push(properties);
    batches
}

/// Which of a delivery's requests, counted from 0, carries what.
pub(super) struct Requests {
    /// The request of each rubric.
    pub(super) of: BTreeMap<RubricCode, usize>,
    /// The last one, which carries the marker.
    pub(super) last: Option<usize>,
}

pub(super) fn requests_of(delivery: &Delivery, mapping: &Mapping) -> Requests {
    let batches = batches(delivery, mapping, MarkerForm::Short);
    let request_of = |address: &PropertyAddress| {
        batches.iter().position(|batch| batch.iter().any(|property| property.address == *address))
    };
    let writes = delivery.plan.writes.iter();
    let of = writes.filter_map(|write| Some((write.code, request_of(mapping.address(write.code)?)?))).collect();
    Requests { of, last: batches.len().checked_sub(1) }
}

/// A figure as Silverfin gets it: plain digits with a point, no needless zeros.
fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

enum Sent {
    Answered,
    /// Nothing of it can have been applied.
    Refused {
        error: SilverfinError,
        /// How many there were in the request.
        properties: usize,
    },
    /// Something may have been applied. A read tells, at once or only later.
    Unclear {
        detail: String,
        under_way: bool,
    },
}

/// Whether the server may be at work still on a request that failed so: it was given up here, or by somebody in between.
/// What is read too early says nothing, and a second request must not meet the first.
fn may_be_under_way(error: &SilverfinError) -> bool {
    match error {
        SilverfinError::Transport(error @ TransportError::TimedOut { .. }) => {
            error.stage() == FailureStage::AfterSending
        }
        SilverfinError::Unavailable { status, .. } => matches!(status, 408 | 504),
        _ => false,
    }
}

/// So many properties in one request every server should take: the most that Silverfin will take is not documented.
const CAUTIOUS_BATCH: usize = 100;

/// Whether a refusal may mean the number of properties, or the length of the marker, not what they say.
fn may_be_too_large(error: &SilverfinError) -> bool {
    matches!(error, SilverfinError::Refused { status: 400 | 413 | 422, .. })
}

/// Whether what stands as the marker is none, as where a service cuts long texts in silence.
fn is_marker_damaged(standing: &Standing) -> bool {
    let text = standing.text(&Mapping::marker_address()).map(str::trim);
    text.is_some_and(|text| !text.is_empty() && Marker::read(text).is_none())
}

impl Sync {
    /// The most properties in one request to this firm.
    pub(super) fn batch_size(&self, firm: FirmId) -> usize {
        let set = self.rules.batch_size;
        if self.experience(firm).takes_small_batches_only() { set.min(CAUTIOUS_BATCH) } else { set }
    }

    /// How much a marker may tell to this firm.
    fn marker_form(&self, firm: FirmId) -> MarkerForm {
        if self.experience(firm).takes_short_markers_only() { MarkerForm::Short } else { MarkerForm::Full }
    }

    pub(super) async fn send(
        &self,
        connected: &ConnectedFirm,
        members: &[SheetRecord],
        id: DeliveryId,
        delivery: &Delivery,
    ) -> Result<Round, RunError> {
        let form = self.marker_form(connected.firm);
        let sent = match self.send_batches(connected, delivery, form).await? {
            Sent::Refused { error, properties }
                if form == MarkerForm::Full && properties <= CAUTIOUS_BATCH && may_be_too_large(&error) =>
            {
                self.send_with_short_marker(connected, delivery, &error).await?
            }
            sent => sent,
        };
        match sent {
            Sent::Answered => {}
            Sent::Refused { error, properties } if properties > CAUTIOUS_BATCH && may_be_too_large(&error) => {
                tracing::info!(%error, properties, "a large write was refused; it is sent in smaller parts");
                self.experience(connected.firm).note_large_batch_refused();
                self.rest(members, SheetState::RetryAt, Trouble::of_silverfin(&error, &connected.name).reason, None)?;
                return Ok(Round::PlanAnew);
            }
            Sent::Refused { error, .. } => return self.troubled(members, &error, connected),
            Sent::Unclear { detail, under_way } => {
                let mut step = Step::because(SheetState::Uncertain, Reason::NoTrustworthyAnswer { detail });
                if under_way {
                    step = step.in_vain(Some(self.next_try(1, None)));
                    self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
                    return Ok(Round::Done);
                }
                self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
                let settled = self.settle(connected, id).await?;
                return Ok(if settled { Round::PlanAnew } else { Round::Done });
            }
        }
        let standing = match self.read_standing(connected, &delivery.target).await {
            Ok(standing) => standing,
            Err(error) => {
                let trouble = Trouble::of_silverfin(&error, &connected.name);
                let step =
                    Step::because(SheetState::Uncertain, trouble.reason).in_vain(Some(self.next_try(1, trouble.until)));
                self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
                return Ok(Round::Done);
            }
        };
        let verdict = self.compare(delivery, &standing);
        if verdict.values_stand() {
            if form == MarkerForm::Full && !verdict.marked && is_marker_damaged(&standing) {
                tracing::info!("the marker does not stand as it was sent; it is sent again without figures");
                self.experience(connected.firm).note_long_marker_refused();
                let detail = "the marker does not stand as it was sent".to_owned();
                let step = Step::because(SheetState::Uncertain, Reason::NoTrustworthyAnswer { detail });
                self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
                self.settle_against(connected, id, delivery, &verdict)?;
                return Ok(Round::PlanAnew);
            }
            self.stands(Some(id), members, delivery, connected)?;
            return Ok(Round::Done);
        }
        if verdict.nothing_was_applied() {
            self.rest_in_trouble(
                members,
                Trouble { state: SheetState::Refused, reason: Reason::WriteIgnored, until: None },
            )?;
            return Ok(Round::Done);
        }
        let detail = "the write was answered, but not all of it stands".to_owned();
        let step = Step::because(SheetState::Uncertain, Reason::NoTrustworthyAnswer { detail });
        self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
        self.settle_against(connected, id, delivery, &verdict)?;
        Ok(Round::PlanAnew)
    }

    /// Sends once more what was refused, with a marker that tells no figures. The firm is known to take no longer ones only
    /// where that was taken: a locked period refuses either.
    async fn send_with_short_marker(
        &self,
        connected: &ConnectedFirm,
        delivery: &Delivery,
        error: &SilverfinError,
    ) -> Result<Sent, RunError> {
        tracing::info!(%error, "a write was refused; it is sent once more with a short marker");
        let sent = self.send_batches(connected, delivery, MarkerForm::Short).await?;
        if matches!(sent, Sent::Answered) {
            self.experience(connected.firm).note_long_marker_refused();
        }
        Ok(sent)
    }

    async fn send_batches(
        &self,
        connected: &ConnectedFirm,
        delivery: &Delivery,
        form: MarkerForm,
    ) -> Result<Sent, RunError> {
        let target = &delivery.target;
        for (index, batch) in batches(delivery, &self.rules.mapping, form).iter().enumerate() {
            if index > 0
                && let Err(trouble) = self.leases.ensure(target.firm).await
            {
                let detail = match trouble {
                    NoLease::HeldBy { holder, .. } => {
                        let detail = format!("{holder} took over in between");
                        self.stand_by(target.firm, holder);
                        detail
                    }
                    NoLease::Trouble(error) => error.to_string(),
                    NoLease::Lapsed => {
                        self.found(|found| found.lease_lapsed = true);
                        "the lease ended in between".to_owned()
                    }
                };
                return Ok(Sent::Unclear { detail, under_way: false });
            }
            let written = connected
                .api
                .write_custom_properties(target.company, target.period, target.reconciliation, batch)
                .await;
            match written {
                Ok(()) => {}
                Err(error) if index == 0 && !error.leaves_write_uncertain() => {
                    return Ok(Sent::Refused { error, properties: batch.len() });
                }
                Err(error) => {
                    self.note_login(&error, connected)?;
                    return Ok(Sent::Unclear { detail: error.to_string(), under_way: may_be_under_way(&error) });
                }
            }
        }
        Ok(Sent::Answered)
    }
}
