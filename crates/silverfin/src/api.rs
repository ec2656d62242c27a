use async_trait::async_trait;
use bytes::Bytes;

use crate::{
    Company, CompanyId, CustomProperty, DocumentId, Firm, FirmTemplate, FolderContent, FolderId, Period, PeriodId,
    Reconciliation, ReconciliationId, SilverfinError, User, Workflow, WorkflowId, WorkflowStatus,
};

/// What a delivery needs of one firm in Silverfin. One login, one firm; lists come whole, paging is done inside.
///
/// Reads are retried a little inside when the network or the server stumbles; writes never are.
#[async_trait]
pub trait SilverfinApi: Send + Sync {
    /// The firm that the login was granted for.
    async fn firm(&self) -> Result<Firm, SilverfinError>;

    /// Who logged in.
    async fn user(&self) -> Result<User, SilverfinError>;

    /// Every active client file that the login can see.
    async fn companies(&self) -> Result<Vec<Company>, SilverfinError>;

    /// One client file, with fields that the list may leave out.
    async fn company(&self, company: CompanyId) -> Result<Company, SilverfinError>;

    /// The periods of a client file.
    async fn periods(&self, company: CompanyId) -> Result<Vec<Period>, SilverfinError>;

    /// The workflows of a period.
    async fn workflows(&self, company: CompanyId, period: PeriodId) -> Result<Vec<Workflow>, SilverfinError>;

    /// How far a workflow is. Whatever cannot be read comes back empty, not as an error.
    async fn workflow_status(
        &self,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
    ) -> Result<WorkflowStatus, SilverfinError>;

    /// The templates within a workflow.
    async fn reconciliations(
        &self,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
    ) -> Result<Vec<Reconciliation>, SilverfinError>;

    /// Every property of a template.
    async fn custom_properties(
        &self,
        company: CompanyId,
        period: PeriodId,
        reconciliation: ReconciliationId,
    ) -> Result<Vec<CustomProperty>, SilverfinError>;

    /// Writes properties in one request. A value of `None` takes the property away. Says nothing of what stands there
    /// afterwards: read it back.
    async fn write_custom_properties(
        &self,
        company: CompanyId,
        period: PeriodId,
        reconciliation: ReconciliationId,
        properties: &[CustomProperty],
    ) -> Result<(), SilverfinError>;

    /// The firm's templates.
    async fn templates(&self) -> Result<Vec<FirmTemplate>, SilverfinError>;

    /// What a folder of a client file's permanent documents holds.
    async fn folder(&self, company: CompanyId, folder: FolderId) -> Result<FolderContent, SilverfinError>;

    /// Makes a folder. A name that is taken already is [`SilverfinError::Refused`] with status 422.
    async fn create_folder(&self, company: CompanyId, parent: FolderId, name: &str)
    -> Result<FolderId, SilverfinError>;

    /// Uploads a document. Not idempotent: look into the folder before sending it again.
    async fn upload_document(
        &self,
        company: CompanyId,
        folder: FolderId,
        name: &str,
        content: Bytes,
    ) -> Result<DocumentId, SilverfinError>;
}
