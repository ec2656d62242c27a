//! What stands in Silverfin: users, firms, client files, periods, workflows, templates with their properties, documents.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Address, Author, CompanyId, Content, DocumentId, FirmId, FirmWorkflowId, FolderId, PeriodId, Property,
    ReconciliationId, TemplateId, UserId, WorkflowId,
};

/// The Silverfin that several firms share.
#[derive(Debug, Clone, Default)]
pub struct Silverfin {
    /// The registered application.
    pub client: OauthClient,
    /// Who can log in.
    pub users: BTreeMap<UserId, User>,
    /// The accountants' environments.
    pub firms: BTreeMap<FirmId, Firm>,
    /// How the service behaves where its documents leave room.
    pub knobs: SilverfinKnobs,
}

/// An application as Silverfin registered it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OauthClient {
    /// The client id.
    pub id: String,
    /// The client secret. Made up like everything here, so it is kept as plain text.
    pub secret: String,
    /// Where codes may be sent.
    pub redirect_uris: BTreeSet<String>,
    /// What it may ask for.
    pub scopes: BTreeSet<String>,
}

/// Somebody who can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's number.
    pub id: UserId,
    /// The name in Silverfin; a function, not a person.
    pub name: String,
    /// The login.
    pub email: String,
    /// The password. Made up.
    pub password: String,
    /// The firms that the login sees, and in which of them it is an administrator.
    pub firms: BTreeMap<FirmId, Role>,
}

/// What a user is in a firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May let applications in.
    Administrator,
    /// May not.
    Member,
}

/// An accountant's environment.
#[derive(Debug, Clone)]
pub struct Firm {
    /// Its number.
    pub id: FirmId,
    /// Its name.
    pub name: String,
    /// The client files.
    pub companies: BTreeMap<CompanyId, Company>,
    /// The firm's workflows.
    pub workflows: BTreeMap<FirmWorkflowId, FirmWorkflow>,
    /// The firm's templates.
    pub templates: BTreeMap<TemplateId, Template>,
}

/// A workflow of the firm, from which those in client files are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirmWorkflow {
    /// Its number.
    pub id: FirmWorkflowId,
    /// Its name.
    pub name: String,
    /// Whether it is archived and so no longer offered.
    pub archived: bool,
}

/// A template of the firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Template {
    /// Its number.
    pub id: TemplateId,
    /// What identifies it across client files and firms.
    pub handle: String,
    /// Its French name.
    pub name_fr: String,
    /// Its Dutch name.
    pub name_nl: String,
    /// Its English name.
    pub name_en: String,
    /// Set where it comes from the marketplace, which hides its code.
    pub marketplace_template_id: Option<u64>,
}

/// A client file.
#[derive(Debug, Clone)]
pub struct Company {
    /// Its number.
    pub id: CompanyId,
    /// The client's name.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The firm's own file number.
    pub file_code: String,
    /// The enterprise number in its three fields, as somebody typed it.
    pub numbers: Numbers,
    /// Which of the three the list shows.
    pub numbers_in_list: NumbersShown,
    /// Which of the three the detail call shows.
    pub numbers_in_detail: NumbersShown,
    /// 1, 4 or 12.
    pub periods_per_year: u32,
    /// Whether it is in the list of archived files, and so in no other.
    pub archived: bool,
    /// Its periods.
    pub periods: BTreeMap<PeriodId, Period>,
    /// Its templates. One template is the same in every period; its properties and its star are each period's own.
    pub reconciliations: BTreeMap<ReconciliationId, Reconciliation>,
    /// Folders of permanent documents; the root is not among them.
    pub folders: BTreeMap<FolderId, Folder>,
    /// Permanent documents.
    pub documents: BTreeMap<DocumentId, Document>,
}

/// The enterprise number in the three fields that may carry it, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Free text.
    pub vat: Option<String>,
    /// The VAT number.
    pub vat_number: Option<String>,
    /// The enterprise number.
    pub registration_number: Option<String>,
}

/// Which of the three number fields an answer has at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersShown {
    /// Whether `vat` is there.
    pub vat: bool,
    /// Whether `vat_number` is there.
    pub vat_number: bool,
    /// Whether `registration_number` is there.
    pub registration_number: bool,
}

/// A period of a client file.
#[derive(Debug, Clone)]
pub struct Period {
    /// Its number.
    pub id: PeriodId,
    /// Its last day.
    pub end_date: NaiveDate,
    /// The first day of the financial year that it belongs to.
    pub year_start: NaiveDate,
    /// The last day of that financial year.
    pub year_end: NaiveDate,
    /// Whether and how it is locked.
    pub lock: Lock,
    /// Its workflows. One that is missing was never added to the file.
    pub workflows: BTreeMap<WorkflowId, Workflow>,
    /// The templates that are starred in this period.
    pub starred: BTreeSet<ReconciliationId>,
    /// The properties of each template in this period.
    pub properties: BTreeMap<ReconciliationId, BTreeMap<Address, Property>>,
}

/// What a write into a period meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// Not locked.
    #[default]
    Unlocked,
    /// Locked: writes answer 422.
    Unprocessable,
    /// Locked: writes answer 403.
    Forbidden,
    /// Locked: writes are answered as if done, and nothing changes.
    Silent,
}

/// A workflow in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    /// Its number.
    pub id: WorkflowId,
    /// The firm's workflow that it was made from.
    pub firm_workflow: FirmWorkflowId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: WorkflowState,
    /// The templates in it.
    pub reconciliations: Vec<ReconciliationId>,
}

/// Where a workflow stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum WorkflowState {
    /// In work.
    Open {
        /// Percent done, below 100.
        progress: u8,
    },
    /// Put away.
    Archived,
    /// Done.
    Completed,
}

impl WorkflowState {
    /// The word in the status answer.
    pub fn status(self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Archived => "archived",
            Self::Completed => "completed",
        }
    }

    /// Percent done.
    pub fn progress(self) -> u8 {
        match self {
            Self::Open { progress } => progress,
            Self::Archived => 0,
            Self::Completed => 100,
        }
    }
}

/// A template as it stands in a client file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Its number, of this client file only.
    pub id: ReconciliationId,
    /// The firm's template.
    pub template: TemplateId,
    /// What identifies the template. Two may have the same.
    pub handle: String,
    /// Its name.
    pub name: String,
}

/// A folder of permanent documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Its number.
    pub id: FolderId,
    /// The folder that it lies in.
    pub parent: FolderId,
    /// Its name.
    pub name: String,
}

/// A permanent document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub id: DocumentId,
    /// The folder that it lies in.
    pub folder: FolderId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub content: Content,
    /// Who put it there.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
    /// The request that did it, by its number in the ledger.
    pub request: Option<u64>,
}

/// What becomes of a write with more properties than one may have, or of a text longer than one may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LargerWrites {
    /// It is refused (422).
    Refused,
    /// Its first properties, or the text's beginning, are written in silence.
    CutShort,
}

/// What Silverfin's public documents leave open, to be turned by a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SilverfinKnobs {
    /// Whether a period's list of workflows names the archived ones.
    pub archived_workflows_listed: bool,
    /// Whether a workflow's status can be read (404 otherwise).
    pub workflow_status_readable: bool,
    /// The most rows that a page has, whatever was asked for.
    pub page_ceiling: usize,
    /// What a write of properties answers: 200 or 201.
    pub write_status: u16,
    /// The most properties that one write may have.
    pub largest_write: Option<usize>,
    /// What becomes of a larger one.
    pub larger_writes: LargerWrites,
    /// The most bytes that one text may have.
    pub longest_text: Option<usize>,
    /// What becomes of a longer one.
    pub longer_texts: LargerWrites,
    /// Whether a second document of one name in one folder is refused (422).
    pub duplicate_document_refused: bool,
}

impl Default for SilverfinKnobs {
    fn default() -> Self {
        Self {
            archived_workflows_listed: false,
            workflow_status_readable: true,
            page_ceiling: 200,
            write_status: 201,
            largest_write: None,
            larger_writes: LargerWrites::Refused,
            longest_text: None,
            longer_texts: LargerWrites::Refused,
            duplicate_document_refused: false,
        }
    }
}

impl NumbersShown {
    /// None of the three fields.
    pub const NONE: Self = Self { vat: false, vat_number: false, registration_number: false };
    /// Only `vat`.
    pub const VAT: Self = Self { vat: true, vat_number: false, registration_number: false };
    /// All three fields.
    pub const ALL: Self = Self { vat: true, vat_number: true, registration_number: true };
}

impl Period {
    /// Whether it closes its financial year.
    pub fn is_year_end(&self) -> bool {
        self.end_date == self.year_end
    }
}
