//! The sheet's PDF into Silverfin's permanent documents, once. An upload is not idempotent: one without a trustworthy
//! answer is looked for in its folder before it may be sent again.

use bytes::Bytes;
use passerelle_finbox::{FinboxError, MediaType};
use passerelle_silverfin::{CompanyId, DocumentId, FirmId, FolderId, SilverfinApi, SilverfinError};

use super::Trouble;
use crate::SheetState;
use crate::journal::{Document, DocumentState, SheetRecord};
use crate::run::{ConnectedFirm, RunError, Sync, is_time};

/// After so many tries in vain a PDF that is refused is given up: the figures stand without it. Where the login has no right
/// to documents, the first refusal says it for all of them.
const MOST_REFUSALS: u32 = 6;
const ROOT: FolderId = FolderId(0);

/// A name that no other document of the client file has: it ends in the sheet's id.
pub(crate) fn name(record: &SheetRecord) -> String {
    let id = record.id().to_string();
    let short = id.get(..8).unwrap_or(&id);
    format!("Bilan social {} r{} {short}.pdf", record.year_end(), record.entry.revision)
}

impl Sync {
    /// Goes on with every upload that is due.
    pub(crate) async fn work_documents(&self) -> Result<(), RunError> {
        let Some(folder) = self.rules.documents_folder.clone() else { return Ok(()) };
        let now = self.clock.now();
        for document in self.journal.documents_under_way()? {
            if !self.goes_on() {
                return Ok(());
            }
            let due = is_time(document.retry_at, now);
            let Some(connected) = self.firms.get(&document.firm).filter(|_| due) else { continue };
            self.work_document(connected, &document, &folder).await?;
        }
        Ok(())
    }

    async fn work_document(
        &self,
        connected: &ConnectedFirm,
        document: &Document,
        folder: &str,
    ) -> Result<(), RunError> {
        let api = connected.api.as_ref();
        if self.closed(document.firm).is_some() {
            return Ok(());
        }
        // Whatever had begun is uncertain until the folder was looked into.
        let begun = matches!(document.state, DocumentState::Sending | DocumentState::Uncertain);
        if self.leases.take(document.firm).await.is_err() {
            return Ok(());
        }
        let found = match look(api, document.company, folder, &document.name).await {
            Ok(found) => found,
            Err(error) => {
                let state = if begun { DocumentState::Uncertain } else { DocumentState::Wanted };
                return self.document_troubled(document, state, &error, connected);
            }
        };
        if let Some(stored) = found.document {
            return self.document_stored(document, stored);
        }
        let Some(content) = self.pdf(document).await? else { return Ok(()) };
        if !self.still_leads(document.firm).await? {
            return Ok(());
        }
        // Before the folder is made: a second one must not be made beside it either.
        self.journal.document_step(
            document.sheet,
            DocumentState::Sending,
            (None, None, None),
            self.clock.now(),
            self.run,
        )?;
        let parent = match found.folder {
            Some(parent) => parent,
            None => match api.create_folder(document.company, ROOT, folder).await {
                Ok(parent) => parent,
                Err(error) => return self.document_troubled(document, DocumentState::Wanted, &error, connected),
            },
        };
        if !self.still_leads(document.firm).await? {
            return Ok(());
        }
        match api.upload_document(document.company, parent, &document.name, content).await {
            Ok(stored) => self.document_stored(document, stored),
            Err(error) => {
                let state =
                    if error.leaves_write_uncertain() { DocumentState::Uncertain } else { DocumentState::Wanted };
                self.document_troubled(document, state, &error, connected)
            }
        }
    }

    /// Whether the lease under which the folder was looked into has lasted until now. If not, another desktop may have
    /// stored the document meanwhile: it stays as it is and is looked for again.
    async fn still_leads(&self, firm: FirmId) -> Result<bool, RunError> {
        match self.leases.ensure(firm).await {
            Ok(()) => Ok(true),
            Err(no_lease) => {
                self.without_lease(&[], firm, no_lease)?;
                Ok(false)
            }
        }
    }

    async fn pdf(&self, document: &Document) -> Result<Option<Bytes>, RunError> {
        let Some(record) = self.journal.sheet(document.sheet)? else { return Ok(None) };
        match self.source.content(&record.entry, MediaType::Pdf).await {
            Ok(content) => Ok(Some(content)),
            Err(error)
                if matches!(error, FinboxError::NotFound { .. })
                    || (matches!(error, FinboxError::Refused { .. }) && document.attempts >= MOST_REFUSALS) =>
            {
                self.journal.document_step(
                    document.sheet,
                    DocumentState::GivenUp,
                    (None, Some(&error.to_string()), None),
                    self.clock.now(),
                    self.run,
                )?;
                Ok(None)
            }
            Err(error) => {
                let trouble = Trouble::of_source(&error);
                let retry_at = self.next_try(document.attempts + 1, trouble.until);
                let state = DocumentState::Wanted;
                let outcome = (None, Some(error.to_string()), Some(retry_at));
                let now = self.clock.now();
                self.journal.document_step(
                    document.sheet,
                    state,
                    (outcome.0, outcome.1.as_deref(), outcome.2),
                    now,
                    self.run,
                )?;
                Ok(None)
            }
        }
    }

    fn document_stored(&self, document: &Document, stored: DocumentId) -> Result<(), RunError> {
        let outcome = (Some(stored), None, None);
        Ok(self.journal.document_step(document.sheet, DocumentState::Stored, outcome, self.clock.now(), self.run)?)
    }

    fn document_troubled(
        &self,
        document: &Document,
        state: DocumentState,
        error: &SilverfinError,
        connected: &ConnectedFirm,
    ) -> Result<(), RunError> {
        self.note_login(error, connected)?;
        let trouble = Trouble::of_silverfin(error, &connected.name);
        let detail = error.to_string();
        let is_refused = trouble.state == SheetState::Refused && state == DocumentState::Wanted;
        let has_no_right = matches!(error, SilverfinError::Forbidden { .. });
        let (state, retry_at) = if is_refused && (has_no_right || document.attempts >= MOST_REFUSALS) {
            (DocumentState::GivenUp, None)
        } else {
            (state, Some(self.next_try(document.attempts + 1, trouble.until)))
        };
        let outcome = (None, Some(detail.as_str()), retry_at);
        Ok(self.journal.document_step(document.sheet, state, outcome, self.clock.now(), self.run)?)
    }
}

struct Look {
    folder: Option<FolderId>,
    document: Option<DocumentId>,
}

async fn look(
    api: &dyn SilverfinApi,
    company: CompanyId,
    folder: &str,
    document: &str,
) -> Result<Look, SilverfinError> {
    let root = api.folder(company, ROOT).await?;
    let Some((folder, _)) = root.folders.into_iter().find(|(_, name)| name == folder) else {
        return Ok(Look { folder: None, document: None });
    };
    let inside = api.folder(company, folder).await?;
    let document = inside.documents.into_iter().find(|(_, name)| name == document).map(|(id, _)| id);
    Ok(Look { folder: Some(folder), document })
}
