use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

/// What a service answers, before any fault touches it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
    /// Whether the request changed what the service holds.
    pub(crate) applied: bool,
}

impl Answer {
    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), applied: false }
    }

    /// An answer with these bytes.
    pub(crate) fn bytes(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..Self::empty(status) }.with(CONTENT_TYPE, media_type)
    }

    /// A JSON answer.
    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        Self::bytes(status, "application/json; charset=utf-8", serde_json::to_vec(body).unwrap_or_default())
    }

    /// RFC 9457 problem details, Finbox's manner of refusing. The code becomes `urn:finbox:problem:<code>`.
    pub(crate) fn problem(status: StatusCode, code: &str, title: &str) -> Self {
        let body = json!({
            "type": format!("urn:finbox:problem:{code}"),
            "title": title,
            "status": status.as_u16(),
        });
        Self::bytes(status, "application/problem+json", body.to_string())
    }

    /// `{"error": …}`, Silverfin's manner of refusing.
    pub(crate) fn error(status: StatusCode, error: &str) -> Self {
        Self::json(status, &json!({ "error": error }))
    }

    /// `{"errors": […]}`, Silverfin's manner of finding fault with values.
    pub(crate) fn errors(status: StatusCode, error: &str) -> Self {
        Self::json(status, &json!({ "errors": [error] }))
    }

    /// An OAuth error (RFC 6749).
    pub(crate) fn oauth_error(status: StatusCode, error: &str, description: &str) -> Self {
        Self::json(status, &json!({ "error": error, "error_description": description }))
    }

    /// A page for a person.
    pub(crate) fn html(status: StatusCode, page: String) -> Self {
        Self::bytes(status, "text/html; charset=utf-8", page)
    }

    /// Sends a browser on.
    pub(crate) fn redirect(location: &str) -> Self {
        Self::empty(StatusCode::FOUND).with(LOCATION, location)
    }

    /// The same with one more header. A value that no header can hold is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// The same, marked as having changed what the service holds.
    pub(crate) fn applied(mut self) -> Self {
        self.applied = true;
        self
    }
}
