use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

ids! {
    /// An accountant's environment in Silverfin.
    FirmId,
    /// A client file.
    CompanyId,
    /// A period of a client file; "ledger" in web addresses.
    PeriodId,
    /// A workflow within a period.
    WorkflowId,
    /// A template within a client file.
    ReconciliationId,
    /// A folder among a client file's permanent documents; 0 is the root.
    FolderId,
    /// A permanent document.
    DocumentId,
}

/// The firm that a token was granted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    /// Its number, as in every address below `/f/`.
    pub id: FirmId,
    /// Its name; may be missing.
    #[serde(default)]
    pub name: Option<String>,
}

/// Who granted the access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The user's number.
    pub id: u64,
    /// The user's name.
    #[serde(default)]
    pub name: Option<String>,
}

/// A client file. Which field carries the enterprise number is not documented, so all candidates are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The client file's number.
    pub id: CompanyId,
    /// Its name. For people; nothing is matched on it.
    #[serde(default)]
    pub name: Option<String>,
    /// The firm's own file number.
    #[serde(default)]
    pub file_code: Option<String>,
    /// Free text, as typed in the file's settings.
    #[serde(default)]
    pub vat: Option<String>,
    /// The VAT number, if the API shows it.
    #[serde(default)]
    pub vat_number: Option<String>,
    /// The enterprise number, if the API shows it.
    #[serde(default)]
    pub registration_number: Option<String>,
    /// Whether the answer had any of the three fields at all, so that their absence can be told from emptiness.
    #[serde(skip)]
    pub has_number_fields: bool,
}

/// A period of a client file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its number.
    pub id: PeriodId,
    /// Its last day.
    pub end_date: NaiveDate,
    /// First and last day of the financial year that it belongs to, where the answer gives them.
    #[serde(default)]
    pub fiscal_year: Option<FiscalYear>,
}

/// The financial year as Silverfin writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalYear {
    /// The first day.
    #[serde(default)]
    pub start_date: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    pub end_date: Option<NaiveDate>,
}

impl Period {
    /// Whether the period closes its financial year: the one that the social balance belongs to.
    pub fn is_year_end(&self) -> bool {
        self.fiscal_year.and_then(|year| year.end_date) == Some(self.end_date)
    }
}

/// A workflow of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// Its number.
    pub id: WorkflowId,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Set where the answer says that it was archived; absent is not archived.
    #[serde(default)]
    pub archived: Option<bool>,
}

/// How far a workflow is. Its real shape is not public; whatever cannot be read is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkflowStatus {
    /// The status in Silverfin's word.
    #[serde(default)]
    pub status: Option<String>,
    /// Percent done.
    #[serde(default)]
    pub progress: Option<u8>,
}

/// A template as it stands in a client file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Its number, of this client file only.
    pub id: ReconciliationId,
    /// What identifies the template across files and firms.
    #[serde(default)]
    pub handle: Option<String>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it is starred in this period.
    #[serde(default)]
    pub starred: Option<bool>,
}

/// A template as the firm has it, to find out handles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirmTemplate {
    /// Its number.
    pub id: u64,
    /// Its handle.
    #[serde(default)]
    pub handle: Option<String>,
    /// Its French name.
    #[serde(default)]
    pub name_fr: Option<String>,
    /// Its Dutch name.
    #[serde(default)]
    pub name_nl: Option<String>,
    /// Its English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Set where it comes from the marketplace.
    #[serde(default)]
    pub marketplace_template_id: Option<u64>,
}

/// Where a property stands within a template. Neither part may hold a dot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PropertyAddress {
    /// The namespace.
    pub namespace: String,
    /// The key.
    pub key: String,
}

/// What a property holds. Silverfin stores text; other kinds are seen in answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PropertyValue {
    /// Text, as everything that Passerelle writes.
    Text(String),
    /// Anything else: a number, a truth value, a list, a dictionary.
    Other(serde_json::Value),
}

/// One property of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomProperty {
    /// Where it stands.
    #[serde(flatten)]
    pub address: PropertyAddress,
    /// What it holds; `None` in a write takes it away.
    #[serde(default)]
    pub value: Option<PropertyValue>,
}

/// What a folder of permanent documents holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderContent {
    /// Folders in it, with their names.
    pub folders: Vec<(FolderId, String)>,
    /// Documents in it, with their names.
    pub documents: Vec<(DocumentId, String)>,
}
