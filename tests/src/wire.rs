use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use passerelle_sandbox::{Exchange, Outcome, Sandbox};
use passerelle_transport::{Answer, Clock, FailureStage, ManualClock, Transport, TransportError};
use serde_json::Value;

/// Where a desktop loses its connection for good: as good as a crash at that request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Before the request (counted from 1) leaves.
    Before(usize),
    /// After the request was answered, before the answer arrives.
    After(usize),
}

/// Carries requests to a sandbox in process.
pub struct Wire {
    sandbox: Sandbox,
    sent: AtomicUsize,
    cut: Mutex<Option<Cut>>,
    meanwhile: Mutex<Vec<Meanwhile>>,
    swallowing: Mutex<Option<Meanwhile>>,
    rewriting: Mutex<Option<Rewriting>>,
    late: Mutex<Vec<(DateTime<Utc>, Exchange)>>,
    clock: ManualClock,
}

/// A request that takes longer is given up, as the real transport does.
const LONGEST_EXCHANGE: Duration = Duration::from_mins(1);

struct Meanwhile {
    method: &'static str,
    path_end: &'static str,
    still_to_pass: usize,
    happening: Box<dyn FnOnce() + Send>,
}

struct Rewriting {
    path_end: &'static str,
    edit: Box<dyn Fn(&mut Value) + Send>,
}

impl Wire {
    /// A wire to this sandbox. A request that is given up takes its time on the clock.
    pub fn new(sandbox: Sandbox, clock: &ManualClock) -> Self {
        Self {
            sandbox,
            sent: AtomicUsize::new(0),
            cut: Mutex::new(None),
            meanwhile: Mutex::default(),
            swallowing: Mutex::default(),
            rewriting: Mutex::default(),
            late: Mutex::default(),
            clock: clock.clone(),
        }
    }

    /// How many requests were sent so far.
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::SeqCst)
    }

    /// Cuts the wire at a request, counted from the next one; everything after it fails, too.
    pub fn cut(&self, cut: Option<Cut>) {
        self.sent.store(0, Ordering::SeqCst);
        *self.cut.lock().unwrap() = cut;
    }

    /// Whether the cut has been felt: nothing arrives any more.
    pub fn is_dead(&self) -> bool {
        let sent = self.sent();
        match *self.cut.lock().unwrap() {
            Some(Cut::Before(at) | Cut::After(at)) => sent >= at,
            None => false,
        }
    }

    /// The service does at last what was asked by requests that were given up, each in its time.
    pub fn late_requests_are_done(&self) {
        let now = self.clock.now();
        let due: Vec<_> = self.late.lock().unwrap().extract_if(.., |(at, _)| *at <= now).collect();
        for (_, exchange) in due {
            exchange.answer();
        }
    }

    /// What was asked is done after this time, and nobody hears of it.
    fn answer_late(&self, exchange: Exchange, late: Duration) {
        if late.is_zero() {
            exchange.answer();
        } else {
            self.late.lock().unwrap().push((self.clock.now() + late, exchange));
        }
    }

    /// Sends a request whose answer nobody waits for: the service carries it out after this time.
    pub fn give_up(&self, request: http::Request<Bytes>, late: Duration) {
        let exchange = self.sandbox.receive(request);
        let late = late.max(exchange.delay());
        self.answer_late(exchange, late);
    }

    /// Lets something happen just before the nth request (from 1) of this method to a path that ends so.
    pub fn meanwhile(
        &self,
        nth: usize,
        (method, path_end): (&'static str, &'static str),
        happening: impl FnOnce() + Send + 'static,
    ) {
        let meanwhile = Meanwhile { method, path_end, still_to_pass: nth, happening: Box::new(happening) };
        self.meanwhile.lock().unwrap().push(meanwhile);
    }

    /// Swallows the answer to the nth request (from 1) of this method to a path that ends so, and whoever asked waits for
    /// ever. The service does what was asked, at once or, where a fault makes it slow, in its own time. What happens then,
    /// happens.
    pub fn swallow(
        &self,
        nth: usize,
        (method, path_end): (&'static str, &'static str),
        happening: impl FnOnce() + Send + 'static,
    ) {
        let swallowed = Meanwhile { method, path_end, still_to_pass: nth, happening: Box::new(happening) };
        *self.swallowing.lock().unwrap() = Some(swallowed);
    }

    fn swallows(&self, method: &http::Method, path: &str) -> Option<Meanwhile> {
        self.swallowing.lock().unwrap().take_if(|one| {
            let is_such = method == one.method && path.ends_with(one.path_end);
            one.still_to_pass -= usize::from(is_such);
            is_such && one.still_to_pass == 0
        })
    }

    /// Lets every JSON answer from a path that ends so arrive changed, without the sandbox's knowledge.
    pub fn rewrite(&self, path_end: &'static str, edit: impl Fn(&mut Value) + Send + 'static) {
        *self.rewriting.lock().unwrap() = Some(Rewriting { path_end, edit: Box::new(edit) });
    }

    fn let_happen(&self, request: &http::Request<Bytes>) {
        let mut due = Vec::new();
        {
            let mut waiting = self.meanwhile.lock().unwrap();
            for one in waiting.iter_mut() {
                if request.method() == one.method && request.uri().path().ends_with(one.path_end) {
                    one.still_to_pass = one.still_to_pass.saturating_sub(1);
                }
            }
            while let Some(place) = waiting.iter().position(|one| one.still_to_pass == 0) {
                due.push(waiting.remove(place).happening);
            }
        }
        for happening in due {
            happening();
        }
    }

    fn rewritten(&self, path: &str, answer: Answer) -> Answer {
        let rewriting = self.rewriting.lock().unwrap();
        let Some(rewriting) = rewriting.as_ref().filter(|rewriting| path.ends_with(rewriting.path_end)) else {
            return answer;
        };
        let (parts, body) = answer.into_parts();
        let Ok(mut value) = serde_json::from_slice(&body) else { return Answer::from_parts(parts, body) };
        (rewriting.edit)(&mut value);
        Answer::from_parts(parts, Bytes::from(value.to_string()))
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let number = self.sent.fetch_add(1, Ordering::SeqCst) + 1;
        let cut = *self.cut.lock().unwrap();
        let dead = |stage| Err(TransportError::Network { stage, cause: "the wire is cut".to_owned() });
        if matches!(cut, Some(Cut::Before(at)) if number >= at) || matches!(cut, Some(Cut::After(at)) if number > at) {
            return dead(FailureStage::BeforeSending);
        }
        self.let_happen(&request);
        self.late_requests_are_done();
        let path = request.uri().path().to_owned();
        let swallowed = self.swallows(request.method(), &path);
        // Lets other requests come in between, as they do on a network.
        let exchange = self.sandbox.receive(request);
        tokio::task::yield_now().await;
        let delay = exchange.delay();
        if let Some(swallowed) = swallowed {
            self.answer_late(exchange, delay);
            (swallowed.happening)();
            return std::future::pending().await;
        }
        if delay > LONGEST_EXCHANGE {
            self.answer_late(exchange, delay);
            self.clock.advance(LONGEST_EXCHANGE);
            return Err(TransportError::TimedOut { stage: FailureStage::AfterSending, limit: LONGEST_EXCHANGE });
        }
        let outcome = exchange.answer();
        if matches!(cut, Some(Cut::After(at)) if number == at) {
            return dead(FailureStage::AfterSending);
        }
        match outcome {
            Outcome::Answer(answer) => Ok(self.rewritten(&path, answer)),
            Outcome::Truncated(_) => Err(TransportError::Garbled { cause: "the body broke off".to_owned() }),
            Outcome::Huge { .. } => Err(TransportError::TooLarge { limit: 32 * 1024 * 1024 }),
            Outcome::Dripping { .. } => {
                Err(TransportError::TimedOut { stage: FailureStage::AfterSending, limit: LONGEST_EXCHANGE })
            }
            Outcome::Reset { .. } => dead(FailureStage::AfterSending),
            Outcome::Refused => dead(FailureStage::BeforeSending),
        }
    }
}
