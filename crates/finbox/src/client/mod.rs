//! The Finbox API of our contract. Three kinds of callers, and a type for each, so that no call can be made with the
//! wrong credential: nobody yet ([`FinboxClient`]), the administrator ([`AdministratorAccess`]), a paired installation
//! ([`AgentAccess`]).

mod administrator;
mod agent;
mod answer;
mod values;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, header};
use passerelle_transport::web::is_secure;
use passerelle_transport::{Answer, Clock, Discreet, Pace, Pacer, Transport, TransportError, without_echoes};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use url::Url;

pub use administrator::AdministratorAccess;
pub use agent::AgentAccess;
pub(crate) use agent::hexadecimal;
pub use values::{
    AccessKey, Activation, AgentCredential, AgentIdentity, ConnectionId, Environment, ExternalConnection, Lease,
    LeaseTime, Pairing, SilverfinConnection,
};

use crate::{FinboxError, PairingId};

/// The waits before a call that may be repeated is repeated.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];
/// The longest that Finbox may ask to wait without the caller being told.
const PATIENCE: Duration = Duration::from_secs(10);

/// The address cannot be one of Finbox.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{address} is not an https address (plain http is for this computer only)")]
pub struct InvalidAddress {
    /// The address, without user name and password.
    pub address: String,
}

/// Finbox at one address, without a credential.
#[derive(Clone)]
pub struct FinboxClient {
    base: Url,
    transport: Arc<dyn Transport>,
    pacer: Arc<Pacer>,
    clock: Arc<dyn Clock>,
}

impl FinboxClient {
    /// Finbox at `base`, below which `/v1/…` stands.
    pub fn new(base: Url, transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Result<Self, InvalidAddress> {
        if !is_secure(&base) {
            let host = base.host_str().unwrap_or_default();
            return Err(InvalidAddress { address: format!("{}://{host}{}", base.scheme(), base.path()) });
        }
        let pacer = Arc::new(Self::pacer(Arc::clone(&clock)));
        Ok(Self { base, transport, pacer, clock })
    }

    /// What keeps clients of one Finbox from asking too much, and has all of them obey when it asks to wait.
    pub fn pacer(clock: Arc<dyn Clock>) -> Pacer {
        Pacer::new(clock, Pace { patience: PATIENCE, ..Pace::default() })
    }

    /// The same at the pace of other clients of this Finbox.
    #[must_use]
    pub fn at_pace(self, pacer: Arc<Pacer>) -> Self {
        Self { pacer, ..self }
    }

    /// With the administrator's access key.
    pub fn administrator(&self, access_key: AccessKey) -> AdministratorAccess {
        AdministratorAccess::new(self.clone(), access_key)
    }

    /// As a paired installation.
    pub fn agent(&self, credential: AgentCredential) -> AgentAccess {
        AgentAccess::new(self.clone(), credential)
    }

    /// "Valider l'id de connexion": pairs this installation. Not repeated inside, as attempts are counted.
    pub async fn validate_pairing(&self, id: &PairingId, agent: &AgentIdentity) -> Result<Pairing, FinboxError> {
        #[derive(Deserialize)]
        struct Valid {
            environment: Environment,
            agent_credential: String,
        }
        let path = ["v1", "pairings", &id.to_string(), "validation"];
        let call = Call::new(Method::POST, &path).body(&json!(agent)).discreet(id.to_string());
        let valid: Valid = match self.once(None, &call).await {
            // The reason is given without the reader's words, which might quote the credential.
            Ok(answer) => answer::read(&answer)
                .map_err(|_| answer::garbled("the answer to the pairing has not the agreed shape"))?,
            Err(FinboxError::NotFound { .. }) => return Err(FinboxError::PairingUnknown),
            Err(FinboxError::Refused { status: 410, .. }) => return Err(FinboxError::PairingRevoked),
            Err(error) => return Err(error),
        };
        Ok(Pairing { environment: valid.environment, credential: AgentCredential(valid.agent_credential.into()) })
    }

    /// Makes a call that may be made again: one that only reads, or that does nothing the second time.
    async fn repeatable<T>(
        &self,
        credential: &SecretString,
        call: &Call,
        read: impl Fn(Answer) -> Result<T, FinboxError> + Send + Sync,
    ) -> Result<T, FinboxError>
    where
        T: Send,
    {
        for wait in WAITS {
            let error = match self.once(Some(credential), call).await.and_then(&read) {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let Some(wait) = self.wait_after(&error, wait) else { return Err(error) };
            tracing::debug!(%error, seconds = wait.as_secs(), "Finbox is asked again");
            self.clock.sleep(wait).await;
        }
        self.once(Some(credential), call).await.and_then(&read)
    }

    /// How long to wait before the same call is worth another try, if it is.
    fn wait_after(&self, error: &FinboxError, wait: Duration) -> Option<Duration> {
        match error {
            FinboxError::Transport(
                TransportError::Network { .. } | TransportError::TimedOut { .. } | TransportError::Garbled { .. },
            )
            | FinboxError::Garbled { .. }
            | FinboxError::Unavailable { until: None, .. } => Some(wait),
            FinboxError::Unavailable { until: Some(until), .. } | FinboxError::RateLimited { until: Some(until) } => {
                let asked = (*until - self.clock.now()).to_std().unwrap_or_default();
                (asked <= PATIENCE).then_some(asked.max(wait))
            }
            _ => None,
        }
    }

    /// Makes one call, once.
    async fn once(&self, credential: Option<&SecretString>, call: &Call) -> Result<Answer, FinboxError> {
        let request = self.request(credential, call)?;
        let turn = self.pacer.turn().await.map_err(|paused| FinboxError::RateLimited { until: Some(paused.until) })?;
        let outcome = self.transport.send(request).await;
        turn.ended(&outcome);
        let sent = credential.map(ExposeSecret::expose_secret).into_iter().chain(call.secret.as_deref());
        let sent: Vec<&str> = sent.collect();
        answer::check(without_echoes(outcome?, &sent), self.clock.now())
    }

    fn request(&self, credential: Option<&SecretString>, call: &Call) -> Result<Request<Bytes>, FinboxError> {
        let mut address = self.base.clone();
        address.set_query(None);
        address.set_fragment(None);
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(&call.path);
        }
        if !call.query.is_empty() {
            address.query_pairs_mut().extend_pairs(&call.query);
        }
        let mut request = Request::builder().method(&call.method).uri(address.as_str());
        request = request.header(header::ACCEPT, call.accept);
        if let Some(tag) = &call.entity_tag {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        if call.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(credential) = credential {
            let mut value = http::HeaderValue::from_str(&format!("Bearer {}", credential.expose_secret().trim()))
                // What no header can hold, no server has given out.
                .map_err(|_| FinboxError::Unauthorised)?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        if call.secret.is_some() {
            request = request.extension(Discreet);
        }
        request
            .body(call.body.clone().unwrap_or_default())
            .map_err(|error| answer::garbled(format!("the request cannot be written: {error}")))
    }
}

/// One call, before it becomes a request.
struct Call {
    method: Method,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    accept: &'static str,
    secret: Option<String>,
    entity_tag: Option<String>,
    body: Option<Bytes>,
}

impl Call {
    fn new(method: Method, path: &[&str]) -> Self {
        Self {
            method,
            path: path.iter().map(|segment| (*segment).to_owned()).collect(),
            query: Vec::new(),
            accept: "application/json, application/problem+json",
            secret: None,
            entity_tag: None,
            body: None,
        }
    }

    fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path)
    }

    fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// The path holds this, which no log may show.
    fn discreet(mut self, secret: String) -> Self {
        self.secret = Some(secret);
        self
    }

    fn body(mut self, value: &serde_json::Value) -> Self {
        self.body = Some(Bytes::from(value.to_string()));
        self
    }
}
