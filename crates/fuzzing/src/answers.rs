//! An operation and the answers that it meets, as one text.

use std::sync::Arc;

use bytes::Bytes;
use chrono::DateTime;
use passerelle_transport::{Answer, ManualClock, ScriptedTransport};

/// What stands between two answers.
const BETWEEN: &[u8] = b"\n----\n";
/// More answers than this say nothing new.
const MOST_ANSWERS: usize = 8;
/// The longest that an error may be: it goes into the journal, into logs and before a person's eyes.
pub(crate) const LONGEST_ERROR: usize = 1000;

/// The operation's name stands on the first line. Each answer begins with a line of its status and, for a whole line
/// `Name: value` below it, a header; then its body. `----` on a line of its own stands between two answers.
pub(crate) struct Script<'bytes> {
    pub(crate) operation: &'bytes str,
    /// Status, headers and body of each.
    pub(crate) answers: Vec<Answer>,
}

impl<'bytes> Script<'bytes> {
    pub(crate) fn read(bytes: &'bytes [u8]) -> Option<Self> {
        let (operation, rest) = line(bytes)?;
        let mut answers = Vec::new();
        let mut rest = Some(rest);
        while let Some(text) = rest.filter(|_| answers.len() < MOST_ANSWERS) {
            let end = text.windows(BETWEEN.len()).position(|piece| piece == BETWEEN);
            answers.push(answer(&text[..end.unwrap_or(text.len())])?);
            rest = end.map(|end| &text[end + BETWEEN.len()..]);
        }
        Some(Self { operation, answers })
    }

    /// A network that gives these answers and is down behind them, and a clock that costs no time.
    pub(crate) fn network(&self) -> (Arc<ScriptedTransport>, Arc<ManualClock>) {
        let transport = ScriptedTransport::new(self.answers.iter().cloned().map(Ok));
        (Arc::new(transport), Arc::new(ManualClock::jumping(DateTime::UNIX_EPOCH)))
    }

    /// No number of answers makes a client ask for ever.
    pub(crate) fn assert_asked_little(&self, transport: &ScriptedTransport) {
        let asked = transport.requests().len();
        assert!(asked <= self.answers.len() + 3, "{asked} requests for {} answers", self.answers.len());
    }
}

fn answer(text: &[u8]) -> Option<Answer> {
    let (status, mut body) = line(text)?;
    let mut builder = http::Response::builder().status(status.trim().parse::<u16>().ok()?);
    while let Some((header, rest)) = line(body) {
        let Some((name, value)) = header.split_once(": ") else { break };
        if !name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
            break;
        }
        builder = builder.header(name, value);
        body = rest;
    }
    builder.body(Bytes::copy_from_slice(body)).ok()
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}
