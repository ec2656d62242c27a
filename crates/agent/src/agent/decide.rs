use std::collections::BTreeMap;

use passerelle_finbox::{DossierId, SheetId};
use passerelle_silverfin::{CompanyId, CustomProperty, FirmId};
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, RubricCode};
use serde::Serialize;

use super::{Agent, AgentError};
use crate::delivery::find_template;
use crate::journal::{DossierRecord, Link, LinkedBy, SheetRecord};
use crate::matching::{CompanyIndex, IndexedCompany};
use crate::merge::{Choice, Conflict, Decision, Decisions};
use crate::run::companies_of;
use crate::{Reason, SheetState};

/// A sheet that waits for the accountant's decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Review {
    /// The sheet.
    pub sheet: SheetId,
    /// The dossier's name.
    pub dossier_name: String,
    /// The dossier.
    pub dossier: DossierId,
    /// Its financial year.
    pub financial_year: FinancialYear,
    /// Its revision.
    pub revision: u32,
    /// What is to be decided.
    pub conflicts: Vec<Conflict>,
}

/// A client file that a dossier may be linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The client file.
    pub company: IndexedCompany,
    /// What speaks for it.
    pub because: CandidateBecause,
}

/// What speaks for a candidate. A name proposes; it never links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateBecause {
    /// It has the dossier's enterprise number.
    SameNumber,
    /// It has the dossier's enterprise number beside another.
    SameNumberAmongOthers,
    /// It has no number, and a similar name.
    SimilarName,
}

impl Agent {
    /// Finds a dossier by its id, the beginning of its id, or its whole name.
    pub fn find_dossier(&self, text: &str) -> Result<DossierRecord, AgentError> {
        let mut found: Vec<DossierRecord> = self
            .journal
            .dossiers()?
            .into_iter()
            .filter(|dossier| dossier.name == text || (text.len() >= 4 && dossier.id.to_string().starts_with(text)))
            .collect();
        match (found.len(), found.pop()) {
            (1, Some(only)) => Ok(only),
            (0, _) => Err(AgentError::UnknownDossier(text.to_owned())),
            _ => Err(AgentError::SeveralDossiers(text.to_owned())),
        }
    }

    /// The client files of every connected firm.
    pub async fn companies(&self) -> Result<CompanyIndex, AgentError> {
        let mut index = CompanyIndex::default();
        for connected in self.connected_firms().await?.values() {
            index.add(connected.firm, companies_of(connected).await?);
        }
        Ok(index)
    }

    /// The client files that a dossier may be linked to, best first.
    pub async fn candidates(&self, dossier: &DossierRecord) -> Result<Vec<Candidate>, AgentError> {
        let index = self.companies().await?;
        let mut candidates: Vec<Candidate> = index
            .all()
            .filter_map(|company| {
                let because = match dossier.enterprise_number {
                    Some(number) if company.numbers.contains(&number) && company.numbers.len() == 1 => {
                        CandidateBecause::SameNumber
                    }
                    Some(number) if company.numbers.contains(&number) => CandidateBecause::SameNumberAmongOthers,
                    _ if company.numbers.is_empty() && similar(&company.name, &dossier.name) => {
                        CandidateBecause::SimilarName
                    }
                    _ => return None,
                };
                Some(Candidate { company: company.clone(), because })
            })
            .collect();
        candidates.sort_by_key(|candidate| candidate.because);
        Ok(candidates)
    }

    /// Links a dossier to a client file by the accountant's word. A client file of another enterprise is refused.
    pub async fn link(
        &self,
        dossier: &DossierRecord,
        company: CompanyId,
        firm: Option<FirmId>,
    ) -> Result<Link, AgentError> {
        let index = self.companies().await?;
        let found: Vec<&IndexedCompany> = index
            .all()
            .filter(|candidate| candidate.company == company && firm.is_none_or(|firm| firm == candidate.firm))
            .collect();
        let chosen = match found.as_slice() {
            [one] => *one,
            [] => return Err(AgentError::UnknownCompany(company.0)),
            _ => return Err(AgentError::SeveralFirms(company.0)),
        };
        if let Some(number) = self.journal.enterprise_of(dossier.id)?
            && let Some(other) = self.other_enterprise(number, dossier.id, chosen)?
        {
            return Err(AgentError::OtherEnterprise { company: company.0, number: other, dossier: number });
        }
        let link = Link { firm: chosen.firm, company, company_name: chosen.name.clone(), by: LinkedBy::Person };
        let number = if chosen.numbers.len() == 1 { chosen.numbers.first().copied() } else { None };
        self.journal.link(dossier.id, &link, number, self.clock.now())?;
        Ok(link)
    }

    /// Whose a client file is, if it is another enterprise's: by its own numbers, or by the dossiers that are linked to it.
    fn other_enterprise(
        &self,
        number: EnterpriseNumber,
        dossier: DossierId,
        chosen: &IndexedCompany,
    ) -> Result<Option<EnterpriseNumber>, AgentError> {
        if let Some(other) = chosen.numbers.first() {
            return Ok((!chosen.numbers.contains(&number)).then_some(*other));
        }
        for linked in self.journal.linked_beside(dossier, chosen.firm, chosen.company)? {
            let other = self.journal.enterprise_of(linked.id)?.filter(|other| *other != number);
            if other.is_some() {
                return Ok(other);
            }
        }
        Ok(None)
    }

    /// Lets a dossier's sheets, or all of them, come forward in the next run. Says how many.
    pub fn retry(&self, dossier: Option<DossierId>) -> Result<usize, AgentError> {
        let ids: Vec<SheetId> = self
            .journal
            .sheets_under_way()?
            .iter()
            .filter(|record| dossier.is_none_or(|dossier| record.entry.dossier_id == dossier))
            .map(SheetRecord::id)
            .collect();
        Ok(self.journal.retry_now(&ids, self.clock.now())?)
    }

    /// The sheets that wait for a decision.
    pub fn reviews(&self) -> Result<Vec<Review>, AgentError> {
        let waiting = self
            .journal
            .sheets_under_way()?
            .into_iter()
            .filter(|record| record.state == SheetState::NeedsReview && !record.conflicts.is_empty());
        Ok(waiting
            .map(|record| Review {
                sheet: record.id(),
                dossier_name: record.entry.dossier_name.clone().unwrap_or_else(|| record.entry.dossier_id.to_string()),
                dossier: record.entry.dossier_id,
                financial_year: record.entry.financial_year,
                revision: record.entry.revision,
                conflicts: record.conflicts,
            })
            .collect())
    }

    /// Stores the accountant's decisions for a sheet. Every rubric must be decided; the next run sends them, unless
    /// what stands in Silverfin has changed since it was looked at. What was decided before for other rubrics still holds.
    pub fn decide(&self, sheet: SheetId, choices: &BTreeMap<RubricCode, Choice>) -> Result<(), AgentError> {
        let record = self.journal.sheet(sheet)?.ok_or(AgentError::NothingToReview)?;
        if record.state != SheetState::NeedsReview || record.conflicts.is_empty() {
            return Err(AgentError::NothingToReview);
        }
        let undecided: Vec<RubricCode> =
            record.conflicts.iter().map(|conflict| conflict.code).filter(|code| !choices.contains_key(code)).collect();
        if !undecided.is_empty() {
            return Err(AgentError::Undecided(undecided));
        }
        let decided = record.conflicts.into_iter().filter_map(|conflict| {
            let choice = *choices.get(&conflict.code)?;
            let decision = Decision { choice, standing: conflict.standing, new: conflict.new };
            Some((conflict.code, decision))
        });
        let decisions: Decisions = decided.collect();
        Ok(self.journal.decide(sheet, &decisions, self.clock.now())?)
    }

    /// The properties that stand in a client file's template, for recording a mapping.
    pub async fn template_properties(
        &self,
        company: CompanyId,
        firm: Option<FirmId>,
        year: FinancialYear,
    ) -> Result<Result<Vec<CustomProperty>, Reason>, AgentError> {
        let firms = self.connected_firms().await?;
        let connected = match firm {
            Some(firm) => firms.get(&firm).ok_or(AgentError::UnknownFirm(firm))?,
            None if firms.len() == 1 => firms.values().next().ok_or(AgentError::NotActive)?,
            None => return Err(AgentError::SeveralFirms(company.0)),
        };
        let settings = self.values();
        let handle = settings.mapping_handle.as_str();
        match find_template(connected, company, year, handle).await? {
            Ok(target) => {
                let api = &connected.api;
                Ok(Ok(api.custom_properties(target.company, target.period, target.reconciliation).await?))
            }
            Err(reason) => Ok(Err(reason)),
        }
    }
}

/// Whether two names share a word that is long enough to mean something.
fn similar(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|character: char| !character.is_alphanumeric())
            .filter(|word| word.chars().count() >= 4)
            .map(str::to_lowercase)
            .collect()
    };
    let others = words(other);
    words(one).iter().any(|word| others.contains(word))
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn names_are_similar_by_a_long_word() {
        assert!(similar("Boulangerie Dupuis SRL", "SPRL DUPUIS & Fils"));
        assert!(!similar("SRL Un", "SRL Deux"));
    }
}
