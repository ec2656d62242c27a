use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{DossierId, SheetId};
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_social_balance::{FinancialYear, RubricCode};
use serde::Serialize;

use super::ConnectedFirm;
use crate::journal::{Delivery, RunId, SheetRecord};
use crate::merge::MergePlan;
use crate::schedule::RunKind;
use crate::{Reason, SheetState};

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunReport {
    /// The run; `None` where it left no trace.
    pub run: Option<RunId>,
    /// Why it took place.
    pub kind: RunKind,
    /// The civil date whose night it was.
    pub night: Option<NaiveDate>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// How many sheets were new in the feed.
    pub announced: usize,
    /// Sheets that stand in Silverfin since this run.
    pub delivered: Vec<DeliveredSheet>,
    /// Sheets that newly wait for something, and why.
    pub newly_waiting: Vec<WaitingSheet>,
    /// How many sheets are under way after the run, by state.
    pub under_way: BTreeMap<SheetState, usize>,
    /// What failed for the run as a whole.
    pub troubles: Vec<Reason>,
    /// Firms that another desktop synchronises, with its name.
    pub standby: BTreeMap<FirmId, String>,
    /// When something is due again.
    pub next_retry: Option<DateTime<Utc>>,
    /// Whether it was cut short: on request, or because the connection was switched off meanwhile.
    pub cancelled: bool,
    /// What would be written: only of a run that leaves no trace.
    pub planned: Vec<PlannedDelivery>,
}

/// A sheet that stands in Silverfin since this run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliveredSheet {
    /// The sheet.
    pub sheet: SheetId,
    /// Its dossier.
    pub dossier: DossierId,
    /// The dossier's name.
    pub dossier_name: String,
    /// Its financial year.
    pub financial_year: FinancialYear,
    /// Its revision.
    pub revision: u32,
    /// The firm.
    pub firm: FirmId,
    /// The firm's name.
    pub firm_name: String,
    /// The client file.
    pub company: CompanyId,
    /// How many rubrics were written.
    pub written: usize,
    /// Rubrics whose standing value was kept.
    pub kept: Vec<RubricCode>,
    /// Whether a request was needed at all; `false` where another desktop had delivered it.
    pub by_this_run: bool,
}

/// A sheet that newly waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingSheet {
    /// The sheet.
    pub sheet: SheetId,
    /// Its dossier.
    pub dossier: DossierId,
    /// The dossier's name.
    pub dossier_name: String,
    /// Its financial year.
    pub financial_year: FinancialYear,
    /// Where it stands.
    pub state: SheetState,
    /// Why.
    pub reason: Option<Reason>,
}

/// What a run would write.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedDelivery {
    /// The dossiers whose sheets it carries.
    pub dossiers: Vec<String>,
    /// The financial year.
    pub financial_year: FinancialYear,
    /// The firm's name.
    pub firm_name: String,
    /// The client file.
    pub company: CompanyId,
    /// What would be written, kept and asked.
    pub plan: MergePlan,
}

impl PlannedDelivery {
    pub(crate) fn new(members: &[SheetRecord], delivery: &Delivery, connected: &ConnectedFirm) -> Self {
        Self {
            dossiers: members.iter().map(dossier_name).collect(),
            financial_year: delivery.sheet.financial_year,
            firm_name: connected.name.clone(),
            company: delivery.target.company,
            plan: delivery.plan.clone(),
        }
    }
}

/// What a run asks of whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing is left to do.
    Done,
    /// Something waits for a person.
    WaitsForPerson,
    /// Something will be tried again by itself.
    WillRetry,
}

impl RunReport {
    /// What the run asks of whoever started it. A person's part comes first.
    pub fn outcome(&self) -> Outcome {
        let login_lapsed = |reason: &Reason| matches!(reason, Reason::LoginLapsed { .. } | Reason::SourceUnauthorised);
        if self.under_way.keys().any(|state| state.waits_for_person()) || self.troubles.iter().any(login_lapsed) {
            Outcome::WaitsForPerson
        } else if !self.under_way.is_empty() || !self.troubles.is_empty() || self.cancelled {
            Outcome::WillRetry
        } else {
            Outcome::Done
        }
    }
}

pub(crate) fn dossier_name(record: &SheetRecord) -> String {
    record.entry.dossier_name.clone().unwrap_or_else(|| record.entry.dossier_id.to_string())
}
