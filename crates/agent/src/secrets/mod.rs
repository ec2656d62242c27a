//! Secrets: where they are kept and how they are reached.
//!
//! A secret is never in the settings, the journal, a log, a bundle or an error. It lies in the operating system's keyring
//! ([`OsVault`]), or in a file of the home ([`FileVault`]) where somebody chose that on a machine without a keyring.
//! A keyring that is locked means "waiting to be unlocked", never "signed out".

mod file;
mod memory;
mod name;
mod os;
mod refresh_lock;
mod shared;
mod token_store;

pub use file::FileVault;
pub use memory::MemoryVault;
pub use name::{SecretName, UnknownSecret};
pub use os::OsVault;
pub use refresh_lock::{RefreshLock, RefreshLocks};
use secrecy::SecretString;
pub use shared::SharedVault;
pub use token_store::VaultTokenStore;

/// A place for secrets. Calls block, for as long as a person takes to unlock a keyring: use [`SharedVault`] from tasks.
pub trait Vault: Send + Sync {
    /// The secret, if there is one.
    fn get(&self, name: &SecretName) -> Result<Option<SecretString>, VaultError>;

    /// Keeps a secret, durably when this returns.
    fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), VaultError>;

    /// Forgets a secret. One that is not there is forgotten already.
    fn delete(&self, name: &SecretName) -> Result<(), VaultError>;

    /// Whether a call may wait, for a disk or for a person. One that never does is called where it stands, without a
    /// thread of its own.
    fn may_wait(&self) -> bool {
        true
    }
}

/// Why a secret cannot be read or kept. No variant carries a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Somebody has to unlock the keyring. Wait; nobody is signed out.
    #[error("the keyring is locked")]
    Locked,
    /// There is no keyring here: no Secret Service, no session.
    #[error("there is no keyring on this computer: {reason}")]
    Unavailable {
        /// What the operating system said.
        reason: String,
    },
    /// The keyring holds no secret of this size.
    #[error("the secret has {bytes} bytes, the keyring holds {limit} at most")]
    TooLarge {
        /// The secret's size.
        bytes: usize,
        /// The largest size, in bytes.
        limit: usize,
    },
    /// Something is kept there that is no secret of ours, or others may read it.
    #[error("what is kept there cannot be used: {reason}")]
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else.
    #[error("the keyring failed: {reason}")]
    Other {
        /// What was said.
        reason: String,
    },
}

/// The largest secret that is kept anywhere, in bytes: what Windows' credential manager holds
/// (`CRED_MAX_CREDENTIAL_BLOB_SIZE`). Asserted on every system, so that what works on one works on all.
pub const LARGEST_SECRET: usize = 2560;

fn check_size(secret: &SecretString) -> Result<&str, VaultError> {
    let text = secrecy::ExposeSecret::expose_secret(secret);
    if text.len() > LARGEST_SECRET {
        return Err(VaultError::TooLarge { bytes: text.len(), limit: LARGEST_SECRET });
    }
    Ok(text)
}

#[cfg(test)]
pub(crate) mod laws {
    //! What holds of every vault.

    use passerelle_silverfin::FirmId;
    use secrecy::ExposeSecret;

    use super::*;

    pub(crate) fn hold_for(vault: &dyn Vault) {
        let names = [
            SecretName::FinboxAccessKey,
            SecretName::SilverfinTokens(FirmId(1)),
            SecretName::SilverfinTokens(FirmId(12)),
        ];
        let read = |name| vault.get(name).unwrap().map(|secret| secret.expose_secret().to_owned());
        for name in &names {
            vault.delete(name).unwrap();
            assert_eq!(read(name), None);
        }
        for name in &names {
            vault.set(name, &format!("secret of {name}, é€").into()).unwrap();
        }
        for name in &names {
            assert_eq!(read(name), Some(format!("secret of {name}, é€")));
        }
        vault.set(&names[1], &"another".into()).unwrap();
        assert_eq!(read(&names[1]).as_deref(), Some("another"));
        vault.set(&names[0], &"x".repeat(LARGEST_SECRET).into()).unwrap();
        let too_large = vault.set(&names[0], &"x".repeat(LARGEST_SECRET + 1).into());
        assert_eq!(too_large, Err(VaultError::TooLarge { bytes: LARGEST_SECRET + 1, limit: LARGEST_SECRET }));
        assert_eq!(read(&names[0]).map(|text| text.len()), Some(LARGEST_SECRET));
        vault.delete(&names[1]).unwrap();
        vault.delete(&names[1]).unwrap();
        assert_eq!(read(&names[1]), None);
        assert_eq!(read(&names[2]).as_deref(), Some("secret of silverfin.tokens.12, é€"));
        vault.delete(&names[0]).unwrap();
        vault.delete(&names[2]).unwrap();
    }
}
