//! Reads Silverfin's rows without insisting: unknown fields are passed over, numbers may come as text, and what cannot
//! be read is absent. Only a row without its id is no row.

use chrono::NaiveDate;
use serde_json::Value;

use crate::{
    Company, CompanyId, CustomProperty, DocumentId, Firm, FirmId, FirmTemplate, FiscalYear, FolderContent, FolderId,
    Period, PeriodId, PropertyAddress, PropertyValue, Reconciliation, ReconciliationId, User, Workflow, WorkflowId,
    WorkflowStatus,
};

/// One row of a list.
pub(super) trait Row: Sized {
    /// What tells rows of one list apart.
    type Key: Ord;
    /// What the list is called.
    const LIST: &'static str;

    /// Reads a row. `Ok(None)`: it has no id. An error says what makes the row, and with it the list, unusable.
    fn read(row: &Value) -> Result<Option<Self>, String>;

    /// This row's key.
    fn key(&self) -> Self::Key;
}

pub(super) fn number(row: &Value, name: &str) -> Option<u64> {
    match row.get(name)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn text(row: &Value, name: &str) -> Option<String> {
    match row.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn truth(row: &Value, name: &str) -> Option<bool> {
    match row.get(name)? {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_u64().map(|number| number != 0),
        _ => None,
    }
}

/// A day, or the day of an instant.
fn day(row: &Value, name: &str) -> Option<NaiveDate> {
    row.get(name)?.as_str()?.trim().get(..10)?.parse().ok()
}

impl Row for Company {
    type Key = CompanyId;
    const LIST: &'static str = "companies";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        let Some(id) = number(row, "id") else { return Ok(None) };
        let has_number_fields = ["vat", "vat_number", "registration_number"].iter().any(|name| row.get(name).is_some());
        Ok(Some(Self {
            id: CompanyId(id),
            name: text(row, "name"),
            file_code: text(row, "file_code"),
            vat: text(row, "vat"),
            vat_number: text(row, "vat_number"),
            registration_number: text(row, "registration_number"),
            has_number_fields,
        }))
    }

    fn key(&self) -> CompanyId {
        self.id
    }
}

impl Row for Period {
    type Key = PeriodId;
    const LIST: &'static str = "periods";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        let Some(id) = number(row, "id") else { return Ok(None) };
        let end_date = day(row, "end_date").ok_or_else(|| format!("period {id} has no readable end date"))?;
        let fiscal_year = row
            .get("fiscal_year")
            .filter(|year| year.is_object())
            .map(|year| FiscalYear { start_date: day(year, "start_date"), end_date: day(year, "end_date") });
        Ok(Some(Self { id: PeriodId(id), end_date, fiscal_year }))
    }

    fn key(&self) -> PeriodId {
        self.id
    }
}

impl Row for Workflow {
    type Key = WorkflowId;
    const LIST: &'static str = "workflows";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        let archived_at = row.get("archived_at").map(|instant| !instant.is_null());
        Ok(number(row, "id").map(|id| Self {
            id: WorkflowId(id),
            name: text(row, "name"),
            archived: truth(row, "archived").or(archived_at),
        }))
    }

    fn key(&self) -> WorkflowId {
        self.id
    }
}

impl Row for Reconciliation {
    type Key = ReconciliationId;
    const LIST: &'static str = "reconciliations";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        Ok(number(row, "id").map(|id| Self {
            id: ReconciliationId(id),
            handle: text(row, "handle"),
            name: text(row, "name"),
            starred: truth(row, "starred"),
        }))
    }

    fn key(&self) -> ReconciliationId {
        self.id
    }
}

impl Row for FirmTemplate {
    type Key = u64;
    const LIST: &'static str = "templates";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        Ok(number(row, "id").map(|id| Self {
            id,
            handle: text(row, "handle"),
            name_fr: text(row, "name_fr"),
            name_nl: text(row, "name_nl"),
            name_en: text(row, "name_en"),
            marketplace_template_id: number(row, "marketplace_template_id"),
        }))
    }

    fn key(&self) -> u64 {
        self.id
    }
}

impl Row for CustomProperty {
    type Key = PropertyAddress;
    const LIST: &'static str = "custom properties";

    fn read(row: &Value) -> Result<Option<Self>, String> {
        let (Some(namespace), Some(key)) = (text(row, "namespace"), text(row, "key")) else { return Ok(None) };
        let value = match row.get("value") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(PropertyValue::Text(text.clone())),
            Some(other) => Some(PropertyValue::Other(other.clone())),
        };
        Ok(Some(Self { address: PropertyAddress { namespace, key }, value }))
    }

    fn key(&self) -> PropertyAddress {
        self.address.clone()
    }
}

pub(super) fn firm(row: &Value) -> Option<Firm> {
    number(row, "id").map(|id| Firm { id: FirmId(id), name: text(row, "name") })
}

pub(super) fn user(row: &Value) -> Option<User> {
    number(row, "id").map(|id| User { id, name: text(row, "name") })
}

pub(super) fn workflow_status(row: &Value) -> WorkflowStatus {
    let percent = row.get("progress").and_then(|progress| match progress {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().trim_end_matches('%').trim_end().parse().ok(),
        _ => None,
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 100 just before")]
    let progress = percent.filter(|percent| percent.is_finite()).map(|percent| percent.clamp(0.0, 100.0) as u8);
    WorkflowStatus { status: text(row, "status"), progress }
}

/// Reads a folder's listing, whose shape is not public: a bare array, or arrays named `children`, `folders` or
/// `documents`. What has an id and a name is taken for a folder where its list, its `type` or its own `children` say so.
///
/// `None` where it cannot be read to its last entry, so that "it is not there" is never said of something that was not
/// understood: whether an upload is sent again hangs on it.
pub(super) fn folder(listing: &Value) -> Option<FolderContent> {
    let mut content = FolderContent::default();
    if let Some(rows) = listing.as_array() {
        sort_in(rows, None, &mut content)?;
        return Some(content);
    }
    let mut shows_documents = false;
    for (name, value) in listing.as_object()? {
        let kind = match name.as_str() {
            "children" | "items" | "contents" => None,
            "folders" | "permanent_folders" | "subfolders" => Some(true),
            "documents" | "permanent_documents" => Some(false),
            _ if value.as_array().is_some_and(|rows| rows.iter().any(Value::is_object)) => return None,
            _ => continue,
        };
        shows_documents |= kind != Some(true);
        sort_in(value.as_array()?, kind, &mut content)?;
    }
    shows_documents.then_some(content)
}

fn sort_in(rows: &[Value], folders: Option<bool>, content: &mut FolderContent) -> Option<()> {
    for row in rows {
        let (id, name) = (number(row, "id")?, text(row, "name")?);
        let kind = text(row, "type").unwrap_or_default().to_lowercase();
        let is_folder = folders.unwrap_or_else(|| kind.contains("folder") || row.get("children").is_some());
        if is_folder {
            content.folders.push((FolderId(id), name));
        } else {
            content.documents.push((DocumentId(id), name));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_may_be_text_and_text_may_be_numbers() {
        let row =
            json!({"id": "17", "name": "Brasserie", "file_code": 4021, "vat": 403_019_261_u64, "later": {"a": []}});
        let company = Company::read(&row).unwrap().unwrap();
        assert_eq!((company.id, company.file_code.as_deref()), (CompanyId(17), Some("4021")));
        assert_eq!((company.vat.as_deref(), company.has_number_fields), (Some("403019261"), true));
    }

    #[test]
    fn an_empty_number_field_differs_from_a_missing_one() {
        assert!(Company::read(&json!({"id": 1, "vat": null})).unwrap().unwrap().has_number_fields);
        assert!(!Company::read(&json!({"id": 1})).unwrap().unwrap().has_number_fields);
    }

    #[test]
    fn a_row_without_its_id_is_no_row() {
        assert_eq!(Company::read(&json!({"name": "x"})), Ok(None));
        assert_eq!(Reconciliation::read(&json!({"id": {}, "handle": "h"})), Ok(None));
        assert_eq!(CustomProperty::read(&json!({"namespace": "n", "value": 1})), Ok(None));
        assert_eq!(Workflow::read(&json!([])), Ok(None));
    }

    #[test]
    fn a_period_needs_its_end_and_little_else() {
        let period = Period::read(&json!({"id": 3, "end_date": "2025-12-31T00:00:00+01:00", "fiscal_year": null}));
        assert_eq!(
            period,
            Ok(Some(Period { id: PeriodId(3), end_date: "2025-12-31".parse().unwrap(), fiscal_year: None }))
        );
        let odd_year =
            Period::read(&json!({"id": 3, "end_date": "2025-12-31", "fiscal_year": {"end_date": "2025-12-31"}}));
        assert!(odd_year.unwrap().unwrap().is_year_end());
        assert!(Period::read(&json!({"id": 3, "end_date": "soon"})).is_err());
    }

    #[test]
    fn a_status_of_unknown_shape_is_empty_not_an_error() {
        for (row, status, progress) in [
            (json!({"status": "open", "progress": 40}), Some("open"), Some(40)),
            (json!({"progress": "99.9 %"}), None, Some(99)),
            (json!({"progress": 250}), None, Some(100)),
            (json!({"progress": [1], "status": {}}), None, None),
            (json!(null), None, None),
        ] {
            assert_eq!(workflow_status(&row), WorkflowStatus { status: status.map(str::to_owned), progress }, "{row}");
        }
    }

    #[test]
    fn archived_is_read_where_it_is_said() {
        let archived = |row: Value| Workflow::read(&row).unwrap().unwrap().archived;
        assert_eq!(archived(json!({"id": 1})), None);
        assert_eq!(archived(json!({"id": 1, "archived": "true"})), Some(true));
        assert_eq!(archived(json!({"id": 1, "archived_at": "2026-01-01"})), Some(true));
        assert_eq!(archived(json!({"id": 1, "archived_at": null})), Some(false));
    }

    #[test]
    fn a_folder_is_read_in_every_likely_shape() {
        let expected = FolderContent {
            folders: vec![(FolderId(1), "Bilan social".into())],
            documents: vec![(DocumentId(2), "2025.pdf".into())],
        };
        let (sub, document) = (json!({"id": 1, "name": "Bilan social"}), json!({"id": "2", "name": "2025.pdf"}));
        let mut typed = sub.clone();
        typed["type"] = json!("Permanent::Folder");
        for listing in [
            json!({"id": 0, "name": "root", "children": [typed, document]}),
            json!([typed, document]),
            json!({"path": ["a", "b"], "folders": [sub], "documents": [document]}),
        ] {
            assert_eq!(folder(&listing), Some(expected.clone()), "{listing}");
        }
    }

    #[test]
    fn a_folder_that_is_not_understood_is_never_an_empty_one() {
        let entry = json!({"id": 1, "name": "2025.pdf"});
        for listing in [
            json!("what"),
            json!(null),
            json!({}),
            json!({"id": 7, "name": "Bilan social"}),
            json!({"children": null}),
            json!({"children": {"1": entry}}),
            json!({"folders": []}),
            json!({"folders": [], "documents": [], "files": [entry]}),
            json!({"data": [entry]}),
            json!([entry, {"name": "no id"}]),
            json!([entry, {"id": 2}]),
            json!([["2025.pdf"]]),
        ] {
            assert_eq!(folder(&listing), None, "{listing}");
        }
        for listing in [json!([]), json!({"children": []}), json!({"id": 7, "documents": []})] {
            assert_eq!(folder(&listing), Some(FolderContent::default()), "{listing}");
        }
    }
}
