use chrono::{DateTime, TimeDelta, Utc};
use passerelle_transport::{Answer, retry_after};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::values::Lease;
use crate::FinboxError;

/// Problem details of RFC 9457. All fields are optional: a proxy's error page must not become a second error.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    r#type: String,
    title: String,
    detail: String,
    lease: Option<Lease>,
    #[serde(alias = "holder")]
    agent_name: Option<String>,
    #[serde(alias = "until")]
    expires_at: Option<DateTime<Utc>>,
}

/// The most of Finbox's words, in characters, that an error repeats: it goes into the journal and before people's eyes.
const LONGEST_WORDS: usize = 300;

/// Reads a successful answer's body.
pub(super) fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, FinboxError> {
    serde_json::from_slice(answer.body())
        .map_err(|error| garbled(format!("the body is not what was expected: {error}")))
}

pub(super) fn garbled(reason: impl Into<String>) -> FinboxError {
    FinboxError::Garbled { reason: shortened(&reason.into()) }
}

/// Words that somebody else chose, cut to what an error may repeat.
pub(super) fn shortened(words: &str) -> String {
    words.chars().take(LONGEST_WORDS).collect()
}

/// Whether a successful answer that need not hold anything is one of Finbox at all: empty, or data.
pub(super) fn confirms(answer: &Answer) -> Result<(), FinboxError> {
    if answer.body().trim_ascii().is_empty() { Ok(()) } else { read::<serde::de::IgnoredAny>(answer).map(drop) }
}

fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// Lets success through and reads everything else as an error.
pub(super) fn check(answer: Answer, now: DateTime<Utc>) -> Result<Answer, FinboxError> {
    let status = answer.status().as_u16();
    if matches!(status, 200..=299 | 304) {
        return Ok(answer);
    }
    // Who has never been asked cannot have said no: a proxy's page or a hotel's says nothing of sheets and credentials.
    if matches!(status, 400..=499) && status != 429 && is_markup(answer.body()) {
        return Err(garbled(format!("a page of HTML came with status {status}")));
    }
    let problem = problem(answer.body());
    let detail = problem.words();
    let until = retry_after(answer.headers(), now);
    let kind = problem.r#type.rsplit(':').next().unwrap_or_default();
    Err(match (status, kind) {
        (401, _) => FinboxError::Unauthorised,
        (403, _) => FinboxError::Forbidden { detail },
        (404, "pairing_unknown") => FinboxError::PairingUnknown,
        (404, _) => FinboxError::NotFound { detail },
        (409, "lease_held") => problem.lease_held(now),
        (410, "pairing_revoked") => FinboxError::PairingRevoked,
        (410, "cursor_expired") => FinboxError::CursorExpired,
        (422, "start_date_not_today") => FinboxError::StartDateNotToday,
        (429, _) => FinboxError::RateLimited { until },
        (408 | 500..=599, _) => FinboxError::Unavailable { status, until },
        (400..=499, _) => FinboxError::Refused { status, detail },
        _ => garbled(format!("status {status} makes no sense here")),
    })
}

fn problem(body: &[u8]) -> Problem {
    // Read by way of a value, so that one odd extension member does not lose the rest.
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(body) else { return Problem::default() };
    for name in ["lease", "agent_name", "holder", "expires_at", "until"] {
        let odd = match (name, fields.get(name)) {
            (_, None) => false,
            ("lease", Some(lease)) => Lease::deserialize(lease).is_err(),
            ("agent_name" | "holder", Some(text)) => !text.is_string(),
            (_, Some(instant)) => DateTime::<Utc>::deserialize(instant).is_err(),
        };
        if odd {
            fields.remove(name);
        }
    }
    Problem::deserialize(Value::Object(fields)).unwrap_or_default()
}

impl Problem {
    fn words(&self) -> String {
        let words = match (self.title.as_str(), self.detail.as_str()) {
            ("", detail) => detail.to_owned(),
            (title, "") => title.to_owned(),
            (title, detail) => format!("{title}: {detail}"),
        };
        shortened(&words)
    }

    fn lease_held(self, now: DateTime<Utc>) -> FinboxError {
        let words = self.words();
        let (holder, until) = match self.lease {
            Some(lease) => (Some(lease.agent_name), Some(lease.expires_at)),
            None => (self.agent_name, self.expires_at),
        };
        FinboxError::LeaseHeld {
            holder: shortened(&holder.unwrap_or(words)),
            // Where Finbox does not say until when, a minute is a harmless guess: the lease is asked for again then.
            until: until.unwrap_or(now + TimeDelta::minutes(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> String {
        let answer = http::Response::builder()
            .status(status)
            .header("retry-after", "60")
            .body(bytes::Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        format!("{:?}", check(answer, DateTime::UNIX_EPOCH).unwrap_err())
    }

    #[test]
    fn every_problem_of_the_contract_is_told_apart() {
        for (status, kind, expected) in [
            (401, "unauthorised", "Unauthorised"),
            (404, "pairing_unknown", "PairingUnknown"),
            (404, "sheet_unknown", "NotFound { detail: \"T: D\" }"),
            (403, "forbidden", "Forbidden { detail: \"T: D\" }"),
            (410, "pairing_revoked", "PairingRevoked"),
            (410, "cursor_expired", "CursorExpired"),
            (422, "start_date_not_today", "StartDateNotToday"),
            (422, "other", "Refused { status: 422, detail: \"T: D\" }"),
            (429, "", "RateLimited { until: Some(1970-01-01T00:01:00Z) }"),
            (503, "", "Unavailable { status: 503, until: Some(1970-01-01T00:01:00Z) }"),
        ] {
            let body = format!(
                r#"{{"type":"urn:finbox:problem:{kind}","title":"T","status":{status},"detail":"D","extra":[1]}}"#
            );
            assert_eq!(error(status, &body), expected);
        }
    }

    #[test]
    fn an_error_page_of_somebody_else_is_read_by_its_status() {
        assert_eq!(error(502, "<html>Bad gateway"), "Unavailable { status: 502, until: Some(1970-01-01T00:01:00Z) }");
        assert!(error(404, "<html>Not found").starts_with("Garbled"));
        assert!(error(401, " <!doctype html>").starts_with("Garbled"));
        assert_eq!(error(404, ""), "NotFound { detail: \"\" }");
        assert!(error(302, "").starts_with("Garbled"));
    }

    #[test]
    fn the_holder_of_a_lease_is_read_wherever_it_stands() {
        let expected = "LeaseHeld { holder: \"DESK-2\", until: 2026-01-02T03:04:05Z }";
        let lease = r#"{"agent_id":"7d4f7b3e-1111-4222-8333-444455556666","agent_name":"DESK-2","expires_at":"2026-01-02T03:04:05Z"}"#;
        assert_eq!(error(409, &format!(r#"{{"type":"urn:finbox:problem:lease_held","lease":{lease}}}"#)), expected);
        let flat =
            r#"{"type":"urn:finbox:problem:lease_held","agent_name":"DESK-2","expires_at":"2026-01-02T03:04:05Z"}"#;
        assert_eq!(error(409, flat), expected);
        let bare = r#"{"type":"lease_held","title":"held","lease":"odd"}"#;
        assert_eq!(error(409, bare), "LeaseHeld { holder: \"held\", until: 1970-01-01T00:01:00Z }");
    }
}
