use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use super::{SecretName, Vault, VaultError, check_size};
use crate::files::{FileLock, sweep, write_whole};
use crate::home::Home;

/// A file of the home that holds secrets in plain text, for machines without a keyring. Only where somebody chose it;
/// the caller says so loudly. The file is its owner's alone (mode 0600) and is refused when others may read it.
#[derive(Debug)]
pub struct FileVault {
    file: PathBuf,
    lock: PathBuf,
}

const FORMAT: u32 = 1;
const LONGEST_FILE: u64 = 1 << 20;

#[derive(Serialize, Deserialize)]
struct Stored {
    format: u32,
    secrets: BTreeMap<String, String>,
}

impl FileVault {
    /// The vault of a home. Nothing is written until the first secret is kept.
    pub fn new(home: &Home) -> Self {
        Self { file: home.vault_file(), lock: home.lock_file("vault") }
    }

    /// Where the secrets lie.
    pub fn file(&self) -> &Path {
        &self.file
    }

    fn read(&self) -> Result<Stored, VaultError> {
        let mut file = match fs::File::open(&self.file) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Stored { format: FORMAT, secrets: BTreeMap::new() });
            }
            Err(error) => return Err(other(&error)),
        };
        let metadata = file.metadata().map_err(|error| other(&error))?;
        check_privacy(&metadata)?;
        if metadata.len() > LONGEST_FILE {
            return Err(damaged("the file is larger than 1 MiB"));
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(|error| other(&error))?;
        // The parser's own message may quote what it read.
        let stored: Stored = serde_json::from_str(&text)
            .map_err(|error| damaged(&format!("no vault at line {}, column {}", error.line(), error.column())))?;
        if stored.format != FORMAT {
            return Err(damaged(&format!("it has format {}, this version reads {FORMAT}", stored.format)));
        }
        Ok(stored)
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), VaultError> {
        let _lock = FileLock::wait(&self.lock).map_err(|error| other(&error))?;
        sweep(&self.file);
        let mut stored = self.read()?;
        change(&mut stored.secrets);
        let bytes =
            serde_json::to_vec_pretty(&stored).map(Zeroizing::new).map_err(|error| damaged(&error.to_string()))?;
        write_whole(&self.file, &bytes).map_err(|error| other(&error))
    }
}

impl Vault for FileVault {
    fn get(&self, name: &SecretName) -> Result<Option<SecretString>, VaultError> {
        Ok(self.read()?.secrets.remove(&name.to_string()).map(SecretString::from))
    }

    fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), VaultError> {
        let text = check_size(secret)?.to_owned();
        self.change(|secrets| {
            secrets.insert(name.to_string(), text);
        })
    }

    fn delete(&self, name: &SecretName) -> Result<(), VaultError> {
        if !self.read()?.secrets.contains_key(&name.to_string()) {
            return Ok(());
        }
        self.change(|secrets| {
            secrets.remove(&name.to_string());
        })
    }
}

#[cfg(unix)]
fn check_privacy(metadata: &Metadata) -> Result<(), VaultError> {
    let mode = std::os::unix::fs::MetadataExt::mode(metadata) & 0o777;
    let for_others = mode & 0o077;
    if for_others == 0 {
        return Ok(());
    }
    Err(damaged(&format!(
        "others may read the file (mode {mode:04o}); make it mode 0600, and consider its secrets known"
    )))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the folder's access list protects the file here")]
fn check_privacy(_metadata: &Metadata) -> Result<(), VaultError> {
    Ok(())
}

fn damaged(reason: &str) -> VaultError {
    VaultError::Damaged { reason: reason.to_owned() }
}

fn other(error: &io::Error) -> VaultError {
    VaultError::Other { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, FileVault) {
        let folder = tempfile::tempdir().unwrap();
        let vault = FileVault::new(&Home::open(folder.path()).unwrap());
        (folder, vault)
    }

    #[test]
    fn it_is_a_vault() {
        let (_folder, vault) = place();
        super::super::laws::hold_for(&vault);
    }

    #[cfg(unix)]
    #[test]
    fn its_file_is_for_its_owner_alone_and_refused_otherwise() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, vault) = place();
        vault.set(&SecretName::FinboxAccessKey, &"s3cret".into()).unwrap();
        let mode = || fs::metadata(vault.file()).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        for open in [0o640, 0o604, 0o660] {
            fs::set_permissions(vault.file(), fs::Permissions::from_mode(open)).unwrap();
            assert!(matches!(vault.get(&SecretName::FinboxAccessKey), Err(VaultError::Damaged { .. })));
            assert!(matches!(vault.set(&SecretName::FinboxAccessKey, &"x".into()), Err(VaultError::Damaged { .. })));
            assert_eq!(mode(), open, "nothing is repaired in silence");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_damaged_file_is_named_without_what_it_holds() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, vault) = place();
        fs::write(vault.file(), r#"{"format":1,"secrets":{"finbox.access_key":s3cret}}"#).unwrap();
        fs::set_permissions(vault.file(), fs::Permissions::from_mode(0o600)).unwrap();
        let error = vault.get(&SecretName::FinboxAccessKey).unwrap_err().to_string();
        assert!(error.contains("line 1") && !error.contains("s3cret"), "{error}");
    }

    #[test]
    fn many_writers_lose_nothing() {
        let (_folder, vault) = place();
        std::thread::scope(|scope| {
            for firm in 0..8 {
                let vault = &vault;
                scope.spawn(move || {
                    let name = SecretName::SilverfinTokens(passerelle_silverfin::FirmId(firm));
                    vault.set(&name, &"token".into()).unwrap();
                });
            }
        });
        assert_eq!(vault.read().unwrap().secrets.len(), 8);
    }
}
