use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{Request, StatusCode};
use serde_json::Value;
use url::form_urlencoded;

use super::Objection;
use super::body::read_body;
use super::document::{Contract, Operation, Place};
use super::schema::{self, Unknown};
use crate::server::CallBody;

/// A request as its operation reads it.
#[derive(Debug)]
pub(crate) struct Read {
    /// The query's parameters.
    pub(crate) query: BTreeMap<String, String>,
    /// The body.
    pub(crate) body: CallBody,
    /// Everything that the contract does not allow.
    pub(crate) objections: Vec<Objection>,
}

pub(crate) fn objection(status: StatusCode, what: impl Into<String>) -> Objection {
    Objection { status, what: what.into() }
}

/// Reads a request by the contract and notes everything in it that the contract does not allow.
pub(crate) fn read_request(
    contract: &Contract,
    operation: &Operation,
    path: &BTreeMap<String, String>,
    request: &Request<Bytes>,
) -> Read {
    let mut objections = Vec::new();
    let mut query = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()) {
        if query.insert(name.clone().into_owned(), value.into_owned()).is_some() {
            objections.push(objection(StatusCode::BAD_REQUEST, format!("query parameter {name} is there twice")));
        }
    }
    let known = |name: &str| {
        operation.parameters.iter().any(|parameter| parameter.place == Place::Query && parameter.name == name)
    };
    for name in query.keys().filter(|name| !known(name)) {
        objections.push(objection(StatusCode::BAD_REQUEST, format!("query parameter {name} is not in the contract")));
    }
    for parameter in &operation.parameters {
        let (place, status, text) = match parameter.place {
            Place::Path => ("path", StatusCode::NOT_FOUND, path.get(&parameter.name).map(Cow::from)),
            Place::Query => ("query", StatusCode::BAD_REQUEST, query.get(&parameter.name).map(Cow::from)),
            Place::Header => {
                let header = request.headers().get(&parameter.name);
                ("header", StatusCode::BAD_REQUEST, header.map(|value| String::from_utf8_lossy(value.as_bytes())))
            }
        };
        let named = format!("{place} parameter {}", parameter.name);
        match text {
            Some(text) => {
                let wrong = check_text(contract, &parameter.schema, &text);
                objections.extend(wrong.into_iter().map(|what| objection(status, format!("{named}: {what}"))));
            }
            None if parameter.required => objections.push(objection(status, format!("{named} is missing"))),
            None => {}
        }
    }
    // A browser has a session while somebody logs in.
    if request.headers().contains_key(COOKIE) && !operation.id.starts_with("authorizeUser") {
        objections.push(objection(StatusCode::BAD_REQUEST, "a cookie is sent, and an interface has none"));
    }
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (body, wrong) = read_body(contract, operation, media_type, request.body());
    objections.extend(wrong);
    Read { query, body, objections }
}

fn check_text(contract: &Contract, parameter_schema: &Value, text: &str) -> Vec<String> {
    match schema::read_text(contract.document(), parameter_schema, text) {
        Ok(value) => schema::check(contract.document(), parameter_schema, &value, Unknown::Refused)
            .into_iter()
            .map(|what| what.replace("the body", "it"))
            .collect(),
        Err(what) => vec![what],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Found, Service, of};

    fn objections(service: Service, method: &str, uri: &str, media_type: &str, body: &str) -> String {
        let contract = of(service).unwrap();
        let mut request = Request::builder().method(method).uri(uri);
        if !media_type.is_empty() {
            request = request.header(CONTENT_TYPE, media_type);
        }
        let request = request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap();
        let Found::Operation(operation, path) = contract.find(request.method(), request.uri().path()) else {
            panic!("{method} {uri} is no operation");
        };
        let read = read_request(contract, operation, &path, &request);
        let lines: Vec<_> =
            read.objections.iter().map(|wrong| format!("{} {}", wrong.status.as_u16(), wrong.what)).collect();
        lines.join(" | ")
    }

    #[test]
    fn parameters_are_held_to_the_contract() {
        for (uri, expected) in [
            ("/v1/dossiers?limit=500&cursor=a", ""),
            ("/v1/dossiers?limit=501", "400 query parameter limit: it is 501, above 500"),
            ("/v1/dossiers?limit=ten", "400 query parameter limit: \"ten\" is not a whole number"),
            ("/v1/dossiers?page=2", "400 query parameter page is not in the contract"),
            ("/v1/dossiers?limit=1&limit=2", "400 query parameter limit is there twice"),
            ("/v1/social-balances/7/content", "404 path parameter sheet_id: it is not of format uuid"),
        ] {
            assert_eq!(objections(Service::Finbox, "GET", uri, "", ""), expected, "{uri}");
        }
        let uri = "/v1/silverfin-connections/c0a8012e-0000-4000-8000-000000000000/lease";
        assert_eq!(objections(Service::Finbox, "DELETE", uri, "", ""), "400 query parameter agent_id is missing");
    }

    #[test]
    fn bodies_are_held_to_the_contract() {
        let put = |media_type: &str, body: &str| {
            objections(Service::Finbox, "PUT", "/v1/external-connection", media_type, body)
        };
        assert_eq!(put("application/json; charset=utf-8", r#"{"start_date":"2026-01-31"}"#), "");
        assert_eq!(put("application/json", ""), "400 the body is missing");
        assert_eq!(
            put("text/plain", "x"),
            "415 the body's media type is text/plain; the contract has application/json"
        );
        assert!(put("application/json", "{").starts_with("400 the body is not JSON"));
        assert_eq!(
            put("application/json", r#"{"start_date":"31/01/2026","force":true}"#),
            "422 force is not a member that the contract knows | 422 start_date is not of format date"
        );
        assert_eq!(
            objections(Service::Finbox, "GET", "/v1/environment", "application/json", "{}"),
            "400 a body is sent to an operation that takes none"
        );
    }

    #[test]
    fn a_write_is_one_property_or_many_and_nothing_else() {
        let uri = "/api/v4/f/1/companies/2/periods/3/reconciliations/4/custom";
        let post = |body: &str| objections(Service::Silverfin, "POST", uri, "application/json", body);
        assert_eq!(post(r#"{"namespace":"a","key":"b","value":"1"}"#), "");
        assert_eq!(post(r#"{"namespace":"a","key":"b","value":null}"#), "");
        assert_eq!(post(r#"{"properties":[{"namespace":"a","key":"b","value":{"c":1}}]}"#), "");
        assert!(post(r#"{"properties":[{"namespace":"a","key":"b.c","value":"1"}]}"#).contains("does not match"));
        assert!(post(r#"{"properties":[{"namespace":"a","value":"1"}]}"#).contains("[0].key is missing"));
        assert!(post(r#"{"namespace":"a","key":"b","value":"1","properties":[]}"#).contains("none of the allowed"));
    }

    #[test]
    fn the_parts_of_an_upload_are_held_to_the_contract() {
        let post = |parts: &[(&str, &str)]| {
            let mut body = String::new();
            for (disposition, content) in parts {
                body.push_str("--x\r\nContent-Disposition: form-data; ");
                body.push_str(disposition);
                body.push_str("\r\n\r\n");
                body.push_str(content);
                body.push_str("\r\n");
            }
            body.push_str("--x--\r\n");
            let uri = "/api/v4/f/1/companies/2/permanent_documents";
            objections(Service::Silverfin, "POST", uri, "multipart/form-data; boundary=x", &body)
        };
        let name = ("name=\"name\"", "Bilan social");
        let content = ("name=\"content\"; filename=\"b.pdf\"", "%PDF");
        assert_eq!(post(&[("name=\"parent_id\"", "0"), name, content]), "");
        assert_eq!(post(&[name, content]), "422 parent_id is missing");
        assert!(post(&[("name=\"parent_id\"", "root"), name]).contains("not a whole number"));
        assert!(post(&[("name=\"parent_id\"", "0"), name, ("name=\"kind\"", "x")]).contains("kind is not a member"));
    }
}
