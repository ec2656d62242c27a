use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use passerelle_sandbox::{Outcome, Sandbox};
use passerelle_transport::{Answer, FailureStage, Transport, TransportError};

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
}

impl Wire {
    /// A wire to this sandbox.
    pub fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, sent: AtomicUsize::new(0), cut: Mutex::new(None) }
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
        // Lets other requests come in between, as they do on a network.
        let exchange = self.sandbox.receive(request);
        tokio::task::yield_now().await;
        let outcome = exchange.answer();
        if matches!(cut, Some(Cut::After(at)) if number == at) {
            return dead(FailureStage::AfterSending);
        }
        match outcome {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Truncated(_) => Err(TransportError::Garbled { cause: "the body broke off".to_owned() }),
            Outcome::Huge { .. } => Err(TransportError::TooLarge { limit: 32 * 1024 * 1024 }),
            Outcome::Dripping { .. } => {
                Err(TransportError::TimedOut { stage: FailureStage::AfterSending, limit: Duration::from_mins(1) })
            }
            Outcome::Reset { .. } => dead(FailureStage::AfterSending),
            Outcome::Refused => dead(FailureStage::BeforeSending),
        }
    }
}
