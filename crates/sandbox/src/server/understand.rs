use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use url::form_urlencoded;

use super::answer::Answer;
use super::call::{Call, CallBody};
use crate::contract::{self, Contract, Found, Objection, Operation, Service};
use crate::silverfin::PersonPage;

/// What a request turned out to be.
pub(crate) struct Understood {
    pub(crate) call: Call,
    pub(crate) target: Target,
    pub(crate) objections: Vec<Objection>,
}

/// What a request is about.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// An operation of a contract.
    Operation(Service, &'static Contract, &'static Operation),
    /// A page of Silverfin that a person meets.
    Page(PersonPage),
    /// Nothing that there is.
    Nowhere(Service),
}

impl Target {
    pub(crate) fn service(self) -> Service {
        match self {
            Self::Operation(service, ..) | Self::Nowhere(service) => service,
            Self::Page(_) => Service::Silverfin,
        }
    }

    pub(crate) fn operation(self) -> Option<&'static str> {
        match self {
            Self::Operation(_, _, operation) => Some(&operation.id),
            Self::Page(page) => Some(page.name()),
            Self::Nowhere(..) => None,
        }
    }
}

/// Finds out what a request to a service is about and reads it.
pub(crate) fn understand(
    service: Service,
    path: &str,
    request: &Request<Bytes>,
    now: DateTime<Utc>,
    sequence: u64,
) -> Understood {
    let call = |operation: &str, path: BTreeMap<String, String>, query, body| Call {
        operation: operation.to_owned(),
        path,
        query,
        headers: request.headers().clone(),
        body,
        now,
        sequence,
    };
    if service == Service::Silverfin
        && let Some((page, path)) = PersonPage::find(request.method(), path)
    {
        let call = call(page.name(), path, read_query(request), read_form(request));
        return Understood { call, target: Target::Page(page), objections: Vec::new() };
    }
    let nowhere = |status, what: &str| Understood {
        call: call("", BTreeMap::new(), read_query(request), CallBody::None),
        target: Target::Nowhere(service),
        objections: vec![Objection { status, what: format!("{} {path}: {what}", request.method()) }],
    };
    let Ok(contract) = contract::of(service) else {
        return nowhere(StatusCode::INTERNAL_SERVER_ERROR, "the contract is unreadable");
    };
    match contract.find(request.method(), path) {
        Found::Nothing => nowhere(StatusCode::NOT_FOUND, "the contract has no such path"),
        Found::OtherMethods => nowhere(StatusCode::METHOD_NOT_ALLOWED, "the contract has other methods there"),
        Found::Operation(operation, path) => {
            let read = contract::read_request(contract, operation, &path, request);
            Understood {
                call: call(&operation.id, path, read.query, read.body),
                target: Target::Operation(service, contract, operation),
                objections: read.objections,
            }
        }
    }
}

/// What a strict server answers to a request that its contract does not allow. `None` where it allows it.
pub(crate) fn refuse(target: Target, objections: &[Objection]) -> Option<Answer> {
    let first = objections.iter().min_by_key(|objection| objection.status)?;
    let all = || objections.iter().map(|objection| objection.what.as_str()).collect::<Vec<_>>().join("; ");
    let status = first.status;
    Some(match target {
        Target::Operation(Service::Finbox, ..) | Target::Nowhere(Service::Finbox) => {
            Answer::problem(status, "invalid_request", &all())
        }
        Target::Operation(_, _, operation) if operation.id == "postOauthToken" => {
            Answer::oauth_error(StatusCode::BAD_REQUEST, "invalid_request", &all())
        }
        _ if status == StatusCode::UNPROCESSABLE_ENTITY => Answer::errors(status, &all()),
        _ => Answer::error(status, &all()),
    })
}

fn read_query(request: &Request<Bytes>) -> BTreeMap<String, String> {
    form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).into_owned().collect()
}

fn read_form(request: &Request<Bytes>) -> CallBody {
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.starts_with("application/x-www-form-urlencoded") {
        CallBody::Form(form_urlencoded::parse(request.body()).into_owned().collect())
    } else {
        CallBody::None
    }
}
