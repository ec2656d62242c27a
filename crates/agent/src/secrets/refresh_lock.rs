use std::path::PathBuf;
use std::sync::Arc;

use passerelle_silverfin::FirmId;

use super::VaultError;
use crate::files::FileLock;
use crate::home::Home;

/// Serialises the refreshing of tokens, firm by firm, within this process and across all that share the home.
/// Silverfin's refresh token is single use: two refreshes at once would sign the office out.
#[derive(Debug, Clone)]
pub struct RefreshLocks {
    home: Arc<Home>,
}

/// The right to refresh one firm's tokens. Dropping it, or dying, passes it on.
#[derive(Debug)]
#[must_use = "the lock is free again as soon as this is dropped"]
pub struct RefreshLock {
    _lock: FileLock,
}

impl RefreshLocks {
    /// The locks of a home.
    pub fn new(home: &Home) -> Self {
        Self { home: Arc::new(home.clone()) }
    }

    /// Waits for the right to refresh a firm's tokens. Whoever gets it reads the tokens again before refreshing: another
    /// may have done it meanwhile.
    pub async fn acquire(&self, firm: FirmId) -> Result<RefreshLock, VaultError> {
        let path = self.path(firm);
        // Mostly nobody has it: no thread is needed to find that out.
        if let Ok(Some(lock)) = FileLock::take(&path) {
            return Ok(RefreshLock { _lock: lock });
        }
        let waiting = tokio::task::spawn_blocking(move || FileLock::wait(&path));
        let lock = match waiting.await {
            Ok(Ok(lock)) => lock,
            Ok(Err(error)) => return Err(VaultError::Other { reason: error.to_string() }),
            Err(_) => return Err(VaultError::Other { reason: "waiting for the lock broke down".to_owned() }),
        };
        Ok(RefreshLock { _lock: lock })
    }

    fn path(&self, firm: FirmId) -> PathBuf {
        self.home.lock_file(&format!("refresh-{firm}"))
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[tokio::test]
    async fn one_firm_is_refreshed_by_one_at_a_time_and_another_firm_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let (one, two) = (RefreshLocks::new(&home), RefreshLocks::new(&home));
        let held = one.acquire(FirmId(1)).await.unwrap();
        drop(two.acquire(FirmId(2)).await.unwrap());
        assert!(FileLock::take(&two.path(FirmId(1))).unwrap().is_none());
        let mut waiting = pin!(two.acquire(FirmId(1)));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(held);
        drop(waiting.await.unwrap());
    }
}
