use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::Objection;
use super::document::{Contract, Operation, resolve};
use super::multipart;
use super::request::objection;
use super::schema::{self, Unknown};
use crate::server::{CallBody, Part};

/// Reads a body by its media type and holds it to the operation's schema.
pub(crate) fn read_body(
    contract: &Contract,
    operation: &Operation,
    media_type: Option<&str>,
    body: &Bytes,
) -> (CallBody, Vec<Objection>) {
    let Some(expected) = &operation.body else {
        let objections = if body.is_empty() {
            Vec::new()
        } else {
            vec![objection(StatusCode::BAD_REQUEST, "a body is sent to an operation that takes none")]
        };
        return (CallBody::None, objections);
    };
    let essence = media_type.and_then(|text| text.split(';').next()).map(|text| text.trim().to_ascii_lowercase());
    if body.is_empty() && essence.as_deref() != Some("multipart/form-data") {
        let missing = expected.required.then(|| objection(StatusCode::BAD_REQUEST, "the body is missing"));
        return (CallBody::None, missing.into_iter().collect());
    }
    let Some((essence, schema)) =
        essence.and_then(|essence| expected.contents.get(&essence).map(|schema| (essence, schema)))
    else {
        let shown = media_type.unwrap_or("none");
        let known = expected.contents.keys().cloned().collect::<Vec<_>>().join(", ");
        let what = format!("the body's media type is {shown}; the contract has {known}");
        return (CallBody::None, vec![objection(StatusCode::UNSUPPORTED_MEDIA_TYPE, what)]);
    };
    let read = match essence.as_str() {
        "application/json" => read_json(body),
        "application/x-www-form-urlencoded" => read_form(contract, schema.as_ref(), body),
        "multipart/form-data" => read_multipart(contract, schema.as_ref(), media_type, body),
        _ => Err(format!("the media type {essence} is not read")),
    };
    let (call_body, value) = match read {
        Ok(read) => read,
        Err(what) => return (CallBody::None, vec![objection(StatusCode::BAD_REQUEST, what)]),
    };
    let wrong = match schema {
        Some(schema) => schema::check(contract.document(), schema, &value, Unknown::Refused),
        None => Vec::new(),
    };
    let objections = wrong.into_iter().map(|what| objection(StatusCode::UNPROCESSABLE_ENTITY, what)).collect();
    (call_body, objections)
}

type ReadBody = Result<(CallBody, Value), String>;

fn read_json(body: &Bytes) -> ReadBody {
    let value: Value = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
    Ok((CallBody::Json(value.clone()), value))
}

fn read_form(contract: &Contract, schema: Option<&Value>, body: &Bytes) -> ReadBody {
    let mut fields = BTreeMap::new();
    let mut typed = Map::new();
    for (name, text) in form_urlencoded::parse(body) {
        typed.insert(name.clone().into_owned(), typed_field(contract, schema, &name, &text)?);
        if fields.insert(name.clone().into_owned(), text.into_owned()).is_some() {
            return Err(format!("the field {name} is there twice"));
        }
    }
    Ok((CallBody::Form(fields), Value::Object(typed)))
}

fn read_multipart(contract: &Contract, schema: Option<&Value>, media_type: Option<&str>, body: &Bytes) -> ReadBody {
    let boundary = media_type
        .and_then(|text| multipart::parameter(text, "boundary"))
        .ok_or("the multipart body has no boundary")?;
    let parts = multipart::read(body, &boundary)?;
    let mut typed = Map::new();
    for part in &parts {
        let value = typed_part(contract, schema, part)?;
        if typed.insert(part.name.clone(), value).is_some() {
            return Err(format!("the part {} is there twice", part.name));
        }
    }
    Ok((CallBody::Multipart(parts), Value::Object(typed)))
}

fn typed_part(contract: &Contract, schema: Option<&Value>, part: &Part) -> Result<Value, String> {
    let field = field_schema(contract, schema, &part.name);
    let binary = field.is_some_and(|field| field.get("format").and_then(Value::as_str) == Some("binary"));
    if binary {
        return Ok(Value::from(""));
    }
    if part.file_name.is_some() {
        return Err(format!("the part {} is a file, where the contract has a field", part.name));
    }
    let text = std::str::from_utf8(&part.content).map_err(|_| format!("the part {} is not text", part.name))?;
    typed_field(contract, schema, &part.name, text)
}

fn typed_field(contract: &Contract, schema: Option<&Value>, name: &str, text: &str) -> Result<Value, String> {
    match field_schema(contract, schema, name) {
        Some(field) => schema::read_text(contract.document(), field, text).map_err(|what| format!("{name}: {what}")),
        None => Ok(Value::from(text)),
    }
}

fn field_schema<'a>(contract: &'a Contract, schema: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    let field = resolve(contract.document(), schema?).get("properties")?.get(name)?;
    Some(resolve(contract.document(), field))
}
