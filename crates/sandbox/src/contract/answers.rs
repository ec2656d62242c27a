use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::document::{Contract, Operation};
use super::schema::{self, Unknown};
use crate::server::Answer;

/// Refusals that any operation may answer with, whether its contract lists them or not.
const GENERAL: [u16; 8] = [400, 401, 403, 404, 405, 415, 422, 429];

/// Everything in one of the sandbox's own answers that the contract does not allow.
pub(crate) fn check_answer(contract: &Contract, operation: &Operation, answer: &Answer) -> Vec<String> {
    let status = answer.status.as_u16();
    let listed = operation.answers.get(&status.to_string()).or_else(|| operation.answers.get("default"));
    let Some(contents) = listed else {
        let allowed = GENERAL.contains(&status) || (operation.id.starts_with("authorizeUser") && status == 200);
        return if allowed { Vec::new() } else { vec![format!("status {status} is not in the contract")] };
    };
    if contents.is_empty() {
        return Vec::new();
    }
    let media_type = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let Some(schema) = contents.get(essence) else {
        return vec![format!("media type {media_type:?} is not in the contract for status {status}")];
    };
    if !essence.ends_with("json") {
        return Vec::new();
    }
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        return vec!["the body is not JSON".into()];
    };
    match schema {
        Some(schema) => schema::check(contract.document(), schema, &body, Unknown::Allowed),
        None => Vec::new(),
    }
}
