//! The control below `/sandbox`: what tests and `passerelle sandbox` ask of a sandbox that runs elsewhere. Every call is a
//! method of [`Sandbox`] or [`World`](crate::world::World) that an in-process test calls itself.

mod acts;
mod questions;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde::de::DeserializeOwned;

use crate::server::{Answer, Sandbox};

/// What is wrong with a call of the control.
#[derive(Debug)]
enum Wrong {
    /// There is no such call, or nothing that it speaks of.
    NotFound,
    /// The body cannot be read.
    Body(String),
    /// It cannot be done.
    Refused(String),
}

type Done = Result<Answer, Box<Wrong>>;

/// Answers a call of the control.
pub(crate) fn answer(sandbox: &Sandbox, request: &Request<Bytes>) -> Answer {
    let path = request.uri().path().trim_start_matches("/sandbox").trim_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    let query: std::collections::BTreeMap<String, String> =
        url::form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).into_owned().collect();
    let body = request.body();
    let done = match (request.method(), segments.as_slice()) {
        (&Method::GET, ["ledger"]) => questions::ledger(sandbox, &query),
        (&Method::GET, ["violations"]) => Ok(json(&sandbox.violations())),
        (&Method::DELETE, ["violations"]) => Ok(json(&sandbox.take_violations())),
        (&Method::GET, ["audit"]) => Ok(json(&sandbox.audit())),
        (&Method::GET, ["world"]) => Ok(json(&questions::world(sandbox))),
        (&Method::GET, ["values"]) => questions::values(sandbox, &query),
        (&Method::GET, ["clock"]) => Ok(questions::clock(sandbox)),
        (&Method::POST, ["clock"]) => acts::clock(sandbox, body),
        (&Method::GET, ["knobs"]) => Ok(questions::knobs(sandbox)),
        (&Method::POST, ["knobs"]) => acts::knobs(sandbox, body),
        (&Method::GET, ["faults"]) => Ok(questions::faults(sandbox)),
        (&Method::POST, ["faults"]) => acts::add_fault(sandbox, body),
        (&Method::DELETE, ["faults"]) => Ok(acts::clear_faults(sandbox)),
        (&Method::DELETE, ["faults", number]) => acts::remove_fault(sandbox, number),
        (&Method::POST, ["sheets"]) => acts::make_sheet(sandbox, body),
        (&Method::POST, ["sheets", sheet, "correction"]) => acts::correct_sheet(sandbox, sheet, body),
        (&Method::POST, ["first-sheets"]) => Ok(acts::first_sheets(sandbox)),
        (&Method::POST, ["second-day"]) => Ok(acts::second_day(sandbox)),
        (&Method::POST, ["edits"]) => acts::edit(sandbox, body),
        (&Method::POST, ["workflows"]) => acts::workflow(sandbox, body),
        (&Method::POST, ["locks"]) => acts::lock(sandbox, body),
        (&Method::POST, ["tokens", "revocation"]) => Ok(acts::revoke_tokens(sandbox)),
        (&Method::POST, ["log-in"]) => acts::log_in(sandbox, body),
        _ => Err(Box::new(Wrong::NotFound)),
    };
    done.unwrap_or_else(|wrong| match *wrong {
        Wrong::NotFound => Answer::error(StatusCode::NOT_FOUND, "the control has nothing of this kind"),
        Wrong::Body(what) => Answer::error(StatusCode::BAD_REQUEST, &what),
        Wrong::Refused(what) => Answer::error(StatusCode::UNPROCESSABLE_ENTITY, &what),
    })
}

fn json(value: &impl serde::Serialize) -> Answer {
    Answer::json(StatusCode::OK, value)
}

fn done() -> Answer {
    Answer::empty(StatusCode::NO_CONTENT)
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Box<Wrong>> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| Box::new(Wrong::Body(error.to_string())))
}

fn found(there: bool) -> Done {
    if there { Ok(done()) } else { Err(Box::new(Wrong::NotFound)) }
}
