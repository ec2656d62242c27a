use std::sync::Arc;

use async_trait::async_trait;
use passerelle_transport::{Clock, FailureStage, TransportError};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use crate::{FirmId, LoginError, OAuthClient, SilverfinError, TokenPair};

/// Where calls get their access token from.
#[async_trait]
pub trait AccessTokens: Send + Sync {
    /// A token that is good as far as is known.
    async fn current(&self) -> Result<SecretString, SilverfinError>;

    /// Another token, because Silverfin did not accept this one.
    async fn renewed(&self, rejected: &SecretString) -> Result<SecretString, SilverfinError>;
}

/// The token pair of one firm, kept where several processes of one user reach it.
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// The pair that is kept. `None`: nobody is logged in.
    async fn load(&self) -> Result<Option<TokenPair>, TokenStoreError>;

    /// Keeps the pair instead of the former one. When this answers `Ok`, the pair has survived a crash.
    async fn store(&self, tokens: &TokenPair) -> Result<(), TokenStoreError>;

    /// Forgets the pair.
    async fn clear(&self) -> Result<(), TokenStoreError>;

    /// Waits until no other process renews this firm's pair. The lock ends when the guard is dropped.
    async fn lock(&self) -> Result<Box<dyn TokenLock>, TokenStoreError>;
}

/// Keeps other processes from renewing the pair until it is dropped.
pub trait TokenLock: Send {}

/// The store cannot be used now (the keyring is locked, say). Nobody is logged out by that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the tokens cannot be reached: {reason}")]
pub struct TokenStoreError {
    /// What the store said, without any secret.
    pub reason: String,
}

impl From<TokenStoreError> for SilverfinError {
    fn from(error: TokenStoreError) -> Self {
        Self::CredentialsUnavailable { reason: error.reason }
    }
}

/// The login of one firm: hands out access tokens and renews them.
///
/// Renewals never run side by side, neither in this process nor in another. The new pair is stored before it is first
/// used: Silverfin revokes the old refresh token only at that first use, so a crash at any instant leaves a pair in the
/// store that works. Trouble with the network is "not yet", never "signed out".
pub struct Session {
    firm: FirmId,
    oauth: OAuthClient,
    store: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    /// Only ever what the store held, or had taken, at some time. Its lock is held through a renewal.
    known: Mutex<Option<TokenPair>>,
}

impl Session {
    /// The login of `firm`, whose tokens are in `store`.
    pub fn new(firm: FirmId, oauth: OAuthClient, store: Arc<dyn TokenStore>, clock: Arc<dyn Clock>) -> Self {
        Self { firm, oauth, store, clock, known: Mutex::new(None) }
    }

    async fn token(&self, rejected: Option<&SecretString>) -> Result<SecretString, SilverfinError> {
        let mut known = self.known.lock().await;
        if let Some(tokens) = known.as_ref().filter(|tokens| self.is_usable(tokens, rejected)) {
            return Ok(tokens.access.clone());
        }
        let _lock = self.store.lock().await?;
        *known = None;
        let kept = self.store.load().await?.ok_or(SilverfinError::LoginLapsed)?;
        let tokens = if self.is_usable(&kept, rejected) { kept } else { self.renew(kept, rejected).await? };
        Ok(known.insert(tokens).access.clone())
    }

    /// Renews the pair and stores it. Called with both locks held.
    async fn renew(&self, kept: TokenPair, rejected: Option<&SecretString>) -> Result<TokenPair, SilverfinError> {
        let renewed = match self.oauth.refresh(&kept, self.firm).await {
            Err(LoginError::InvalidGrant { .. }) => {
                // Something that does not take the lock may have renewed or replaced the pair in between.
                let now_kept = self.store.load().await?.filter(|now| !same(&now.refresh, &kept.refresh));
                let now_kept = now_kept.ok_or(SilverfinError::LoginLapsed)?;
                if self.is_usable(&now_kept, rejected) {
                    return Ok(now_kept);
                }
                self.oauth.refresh(&now_kept, self.firm).await
            }
            other => other,
        };
        let renewed = renewed.map_err(not_renewed)?;
        self.store.store(&renewed).await?;
        tracing::debug!(firm = %self.firm, "the login was renewed");
        Ok(renewed)
    }

    fn is_usable(&self, tokens: &TokenPair, rejected: Option<&SecretString>) -> bool {
        tokens.is_fresh(self.clock.now()) && !rejected.is_some_and(|rejected| same(rejected, &tokens.access))
    }
}

#[async_trait]
impl AccessTokens for Session {
    async fn current(&self) -> Result<SecretString, SilverfinError> {
        self.token(None).await
    }

    async fn renewed(&self, rejected: &SecretString) -> Result<SecretString, SilverfinError> {
        self.token(Some(rejected)).await
    }
}

fn same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

/// Says why there is no token. Whatever happened, the call that wanted it was not sent, and no error here may leave a
/// write in doubt.
fn not_renewed(error: LoginError) -> SilverfinError {
    let not_sent = |cause: String| {
        let cause = format!("the login could not be renewed: {cause}");
        SilverfinError::Transport(TransportError::Network { stage: FailureStage::BeforeSending, cause })
    };
    match error {
        LoginError::InvalidGrant { .. } => SilverfinError::LoginLapsed,
        LoginError::InvalidClient => SilverfinError::InvalidClient,
        LoginError::Transport(TransportError::TimedOut { limit, .. }) => {
            SilverfinError::Transport(TransportError::TimedOut { stage: FailureStage::BeforeSending, limit })
        }
        LoginError::Transport(error @ (TransportError::Certificate { .. } | TransportError::NotSecure { .. })) => {
            SilverfinError::Transport(error)
        }
        LoginError::RateLimited { until } => SilverfinError::RateLimited { until },
        LoginError::Unavailable { until: Some(until), .. } => SilverfinError::RateLimited { until: Some(until) },
        LoginError::Refused { code, description } => {
            SilverfinError::Refused { status: 400, detail: format!("{code}: {description}") }
        }
        other => not_sent(other.to_string()),
    }
}
