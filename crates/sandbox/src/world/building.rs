//! Firms, client files, periods, workflows and dossiers come into being.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use passerelle_social_balance::FinancialYear;

use super::{
    Company, CompanyId, Dossier, DossierId, Firm, FirmId, FirmWorkflow, FirmWorkflowId, Lock, Numbers, NumbersShown,
    Period, PeriodId, Place, Reconciliation, ReconciliationId, Role, TEMPLATE_HANDLE, Template, TemplateId, User,
    UserId, Workflow, WorkflowId, WorkflowState, World,
};

/// A firm with what it has from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirmSetup {
    /// The firm.
    pub firm: FirmId,
    /// Its workflow "Comptes annuels", where the social balance belongs.
    pub annual_accounts: FirmWorkflowId,
    /// Its workflow "TVA", which has no social balance.
    pub vat_returns: FirmWorkflowId,
    /// The template of the social balance.
    pub social_balance: TemplateId,
    /// A second template of the same handle, out of the marketplace.
    pub social_balance_twin: TemplateId,
    /// A template that has nothing to do with it.
    pub identification: TemplateId,
}

/// A client file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCompany {
    /// Its name.
    pub name: String,
    /// The enterprise number as typed.
    pub numbers: Numbers,
    /// Which number fields the list shows.
    pub numbers_in_list: NumbersShown,
    /// Which number fields the detail call shows.
    pub numbers_in_detail: NumbersShown,
    /// 1, 4 or 12.
    pub periods_per_year: u32,
}

impl NewCompany {
    /// A file with yearly periods whose number, in `vat`, shows in list and detail.
    pub fn new(name: &str, vat: &str) -> Self {
        Self {
            name: name.to_owned(),
            numbers: Numbers { vat: Some(vat.to_owned()), ..Numbers::default() },
            numbers_in_list: NumbersShown::ALL,
            numbers_in_detail: NumbersShown::ALL,
            periods_per_year: 1,
        }
    }
}

impl World {
    /// A new firm with two workflows and three templates.
    pub fn add_firm(&mut self, name: &str) -> FirmSetup {
        let setup = FirmSetup {
            firm: FirmId(self.number()),
            annual_accounts: FirmWorkflowId(self.number()),
            vat_returns: FirmWorkflowId(self.number()),
            social_balance: TemplateId(self.number()),
            social_balance_twin: TemplateId(self.number()),
            identification: TemplateId(self.number()),
        };
        let workflow = |id, name: &str| (id, FirmWorkflow { id, name: name.to_owned(), archived: false });
        let template = |id, handle: &str, names: [&str; 3], marketplace_template_id| {
            let [name_fr, name_nl, name_en] = names.map(str::to_owned);
            (id, Template { id, handle: handle.to_owned(), name_fr, name_nl, name_en, marketplace_template_id })
        };
        let names = ["Bilan social", "Sociale balans", "Social balance sheet"];
        let firm = Firm {
            id: setup.firm,
            name: name.to_owned(),
            companies: BTreeMap::new(),
            workflows: [workflow(setup.annual_accounts, "Comptes annuels"), workflow(setup.vat_returns, "TVA")].into(),
            templates: [
                template(setup.social_balance, TEMPLATE_HANDLE, names, None),
                template(setup.social_balance_twin, TEMPLATE_HANDLE, names, Some(setup.social_balance_twin.0 * 3)),
                template(setup.identification, "identification", ["Identification", "Identificatie", "Identity"], None),
            ]
            .into(),
        };
        self.silverfin.firms.insert(firm.id, firm);
        setup
    }

    /// Somebody who can log in.
    pub fn add_user(&mut self, name: &str, email: &str, password: &str, firms: &[(FirmId, Role)]) -> UserId {
        let id = UserId(self.number());
        let (name, email, password) = (name.to_owned(), email.to_owned(), password.to_owned());
        let user = User { id, name, email, password, firms: firms.iter().copied().collect() };
        self.silverfin.users.insert(id, user);
        id
    }

    /// A new client file without periods. Its file number counts on within the firm.
    pub fn add_company(&mut self, firm: FirmId, new: NewCompany, now: DateTime<Utc>) -> CompanyId {
        let id = CompanyId(self.number());
        if let Some(firm) = self.silverfin.firms.get_mut(&firm) {
            let company = Company {
                id,
                name: new.name,
                created_at: now,
                file_code: format!("D{:04}", firm.companies.len() + 1),
                numbers: new.numbers,
                numbers_in_list: new.numbers_in_list,
                numbers_in_detail: new.numbers_in_detail,
                periods_per_year: new.periods_per_year,
                archived: false,
                periods: BTreeMap::new(),
                reconciliations: BTreeMap::new(),
                folders: BTreeMap::new(),
                documents: BTreeMap::new(),
            };
            firm.companies.insert(id, company);
        }
        id
    }

    /// The periods of one financial year, by the file's periods per year: each ends with a month, the last with the year.
    /// Gives the number of the last.
    pub fn add_financial_year(&mut self, firm: FirmId, company: CompanyId, year: FinancialYear) -> Option<PeriodId> {
        let months = 12 / self.company(firm, company)?.periods_per_year.clamp(1, 12);
        let mut start = year.start();
        loop {
            let end = if months == 12 { year.end() } else { end_of_month(start, months - 1).min(year.end()) };
            let id = PeriodId(self.number());
            let period = Period {
                id,
                end_date: end,
                year_start: year.start(),
                year_end: year.end(),
                lock: Lock::Unlocked,
                workflows: BTreeMap::new(),
                starred: BTreeSet::new(),
                properties: BTreeMap::new(),
            };
            self.company_mut(firm, company)?.periods.insert(id, period);
            if end >= year.end() {
                return Some(id);
            }
            start = end + Days::new(1);
        }
    }

    /// Adds a workflow of the firm to a period, with these templates. `None` where firm, file, period or workflow are not
    /// there.
    pub fn add_workflow(
        &mut self,
        firm: FirmId,
        company: CompanyId,
        period: PeriodId,
        firm_workflow: FirmWorkflowId,
        state: WorkflowState,
        templates: &[TemplateId],
    ) -> Option<WorkflowId> {
        let name = self.firm(firm)?.workflows.get(&firm_workflow)?.name.clone();
        self.period(firm, company, period)?;
        let id = WorkflowId(self.number());
        let mut reconciliations = Vec::new();
        for template in templates {
            reconciliations.push(self.reconciliation(firm, company, *template)?);
        }
        let period = self.period_mut(firm, company, period)?;
        period.starred.extend(reconciliations.iter().copied());
        period.workflows.insert(id, Workflow { id, firm_workflow, name, state, reconciliations });
        Some(id)
    }

    /// The template in the client file; put there if it was not yet.
    fn reconciliation(&mut self, firm: FirmId, company: CompanyId, template: TemplateId) -> Option<ReconciliationId> {
        let known = self.company(firm, company)?.reconciliations.values().find(|known| known.template == template);
        if let Some(known) = known {
            return Some(known.id);
        }
        let id = ReconciliationId(self.number());
        let of_firm = self.firm(firm)?.templates.get(&template)?;
        let (handle, name) = (of_firm.handle.clone(), of_firm.name_fr.clone());
        let company = self.company_mut(firm, company)?;
        company.reconciliations.insert(id, Reconciliation { id, template, handle, name });
        Some(id)
    }

    /// A new client file in Finbox. Its payroll file number counts on.
    pub fn add_dossier(&mut self, name: &str, enterprise_number: Option<&str>) -> DossierId {
        let id = DossierId(self.random.uuid());
        let dossier = Dossier {
            id,
            name: name.to_owned(),
            payroll_file_numbers: vec![format!("1PX{:04}", self.finbox.dossiers.len() + 1)],
            enterprise_number: enterprise_number.map(str::to_owned),
            active: true,
            number_on_sheets: true,
        };
        self.finbox.dossiers.insert(id, dossier);
        id
    }

    /// Where the social balance of a closing date belongs: the template with the default handle in an open workflow of the
    /// period that closes the financial year. The first where there are several.
    pub fn target(&self, firm: FirmId, company: CompanyId, end_date: NaiveDate) -> Option<Place> {
        let file = self.company(firm, company)?;
        let period = file.periods.values().find(|period| period.end_date == end_date && period.is_year_end())?;
        let open = period.workflows.values().filter(|workflow| matches!(workflow.state, WorkflowState::Open { .. }));
        let reconciliation = open
            .flat_map(|workflow| &workflow.reconciliations)
            .find(|id| file.reconciliations.get(id).is_some_and(|known| known.handle == TEMPLATE_HANDLE))?;
        Some(Place { firm, company, period: period.id, reconciliation: *reconciliation })
    }
}

/// The last day of the month that comes so many months after this day's.
fn end_of_month(day: NaiveDate, months: u32) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(months + 1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(start: &str, end: &str) -> FinancialYear {
        FinancialYear::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_financial_year_is_cut_into_the_files_periods() {
        let now = "2026-02-10T09:00:00Z".parse().unwrap();
        for (per_year, start, end, expected) in [
            (1, "2025-01-01", "2025-12-31", vec!["2025-12-31"]),
            (1, "2024-07-01", "2025-12-31", vec!["2025-12-31"]),
            (4, "2025-01-01", "2025-12-31", vec!["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]),
            (4, "2025-09-15", "2025-12-31", vec!["2025-11-30", "2025-12-31"]),
            (12, "2025-10-05", "2025-12-20", vec!["2025-10-31", "2025-11-30", "2025-12-20"]),
        ] {
            let mut world = World::empty(1);
            let firm = world.add_firm("Fiduciaire du Canal").firm;
            let new = NewCompany { periods_per_year: per_year, ..NewCompany::new("Boulangerie du Moulin", "") };
            let company = world.add_company(firm, new, now);
            let last = world.add_financial_year(firm, company, year(start, end)).unwrap();
            let periods = &world.company(firm, company).unwrap().periods;
            let ends: Vec<String> = periods.values().map(|period| period.end_date.to_string()).collect();
            assert_eq!(ends, expected);
            assert_eq!(periods.values().filter(|period| period.is_year_end()).count(), 1);
            assert!(periods[&last].is_year_end());
        }
    }
}
