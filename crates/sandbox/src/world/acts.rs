//! What happens in Silverfin: writes over the API, and what people do in its windows.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    Address, Author, Change, Company, CompanyId, Content, Document, DocumentId, Firm, FirmId, Folder, FolderId, Lock,
    Period, PeriodId, Property, ReconciliationId, Workflow, WorkflowId, WorkflowState, World, Write,
};

/// One template in one period of one client file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// The period.
    pub period: PeriodId,
    /// The template.
    pub reconciliation: ReconciliationId,
}

/// Why a write was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// There is no such firm, file, period, template, folder.
    #[error("not found")]
    NotFound,
    /// The period is locked (422).
    #[error("The period is locked")]
    Locked,
    /// The period is locked (403).
    #[error("You are not allowed to change a locked period")]
    Forbidden,
    /// A property with documents cannot be taken away (422).
    #[error("{0} has documents attached and cannot be removed")]
    DocumentsAttached(Address),
    /// A namespace or key is empty or has a dot (422).
    #[error("namespace and key must not be empty nor contain a dot: {0}")]
    InvalidAddress(Address),
    /// The name is taken in this folder (422).
    #[error("Name has already been taken")]
    NameTaken,
}

impl World {
    /// The firm.
    pub fn firm(&self, firm: FirmId) -> Option<&Firm> {
        self.silverfin.firms.get(&firm)
    }

    /// The client file.
    pub fn company(&self, firm: FirmId, company: CompanyId) -> Option<&Company> {
        self.firm(firm)?.companies.get(&company)
    }

    /// The client file, to be changed.
    pub fn company_mut(&mut self, firm: FirmId, company: CompanyId) -> Option<&mut Company> {
        self.silverfin.firms.get_mut(&firm)?.companies.get_mut(&company)
    }

    /// The period.
    pub fn period(&self, firm: FirmId, company: CompanyId, period: PeriodId) -> Option<&Period> {
        self.company(firm, company)?.periods.get(&period)
    }

    /// The period, to be changed.
    pub fn period_mut(&mut self, firm: FirmId, company: CompanyId, period: PeriodId) -> Option<&mut Period> {
        self.company_mut(firm, company)?.periods.get_mut(&period)
    }

    /// The workflow, to be changed.
    pub fn workflow_mut(
        &mut self,
        firm: FirmId,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
    ) -> Option<&mut Workflow> {
        self.period_mut(firm, company, period)?.workflows.get_mut(&workflow)
    }

    /// Writes properties over the API, all or none. A silent lock answers as if done. Values become text, as in
    /// Silverfin; lists and dictionaries stay.
    pub fn application_writes(
        &mut self,
        place: Place,
        writes: &[Write],
        at: DateTime<Utc>,
        request: Option<u64>,
    ) -> Result<(), WriteRefusal> {
        match self.period(place.firm, place.company, place.period).map(|period| period.lock) {
            None => Err(WriteRefusal::NotFound),
            Some(Lock::Unprocessable) => Err(WriteRefusal::Locked),
            Some(Lock::Forbidden) => Err(WriteRefusal::Forbidden),
            Some(Lock::Silent) => Ok(()),
            Some(Lock::Unlocked) => self.write(place, writes, Author::Application, at, request),
        }
    }

    /// Somebody types a value into the template, or empties it (`None`).
    pub fn person_edits(
        &mut self,
        place: Place,
        address: Address,
        value: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<(), WriteRefusal> {
        let value = value.map(|text| Value::String(text.to_owned()));
        self.write(place, &[(address, value)], Author::Person, at, None)
    }

    fn write(
        &mut self,
        place: Place,
        writes: &[Write],
        author: Author,
        at: DateTime<Utc>,
        request: Option<u64>,
    ) -> Result<(), WriteRefusal> {
        let company = self.company_mut(place.firm, place.company).ok_or(WriteRefusal::NotFound)?;
        if !company.reconciliations.contains_key(&place.reconciliation) {
            return Err(WriteRefusal::NotFound);
        }
        let period = company.periods.get_mut(&place.period).ok_or(WriteRefusal::NotFound)?;
        let properties = period.properties.entry(place.reconciliation).or_default();
        for (address, value) in writes {
            let invalid = |part: &str| part.is_empty() || part.contains('.');
            if invalid(&address.namespace) || invalid(&address.key) {
                return Err(WriteRefusal::InvalidAddress(address.clone()));
            }
            let attached = properties.get(address).is_some_and(|property| !property.attached_documents.is_empty());
            if value.is_none() && attached {
                return Err(WriteRefusal::DocumentsAttached(address.clone()));
            }
        }
        for (address, value) in writes {
            let value = value.clone().filter(|value| !value.is_null()).map(as_text);
            if value.is_none() && !properties.contains_key(address) {
                continue;
            }
            let property: &mut Property = properties.entry(address.clone()).or_default();
            property.history.push(Change { value, author, at, request });
        }
        Ok(())
    }

    /// The properties that stand in a template, in the order of their addresses.
    pub fn properties_standing(&self, place: Place) -> Vec<(Address, Value)> {
        self.period(place.firm, place.company, place.period)
            .and_then(|period| period.properties.get(&place.reconciliation))
            .into_iter()
            .flatten()
            .filter_map(|(address, property)| Some((address.clone(), property.value()?.clone())))
            .collect()
    }

    /// What stands at one address of a template, as text.
    pub fn standing(&self, place: Place, address: &Address) -> Option<String> {
        let period = self.period(place.firm, place.company, place.period)?;
        match period.properties.get(&place.reconciliation)?.get(address)?.value()? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// Locks a period in one of three manners, or unlocks it. False where there is no such period.
    pub fn set_lock(&mut self, firm: FirmId, company: CompanyId, period: PeriodId, lock: Lock) -> bool {
        self.period_mut(firm, company, period).map(|period| period.lock = lock).is_some()
    }

    /// Opens, archives or completes a workflow. False where there is no such workflow.
    pub fn set_workflow_state(
        &mut self,
        firm: FirmId,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
        state: WorkflowState,
    ) -> bool {
        self.workflow_mut(firm, company, period, workflow).map(|workflow| workflow.state = state).is_some()
    }

    /// Renames a client file. False where there is no such file.
    pub fn rename_company(&mut self, firm: FirmId, company: CompanyId, name: &str) -> bool {
        self.company_mut(firm, company).map(|company| name.clone_into(&mut company.name)).is_some()
    }

    /// Makes a folder among the permanent documents; a name that the parent has already is refused.
    pub fn add_folder(
        &mut self,
        firm: FirmId,
        company: CompanyId,
        parent: FolderId,
        name: &str,
    ) -> Result<FolderId, WriteRefusal> {
        let id = FolderId(self.number());
        let company = self.company_mut(firm, company).ok_or(WriteRefusal::NotFound)?;
        if parent != FolderId::ROOT && !company.folders.contains_key(&parent) {
            return Err(WriteRefusal::NotFound);
        }
        if company.folders.values().any(|folder| folder.parent == parent && folder.name == name) {
            return Err(WriteRefusal::NameTaken);
        }
        company.folders.insert(id, Folder { id, parent, name: name.to_owned() });
        Ok(id)
    }

    /// Puts a document among the permanent documents. Number and name are of the document; its `id` is set here.
    pub fn add_document(
        &mut self,
        firm: FirmId,
        company: CompanyId,
        document: NewDocument,
        at: DateTime<Utc>,
        request: Option<u64>,
    ) -> Result<DocumentId, WriteRefusal> {
        let id = DocumentId(self.number());
        let refuse_duplicate = self.silverfin.knobs.duplicate_document_refused;
        let company = self.company_mut(firm, company).ok_or(WriteRefusal::NotFound)?;
        let NewDocument { folder, name, media_type, bytes, author } = document;
        if folder != FolderId::ROOT && !company.folders.contains_key(&folder) {
            return Err(WriteRefusal::NotFound);
        }
        let taken = company.documents.values().any(|other| other.folder == folder && other.name == name);
        if taken && refuse_duplicate {
            return Err(WriteRefusal::NameTaken);
        }
        let content = Content::new(bytes);
        company.documents.insert(id, Document { id, folder, name, media_type, content, author, at, request });
        Ok(id)
    }
}

/// A document to be put among the permanent ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The folder that it goes into.
    pub folder: FolderId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Who puts it there.
    pub author: Author,
}

/// Silverfin stores text whatever was sent; structures stay structures.
fn as_text(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(truth) => Value::String(truth.to_string()),
        other => other,
    }
}
