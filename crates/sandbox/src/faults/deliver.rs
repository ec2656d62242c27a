use std::time::Duration;

use bytes::Bytes;
use flate2::{Compress, CompressError, Compression, Crc, FlushCompress};
use http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::FaultKind;
use crate::server::{Answer, Call, CallBody};

const MEGABYTE: usize = 1024 * 1024;

/// What comes back over the network.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A whole answer.
    Answer(Response<Bytes>),
    /// An answer whose head promises more than comes: the connection breaks in the body.
    Truncated(Response<Bytes>),
    /// An answer that is followed by this many blanks.
    Huge {
        /// How it begins.
        response: Response<Bytes>,
        /// How many blanks follow.
        blanks: u64,
    },
    /// A whole answer, in small pieces.
    Dripping {
        /// The answer.
        response: Response<Bytes>,
        /// How many bytes at a time.
        piece_bytes: usize,
        /// How long between two pieces.
        pause: Duration,
    },
    /// The connection was reset.
    Reset {
        /// Whether the request's effect had been applied. A client cannot know it.
        applied: bool,
    },
    /// Nobody answered.
    Refused,
}

impl Outcome {
    /// The answer, where a whole one came.
    pub fn answer(self) -> Option<Response<Bytes>> {
        match self {
            Self::Answer(response) | Self::Dripping { response, .. } => Some(response),
            _ => None,
        }
    }

    /// The status that was sent, whatever became of the body.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Answer(response)
            | Self::Truncated(response)
            | Self::Huge { response, .. }
            | Self::Dripping { response, .. } => Some(response.status()),
            Self::Reset { .. } | Self::Refused => None,
        }
    }
}

/// What is answered in the place of an answer, by a fault that lets nothing be done or says otherwise.
pub(crate) fn broken_before(kind: &FaultKind, call: &Call) -> Option<Answer> {
    let status = |status: u16| StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let waiting = |answer: Answer, retry_after: &Option<String>| match retry_after {
        Some(text) => answer.with(RETRY_AFTER, text),
        None => answer,
    };
    match kind {
        FaultKind::RateLimited { retry_after } => {
            let answer = Answer::error(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
            Some(waiting(answer, retry_after))
        }
        FaultKind::Status { status: number, retry_after, .. } => {
            let answer = Answer::error(status(*number), "The server stumbled");
            Some(waiting(answer, retry_after))
        }
        FaultKind::Html { status: number, .. } => Some(Answer::html(status(*number), MAINTENANCE.to_owned())),
        FaultKind::Echo { status: number } => Some(Answer::error(status(*number), &everything_sent(call))),
        FaultKind::Redirect { status: number, location } => {
            Some(Answer::empty(status(*number)).with(LOCATION, location))
        }
        _ => None,
    }
}

fn everything_sent(call: &Call) -> String {
    let authorization = call.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path: Vec<&str> = call.path.values().map(String::as_str).collect();
    let body = match &call.body {
        CallBody::Json(body) => body.to_string(),
        CallBody::Form(fields) => {
            let as_sent = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            format!("{as_sent} {}", fields.values().map(String::as_str).collect::<Vec<_>>().join(" "))
        }
        _ => String::new(),
    };
    format!("refused: {authorization} {} {body}", path.join(" "))
}

const MAINTENANCE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Maintenance</title></head>\
    <body><h1>We will be back soon</h1></body></html>\n";

/// How an answer leaves when a fault struck it.
pub(crate) fn deliver(kind: Option<&FaultKind>, answer: Answer, applied: bool) -> Outcome {
    match kind {
        Some(FaultKind::ResetBefore | FaultKind::ResetAfter) => Outcome::Reset { applied },
        Some(FaultKind::Refused) => Outcome::Refused,
        Some(FaultKind::Truncated) => {
            let whole = answer.body.len().max(2);
            let mut response = response(half(answer));
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(whole));
            Outcome::Truncated(response)
        }
        Some(FaultKind::CutShort) => Outcome::Answer(response(half(answer))),
        Some(FaultKind::HugeBody { megabytes }) => {
            Outcome::Huge { response: response(answer), blanks: megabytes.saturating_mul(MEGABYTE as u64) }
        }
        Some(FaultKind::GzipBomb { megabytes }) => {
            let body = bomb(&answer.body, *megabytes).unwrap_or_default();
            let mut response = response(Answer { body, ..answer });
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Outcome::Answer(response)
        }
        Some(FaultKind::Header { name, value }) => {
            let mut response = response(answer);
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
                response.headers_mut().insert(name, value);
            }
            Outcome::Answer(response)
        }
        Some(FaultKind::DeepJson { levels }) => {
            let body = Bytes::from("[".repeat(*levels) + &"]".repeat(*levels));
            Outcome::Answer(response(Answer { body, ..answer }))
        }
        Some(FaultKind::SlowDrip { piece_bytes, pause_milliseconds }) => Outcome::Dripping {
            response: response(answer),
            piece_bytes: (*piece_bytes).max(1),
            pause: Duration::from_millis(*pause_milliseconds),
        },
        _ => Outcome::Answer(response(answer)),
    }
}

fn half(answer: Answer) -> Answer {
    Answer { body: answer.body.slice(..answer.body.len() / 2), ..answer }
}

fn response(answer: Answer) -> Response<Bytes> {
    let mut response = Response::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}

/// The gzip form of the body and so many megabytes of blanks. Every piece stands by itself, so that one megabyte is packed once,
/// however often it comes. Source: RFC 1952; RFC 1951, 3.2.
fn bomb(body: &Bytes, megabytes: u64) -> Result<Bytes, CompressError> {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    const NO_MORE: [u8; 2] = [3, 0];
    let blanks = vec![b' '; MEGABYTE];
    let (begin, piece) = (packed(body)?, packed(&blanks)?);
    let (mut sum, mut sum_of_piece) = (Crc::new(), Crc::new());
    sum.update(body);
    sum_of_piece.update(&blanks);
    let mut bomb = [&HEAD[..], &begin].concat();
    for _ in 0..megabytes {
        bomb.extend_from_slice(&piece);
        sum.combine(&sum_of_piece);
    }
    bomb.extend_from_slice(&NO_MORE);
    bomb.extend_from_slice(&sum.sum().to_le_bytes());
    bomb.extend_from_slice(&sum.amount().to_le_bytes());
    Ok(bomb.into())
}

fn packed(content: &[u8]) -> Result<Vec<u8>, CompressError> {
    let mut packed = Vec::with_capacity(content.len() + 1024);
    Compress::new(Compression::best(), false).compress_vec(content, &mut packed, FlushCompress::Full)?;
    Ok(packed)
}
