use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;

use crate::{Answer, FailureStage, Transport, TransportError};

/// A transport that answers from a script, in order, and keeps what it was asked. For tests.
#[derive(Default)]
pub struct ScriptedTransport {
    answers: Mutex<VecDeque<Result<Answer, TransportError>>>,
    requests: Mutex<Vec<http::Request<Bytes>>>,
}

impl ScriptedTransport {
    /// Answers as told. Behind the end of the script, the network is down.
    pub fn new(answers: impl IntoIterator<Item = Result<Answer, TransportError>>) -> Self {
        Self { answers: Mutex::new(answers.into_iter().collect()), requests: Mutex::default() }
    }

    /// Answers with these statuses and bodies.
    pub fn answering<'a>(answers: impl IntoIterator<Item = (u16, &'a str)>) -> Self {
        Self::new(answers.into_iter().map(|(status, body)| Ok(scripted_answer(status, body))))
    }

    /// Adds to the script's end.
    pub fn then(&self, answer: Result<Answer, TransportError>) {
        lock(&self.answers).push_back(answer);
    }

    /// What was asked so far, oldest first.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        lock(&self.requests).clone()
    }

    /// What was asked so far, as lines of method, address and body.
    pub fn lines(&self) -> Vec<String> {
        lock(&self.requests)
            .iter()
            .map(|request| {
                let body = String::from_utf8_lossy(request.body());
                format!("{} {} {body}", request.method(), request.uri()).trim_end().to_owned()
            })
            .collect()
    }
}

/// An answer with this status and body.
pub fn scripted_answer(status: u16, body: &str) -> Answer {
    let mut answer = Answer::new(Bytes::copy_from_slice(body.as_bytes()));
    *answer.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    answer
}

#[async_trait]
impl Transport for ScriptedTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        lock(&self.requests).push(request);
        lock(&self.answers).pop_front().unwrap_or_else(|| {
            Err(TransportError::Network {
                stage: FailureStage::BeforeSending,
                cause: "the script has come to its end".to_owned(),
            })
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
