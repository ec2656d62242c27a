use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use super::{SecretName, Vault, VaultError, check_size};

/// A vault that forgets everything at the end, and that fails when a test says so.
#[derive(Debug, Default)]
pub struct MemoryVault {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    secrets: BTreeMap<SecretName, SecretString>,
    failures: VecDeque<VaultError>,
    closed: Option<VaultError>,
}

impl MemoryVault {
    /// An empty vault.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next call fails so, once. Several wait in line.
    pub fn fail_next(&self, error: VaultError) {
        self.inner().failures.push_back(error);
    }

    /// Every call fails so, until [`MemoryVault::open`].
    pub fn close(&self, error: VaultError) {
        self.inner().closed = Some(error);
    }

    /// Ends what [`MemoryVault::close`] began.
    pub fn open(&self) {
        self.inner().closed = None;
    }

    /// The names of the secrets that are kept.
    pub fn names(&self) -> Vec<SecretName> {
        self.inner().secrets.keys().copied().collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ready(&self) -> Result<MutexGuard<'_, Inner>, VaultError> {
        let mut inner = self.inner();
        match inner.failures.pop_front().or_else(|| inner.closed.clone()) {
            Some(error) => Err(error),
            None => Ok(inner),
        }
    }
}

impl Vault for MemoryVault {
    fn get(&self, name: &SecretName) -> Result<Option<SecretString>, VaultError> {
        Ok(self.ready()?.secrets.get(name).cloned())
    }

    fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), VaultError> {
        check_size(secret)?;
        self.ready()?.secrets.insert(*name, secret.clone());
        Ok(())
    }

    fn delete(&self, name: &SecretName) -> Result<(), VaultError> {
        self.ready()?.secrets.remove(name);
        Ok(())
    }

    fn may_wait(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_vault() {
        super::super::laws::hold_for(&MemoryVault::new());
    }

    #[test]
    fn it_fails_when_told_to() {
        let vault = MemoryVault::new();
        vault.fail_next(VaultError::Locked);
        assert_eq!(vault.get(&SecretName::LoginAttempt).unwrap_err(), VaultError::Locked);
        assert!(vault.get(&SecretName::LoginAttempt).unwrap().is_none());
        vault.close(VaultError::Locked);
        assert!(vault.delete(&SecretName::LoginAttempt).is_err());
        vault.open();
        assert!(vault.delete(&SecretName::LoginAttempt).is_ok());
    }
}
