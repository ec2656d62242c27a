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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use secrecy::ExposeSecret;

    use super::*;
    use crate::home::Home;
    use crate::secrets::MemoryVault;

    fn pair(refresh: &str) -> TokenPair {
        TokenPair {
            access: "access".into(),
            refresh: refresh.into(),
            expires_at: "2026-01-01T02:00:00Z".parse().unwrap(),
            scope: None,
        }
    }

    #[tokio::test]
    async fn each_firm_keeps_a_pair_of_its_own_and_a_locked_keyring_loses_none() {
        let folder = tempfile::tempdir().unwrap();
        let locks = RefreshLocks::new(&Home::open(folder.path()).unwrap());
        let vault = Arc::new(MemoryVault::new());
        let store = |firm| VaultTokenStore::new(SharedVault::new(vault.clone()), locks.clone(), FirmId(firm));
        store(1).store(&pair("one")).await.unwrap();
        store(2).store(&pair("two")).await.unwrap();
        vault.fail_next(VaultError::Locked);
        let error = store(1).load().await.unwrap_err();
        assert_eq!(error.reason, "the keyring is locked");
        let kept = store(1).load().await.unwrap().unwrap();
        assert_eq!(kept.refresh.expose_secret(), "one");
        store(1).clear().await.unwrap();
        assert!(store(1).load().await.unwrap().is_none());
        assert!(store(2).load().await.unwrap().is_some());
    }

    #[tokio::test]
    async fn what_is_no_pair_is_no_login() {
        let folder = tempfile::tempdir().unwrap();
        let locks = RefreshLocks::new(&Home::open(folder.path()).unwrap());
        let vault = SharedVault::new(Arc::new(MemoryVault::new()));
        vault.set(SecretName::SilverfinTokens(FirmId(1)), "garbage".into()).await.unwrap();
        assert!(VaultTokenStore::new(vault, locks, FirmId(1)).load().await.unwrap().is_none());
    }
}
