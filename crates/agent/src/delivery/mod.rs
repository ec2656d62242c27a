//! Takes the sheets of one client file to their template: settle what is uncertain, find the template, merge, write, read
//! back. One client file is one lane; within a lane nothing is ever done twice at once.

mod compose;
mod document;
mod experience;
mod send;
mod settle;
mod target;
mod trouble;

use chrono::NaiveDate;
use passerelle_silverfin::{CompanyId, FirmId, SilverfinError};
use passerelle_social_balance::FinancialYear;

pub(crate) use self::document::name as document_name;
pub(crate) use self::experience::Experience;
use self::target::{Found, Wanted};
pub(crate) use self::trouble::Trouble;
use crate::journal::{Delivery, DeliveryId, LinkedBy, OfCompany, SheetRecord, Step, Target};
use crate::mapping::Mapping;
use crate::merge::{Marker, MergePlan, Standing, merge};
use crate::run::{ConnectedFirm, NoLease, PlannedDelivery, RunError, Sync};
use crate::{Reason, SheetState};

/// What one client file needs in this run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lane {
    /// Deliveries without a trustworthy answer.
    pub(crate) uncertain: Vec<DeliveryId>,
    /// Financial years, by closing date, with something to deliver.
    pub(crate) years: std::collections::BTreeSet<NaiveDate>,
}

/// Looks for a client file's template without delivering anything.
pub(crate) async fn find_template(
    connected: &ConnectedFirm,
    company: CompanyId,
    year: FinancialYear,
    handle: &str,
) -> Result<Result<Target, Reason>, SilverfinError> {
    let wanted = Wanted { firm: connected.firm, company, year, handle };
    Ok(match target::find(connected.api.as_ref(), wanted, &Experience::default()).await? {
        Found::Template(target) => Ok(target),
        Found::NotYet(reason) => Err(reason),
    })
}

/// How often one year is planned within one run: once, and anew where a read found that not everything stands.
const ROUNDS: usize = 3;

enum Round {
    Done,
    PlanAnew,
}

impl Sync {
    /// Works through one lane.
    pub(crate) async fn work_lane(&self, firm: FirmId, company: CompanyId, lane: &Lane) -> Result<(), RunError> {
        let Some(connected) = self.firms.get(&firm) else { return Ok(()) };
        for delivery in &lane.uncertain {
            if !self.goes_on() || !self.settle(connected, *delivery).await? {
                return Ok(());
            }
        }
        for year in &lane.years {
            for round in 1.. {
                if !self.goes_on() {
                    return Ok(());
                }
                if round > ROUNDS {
                    self.rest_after_rounds_in_vain(firm, company, *year)?;
                    break;
                }
                match self.deliver_year(connected, (firm, company), *year).await? {
                    Round::Done => break,
                    Round::PlanAnew => {}
                }
            }
        }
        Ok(())
    }

    /// What does not stand after so many writes is not tried for ever: it has its turn again later.
    fn rest_after_rounds_in_vain(&self, firm: FirmId, company: CompanyId, year_end: NaiveDate) -> Result<(), RunError> {
        let latest = self.journal.sheets_of_company(firm, company, year_end)?.latest;
        let members: Vec<SheetRecord> =
            latest.into_iter().filter(|record| record.state == SheetState::Fetched && record.has_figures).collect();
        let detail = format!("it was sent {ROUNDS} times, and never stood whole");
        self.rest_in_trouble(&members, Trouble::retry(Reason::NoTrustworthyAnswer { detail }, None))
    }

    async fn deliver_year(
        &self,
        connected: &ConnectedFirm,
        (firm, company): (FirmId, CompanyId),
        year_end: NaiveDate,
    ) -> Result<Round, RunError> {
        let OfCompany { latest, overtaken } = self.journal.sheets_of_company(firm, company, year_end)?;
        // Lower revisions that nothing is under way for give way to the latest.
        if !overtaken.is_empty() {
            self.journal.step(&overtaken, &Step::to(SheetState::Superseded), self.clock.now(), self.run)?;
        }
        // A sheet whose figures are not here yet has reasons of its own to rest.
        let is_member = |record: &&SheetRecord| record.state.is_resting() && record.sheet.is_some();
        let members: Vec<SheetRecord> = latest.iter().filter(is_member).cloned().collect();
        if members.is_empty()
            || latest.iter().any(|record| matches!(record.state, SheetState::Sending | SheetState::Uncertain))
        {
            return Ok(Round::Done);
        }
        let composed = match compose::compose(&latest) {
            Ok(composed) => composed,
            Err(reason @ Reason::OtherPayrollFileMissing { .. }) => {
                self.rest(&members, SheetState::WaitingWorkflow, reason, None)?;
                return Ok(Round::Done);
            }
            Err(reason) => {
                self.rest(&members, SheetState::Refused, reason, None)?;
                return Ok(Round::Done);
            }
        };
        if let Some(trouble) = self.closed(firm) {
            self.rest_in_trouble(&members, trouble)?;
            return Ok(Round::Done);
        }
        let Some(year) = members.first().map(|record| record.entry.financial_year) else { return Ok(Round::Done) };
        let wanted = Wanted { firm, company, year, handle: self.rules.mapping.handle().as_str() };
        let found = match target::find(connected.api.as_ref(), wanted, &self.experience(firm)).await {
            Ok(Found::Template(target)) => target,
            Ok(Found::NotYet(reason)) => {
                self.rest(&members, SheetState::WaitingWorkflow, reason, None)?;
                return Ok(Round::Done);
            }
            Err(error @ SilverfinError::NotFound { .. }) => {
                return self.something_is_gone(&members, company, &error, connected).await;
            }
            Err(error) => return self.troubled(&members, &error, connected),
        };
        let standing = match self.read_standing(connected, &found).await {
            Ok(standing) => standing,
            Err(error) => return self.troubled(&members, &error, connected),
        };
        let delivery = match self.plan(&members, composed, found, &standing).await? {
            Ok(delivery) => delivery,
            Err(trouble) => {
                self.rest_in_trouble(&members, trouble)?;
                return Ok(Round::Done);
            }
        };
        self.go_on(connected, &members, delivery).await
    }

    /// Decides what stands and what is to be written; or says why that cannot be known now.
    async fn plan(
        &self,
        members: &[SheetRecord],
        composed: compose::Composed,
        target: Target,
        standing: &Standing,
    ) -> Result<Result<Delivery, Trouble>, RunError> {
        let marker_text = standing.text(&Mapping::marker_address()).map(str::to_owned);
        let marker = marker_text.as_deref().and_then(Marker::read);
        let base = match self.base_for(&target, &composed.dossiers, marker.as_ref(), standing).await? {
            Ok(base) => base,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let went_elsewhere =
            marker.as_ref().is_some_and(|marker| marker.mapping.is_some() && marker.mapping != base.mapping);
        let decisions = members.iter().flat_map(|record| record.decisions.clone()).collect();
        let mut plan = merge(&composed.sheet, &self.rules.mapping, standing, &base, &self.rules.ownership, &decisions);
        let by_another =
            |marker: &Marker| marker.by != self.agent_id && marker.says_delivered(composed.hash) && !went_elsewhere;
        if marker.as_ref().is_some_and(by_another) {
            // Another desktop read these very figures back, or this one did in a home that was lost: whatever a person
            // did to them since is theirs.
            plan = MergePlan { writes: Vec::new(), conflicts: Vec::new(), ..plan };
        }
        let after = base.after(&plan, &composed.sheet);
        Ok(Ok(Delivery {
            batch_size: self.batch_size(target.firm),
            target,
            members: members.iter().map(SheetRecord::id).collect(),
            marker: Marker::written(self.agent_id, composed.sheets, composed.hash, after.not_ours(&composed.sheet))
                .of_dossiers(composed.dossiers)
                .by_mapping(base.mapping.clone()),
            marker_before: marker_text,
            sheet: composed.sheet,
            left_out: composed.left_out,
            hash: composed.hash,
            plan,
            base,
        }))
    }

    async fn go_on(
        &self,
        connected: &ConnectedFirm,
        members: &[SheetRecord],
        delivery: Delivery,
    ) -> Result<Round, RunError> {
        if self.dry_run {
            self.found(|found| found.planned.push(PlannedDelivery::new(members, &delivery, connected)));
            return Ok(Round::Done);
        }
        if !delivery.plan.conflicts.is_empty() {
            let rubrics = delivery.plan.conflicts.iter().map(|conflict| conflict.code.to_string()).collect();
            let step = Step {
                target: Some(delivery.target),
                conflicts: delivery.plan.conflicts,
                ..Step::because(SheetState::NeedsReview, Reason::ChangedInSilverfin { rubrics })
            };
            self.journal.step(&delivery.members, &step, self.clock.now(), self.run)?;
            return Ok(Round::Done);
        }
        let stands_already = delivery.marker_before.as_deref().and_then(Marker::read);
        if delivery.plan.writes.is_empty() && stands_already.is_some_and(|marker| marker.says_delivered(delivery.hash))
        {
            self.stands(None, members, &delivery, connected)?;
            return Ok(Round::Done);
        }
        if let Err(no_lease) = self.leases.ensure(delivery.target.firm).await {
            self.without_lease(members, delivery.target.firm, no_lease)?;
            return Ok(Round::Done);
        }
        let Some(id) = self.journal.begin_delivery(&delivery, self.clock.now(), self.run).await? else {
            return Ok(Round::Done);
        };
        self.send(connected, members, id, &delivery).await
    }

    /// Without its lease nothing is written to a firm: the sheets stay as they are, or wait where the source failed.
    fn without_lease(&self, members: &[SheetRecord], firm: FirmId, no_lease: NoLease) -> Result<(), RunError> {
        match no_lease {
            NoLease::HeldBy { holder, .. } => self.stand_by(firm, holder),
            NoLease::Trouble(error) => return self.rest_in_trouble(members, Trouble::of_source(&error)),
            NoLease::Lapsed => {
                if let Some(trouble) = self.found(|found| found.without_lease.get(&firm).cloned()) {
                    return self.rest_in_trouble(members, trouble);
                }
                self.found(|found| found.lease_lapsed |= !found.standby.contains_key(&firm));
            }
        }
        Ok(())
    }

    async fn read_standing(&self, connected: &ConnectedFirm, target: &Target) -> Result<Standing, SilverfinError> {
        let properties = connected.api.custom_properties(target.company, target.period, target.reconciliation).await?;
        self.reached(target.firm);
        Ok(Standing::read(properties))
    }

    fn troubled(
        &self,
        members: &[SheetRecord],
        error: &SilverfinError,
        connected: &ConnectedFirm,
    ) -> Result<Round, RunError> {
        self.note_login(error, connected)?;
        self.rest_in_trouble(members, Trouble::of_silverfin(error, &connected.name))?;
        Ok(Round::Done)
    }

    /// Tells a client file that is gone from a period or workflow that went while it was looked at.
    async fn something_is_gone(
        &self,
        members: &[SheetRecord],
        company: CompanyId,
        error: &SilverfinError,
        connected: &ConnectedFirm,
    ) -> Result<Round, RunError> {
        match connected.api.company(company).await {
            Ok(_) => self.troubled(members, error, connected),
            Err(SilverfinError::NotFound { .. }) => {
                self.link_leads_nowhere(members, company)?;
                Ok(Round::Done)
            }
            Err(other) => self.troubled(members, &other, connected),
        }
    }

    /// A link that the number made is made anew by the number. What a person chose stays chosen: the login may only have
    /// lost sight of the client file for a while.
    fn link_leads_nowhere(&self, members: &[SheetRecord], company: CompanyId) -> Result<(), RunError> {
        for member in members {
            let dossier = member.entry.dossier_id;
            let link = self.journal.dossier(dossier)?.and_then(|dossier| dossier.link);
            if link.is_some_and(|link| link.by == LinkedBy::Number) {
                self.journal.unlink(dossier, self.clock.now())?;
            }
        }
        self.rest(members, SheetState::Unmatched, Reason::LinkedCompanyGone { company: company.0 }, None)
    }
}
