//! Which Silverfin client file a dossier belongs to: by enterprise number, never by name.

use std::collections::{BTreeMap, BTreeSet};

use passerelle_silverfin::{Company, CompanyId, FirmId};
use passerelle_social_balance::EnterpriseNumber;
use serde::Serialize;

use crate::Reason;
use crate::journal::{Link, LinkedBy};

/// The client files of all connected firms, by the numbers that stand in them.
#[derive(Debug, Clone, Default)]
pub struct CompanyIndex {
    companies: BTreeMap<(FirmId, CompanyId), IndexedCompany>,
}

/// One client file with the numbers that were read from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexedCompany {
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// Its name, for people.
    pub name: String,
    /// The firm's own file number.
    pub file_code: Option<String>,
    /// Every enterprise number that stands in it; more than one where its fields contradict each other.
    pub numbers: BTreeSet<EnterpriseNumber>,
}

/// What was found for one enterprise number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// Exactly one client file.
    One(Link),
    /// None, or several: only the accountant can tell.
    Unclear(Reason),
}

/// Every enterprise number that stands in a client file, in whichever field.
pub(crate) fn numbers_of(company: &Company) -> BTreeSet<EnterpriseNumber> {
    let fields = [&company.registration_number, &company.vat_number, &company.vat];
    fields.into_iter().flatten().filter_map(|text| text.parse().ok()).collect()
}

impl CompanyIndex {
    /// Adds the client files of one firm.
    pub fn add(&mut self, firm: FirmId, companies: impl IntoIterator<Item = Company>) {
        for company in companies {
            let numbers = numbers_of(&company);
            let name = company.name.unwrap_or_else(|| company.id.to_string());
            let indexed = IndexedCompany { firm, company: company.id, name, file_code: company.file_code, numbers };
            self.companies.insert((firm, company.id), indexed);
        }
    }

    /// The client file, if the login sees it.
    pub fn get(&self, firm: FirmId, company: CompanyId) -> Option<&IndexedCompany> {
        self.companies.get(&(firm, company))
    }

    /// All client files.
    pub fn all(&self) -> impl Iterator<Item = &IndexedCompany> {
        self.companies.values()
    }

    /// The client files that have this number, also beside others.
    pub fn with_number(&self, number: EnterpriseNumber) -> Vec<&IndexedCompany> {
        self.companies.values().filter(|company| company.numbers.contains(&number)).collect()
    }

    /// Finds the client file of an enterprise. One that also bears another number is no certain match.
    pub fn find(&self, number: EnterpriseNumber) -> Match {
        let found = self.with_number(number);
        match found.as_slice() {
            [one] if one.numbers.len() == 1 => Match::One(Link {
                firm: one.firm,
                company: one.company,
                company_name: one.name.clone(),
                by: LinkedBy::Number,
            }),
            [] => Match::Unclear(Reason::NoCompany { enterprise_number: number.digits() }),
            several => {
                Match::Unclear(Reason::SeveralCompanies { enterprise_number: number.digits(), count: several.len() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(id: u64, vat: Option<&str>, registration: Option<&str>) -> Company {
        Company {
            id: CompanyId(id),
            name: Some(format!("Dossier {id}")),
            file_code: None,
            vat: vat.map(Into::into),
            vat_number: None,
            registration_number: registration.map(Into::into),
            has_number_fields: true,
        }
    }

    fn index(companies: Vec<Company>) -> CompanyIndex {
        let mut index = CompanyIndex::default();
        index.add(FirmId(1), companies);
        index
    }

    fn number() -> EnterpriseNumber {
        "0403019261".parse().unwrap()
    }

    #[test]
    fn one_client_file_with_the_number_is_linked_however_it_is_spelt() {
        for vat in ["BE 0403.019.261", "403019261", "BTW BE0403019261"] {
            let found = index(vec![company(7, Some(vat), None), company(8, Some("BE0428759497"), None)]).find(number());
            assert!(matches!(found, Match::One(Link { company: CompanyId(7), by: LinkedBy::Number, .. })), "{vat}");
        }
    }

    #[test]
    fn none_or_several_are_the_accountants_to_decide() {
        let none = index(vec![company(7, None, None), company(8, Some("à compléter"), None)]).find(number());
        assert!(matches!(none, Match::Unclear(Reason::NoCompany { .. })));
        let two =
            index(vec![company(7, Some("0403019261"), None), company(8, None, Some("0403.019.261"))]).find(number());
        assert!(matches!(two, Match::Unclear(Reason::SeveralCompanies { count: 2, .. })));
    }

    #[test]
    fn a_client_file_that_contradicts_itself_is_not_linked_by_itself() {
        let found = index(vec![company(7, Some("0403019261"), Some("0428759497"))]).find(number());
        assert!(matches!(found, Match::Unclear(Reason::SeveralCompanies { count: 1, .. })));
    }
}
