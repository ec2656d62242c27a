//! Questions that tests ask after a run: was anybody's work lost, was anything done twice.

use std::collections::BTreeMap;

use passerelle_social_balance::{Cells, RubricCode};
use serde_json::Value;

use super::{Address, Author, CompanyId, DocumentId, DossierId, FirmId, Place, Property, SheetId, StoredSheet, World};

/// A value of a person's that a program replaced by another.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OverwrittenEdit {
    /// The template.
    pub place: Place,
    /// The property.
    pub address: Address,
    /// What the person had left there; `None` where the person had emptied it.
    pub persons: Option<Value>,
    /// What the program put there.
    pub applications: Option<Value>,
    /// The request that did it.
    pub request: Option<u64>,
}

/// A program wrote what stood there already.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RepeatedWrite {
    /// The template.
    pub place: Place,
    /// The property.
    pub address: Address,
    /// The value written again.
    pub value: Option<Value>,
    /// The request that did it.
    pub request: Option<u64>,
}

/// Documents of one client file that are the same document put there more than once.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DocumentTwice {
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// The first and the second.
    pub documents: (DocumentId, DocumentId),
    /// The name of the second.
    pub name: String,
}

impl World {
    /// Every property of every template with where it stands.
    pub fn all_properties(&self) -> impl Iterator<Item = (Place, &Address, &Property)> {
        self.silverfin.firms.values().flat_map(|firm| {
            firm.companies.values().flat_map(move |company| {
                company.periods.values().flat_map(move |period| {
                    period.properties.iter().flat_map(move |(reconciliation, properties)| {
                        let place = Place {
                            firm: firm.id,
                            company: company.id,
                            period: period.id,
                            reconciliation: *reconciliation,
                        };
                        properties.iter().map(move |(address, property)| (place, address, property))
                    })
                })
            })
        })
    }

    /// The figures that stand in a template under the default mapping, as text.
    pub fn figures_standing(&self, place: Place) -> BTreeMap<RubricCode, String> {
        RubricCode::all()
            .filter_map(|code| Some((code, self.standing(place, &Address::of_rubric(code.as_str()))?)))
            .collect()
    }

    /// The figures that the newest visible sheets of these dossiers give together, for one closing date: what should stand
    /// in Silverfin where nobody edited anything.
    pub fn figures_due(&self, dossiers: &[DossierId], end_date: chrono::NaiveDate) -> Cells {
        let mut newest: BTreeMap<DossierId, &StoredSheet> = BTreeMap::new();
        for sheet in self.finbox.visible_sheets() {
            if dossiers.contains(&sheet.dossier) && sheet.sheet.financial_year.end() == end_date {
                newest.insert(sheet.dossier, sheet);
            }
        }
        let mut cells = Cells::new();
        for (code, value) in newest.values().flat_map(|sheet| &sheet.sheet.cells) {
            *cells.entry(*code).or_default() += *value;
        }
        cells
    }

    /// How often each sheet was acknowledged.
    pub fn acknowledged(&self) -> BTreeMap<SheetId, usize> {
        let mut times = BTreeMap::new();
        for acknowledgement in &self.finbox.acknowledgements {
            *times.entry(acknowledgement.sheet).or_default() += 1;
        }
        times
    }

    /// The edits of people that a program replaced by another value, whether anybody agreed to it or not.
    pub fn overwritten_persons_edits(&self) -> Vec<OverwrittenEdit> {
        let mut found = Vec::new();
        for (place, address, property) in self.all_properties() {
            for pair in property.history.windows(2) {
                let [before, after] = pair else { continue };
                let lost = before.author == Author::Person && after.author == Author::Application;
                if lost && before.value != after.value {
                    found.push(OverwrittenEdit {
                        place,
                        address: address.clone(),
                        persons: before.value.clone(),
                        applications: after.value.clone(),
                        request: after.request,
                    });
                }
            }
        }
        found
    }

    /// The writes of programs that changed nothing, because the value stood there already.
    pub fn repeated_writes(&self) -> Vec<RepeatedWrite> {
        let mut found = Vec::new();
        for (place, address, property) in self.all_properties() {
            for pair in property.history.windows(2) {
                let [before, after] = pair else { continue };
                if after.author == Author::Application && before.value == after.value {
                    found.push(RepeatedWrite {
                        place,
                        address: address.clone(),
                        value: after.value.clone(),
                        request: after.request,
                    });
                }
            }
        }
        found
    }

    /// Documents with the same bytes, or with one name in one folder, twice in one client file.
    pub fn documents_twice(&self) -> Vec<DocumentTwice> {
        let mut found = Vec::new();
        for firm in self.silverfin.firms.values() {
            for company in firm.companies.values() {
                let documents: Vec<_> = company.documents.values().collect();
                for (index, second) in documents.iter().enumerate() {
                    let first = documents.iter().take(index).find(|first| {
                        first.content.sha256() == second.content.sha256()
                            || (first.folder == second.folder && first.name == second.name)
                    });
                    if let Some(first) = first {
                        found.push(DocumentTwice {
                            firm: firm.id,
                            company: company.id,
                            documents: (first.id, second.id),
                            name: second.name.clone(),
                        });
                    }
                }
            }
        }
        found
    }
}
