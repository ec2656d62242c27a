use async_trait::async_trait;
use bytes::Bytes;
use serde::Serialize;

use super::answer::{self, garbled};
use super::call::Call;
use super::lenient::{self, Row as _};
use super::multipart::{self, Part};
use super::{MOST_PAGES, MOST_PAGES_OF_FILES, SilverfinClient};
use crate::scope::{DOCUMENTS, FIGURES, FILES, USER, WORKFLOWS, WRITE_DOCUMENTS, WRITE_FIGURES};
use crate::{
    Company, CompanyId, CustomProperty, DocumentId, Firm, FirmTemplate, FolderContent, FolderId, Period, PeriodId,
    Reconciliation, ReconciliationId, SilverfinApi, SilverfinError, User, Workflow, WorkflowId, WorkflowStatus,
};

/// The body of a write.
#[derive(Serialize)]
struct Properties<'p> {
    properties: &'p [CustomProperty],
}

#[async_trait]
impl SilverfinApi for SilverfinClient {
    async fn firm(&self) -> Result<Firm, SilverfinError> {
        let call = Call::get(None, "user/firm");
        self.read(&call, |data| lenient::firm(&data).ok_or_else(|| garbled("the firm has no id"))).await
    }

    async fn user(&self) -> Result<User, SilverfinError> {
        let call = Call::get(Some(USER), "user");
        self.read(&call, |data| lenient::user(&data).ok_or_else(|| garbled("the user has no id"))).await
    }

    async fn companies(&self) -> Result<Vec<Company>, SilverfinError> {
        self.paged_list(&Call::get(Some(FILES), "companies"), MOST_PAGES_OF_FILES).await
    }

    async fn company(&self, company: CompanyId) -> Result<Company, SilverfinError> {
        let call = Call::get(Some(FILES), format!("companies/{company}"));
        self.read(&call, |data| match Company::read(&data) {
            Ok(Some(found)) if found.id == company => Ok(found),
            _ => Err(garbled(format!("the answer is not client file {company}"))),
        })
        .await
    }

    async fn periods(&self, company: CompanyId) -> Result<Vec<Period>, SilverfinError> {
        self.paged_list(&Call::get(Some(FIGURES), format!("companies/{company}/periods")), MOST_PAGES).await
    }

    async fn workflows(&self, company: CompanyId, period: PeriodId) -> Result<Vec<Workflow>, SilverfinError> {
        let path = format!("companies/{company}/periods/{period}/workflows");
        self.whole_list(&Call::get(Some(WORKFLOWS), path)).await
    }

    async fn workflow_status(
        &self,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
    ) -> Result<WorkflowStatus, SilverfinError> {
        let call =
            Call::get(Some(WORKFLOWS), format!("companies/{company}/periods/{period}/workflows/{workflow}/status"));
        match self.read(&call, |data| Ok(lenient::workflow_status(&data))).await {
            // Neither the path nor the body of this operation is public: an answer that is none says nothing.
            Err(
                error @ (SilverfinError::NotFound { .. }
                | SilverfinError::Forbidden { .. }
                | SilverfinError::Refused { .. }
                | SilverfinError::Locked { .. }
                | SilverfinError::Garbled { .. }),
            ) => {
                tracing::debug!(%error, %workflow, "the status of a workflow cannot be read");
                Ok(WorkflowStatus::default())
            }
            other => other,
        }
    }

    async fn reconciliations(
        &self,
        company: CompanyId,
        period: PeriodId,
        workflow: WorkflowId,
    ) -> Result<Vec<Reconciliation>, SilverfinError> {
        let call = Call::get(
            Some(FIGURES),
            format!("companies/{company}/periods/{period}/workflows/{workflow}/reconciliations"),
        );
        self.paged_list(&call, MOST_PAGES).await
    }

    async fn custom_properties(
        &self,
        company: CompanyId,
        period: PeriodId,
        reconciliation: ReconciliationId,
    ) -> Result<Vec<CustomProperty>, SilverfinError> {
        let call = Call::get(
            Some(FIGURES),
            format!("companies/{company}/periods/{period}/reconciliations/{reconciliation}/custom"),
        );
        self.paged_list(&call, MOST_PAGES).await
    }

    async fn write_custom_properties(
        &self,
        company: CompanyId,
        period: PeriodId,
        reconciliation: ReconciliationId,
        properties: &[CustomProperty],
    ) -> Result<(), SilverfinError> {
        if properties.is_empty() {
            return Ok(());
        }
        let call = Call::post(
            WRITE_FIGURES,
            format!("companies/{company}/periods/{period}/reconciliations/{reconciliation}/custom"),
        );
        let answer = self.write(&call.json(&Properties { properties })?).await?;
        answer::confirms(&answer)
    }

    async fn templates(&self) -> Result<Vec<FirmTemplate>, SilverfinError> {
        self.paged_list(&Call::get(Some(FILES), "reconciliations"), MOST_PAGES).await
    }

    async fn folder(&self, company: CompanyId, folder: FolderId) -> Result<FolderContent, SilverfinError> {
        let call = Call::get(Some(DOCUMENTS), format!("companies/{company}/permanent_folders/{folder}"));
        self.read(&call, |data| lenient::folder(&data).ok_or_else(|| garbled("a folder was expected"))).await
    }

    async fn create_folder(
        &self,
        company: CompanyId,
        parent: FolderId,
        name: &str,
    ) -> Result<FolderId, SilverfinError> {
        let parent = parent.to_string();
        let form = multipart::write(&[("parent_id", Part::Text(&parent)), ("name", Part::Text(name))]);
        let call = Call::post(WRITE_DOCUMENTS, format!("companies/{company}/permanent_folders")).form(form);
        let made = answer::data(&self.write(&call).await?)?;
        lenient::number(&made, "id").map(FolderId).ok_or_else(|| garbled("the new folder has no id"))
    }

    async fn upload_document(
        &self,
        company: CompanyId,
        folder: FolderId,
        name: &str,
        content: Bytes,
    ) -> Result<DocumentId, SilverfinError> {
        let folder = folder.to_string();
        let form = multipart::write(&[
            ("parent_id", Part::Text(&folder)),
            ("name", Part::Text(name)),
            ("content", Part::File { name, content: &content }),
        ]);
        let call = Call::post(WRITE_DOCUMENTS, format!("companies/{company}/permanent_documents")).form(form);
        let made = answer::data(&self.write(&call).await?)?;
        lenient::number(&made, "id").map(DocumentId).ok_or_else(|| garbled("the new document has no id"))
    }
}
