use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::Semaphore;

use super::{SecretName, Vault, VaultError};

/// A vault for tasks: its calls run on a thread of their own, one at a time, and are not waited for longer than a while.
///
/// A keyring that asks a person for the password does not answer until it is given. Such a call counts as
/// [`VaultError::Locked`]; it goes on behind, and the next ones wait in line for it instead of taking a thread each.
#[derive(Clone)]
pub struct SharedVault {
    vault: Arc<dyn Vault>,
    turn: Arc<Semaphore>,
    patience: Duration,
}

impl SharedVault {
    /// How long a call is waited for.
    pub const PATIENCE: Duration = Duration::from_secs(20);

    /// Makes a vault usable from tasks.
    pub fn new(vault: Arc<dyn Vault>) -> Self {
        Self::with_patience(vault, Self::PATIENCE)
    }

    /// The same, with another patience.
    pub fn with_patience(vault: Arc<dyn Vault>, patience: Duration) -> Self {
        Self { vault, turn: Arc::new(Semaphore::new(1)), patience }
    }

    /// The secret, if there is one.
    pub async fn get(&self, name: SecretName) -> Result<Option<SecretString>, VaultError> {
        self.call(move |vault| vault.get(&name)).await
    }

    /// Keeps a secret, durably when this returns.
    pub async fn set(&self, name: SecretName, secret: SecretString) -> Result<(), VaultError> {
        self.call(move |vault| vault.set(&name, &secret)).await
    }

    /// Forgets a secret.
    pub async fn delete(&self, name: SecretName) -> Result<(), VaultError> {
        self.call(move |vault| vault.delete(&name)).await
    }

    /// Whether a call is still going on: a keyring is asking a person for the password.
    pub fn is_waiting(&self) -> bool {
        self.turn.available_permits() == 0
    }

    async fn call<Outcome: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Vault) -> Result<Outcome, VaultError> + Send + 'static,
    ) -> Result<Outcome, VaultError> {
        if !self.vault.may_wait() {
            return call(self.vault.as_ref());
        }
        let failed = |reason: &str| VaultError::Other { reason: reason.to_owned() };
        let in_time = async {
            let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| failed("the vault is closed"))?;
            let vault = Arc::clone(&self.vault);
            let task = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                call(vault.as_ref())
            });
            task.await.unwrap_or_else(|_| Err(failed("the call broke down")))
        };
        // A guard against a thread that hangs, not a time of the domain: a clock that a test moves must not cut it short.
        tokio::time::timeout(self.patience, in_time).await.unwrap_or(Err(VaultError::Locked))
    }
}

impl fmt::Debug for SharedVault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SharedVault").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::sync::{Mutex, PoisonError};

    use super::super::MemoryVault;
    use super::*;

    /// A keyring that waits for a person.
    struct AskingVault {
        answer: Mutex<mpsc::Receiver<()>>,
    }

    impl Vault for AskingVault {
        fn get(&self, _: &SecretName) -> Result<Option<SecretString>, VaultError> {
            let _ = self.answer.lock().unwrap_or_else(PoisonError::into_inner).recv();
            Ok(Some("secret".into()))
        }

        fn set(&self, _: &SecretName, _: &SecretString) -> Result<(), VaultError> {
            Ok(())
        }

        fn delete(&self, _: &SecretName) -> Result<(), VaultError> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_keyring_that_asks_for_its_password_counts_as_locked_until_it_is_given() {
        let (person, answer) = mpsc::channel();
        let vault = AskingVault { answer: Mutex::new(answer) };
        let vault = SharedVault::with_patience(Arc::new(vault), Duration::from_millis(20));
        assert_eq!(vault.get(SecretName::LoginAttempt).await.unwrap_err(), VaultError::Locked);
        assert_eq!(vault.delete(SecretName::LoginAttempt).await, Err(VaultError::Locked), "waits in line behind it");
        assert!(vault.is_waiting(), "the person is still asked");
        person.send(()).unwrap();
        let vault = SharedVault { patience: Duration::from_mins(1), ..vault };
        assert_eq!(vault.delete(SecretName::LoginAttempt).await, Ok(()));
    }

    #[tokio::test]
    async fn what_is_kept_is_got_back() {
        let vault = SharedVault::new(Arc::new(MemoryVault::new()));
        vault.set(SecretName::LoginAttempt, "attempt".into()).await.unwrap();
        assert!(vault.get(SecretName::LoginAttempt).await.unwrap().is_some());
        vault.delete(SecretName::LoginAttempt).await.unwrap();
        assert!(vault.get(SecretName::LoginAttempt).await.unwrap().is_none());
    }
}
