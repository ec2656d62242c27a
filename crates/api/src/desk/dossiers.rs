use std::collections::BTreeMap;
use std::sync::Arc;

use passerelle_agent::controller::Input;
use passerelle_agent::journal::DossierRecord;
use passerelle_agent::matching::IndexedCompany;
use passerelle_agent::messages::Messages;
use passerelle_agent::problem::Cause;
use passerelle_agent::{self as agent, AgentError};
use passerelle_finbox::DossierId;
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_social_balance as social_balance;
use url::Url;

use super::Desk;
use crate::feed::count;
use crate::input::{CandidatesInput, DossiersInput, LinkInput, Nothing, RetryInput, SheetInput};
use crate::view::{
    Candidate, CandidateReason, Dossier, DossierCounts, DossierFilter, DossierOrder, DossierPage, DossierRow, Failure,
    Model, Outcome,
};

/// Every dossier, read once until something changes: a list of 10 000 is scrolled through in parts.
pub(super) struct Rows {
    changes: u64,
    all: Vec<agent::DossierRow>,
    pub(super) counts: DossierCounts,
}

/// The longest part that is handed out.
pub(super) const LONGEST_PAGE: u32 = 500;
/// More client files than these nobody reads through.
const MOST_CANDIDATES: usize = 50;

impl Desk {
    pub(super) fn rows(&self) -> Result<Arc<Rows>, AgentError> {
        // Read before the rows are: what is committed meanwhile makes these rows old.
        let changes = self.feed().changes();
        if let Some(rows) = self.memory().rows.as_ref().filter(|rows| rows.changes == changes) {
            return Ok(Arc::clone(rows));
        }
        let all = self.agent().dossiers()?;
        let rows = Arc::new(Rows { changes, counts: counts(&all), all });
        self.memory().rows = Some(Arc::clone(&rows));
        Ok(rows)
    }

    pub(crate) async fn dossiers(&self, input: DossiersInput) -> Outcome<DossierPage> {
        let rows = self.told(self.rows())?;
        let wanted = Wanted::new(&input.search);
        let mut found: Vec<&agent::DossierRow> =
            rows.all.iter().filter(|row| belongs(row.state, input.filter) && wanted.is_met_by(row)).collect();
        match input.order {
            DossierOrder::Urgency => {}
            DossierOrder::Name => found.sort_by_key(|row| row.name.to_lowercase()),
            DossierOrder::Since => found.sort_by_key(|row| std::cmp::Reverse(row.since)),
            DossierOrder::Year => found.sort_by_key(|row| std::cmp::Reverse(row.financial_year)),
        }
        let messages = self.messages();
        let limit = input.limit.clamp(1, LONGEST_PAGE) as usize;
        let part = found.iter().skip(input.offset as usize).take(limit);
        Ok(DossierPage {
            total: count(found.len()),
            offset: input.offset,
            rows: part.map(|row| row_of(row, &messages)).collect(),
            counts: rows.counts,
        })
    }

    pub(crate) async fn link_candidates(&self, input: CandidatesInput) -> Outcome<Vec<Candidate>> {
        let dossier = self.dossier(&input.dossier)?;
        let firms: BTreeMap<FirmId, String> = self
            .told(self.agent().journal().firms().map_err(AgentError::Journal))?
            .into_iter()
            .map(|firm| (firm.firm, firm.name))
            .collect();
        let candidate = |company: &IndexedCompany, reason| Candidate {
            firm: company.firm.0,
            firm_name: firms.get(&company.firm).cloned().unwrap_or_else(|| company.firm.to_string()),
            company: company.company.0,
            name: company.name.clone(),
            enterprise_numbers: company.numbers.iter().map(ToString::to_string).collect(),
            reason,
        };
        let search = input.search.trim();
        if search.is_empty() {
            let found = self.told(self.agent().candidates(&dossier).await)?;
            return Ok(found.iter().map(|found| candidate(&found.company, found.because.into())).collect());
        }
        let wanted = Wanted::new(search);
        let companies = self.told(self.agent().companies().await)?;
        let found = companies.all().filter(|company| {
            let numbers: String = company.numbers.iter().map(|number| number.digits()).collect();
            wanted.is_in(&company.name) || wanted.is_number_in(&numbers) || company.company.to_string() == search
        });
        Ok(found.take(MOST_CANDIDATES).map(|company| candidate(company, CandidateReason::Searched)).collect())
    }

    pub(crate) async fn link_dossier(&self, input: LinkInput) -> Outcome<Nothing> {
        let dossier = self.dossier(&input.dossier)?;
        let linked = self.agent().link(&dossier, CompanyId(input.company), Some(FirmId(input.firm))).await;
        let about = Dossier { id: dossier.id.to_string(), name: dossier.name.clone() };
        self.told(linked).map_err(|failure| Box::new(Failure { dossier: Some(about), ..*failure }))?;
        self.told(self.agent().retry(Some(dossier.id)))?;
        self.send(Input::SyncNow).await
    }

    pub(crate) async fn retry(&self, input: RetryInput) -> Outcome<u32> {
        let dossier = input.dossier.map(|id| self.dossier(&id)).transpose()?;
        let retried = self.told(self.agent().retry(dossier.map(|dossier| dossier.id)))?;
        if retried > 0 {
            self.send(Input::SyncNow).await?;
        }
        Ok(count(retried))
    }

    pub(crate) async fn open_in_silverfin(&self, input: SheetInput) -> Outcome<Nothing> {
        let rows = self.told(self.rows())?;
        let row = rows.all.iter().find(|row| row.sheet.to_string() == input.sheet);
        let page = row.and_then(|row| row.page.as_deref()).and_then(|page| Url::parse(page).ok());
        let page = page.ok_or_else(|| self.failure("dossier_unknown", None, ""))?;
        let opened = self.surface().open_address(&page);
        self.desktop(opened)
    }

    pub(super) fn dossier(&self, id: &str) -> Outcome<DossierRecord> {
        let unknown = || AgentError::UnknownDossier(id.to_owned());
        let found = id.parse().map_err(|_| unknown()).and_then(|id| {
            self.agent().journal().dossier(DossierId(id)).map_err(AgentError::Journal)?.ok_or_else(unknown)
        });
        self.told(found)
    }
}

fn counts(rows: &[agent::DossierRow]) -> DossierCounts {
    let of = |filter| count(rows.iter().filter(|row| belongs(row.state, filter)).count());
    DossierCounts {
        all: of(DossierFilter::All),
        waiting: of(DossierFilter::Waiting),
        under_way: of(DossierFilter::UnderWay),
        delivered: of(DossierFilter::Delivered),
        ended: of(DossierFilter::Ended),
    }
}

fn belongs(state: agent::SheetState, filter: DossierFilter) -> bool {
    match filter {
        DossierFilter::All => true,
        DossierFilter::Waiting => state.waits_for_person(),
        DossierFilter::UnderWay => !state.waits_for_person() && !state.is_final(),
        DossierFilter::Delivered => state == agent::SheetState::Delivered,
        DossierFilter::Ended => state.is_final() && state != agent::SheetState::Delivered,
    }
}

/// What somebody typed into a search field: every word must be found, a number in any spelling.
struct Wanted {
    words: Vec<String>,
    digits: String,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let spelling = |character: char| character.is_ascii_digit() || ". ".contains(character);
        let digits = if text.chars().all(spelling) {
            text.chars().filter(char::is_ascii_digit).collect()
        } else {
            String::new()
        };
        Self { words: text.to_lowercase().split_whitespace().map(str::to_owned).collect(), digits }
    }

    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }

    fn is_number_in(&self, digits: &str) -> bool {
        !self.digits.is_empty() && digits.contains(&self.digits)
    }

    fn is_met_by(&self, row: &agent::DossierRow) -> bool {
        self.is_in(&row.name)
            || row.enterprise_number.is_some_and(|number| self.is_number_in(&number.digits()))
            || row.link.as_ref().is_some_and(|link| self.is_in(&link.company_name))
    }
}

fn row_of(row: &agent::DossierRow, messages: &Messages) -> DossierRow {
    let shows_reason = !row.state.is_final();
    DossierRow {
        sheet: row.sheet.to_string(),
        dossier: Dossier { id: row.dossier.to_string(), name: row.name.clone() },
        enterprise_number: row.enterprise_number.map(|number| number.to_string()),
        firm: row.link.as_ref().map(|link| link.firm.0),
        company: row.link.as_ref().map(|link| link.company.0),
        company_name: row.link.as_ref().map(|link| link.company_name.clone()),
        year_start: row.financial_year.start(),
        year_end: row.financial_year.end(),
        model: match row.model {
            social_balance::Model::Full => Model::Full,
            social_balance::Model::Abridged => Model::Abridged,
            social_balance::Model::Micro => Model::Micro,
        },
        revision: row.revision,
        state: row.state.into(),
        state_text: messages.state(row.state),
        waits_for_person: row.state.waits_for_person(),
        reason: row
            .reason
            .clone()
            .filter(|_| shows_reason)
            .map(|reason| Failure::of(&Cause::Sheet(reason), None, messages)),
        since: row.since,
        retry_at: row.retry_at,
        delivered_at: row.delivered_at,
        findings: row.findings,
        has_page: row.page.is_some(),
    }
}
