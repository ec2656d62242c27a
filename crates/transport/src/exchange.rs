use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

/// An answer whose body was read to its end, within the transport's size limit.
pub type Answer = http::Response<Bytes>;

/// Carries one HTTP exchange: never more than one, never a retry, never a redirect to another host.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends the request and reads the whole answer.
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError>;
}

/// Marks a request, in its extensions, whose path holds something that no log may show.
#[derive(Debug, Clone, Copy)]
pub struct Discreet;

/// How far a failed exchange had come. What decides between "send it again" and "find out first".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureStage {
    /// No byte of the request can have reached the server: it is as if it had never been sent.
    BeforeSending,
    /// The server may have acted on the request.
    AfterSending,
}

/// Why an exchange gave no answer that can be trusted.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TransportError {
    /// The name is not known, the connection was refused, broke, or the network is down.
    #[error("the network failed: {cause}")]
    Network {
        /// How far the exchange had come.
        stage: FailureStage,
        /// The chain of causes, for the log.
        cause: String,
    },
    /// The server's certificate is not trusted by this computer.
    #[error("the certificate of {host} is not trusted: {cause}")]
    Certificate {
        /// The host that presented it.
        host: String,
        /// What the verifier said.
        cause: String,
    },
    /// No answer came in time.
    #[error("no answer within {} seconds", limit.as_secs())]
    TimedOut {
        /// How far the exchange had come.
        stage: FailureStage,
        /// The limit that passed.
        limit: Duration,
    },
    /// The answer is larger than is accepted.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The answer broke off or does not hold together as HTTP.
    #[error("the answer is not usable: {cause}")]
    Garbled {
        /// What is wrong with it.
        cause: String,
    },
    /// Neither https nor this very computer: nothing was sent, so that no credential travels in the open.
    #[error("{host} is not to be reached by https")]
    NotSecure {
        /// The host.
        host: String,
    },
    /// The server sends the caller to another host, which is refused so that no credential goes there.
    #[error("the server redirects to another address")]
    RedirectRefused,
}

impl TransportError {
    /// How far the exchange had come when it failed.
    pub fn stage(&self) -> FailureStage {
        match self {
            Self::Network { stage, .. } | Self::TimedOut { stage, .. } => *stage,
            Self::Certificate { .. } | Self::NotSecure { .. } => FailureStage::BeforeSending,
            Self::TooLarge { .. } | Self::Garbled { .. } | Self::RedirectRefused => FailureStage::AfterSending,
        }
    }
}
