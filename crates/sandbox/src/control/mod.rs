//! The control below `/sandbox`.

use bytes::Bytes;
use http::{Request, StatusCode};

use crate::server::{Answer, Sandbox};

pub(crate) fn answer(_sandbox: &Sandbox, _request: &Request<Bytes>) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "not found")
}
