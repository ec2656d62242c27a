use std::error::Error;
use std::io;
use std::time::Duration;

use crate::{FailureStage, TransportError};

/// Reads a failure that came before any part of the answer.
pub(super) fn before_the_answer(error: reqwest::Error, host: &str, connect_limit: Duration) -> TransportError {
    let error = error.without_url();
    if let Some(cause) = certificate_cause(&error) {
        return TransportError::Certificate { host: host.to_owned(), cause };
    }
    // A connection that was never made, or whose TLS handshake failed, carried no byte of the request. Whatever comes
    // later may have happened after the server read it all.
    let connecting = error.is_connect() || error.is_builder();
    let stage = if connecting { FailureStage::BeforeSending } else { FailureStage::AfterSending };
    if error.is_timeout() && connecting {
        return TransportError::TimedOut { stage, limit: connect_limit };
    }
    TransportError::Network { stage, cause: chain(&error) }
}

/// Reads a failure in the middle of the answer's body.
pub(super) fn within_the_answer(error: reqwest::Error) -> TransportError {
    TransportError::Garbled { cause: chain(&error.without_url()) }
}

/// The error and all its causes in one line. None of them holds a header: reqwest and hyper never quote requests.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        source = cause.source();
    }
    text
}

/// What the verifier said, if the chain of causes holds a refused certificate.
fn certificate_cause(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) = error.downcast_ref() {
        return Some(error.to_string());
    }
    // An `io::Error` that wraps another error leaves the wrapped one out of its chain of sources.
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
        && let Some(cause) = certificate_cause(inner)
    {
        return Some(cause);
    }
    error.source().and_then(certificate_cause)
}
