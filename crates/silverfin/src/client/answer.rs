use chrono::{DateTime, Utc};
use passerelle_transport::{Answer, retry_after};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::SilverfinError;

const LONGEST_WORDS: usize = 300;

pub(super) fn garbled(reason: impl Into<String>) -> SilverfinError {
    SilverfinError::Garbled { reason: reason.into().chars().take(LONGEST_WORDS).collect() }
}

/// Lets success through and reads everything else as an error. `scope` is what the operation needs, as documented.
pub(super) fn check(answer: Answer, scope: Option<&'static str>, now: DateTime<Utc>) -> Result<Answer, SilverfinError> {
    let status = answer.status().as_u16();
    if (200..=299).contains(&status) {
        return Ok(answer);
    }
    // Who has never been asked cannot have said no: a proxy's page or a hotel's says nothing of client files and rights.
    if matches!(status, 400..=407 | 409..=422) && is_markup(answer.body()) {
        return Err(garbled(format!("a page of HTML came with status {status}")));
    }
    let detail = words(answer.body());
    let until = retry_after(answer.headers(), now);
    Err(match status {
        423 => SilverfinError::Locked { detail },
        403 | 422 if speaks_of_a_lock(&detail) => SilverfinError::Locked { detail },
        403 => SilverfinError::Forbidden { scope, detail },
        404 | 410 => SilverfinError::NotFound { detail },
        429 => SilverfinError::RateLimited { until },
        408 | 500..=599 => SilverfinError::Unavailable { status, until },
        400..=499 => SilverfinError::Refused { status, detail },
        _ => garbled(format!("status {status} makes no sense here")),
    })
}

/// The body of a successful answer as data.
pub(super) fn data<'answer, T: Deserialize<'answer>>(answer: &'answer Answer) -> Result<T, SilverfinError> {
    serde_json::from_slice(answer.body()).map_err(|error| {
        if is_markup(answer.body()) {
            garbled("a page of HTML came instead of data")
        } else {
            garbled(format!("the body is no JSON: {error}"))
        }
    })
}

/// Whether a write's successful answer is one of Silverfin at all: empty, or data of any shape.
pub(super) fn confirms(answer: &Answer) -> Result<(), SilverfinError> {
    if answer.body().trim_ascii().is_empty() { Ok(()) } else { data::<IgnoredAny>(answer).map(drop) }
}

pub(crate) fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// Silverfin's own words in an error's body: `error`, or `errors` joined, or the plain text. Never a whole page.
fn words(body: &[u8]) -> String {
    let said = match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => ["error_description", "errors", "error", "message", "detail"]
            .iter()
            .filter_map(|name| fields.get(*name))
            .map(flat)
            .find(|words| !words.is_empty())
            .unwrap_or_else(|| Value::Object(fields.clone()).to_string()),
        Ok(other) => flat(&other),
        Err(_) if is_markup(body) => String::new(),
        Err(_) => String::from_utf8_lossy(body).trim().to_owned(),
    };
    said.chars().take(LONGEST_WORDS).collect()
}

fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(flat).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name} {}", flat(value))).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// What Silverfin answers to a write in a locked period is not documented, so its words are looked at, in the three
/// languages that it speaks to a Belgian office.
fn speaks_of_a_lock(words: &str) -> bool {
    words
        .to_lowercase()
        .split(|character: char| !character.is_alphanumeric())
        .any(|word| matches!(word, "locked" | "unlocked") || word.contains("verrouill") || word.contains("vergrendeld"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> String {
        let answer = passerelle_transport::scripted_answer(status, body);
        match check(answer, Some("financials:write"), DateTime::UNIX_EPOCH) {
            Ok(_) => "success".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn refusals_are_told_apart_with_silverfins_words() {
        for (status, body, expected) in [
            (200, "", "success"),
            (201, "[]", "success"),
            (400, r#"{"error":"Bad namespace"}"#, "Silverfin refuses (status 400): Bad namespace"),
            (401, r#"{"error":"x"}"#, "Silverfin refuses (status 401): x"),
            (403, r#"{"error":"insufficient_scope"}"#, "the login has no right to do this: insufficient_scope"),
            (403, r#"{"error":"User is blocked"}"#, "the login has no right to do this: User is blocked"),
            (403, r#"{"error":"Period is locked"}"#, "the period is locked: Period is locked"),
            (404, r#"{"error":"Record not found"}"#, "Silverfin does not know it: Record not found"),
            (
                422,
                r#"{"errors":["Key is blank","Value is odd"]}"#,
                "Silverfin refuses (status 422): Key is blank; Value is odd",
            ),
            (422, r#"{"errors":{"base":["Période verrouillée"]}}"#, "the period is locked: base Période verrouillée"),
            (422, "De periode is vergrendeld", "the period is locked: De periode is vergrendeld"),
            (404, "<html>Not found", "Silverfin's answer could not be understood: a page of HTML came with status 404"),
            (403, "<html>Proxy", "Silverfin's answer could not be understood: a page of HTML came with status 403"),
            (423, "<html><body>locked", "the period is locked: "),
            (429, "", "Silverfin asks to wait"),
            (500, "<html>", "Silverfin is out of order (status 500)"),
            (503, "", "Silverfin is out of order (status 503)"),
            (302, "", "Silverfin's answer could not be understood: status 302 makes no sense here"),
        ] {
            assert_eq!(read(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn forbidden_names_the_scope_that_is_needed() {
        let answer = passerelle_transport::scripted_answer(403, "");
        let error = check(answer, Some("workflows:read"), DateTime::UNIX_EPOCH).unwrap_err();
        assert!(matches!(error, SilverfinError::Forbidden { scope: Some("workflows:read"), .. }));
    }

    #[test]
    fn a_page_of_html_confirms_nothing() {
        for (body, confirmed) in
            [("", true), (" \n", true), ("{}", true), ("[]", true), ("<html>", false), ("ok", false)]
        {
            assert_eq!(confirms(&passerelle_transport::scripted_answer(200, body)).is_ok(), confirmed, "{body}");
        }
    }
}
