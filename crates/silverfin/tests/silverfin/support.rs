//! A Silverfin in process that keeps to Doorkeeper's rules for tokens, and a token store that can fail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::DateTime;
use passerelle_silverfin::oauth::ClientCredentials;
use passerelle_silverfin::{
    AccessTokens, FirmId, OAuthClient, Session, SilverfinAddress, SilverfinClient, TokenLock, TokenPair, TokenStore,
    TokenStoreError,
};
use passerelle_transport::{Answer, Clock, ManualClock, Pace, Pacer, Transport, TransportError, scripted_answer};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::OwnedMutexGuard;

pub(crate) const FIRM: FirmId = FirmId(42);

pub(crate) fn address() -> SilverfinAddress {
    SilverfinAddress::new("https://silverfin.example".parse().unwrap()).unwrap()
}

pub(crate) fn clock() -> ManualClock {
    ManualClock::jumping(DateTime::UNIX_EPOCH)
}

/// Tokens that are always the same: for tests that are not about logging in.
pub(crate) struct Fixed;

#[async_trait]
impl AccessTokens for Fixed {
    async fn current(&self) -> Result<SecretString, passerelle_silverfin::SilverfinError> {
        Ok("first-token".into())
    }

    async fn renewed(&self, rejected: &SecretString) -> Result<SecretString, passerelle_silverfin::SilverfinError> {
        assert_eq!(rejected.expose_secret(), "first-token");
        Ok("second-token".into())
    }
}

pub(crate) fn client(
    transport: Arc<dyn Transport>,
    clock: &ManualClock,
    tokens: Arc<dyn AccessTokens>,
) -> SilverfinClient {
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let pacer = Arc::new(Pacer::new(Arc::clone(&clock), Pace::default()));
    SilverfinClient::new(address(), FIRM, transport, pacer, clock, tokens)
}

pub(crate) fn oauth(transport: Arc<dyn Transport>, clock: &ManualClock) -> OAuthClient {
    let credentials = ClientCredentials { id: "client".into(), secret: "client-secret".into() };
    OAuthClient::new(address(), credentials, "urn:ietf:wg:oauth:2.0:oob", transport, Arc::new(clock.clone()))
}

pub(crate) fn pair(number: u32) -> TokenPair {
    TokenPair {
        access: format!("access-{number}").into(),
        refresh: format!("refresh-{number}").into(),
        expires_at: "1970-01-01T02:00:00Z".parse().unwrap(),
        scope: None,
    }
}

/// Answers token requests, and every other call with the firm as long as its token is good.
#[derive(Default)]
pub(crate) struct Doorkeeper {
    pub(crate) state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    /// Pairs handed out so far.
    pub(crate) issued: u32,
    /// Refresh tokens that are good.
    pub(crate) refresh: BTreeSet<String>,
    /// Access tokens that are good.
    pub(crate) access: BTreeSet<String>,
    /// What is revoked when an access token is first used.
    revoked_by_use: BTreeMap<String, String>,
    /// Errors to answer the next requests with, before anything else.
    pub(crate) faults: Vec<Result<u16, TransportError>>,
    /// What was asked.
    pub(crate) log: Vec<String>,
}

impl Doorkeeper {
    /// With pair number 1 handed out.
    pub(crate) fn with_first_pair() -> Arc<Self> {
        let doorkeeper = Self::default();
        doorkeeper.state.lock().unwrap().issue(None);
        Arc::new(doorkeeper)
    }

    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().log)
    }
}

impl State {
    pub(crate) fn issue(&mut self, renewed: Option<&str>) -> u32 {
        self.issued += 1;
        let number = self.issued;
        self.refresh.insert(format!("refresh-{number}"));
        self.access.insert(format!("access-{number}"));
        if let Some(old) = renewed {
            self.revoked_by_use.insert(format!("access-{number}"), old.trim_start_matches("refresh-").to_owned());
        }
        number
    }
}

#[async_trait]
impl Transport for Doorkeeper {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        tokio::task::yield_now().await;
        let mut state = self.state.lock().unwrap();
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let field = |name: &str| {
            url::form_urlencoded::parse(body.as_bytes())
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let is_token_request = request.uri().path() == "/f/42/oauth/token";
        let token = request.headers().get("authorization").map(|value| value.to_str().unwrap()[7..].to_owned());
        state.log.push(match &token {
            Some(token) => format!("call with {token}"),
            None => format!("renewal with {}", field("refresh_token").unwrap_or_default()),
        });
        if let Some(fault) = state.faults.pop() {
            return fault.map(|status| scripted_answer(status, ""));
        }
        if is_token_request {
            assert_eq!(field("client_secret").as_deref(), Some("client-secret"));
            assert_eq!(request.uri().query(), None);
            let refresh = field("refresh_token").unwrap();
            if !state.refresh.contains(&refresh) {
                return Ok(scripted_answer(400, r#"{"error":"invalid_grant","error_description":"revoked"}"#));
            }
            let number = state.issue(Some(&refresh));
            return Ok(scripted_answer(
                200,
                &format!(
                    r#"{{"access_token":"access-{number}","refresh_token":"refresh-{number}","expires_in":7200}}"#
                ),
            ));
        }
        let token = token.unwrap();
        if !state.access.contains(&token) {
            return Ok(scripted_answer(401, r#"{"error":"invalid_token"}"#));
        }
        if let Some(old) = state.revoked_by_use.remove(&token) {
            state.refresh.remove(&format!("refresh-{old}"));
            state.access.remove(&format!("access-{old}"));
        }
        Ok(scripted_answer(200, r#"{"id":42,"name":"Office"}"#))
    }
}

/// A store that several sessions share, as processes share a keyring.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) kept: Mutex<Option<TokenPair>>,
    pub(crate) is_full: Mutex<bool>,
    pub(crate) is_closed: Mutex<bool>,
    /// What another program puts in while a renewal is under way.
    pub(crate) slipped_in: Mutex<Vec<TokenPair>>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

struct Guard(#[allow(dead_code, reason = "held for its drop")] OwnedMutexGuard<()>);

impl TokenLock for Guard {}

impl Store {
    pub(crate) fn holding(number: u32) -> Arc<Self> {
        Arc::new(Self { kept: Mutex::new(Some(pair(number))), ..Self::default() })
    }

    pub(crate) fn kept(&self) -> String {
        self.kept.lock().unwrap().as_ref().map(|pair| pair.refresh.expose_secret().to_owned()).unwrap_or_default()
    }
}

#[async_trait]
impl TokenStore for Store {
    async fn load(&self) -> Result<Option<TokenPair>, TokenStoreError> {
        if *self.is_closed.lock().unwrap() {
            return Err(TokenStoreError { reason: "locked".into() });
        }
        let found = self.kept.lock().unwrap().clone();
        if let Some(other) = self.slipped_in.lock().unwrap().pop() {
            *self.kept.lock().unwrap() = Some(other);
        }
        Ok(found)
    }

    async fn store(&self, tokens: &TokenPair) -> Result<(), TokenStoreError> {
        if std::mem::take(&mut *self.is_full.lock().unwrap()) {
            return Err(TokenStoreError { reason: "full".into() });
        }
        *self.kept.lock().unwrap() = Some(tokens.clone());
        Ok(())
    }

    async fn clear(&self) -> Result<(), TokenStoreError> {
        *self.kept.lock().unwrap() = None;
        Ok(())
    }

    async fn lock(&self) -> Result<Box<dyn TokenLock>, TokenStoreError> {
        Ok(Box::new(Guard(Arc::clone(&self.lock).lock_owned().await)))
    }
}

pub(crate) fn session(doorkeeper: &Arc<Doorkeeper>, store: &Arc<Store>, clock: &ManualClock) -> Arc<Session> {
    let oauth = oauth(doorkeeper.clone(), clock);
    Arc::new(Session::new(FIRM, oauth, store.clone(), Arc::new(clock.clone())))
}
