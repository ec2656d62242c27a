use async_trait::async_trait;
use passerelle_silverfin::{FirmId, TokenLock, TokenPair, TokenStore, TokenStoreError};

use super::{RefreshLock, RefreshLocks, SecretName, SharedVault, VaultError};

/// Keeps one firm's token pair in the vault, and serialises its renewal across the processes of a home.
#[derive(Debug, Clone)]
pub struct VaultTokenStore {
    vault: SharedVault,
    locks: RefreshLocks,
    firm: FirmId,
}

impl VaultTokenStore {
    /// The store of one firm's tokens.
    pub fn new(vault: SharedVault, locks: RefreshLocks, firm: FirmId) -> Self {
        Self { vault, locks, firm }
    }

    fn name(&self) -> SecretName {
        SecretName::SilverfinTokens(self.firm)
    }
}

impl TokenLock for RefreshLock {}

#[async_trait]
impl TokenStore for VaultTokenStore {
    async fn load(&self) -> Result<Option<TokenPair>, TokenStoreError> {
        let Some(secret) = self.vault.get(self.name()).await.map_err(unreachable_now)? else { return Ok(None) };
        // What cannot be read is no login; it is replaced by the next one.
        Ok(TokenPair::from_secret(&secret).ok())
    }

    async fn store(&self, tokens: &TokenPair) -> Result<(), TokenStoreError> {
        self.vault.set(self.name(), tokens.to_secret()).await.map_err(unreachable_now)
    }

    async fn clear(&self) -> Result<(), TokenStoreError> {
        self.vault.delete(self.name()).await.map_err(unreachable_now)
    }

    async fn lock(&self) -> Result<Box<dyn TokenLock>, TokenStoreError> {
        Ok(Box::new(self.locks.acquire(self.firm).await.map_err(unreachable_now)?))
    }
}

/// A vault's errors carry no secret, so their words may be passed on.
#[allow(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreachable_now(error: VaultError) -> TokenStoreError {
    TokenStoreError { reason: error.to_string() }
}
