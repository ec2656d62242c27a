use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use passerelle_finbox::{DossierId, SheetId};
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, Model};
use serde::Serialize;

use super::{Agent, AgentError};
use crate::journal::{Activation, FirmRecord, Link, RunRecord, SheetRecord};
use crate::run::earlier;
use crate::{Reason, SheetState};

/// One dossier and its latest sheet, as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DossierRow {
    /// The dossier.
    pub dossier: DossierId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub enterprise_number: Option<EnterpriseNumber>,
    /// The client file that it is linked to.
    pub link: Option<Link>,
    /// The latest sheet.
    pub sheet: SheetId,
    /// The financial year that it covers.
    pub financial_year: FinancialYear,
    /// Its layout.
    pub model: Model,
    /// Its revision.
    pub revision: u32,
    /// Where it is on its way.
    pub state: SheetState,
    /// Why it stands there.
    pub reason: Option<Reason>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it is tried again.
    pub retry_at: Option<DateTime<Utc>>,
    /// Tries in vain.
    pub attempts: u32,
    /// How many checks it does not meet.
    pub findings: u32,
    /// When it was read back and found right.
    pub delivered_at: Option<DateTime<Utc>>,
    /// The template's page in Silverfin, where it was found.
    pub page: Option<String>,
}

/// Everything at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// The activation, if there is one.
    pub activation: Option<Activation>,
    /// The connected firms.
    pub firms: Vec<FirmRecord>,
    /// The last run.
    pub last_run: Option<RunRecord>,
    /// How many sheets are under way, by state.
    pub under_way: BTreeMap<SheetState, usize>,
    /// How many wait for the accountant.
    pub waiting_for_person: usize,
    /// When something is tried again by itself.
    pub next_retry: Option<DateTime<Utc>>,
}

impl Agent {
    /// Everything at a glance.
    pub fn status(&self) -> Result<Status, AgentError> {
        let counts = self.journal.counts_under_way()?;
        let under_way: BTreeMap<_, _> = counts.iter().map(|(state, counted)| (*state, counted.sheets)).collect();
        let activation = self.journal.activation()?;
        let feed_retry_at = activation.as_ref().and_then(|activation| activation.feed_retry_at);
        let mut next_retry = counts.values().filter_map(|counted| counted.retry_at).chain(feed_retry_at).min();
        if self.values().documents_pdf {
            let documents = self.journal.documents_under_way()?;
            next_retry = documents.into_iter().fold(next_retry, |next, document| earlier(next, document.retry_at));
        }
        let waiting = under_way.iter().filter(|(state, _)| state.waits_for_person()).map(|(_, count)| count).sum();
        Ok(Status {
            activation,
            firms: self.journal.firms()?,
            last_run: self.journal.runs(1)?.into_iter().next(),
            under_way,
            waiting_for_person: waiting,
            next_retry,
        })
    }

    /// Every dossier and financial year with its latest sheet; what waits for the accountant comes first.
    pub fn dossiers(&self) -> Result<Vec<DossierRow>, AgentError> {
        let dossiers: BTreeMap<DossierId, _> =
            self.journal.dossiers()?.into_iter().map(|dossier| (dossier.id, dossier)).collect();
        let mut rows: Vec<DossierRow> = Vec::new();
        for record in self.journal.newest_sheets()? {
            let Some(dossier) = dossiers.get(&record.entry.dossier_id) else { continue };
            let number = dossier.enterprise_number.or(record.enterprise_number);
            rows.push(self.row(record, dossier.name.clone(), number, dossier.link.clone()));
        }
        rows.sort_by(|one, other| {
            let rank = |row: &DossierRow| (!row.state.waits_for_person(), row.state.is_final());
            rank(one).cmp(&rank(other)).then_with(|| one.name.cmp(&other.name))
        });
        Ok(rows)
    }

    fn row(
        &self,
        record: SheetRecord,
        name: String,
        enterprise_number: Option<EnterpriseNumber>,
        link: Option<Link>,
    ) -> DossierRow {
        let page = record.target.and_then(|target| {
            let address = self.silverfin_address().ok()?;
            let page = address.template_page(
                target.firm,
                target.company,
                target.period,
                target.workflow,
                target.reconciliation,
            );
            Some(page.to_string())
        });
        DossierRow {
            dossier: record.entry.dossier_id,
            name,
            enterprise_number,
            link,
            sheet: record.id(),
            financial_year: record.entry.financial_year,
            model: record.entry.model,
            revision: record.entry.revision,
            state: record.state,
            reason: record.reason,
            since: record.since,
            retry_at: record.retry_at,
            attempts: record.attempts,
            findings: record.findings,
            delivered_at: record.delivered_at,
            page,
        }
    }
}
