use http::StatusCode;
use serde_json::{Value, json};

use super::{company, company_id, firm_id, not_found};
use crate::server::{Answer, Call};
use crate::world::{Author, Company, Document, DocumentId, Folder, FolderId, NewDocument, World, WriteRefusal};

/// Puts a document among the permanent ones. Only the direct upload is known here.
pub(super) fn create(world: &mut World, call: &Call) -> Option<Answer> {
    let (firm, company) = (firm_id(call)?, company_id(call)?);
    let Some(content) = call.part("content") else {
        return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "content is missing"));
    };
    let document = NewDocument {
        folder: parent(call),
        name: call.part_text("name").unwrap_or_default().to_owned(),
        media_type: content.media_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned()),
        bytes: content.content.to_vec(),
        author: Author::Application,
    };
    if document.name.trim().is_empty() {
        return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "Name can't be blank"));
    }
    Some(match world.add_document(firm, company, document, call.now, Some(call.sequence)) {
        Ok(id) => {
            let company = world.company(firm, company)?;
            Answer::json(StatusCode::CREATED, &document_row(company, company.documents.get(&id)?)).applied()
        }
        Err(refusal) => refuse(&refusal),
    })
}

/// One document.
pub(super) fn details(world: &World, call: &Call) -> Option<Answer> {
    let company = company(world, call)?;
    let document = company.documents.get(&DocumentId(call.path_number("document_id")?))?;
    Some(Answer::json(StatusCode::OK, &document_row(company, document)))
}

/// Makes a folder. A name that is there already is refused.
pub(super) fn create_folder(world: &mut World, call: &Call) -> Option<Answer> {
    let (firm, company) = (firm_id(call)?, company_id(call)?);
    let name = call.part_text("name").unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "Name can't be blank"));
    }
    Some(match world.add_folder(firm, company, parent(call), &name) {
        Ok(id) => Answer::json(StatusCode::CREATED, &json!({ "id": id, "name": name, "children": [] })).applied(),
        Err(refusal) => refuse(&refusal),
    })
}

/// What a folder holds: folders and documents, told apart by their type. 0 is the root.
pub(super) fn folder(world: &World, call: &Call) -> Option<Answer> {
    let company = company(world, call)?;
    let id = FolderId(call.path_number("folder_id")?);
    let name = match id {
        FolderId::ROOT => "",
        id => company.folders.get(&id)?.name.as_str(),
    };
    let folders =
        company.folders.values().filter(|folder| folder.parent == id).map(|folder| folder_row(company, folder));
    let documents = company
        .documents
        .values()
        .filter(|document| document.folder == id)
        .map(|document| document_row(company, document));
    let children: Vec<Value> = folders.chain(documents).collect();
    Some(Answer::json(StatusCode::OK, &json!({ "id": id, "name": name, "children": children })))
}

fn parent(call: &Call) -> FolderId {
    call.part_text("parent_id").and_then(|text| text.parse().ok()).map_or(FolderId::ROOT, FolderId)
}

fn refuse(refusal: &WriteRefusal) -> Answer {
    match refusal {
        WriteRefusal::NotFound => not_found(),
        other => Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, &other.to_string()),
    }
}

/// The names of the folders that lead to a folder, outermost first.
fn path(company: &Company, folder: FolderId) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = folder;
    while let Some(folder) = company.folders.get(&next).filter(|_| names.len() <= company.folders.len()) {
        names.insert(0, folder.name.clone());
        next = folder.parent;
    }
    names
}

fn document_row(company: &Company, document: &Document) -> Value {
    json!({
        "id": document.id,
        "path": path(company, document.folder),
        "name": document.name,
        "type": "document",
        "content_updated_at": document.at,
        "document": { "id": document.id, "content_type": document.media_type },
    })
}

fn folder_row(company: &Company, folder: &Folder) -> Value {
    json!({ "id": folder.id, "path": path(company, folder.parent), "name": folder.name, "type": "folder" })
}
