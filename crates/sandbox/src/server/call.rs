use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::HeaderMap;
use serde_json::Value;

/// A request that has been matched with an operation of a contract and read by it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// The operation's id in its contract.
    pub(crate) operation: String,
    /// The parameters in the path, decoded.
    pub(crate) path: BTreeMap<String, String>,
    /// The parameters in the query, decoded.
    pub(crate) query: BTreeMap<String, String>,
    /// The headers as they came.
    pub(crate) headers: HeaderMap,
    /// The body, read by its media type.
    pub(crate) body: CallBody,
    /// The sandbox's time at which the request arrived.
    pub(crate) now: DateTime<Utc>,
    /// The request's number in the ledger.
    pub(crate) sequence: u64,
}

/// A request's body.
#[derive(Debug, Clone)]
pub(crate) enum CallBody {
    /// There is none, or one that could not be read.
    None,
    /// A JSON document.
    Json(Value),
    /// A form's fields.
    Form(BTreeMap<String, String>),
    /// The parts of a multipart form.
    Multipart(Vec<Part>),
}

/// One part of a multipart form.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The field's name.
    pub(crate) name: String,
    /// The name of the file, where the part is one.
    pub(crate) file_name: Option<String>,
    /// The media type that the part claims.
    pub(crate) media_type: Option<String>,
    /// What it holds.
    pub(crate) content: Bytes,
}

impl Call {
    /// A number in the path. The contract has checked that it is one, so a miss only says that the operation has none.
    pub(crate) fn path_number(&self, name: &str) -> Option<u64> {
        self.path.get(name)?.parse().ok()
    }

    /// A text in the path.
    pub(crate) fn path_text(&self, name: &str) -> Option<&str> {
        self.path.get(name).map(String::as_str)
    }

    /// A number in the query.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        self.query.get(name)?.parse().ok()
    }

    /// A text in the query.
    pub(crate) fn query_text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The credential of an `Authorization: Bearer` header.
    pub(crate) fn bearer(&self) -> Option<&str> {
        let (scheme, credential) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(credential.trim())
    }

    /// The JSON body.
    pub(crate) fn json(&self) -> Option<&Value> {
        match &self.body {
            CallBody::Json(value) => Some(value),
            _ => None,
        }
    }

    /// A text member of the JSON body's object.
    pub(crate) fn json_text(&self, name: &str) -> Option<&str> {
        self.json()?.get(name)?.as_str()
    }

    /// A whole number that is a member of the JSON body's object.
    pub(crate) fn json_number(&self, name: &str) -> Option<u64> {
        self.json()?.get(name)?.as_u64()
    }

    /// A part of the multipart body.
    pub(crate) fn part(&self, name: &str) -> Option<&Part> {
        match &self.body {
            CallBody::Multipart(parts) => parts.iter().find(|part| part.name == name),
            _ => None,
        }
    }

    /// A part of the multipart body as text.
    pub(crate) fn part_text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(&self.part(name)?.content).ok()
    }
}
