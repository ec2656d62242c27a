use keyring::{Entry, Error};
use secrecy::SecretString;

use super::{SecretName, Vault, VaultError, check_size};
use crate::home::Home;

/// The operating system's keyring: Credential Manager on Windows, Keychain on macOS, a Secret Service on Linux.
///
/// Every home has a service name of its own, so that two homes never share a secret.
#[derive(Debug)]
pub struct OsVault {
    service: String,
}

impl OsVault {
    /// The vault of a home.
    pub fn new(home: &Home) -> Self {
        Self { service: format!("Passerelle {}", home.profile()) }
    }

    fn entry(&self, name: &SecretName) -> Result<Entry, VaultError> {
        // A store that could not be opened is remembered as missing; its first error says why.
        if let Err(error) = Entry::store_status() {
            return Err(vault_error(error));
        }
        Entry::new(&self.service, &name.to_string()).map_err(|error| vault_error(&error))
    }
}

impl Vault for OsVault {
    fn get(&self, name: &SecretName) -> Result<Option<SecretString>, VaultError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text.into())),
                Err(_) => Err(VaultError::Damaged { reason: format!("{name} is not text") }),
            },
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(vault_error(&error)),
        }
    }

    fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), VaultError> {
        let text = check_size(secret)?;
        self.entry(name)?.set_secret(text.as_bytes()).map_err(|error| vault_error(&error))
    }

    fn delete(&self, name: &SecretName) -> Result<(), VaultError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(vault_error(&error)),
        }
    }
}

/// Signs of a locked keyring in what a platform says: macOS answers -25308 (no interaction allowed) and -25293 (not
/// unlocked) as mere platform failures, a Secret Service answers `IsLocked`.
const LOCKED: [&str; 5] = ["-25308", "-25293", "interaction is not allowed", "IsLocked", "object locked"];

/// Signs on macOS that there is no keychain (errSecNotAvailable, errSecNoSuchKeychain).
const NO_KEYCHAIN: [&str; 2] = ["-25291", "-25294"];

/// Signs that there is no Secret Service at all.
const MISSING: [&str; 5] =
    ["no secret service", "ServiceUnknown", "DBUS_SESSION_BUS_ADDRESS", "No such file", "Connection refused"];

/// Only what a platform says of itself is repeated: some variants of the library's error carry the secret's bytes.
fn vault_error(error: &Error) -> VaultError {
    match error {
        Error::NoStorageAccess(cause) if NO_KEYCHAIN.iter().any(|sign| format!("{cause:?}").contains(sign)) => {
            VaultError::Unavailable { reason: cause.to_string() }
        }
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::PlatformFailure(cause) => {
            let said = format!("{cause} ({cause:?})");
            let has = |signs: &[&str]| signs.iter().any(|sign| said.contains(sign));
            if has(&LOCKED) {
                VaultError::Locked
            } else if has(&MISSING) {
                VaultError::Unavailable { reason: cause.to_string() }
            } else {
                VaultError::Other { reason: cause.to_string() }
            }
        }
        Error::NoDefaultStore => VaultError::Unavailable { reason: "no keyring was found".to_owned() },
        Error::TooLong(_, limit) => {
            let limit = usize::try_from(*limit).unwrap_or(usize::MAX);
            VaultError::TooLarge { bytes: limit.saturating_add(1), limit }
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            VaultError::Damaged { reason: "the entry is not in a form that can be read".to_owned() }
        }
        Error::Ambiguous(_) => VaultError::Damaged { reason: "several entries have this name".to_owned() },
        Error::Invalid(attribute, reason) => VaultError::Other { reason: format!("{attribute} {reason}") },
        Error::NotSupportedByStore(_) => VaultError::Other { reason: "the keyring cannot do this".to_owned() },
        _ => VaultError::Other { reason: "for a reason that is not known".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(said: &str) -> Error {
        Error::PlatformFailure(said.to_owned().into())
    }

    #[test]
    fn a_locked_keyring_is_known_in_all_its_guises() {
        let locked = [
            Error::NoStorageAccess("SS error: prompt dismissed".into()),
            failure("User interaction is not allowed. (-25308)"),
            failure("zbus error: org.freedesktop.Secret.Error.IsLocked: Cannot create an item in a locked collection"),
        ];
        for error in locked {
            assert_eq!(vault_error(&error), VaultError::Locked, "{error}");
        }
    }

    #[test]
    fn a_missing_keyring_is_not_a_locked_one() {
        for said in ["no secret service provider or dbus session found", "org.freedesktop.DBus.Error.ServiceUnknown: …"]
        {
            assert!(matches!(vault_error(&failure(said)), VaultError::Unavailable { .. }));
        }
        assert!(matches!(vault_error(&failure("disk on fire")), VaultError::Other { .. }));
    }

    #[test]
    fn an_error_never_repeats_the_secret() {
        let errors = [
            Error::BadEncoding(b"s3cret".to_vec()),
            Error::BadDataFormat(b"s3cret".to_vec(), "s3cret is no secret".into()),
        ];
        for error in errors {
            assert!(!format!("{0:?} {0}", vault_error(&error)).contains("s3cret"));
        }
    }

    #[test]
    fn the_keyring_of_this_computer_is_a_vault() {
        if std::env::var_os("PASSERELLE_TEST_KEYRING").is_none_or(|wish| wish != "1") {
            eprintln!("skipped: set PASSERELLE_TEST_KEYRING=1 within a session that has an unlocked keyring");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let (one, two) = (OsVault::new(&Home::open(&one).unwrap()), OsVault::new(&Home::open(&two).unwrap()));
        super::super::laws::hold_for(&one);
        one.set(&SecretName::FinboxAccessKey, &"of home one".into()).unwrap();
        assert!(two.get(&SecretName::FinboxAccessKey).unwrap().is_none(), "homes share nothing");
        one.delete(&SecretName::FinboxAccessKey).unwrap();
    }
}
