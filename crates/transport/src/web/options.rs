use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

/// By which proxy the network is reached. Addresses of this very computer are always reached directly.
#[derive(Clone, Default)]
pub enum ProxyChoice {
    /// What the operating system or the environment says.
    #[default]
    System,
    /// None, whatever the system says.
    None,
    /// This one. User name and password may stand in the address; they are never shown.
    Url(Url),
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => formatter.write_str("System"),
            Self::None => formatter.write_str("None"),
            Self::Url(address) => write!(formatter, "Url({})", address.host_str().unwrap_or_default()),
        }
    }
}

/// How the network is reached.
#[derive(Debug, Clone)]
pub struct WebOptions {
    /// By which proxy.
    pub proxy: ProxyChoice,
    /// A PEM file with certificates to trust beside those of the operating system, as offices that inspect their
    /// traffic need.
    pub extra_certificates: Option<PathBuf>,
    /// How long connecting may take, the TLS handshake included.
    pub connect_timeout: Duration,
    /// How long one exchange may take from the first step to the last byte of the answer.
    pub total_timeout: Duration,
    /// The largest answer that is accepted, in bytes, counted after decompression.
    pub answer_limit: usize,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self {
            proxy: ProxyChoice::System,
            extra_certificates: None,
            connect_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_mins(1),
            answer_limit: 32 * 1024 * 1024,
        }
    }
}

/// The transport cannot be set up as its options ask.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SetUpError {
    /// The file with extra certificates cannot be read.
    #[error("the certificate file {} cannot be read: {cause}", file.display())]
    CertificateFile {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The proxy's address is not usable.
    #[error("the proxy's address is not usable: {cause}")]
    Proxy {
        /// What is wrong with it.
        cause: String,
    },
    /// The network library refuses the options.
    #[error("the network cannot be set up: {cause}")]
    Client {
        /// What it says.
        cause: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_have_32_mebibytes_and_an_exchange_take_a_minute() {
        let options = WebOptions::default();
        assert_eq!(options.answer_limit, 33_554_432);
        assert_eq!((options.connect_timeout.as_secs(), options.total_timeout.as_secs()), (15, 60));
    }

    #[test]
    fn a_proxy_is_shown_without_its_password() {
        let proxy = ProxyChoice::Url("http://office:hunter2@proxy.example:3128".parse().unwrap());
        assert_eq!(format!("{proxy:?}"), "Url(proxy.example)");
    }
}
