//! What the tests of both services have in common: a sandbox, and a caller that knows nothing but HTTP.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::format_push_string,
    reason = "helpers of tests; each test file uses its part"
)]

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response, StatusCode};
use passerelle_sandbox::world::{DossierKind, FirmId, Place, World};
use passerelle_sandbox::{LogIn, Options, Outcome, Sandbox};
use serde_json::{Value, json};

pub const OOB: &str = "urn:ietf:wg:oauth:2.0:oob";
pub const SCOPES: &str = "user:profile user:email administration:read administration:write financials:read \
    financials:write workflows:read workflows:write permanent_documents:read permanent_documents:write";

pub fn start() -> DateTime<Utc> {
    "2026-02-10T09:00:00Z".parse().unwrap()
}

/// Three clients that simply work.
pub fn plain() -> Sandbox {
    Sandbox::new(World::plain(1, 3, start()), &Options::standing(start())).unwrap()
}

/// An office of every kind of client.
pub fn office() -> Sandbox {
    Sandbox::new(World::office(1, start()), &Options::standing(start())).unwrap()
}

/// The template of a client of this kind.
pub fn place(sandbox: &Sandbox, kind: DossierKind) -> Place {
    sandbox.world(|world| world.planned_as(kind).unwrap().place.unwrap())
}

pub fn first_firm(sandbox: &Sandbox) -> FirmId {
    sandbox.world(|world| *world.silverfin.firms.keys().next().unwrap())
}

/// An answer that a test looks at.
pub struct Seen {
    pub status: u16,
    pub response: Response<Bytes>,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(self.response.body()).unwrap()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.response.body().to_vec()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

pub fn request(method: &str, uri: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Request<Bytes> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).unwrap()
}

pub fn outcome(sandbox: &Sandbox, request: Request<Bytes>) -> Outcome {
    sandbox.handle(request)
}

pub fn seen(sandbox: &Sandbox, request: Request<Bytes>) -> Seen {
    let response = sandbox.handle(request).answer().unwrap();
    Seen { status: response.status().as_u16(), response }
}

/// Whoever was let into one firm.
pub struct Caller {
    pub sandbox: Sandbox,
    pub firm: FirmId,
    pub tokens: Value,
}

impl Caller {
    /// Logs in with all scopes.
    pub fn new(sandbox: &Sandbox, firm: FirmId) -> Self {
        Self::with_scopes(sandbox, firm, SCOPES)
    }

    pub fn with_scopes(sandbox: &Sandbox, firm: FirmId, scopes: &str) -> Self {
        let person = sandbox.world(|world| LogIn::administrator_of(world, firm).unwrap());
        let url = authorize_url(sandbox, "/oauth/authorize", &[("redirect_uri", OOB), ("scope", scopes)]);
        let redirect = sandbox.log_in(&url, &person).unwrap();
        let code = redirect.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        let answer = exchange(sandbox, firm, &[("code", &code), ("redirect_uri", OOB), GRANT_CODE]);
        assert_eq!(answer.status, 200, "{}", answer.text());
        Self { sandbox: sandbox.clone(), firm, tokens: answer.json() }
    }

    pub fn uri(&self, path: &str) -> String {
        format!("/api/v4/f/{}{path}", self.firm)
    }

    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.tokens["access_token"].as_str().unwrap())
    }

    pub fn get(&self, path: &str) -> Seen {
        seen(&self.sandbox, request("GET", &self.uri(path), &[("authorization", &self.bearer())], ""))
    }

    pub fn write_request(&self, path: &str, body: &Value) -> Request<Bytes> {
        let headers = [("authorization", self.bearer()), ("content-type", "application/json".to_owned())];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        request("POST", &self.uri(path), &headers, body.to_string())
    }

    pub fn post(&self, path: &str, body: &Value) -> Seen {
        seen(&self.sandbox, self.write_request(path, body))
    }

    pub fn delete(&self, path: &str) -> Seen {
        seen(&self.sandbox, request("DELETE", &self.uri(path), &[("authorization", &self.bearer())], ""))
    }

    /// Posts a multipart form; a part whose name ends with "@file" is one.
    pub fn post_parts(&self, path: &str, parts: &[(&str, &str)]) -> Seen {
        let mut body = String::new();
        for (name, content) in parts {
            let disposition = match name.strip_suffix("@file") {
                Some(name) => format!("name=\"{name}\"; filename=\"{name}.pdf\"\r\nContent-Type: application/pdf"),
                None => format!("name=\"{name}\""),
            };
            body.push_str(&format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n"));
        }
        body.push_str("--x--\r\n");
        let bearer = self.bearer();
        let headers = [("authorization", bearer.as_str()), ("content-type", "multipart/form-data; boundary=x")];
        seen(&self.sandbox, request("POST", &self.uri(path), &headers, body))
    }
}

pub const GRANT_CODE: (&str, &str) = ("grant_type", "authorization_code");
pub const GRANT_REFRESH: (&str, &str) = ("grant_type", "refresh_token");

/// An authorize address with the client's id and these parameters.
pub fn authorize_url(sandbox: &Sandbox, path: &str, parameters: &[(&str, &str)]) -> String {
    let client = sandbox.world(|world| world.silverfin.client.id.clone());
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("client_id", &client).append_pair("response_type", "code").extend_pairs(parameters);
    format!("http://sandbox.test{path}?{}", query.finish())
}

/// The token endpoint with the client's id and secret and these parameters, as JSON.
pub fn exchange(sandbox: &Sandbox, firm: FirmId, parameters: &[(&str, &str)]) -> Seen {
    let (id, secret) =
        sandbox.world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()));
    let mut body = json!({ "client_id": id, "client_secret": secret });
    for (name, value) in parameters {
        body[*name] = json!(value);
    }
    let uri = format!("/f/{firm}/oauth/token");
    seen(sandbox, request("POST", &uri, &[("content-type", "application/json")], body.to_string()))
}

/// Nothing may have broken a contract.
pub fn assert_strict(sandbox: &Sandbox) {
    let audit = sandbox.audit();
    assert_eq!(audit.violations, []);
    assert_eq!(audit.mistakes, []);
}

pub fn status(outcome: &Outcome) -> Option<StatusCode> {
    outcome.status()
}
