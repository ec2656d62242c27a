//! The real network: HTTP over rustls, with the operating system's trusted certificates and proxy.
//!
//! One call is one exchange. Nothing is repeated, no cookie is kept, and no header goes to a host other than the one
//! that the caller named.

mod address;
mod failure;
mod options;

use std::path::Path;
use std::sync::OnceLock;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use http::{Method, StatusCode, header};
use reqwest::{Certificate, Client, ClientBuilder, NoProxy, Proxy};
use url::Url;

pub use address::{is_loopback, is_secure};
pub use options::{ProxyChoice, SetUpError, WebOptions};

use crate::{Answer, Discreet, FailureStage, Transport, TransportError};

const REDIRECTS_FOLLOWED: usize = 3;

/// Carries exchanges over the network.
pub struct WebTransport {
    options: WebOptions,
    extra_certificates: Vec<Certificate>,
    /// Speaks to this very computer: never by a proxy, and without the system's certificates.
    loopback: Client,
    /// Built at its first use, because reading the system's certificates takes time and may fail.
    remote: OnceLock<Result<Client, String>>,
}

impl WebTransport {
    /// A transport with these options. Reads the file with extra certificates.
    pub fn new(options: WebOptions) -> Result<Self, SetUpError> {
        use_ring();
        let extra_certificates = match &options.extra_certificates {
            Some(file) => read_certificates(file)?,
            None => Vec::new(),
        };
        if let ProxyChoice::Url(address) = &options.proxy {
            proxy(address)?;
        }
        let loopback = common(&options)
            .no_proxy()
            .tls_certs_only(extra_certificates.clone())
            .build()
            .map_err(|error| SetUpError::Client { cause: failure::chain(&error) })?;
        Ok(Self { options, extra_certificates, loopback, remote: OnceLock::new() })
    }

    fn client(&self, address: &Url) -> Result<&Client, TransportError> {
        if is_loopback(address) {
            return Ok(&self.loopback);
        }
        self.remote.get_or_init(|| self.build_remote()).as_ref().map_err(|cause| TransportError::Certificate {
            host: host(address),
            cause: format!("the trusted certificates of this computer cannot be used: {cause}"),
        })
    }

    fn build_remote(&self) -> Result<Client, String> {
        let mut builder = common(&self.options).tls_certs_merge(self.extra_certificates.clone());
        builder = match &self.options.proxy {
            ProxyChoice::System => builder,
            ProxyChoice::None => builder.no_proxy(),
            ProxyChoice::Url(address) => builder.proxy(proxy(address).map_err(|error| error.to_string())?),
        };
        builder.build().map_err(|error| failure::chain(&error))
    }

    async fn exchange(&self, mut request: reqwest::Request) -> Result<Answer, TransportError> {
        for _ in 0..=REDIRECTS_FOLLOWED {
            let again = if request.method() == Method::GET { request.try_clone() } else { None };
            let address = request.url().clone();
            let answer =
                self.client(&address)?.execute(request).await.map_err(|error| {
                    failure::before_the_answer(error, &host(&address), self.options.connect_timeout)
                })?;
            let Some(target) = redirect(&answer, &address) else {
                return self.read(answer).await;
            };
            match again {
                Some(next) if same_origin(&target, &address) => {
                    request = next;
                    *request.url_mut() = target;
                }
                _ => return Err(TransportError::RedirectRefused),
            }
        }
        Err(TransportError::RedirectRefused)
    }

    async fn read(&self, mut answer: reqwest::Response) -> Result<Answer, TransportError> {
        let limit = self.options.answer_limit;
        let too_large = TransportError::TooLarge { limit };
        if answer.content_length().is_some_and(|length| length > limit as u64) {
            return Err(too_large);
        }
        let mut body = BytesMut::new();
        while let Some(piece) = answer.chunk().await.map_err(failure::within_the_answer)? {
            if body.len() + piece.len() > limit {
                return Err(too_large);
            }
            body.extend_from_slice(&piece);
        }
        let mut whole = http::Response::new(body.freeze());
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(whole)
    }
}

#[async_trait]
impl Transport for WebTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let discreet = request.extensions().get::<Discreet>().is_some();
        let request = reqwest::Request::try_from(request).map_err(|error| TransportError::Network {
            stage: FailureStage::BeforeSending,
            cause: failure::chain(&error.without_url()),
        })?;
        let address = request.url().clone();
        if !is_secure(&address) {
            return Err(TransportError::NotSecure { host: host(&address) });
        }
        let method = request.method().clone();
        let path = if discreet { "…" } else { address.path() };
        let limit = self.options.total_timeout;
        let result = tokio::time::timeout(limit, self.exchange(request))
            .await
            .unwrap_or(Err(TransportError::TimedOut { stage: FailureStage::AfterSending, limit }));
        match &result {
            Ok(answer) => tracing::debug!(
                %method,
                host = address.host_str(),
                path,
                status = answer.status().as_u16(),
                bytes = answer.body().len(),
                "exchange"
            ),
            Err(error) => {
                tracing::debug!(%method, host = address.host_str(), path, %error, "exchange failed");
            }
        }
        result
    }
}

/// rustls needs one provider of cryptography for the whole process; whoever comes first decides.
fn use_ring() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // A failure means that another thread was faster, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

fn common(options: &WebOptions) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("Passerelle/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(options.connect_timeout)
}

fn proxy(address: &Url) -> Result<Proxy, SetUpError> {
    let proxy = Proxy::all(address.clone())
        .map_err(|error| SetUpError::Proxy { cause: failure::chain(&error.without_url()) })?;
    Ok(proxy.no_proxy(NoProxy::from_string("localhost,127.0.0.0/8,::1")))
}

fn read_certificates(file: &Path) -> Result<Vec<Certificate>, SetUpError> {
    let wrong = |cause: String| SetUpError::CertificateFile { file: file.to_owned(), cause };
    let pem = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|error| wrong(failure::chain(&error.without_url())))?;
    if certificates.is_empty() {
        return Err(wrong("it holds no certificate in PEM form".to_owned()));
    }
    Ok(certificates)
}

/// Where the answer sends the caller, if it does. A place that cannot be read counts as another host.
fn redirect(answer: &reqwest::Response, address: &Url) -> Option<Url> {
    let redirects = [
        StatusCode::MOVED_PERMANENTLY,
        StatusCode::FOUND,
        StatusCode::SEE_OTHER,
        StatusCode::TEMPORARY_REDIRECT,
        StatusCode::PERMANENT_REDIRECT,
    ];
    if !redirects.contains(&answer.status()) {
        return None;
    }
    let place = answer.headers().get(header::LOCATION)?;
    let target = place.to_str().ok().and_then(|place| address.join(place).ok());
    Some(target.unwrap_or_else(|| unreadable_place(address)))
}

fn unreadable_place(address: &Url) -> Url {
    let mut other = address.clone();
    // Any scheme but the caller's own is refused.
    let _ = other.set_scheme(if address.scheme() == "https" { "http" } else { "https" });
    other
}

fn same_origin(target: &Url, address: &Url) -> bool {
    target.origin() == address.origin()
}

fn host(address: &Url) -> String {
    address.host_str().unwrap_or_default().to_owned()
}
