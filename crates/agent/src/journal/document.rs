use chrono::{DateTime, Utc};
use passerelle_finbox::SheetId;
use passerelle_silverfin::{CompanyId, DocumentId, FirmId};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::text::{damaged, instant, number, optional_instant, parsed, read_number};
use super::{Event, Journal, JournalError, RunId};
use crate::watch::Commit;

/// Where the upload of a PDF is. Not idempotent, so an upload without a trustworthy answer is looked for before it may
/// be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// To be uploaded.
    Wanted,
    /// Committed before the request leaves.
    Sending,
    /// Sent, no trustworthy answer.
    Uncertain,
    /// It is there.
    Stored,
    /// It will not be tried again.
    GivenUp,
}

/// The upload of one sheet's PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The sheet.
    pub sheet: SheetId,
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// The document's name, which no other document has.
    pub name: String,
    /// Where it is.
    pub state: DocumentState,
    /// Tries in vain.
    pub attempts: u32,
    /// Not before this instant.
    pub retry_at: Option<DateTime<Utc>>,
}

impl DocumentState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Sending => "sending",
            Self::Uncertain => "uncertain",
            Self::Stored => "stored",
            Self::GivenUp => "given_up",
        }
    }

    fn read(text: &str) -> Result<Self, JournalError> {
        [Self::Wanted, Self::Sending, Self::Uncertain, Self::Stored, Self::GivenUp]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| damaged("a document's state", text))
    }
}

impl Journal {
    /// Uploads that are not done with.
    pub fn documents_under_way(&self) -> Result<Vec<Document>, JournalError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT * FROM document WHERE state NOT IN ('stored', 'given_up') ORDER BY sheet_id")?;
            let rows = statement.query_map([], |row| {
                Ok((|| {
                    Ok(Document {
                        sheet: SheetId(parsed(&row.get::<_, String>("sheet_id")?)?),
                        firm: FirmId(read_number(row.get("firm_id")?)?),
                        company: CompanyId(read_number(row.get("company_id")?)?),
                        name: row.get("name")?,
                        state: DocumentState::read(&row.get::<_, String>("state")?)?,
                        attempts: row.get("attempts")?,
                        retry_at: optional_instant(row, "retry_at")?,
                    })
                })())
            })?;
            rows.map(|row| row?).collect()
        })
    }

    /// Moves an upload on.
    pub fn document_step(
        &self,
        sheet: SheetId,
        state: DocumentState,
        outcome: (Option<DocumentId>, Option<&str>, Option<DateTime<Utc>>),
        now: DateTime<Utc>,
        run: Option<RunId>,
    ) -> Result<(), JournalError> {
        let (document, detail, retry_at) = outcome;
        self.commit(Commit::Document, |transaction| {
            transaction.execute(
                "UPDATE document SET state = ?2, document_id = ?3, detail = ?4, retry_at = ?5,
                 attempts = attempts + (?5 IS NOT NULL) WHERE sheet_id = ?1",
                params![
                    sheet.to_string(),
                    state.as_str(),
                    document.map(|document| number(document.0)).transpose()?,
                    detail,
                    retry_at.map(instant)
                ],
            )?;
            let event = match state {
                DocumentState::Stored => Event::DocumentStored,
                DocumentState::GivenUp => Event::DocumentGivenUp { detail: detail.unwrap_or_default().to_owned() },
                DocumentState::Wanted | DocumentState::Sending | DocumentState::Uncertain => return Ok(()),
            };
            let Some(record) = super::sheet::one(transaction, sheet)? else { return Ok(()) };
            super::activity::note_of_sheet(transaction, now, run, &record, &event)
        })
    }
}

/// Notes that a sheet's PDF is to be uploaded. Once per sheet.
pub(super) fn want(connection: &Connection, document: &Document) -> Result<(), JournalError> {
    connection.execute(
        "INSERT INTO document (sheet_id, firm_id, company_id, name, state) VALUES (?1, ?2, ?3, ?4, 'wanted')
         ON CONFLICT DO NOTHING",
        params![document.sheet.to_string(), number(document.firm.0)?, number(document.company.0)?, document.name],
    )?;
    Ok(())
}
