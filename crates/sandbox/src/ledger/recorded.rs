use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::server::{CallBody, Part};

/// What stands in the place of a secret.
const LEFT_OUT: &str = "(left out)";

/// Names of fields, parameters and parts that hold secrets.
const SECRETS: [&str; 9] = [
    "access_token",
    "agent_credential",
    "client_secret",
    "code",
    "code_verifier",
    "password",
    "pairing_id",
    "refresh_token",
    "token",
];

/// A request's body as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedBody {
    /// There was none, or it could not be read.
    None,
    /// A JSON document.
    Json(Value),
    /// A form's fields.
    Form(BTreeMap<String, String>),
    /// The parts of a multipart form.
    Multipart(Vec<RecordedPart>),
}

/// One part of a multipart form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedPart {
    /// The field's name.
    pub name: String,
    /// The name of the file, where the part is one.
    pub file_name: Option<String>,
    /// The media type that it claims.
    pub media_type: Option<String>,
    /// Its size.
    pub bytes: usize,
    /// Its text, where it is a short field and not a file.
    pub text: Option<String>,
}

pub(crate) fn record_query(query: &BTreeMap<String, String>) -> Vec<(String, String)> {
    query.iter().map(|(name, value)| (name.clone(), kept(name, value))).collect()
}

pub(crate) fn record_body(body: &CallBody) -> RecordedBody {
    match body {
        CallBody::None => RecordedBody::None,
        CallBody::Json(value) => RecordedBody::Json(without_secrets(value)),
        CallBody::Form(fields) => {
            RecordedBody::Form(fields.iter().map(|(name, value)| (name.clone(), kept(name, value))).collect())
        }
        CallBody::Multipart(parts) => RecordedBody::Multipart(parts.iter().map(record_part).collect()),
    }
}

fn record_part(part: &Part) -> RecordedPart {
    let text = std::str::from_utf8(&part.content).ok().filter(|text| part.file_name.is_none() && text.len() <= 1000);
    RecordedPart {
        name: part.name.clone(),
        file_name: part.file_name.clone(),
        media_type: part.media_type.clone(),
        bytes: part.content.len(),
        text: text.map(|text| kept(&part.name, text)),
    }
}

fn kept(name: &str, value: &str) -> String {
    if SECRETS.contains(&name) { LEFT_OUT.to_owned() } else { value.to_owned() }
}

fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let secret = SECRETS.contains(&name.as_str()) && member.is_string();
                (name.clone(), if secret { Value::from(LEFT_OUT) } else { without_secrets(member) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_left_out_wherever_they_stand() {
        let json =
            CallBody::Json(json!({"refresh_token": "s3cret", "inner": [{"client_secret": "s3cret", "key": "k"}]}));
        let form = CallBody::Form([("password".to_owned(), "s3cret".to_owned())].into());
        for body in [json, form] {
            let recorded = serde_json::to_string(&record_body(&body)).unwrap();
            assert!(!recorded.contains("s3cret") && recorded.contains(LEFT_OUT), "{recorded}");
        }
        let query =
            record_query(&[("code".to_owned(), "s3cret".to_owned()), ("page".to_owned(), "2".to_owned())].into());
        assert_eq!(query, [("code".to_owned(), LEFT_OUT.to_owned()), ("page".to_owned(), "2".to_owned())]);
    }

    #[test]
    fn a_file_is_described_not_kept() {
        let part = Part {
            name: "content".into(),
            file_name: Some("b.pdf".into()),
            media_type: Some("application/pdf".into()),
            content: bytes::Bytes::from_static(b"%PDF"),
        };
        let RecordedBody::Multipart(parts) = record_body(&CallBody::Multipart(vec![part])) else { panic!("multipart") };
        assert_eq!((parts[0].bytes, parts[0].text.as_deref()), (4, None));
    }
}
