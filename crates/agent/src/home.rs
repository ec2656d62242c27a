//! The folder that holds everything of one installation: settings, journal, mappings, logs, locks, and the file vault
//! where one was chosen. Two homes share nothing.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use crate::files::FileLock;

/// A folder that exists and that only its owner may enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    folder: PathBuf,
}

/// Why there is no home.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The operating system names no place for a program's data.
    #[error("this account has no place for a program's data; name a folder with --home")]
    NoPlace,
    /// The folder cannot be made or entered.
    #[error("the folder {folder} cannot be used: {cause}")]
    Unusable {
        /// The folder.
        folder: PathBuf,
        /// What the operating system said.
        cause: io::Error,
    },
}

impl Home {
    /// Opens the folder, and makes it (mode 0700 where modes exist) if it is not there.
    pub fn open(folder: &Path) -> Result<Self, HomeError> {
        let unusable = |cause| HomeError::Unusable { folder: folder.to_owned(), cause };
        make_private_folder(folder).map_err(unusable)?;
        let home = Self { folder: fs::canonicalize(folder).map_err(unusable)? };
        for inner in [home.mappings_folder(), home.logs_folder(), home.locks_folder()] {
            make_private_folder(&inner).map_err(unusable)?;
        }
        Ok(home)
    }

    /// Where the home stands when nobody names a folder: below `XDG_DATA_HOME` or `~/.local/share` on Linux,
    /// `%LOCALAPPDATA%` on Windows, `~/Library/Application Support` on macOS. `variable` reads the environment.
    pub fn default_folder(variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, HomeError> {
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let place = if cfg!(windows) {
            absolute("LOCALAPPDATA").map(|data| data.join("Passerelle"))
        } else if cfg!(target_os = "macos") {
            absolute("HOME").map(|user| user.join("Library/Application Support/Passerelle"))
        } else {
            absolute("XDG_DATA_HOME")
                .or_else(|| absolute("HOME").map(|user| user.join(".local/share")))
                .map(|data| data.join("passerelle"))
        };
        place.ok_or(HomeError::NoPlace)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where differences from the default settings are kept.
    pub fn settings_file(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    /// The journal.
    pub fn database_file(&self) -> PathBuf {
        self.folder.join("state.db")
    }

    /// Secrets, only where a file vault was chosen.
    pub fn vault_file(&self) -> PathBuf {
        self.folder.join("vault.json")
    }

    /// The office's policy as it was last read whole.
    pub fn last_policy_file(&self) -> PathBuf {
        self.folder.join("policy.last.json")
    }

    /// Recorded mappings.
    pub fn mappings_folder(&self) -> PathBuf {
        self.folder.join("mappings")
    }

    /// Daily logs.
    pub fn logs_folder(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Lock files.
    pub fn locks_folder(&self) -> PathBuf {
        self.folder.join("locks")
    }

    /// The lock file of this name.
    pub fn lock_file(&self, name: &str) -> PathBuf {
        self.locks_folder().join(format!("{name}.lock"))
    }

    /// Takes the lock of this name if nobody has it: "agent" for the one process that runs the nights of a home.
    pub fn take_lock(&self, name: &str) -> io::Result<Option<FileLock>> {
        FileLock::take(&self.lock_file(name))
    }

    /// A name that no other home on this computer has and that says nothing of where it stands.
    pub fn profile(&self) -> String {
        let digest = Sha256::digest(self.folder.as_os_str().as_encoded_bytes());
        format!("{digest:x}").chars().take(16).collect()
    }
}

/// The place of the office's policy on this computer.
pub fn default_policy_file(variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    if cfg!(windows) {
        let data = variable("ProgramData").map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from);
        data.join("Passerelle").join("policy.json")
    } else if cfg!(target_os = "macos") {
        PathBuf::from("/Library/Application Support/Passerelle/policy.json")
    } else {
        PathBuf::from("/etc/passerelle/policy.json")
    }
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_home_is_for_its_owner_alone() {
        let place = tempfile::tempdir().unwrap();
        let home = Home::open(&place.path().join("deep/home")).unwrap();
        assert!(home.mappings_folder().is_dir());
        assert!(home.logs_folder().is_dir());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(home.folder()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    #[test]
    fn two_homes_have_two_profiles_and_one_home_keeps_its_own() {
        let place = tempfile::tempdir().unwrap();
        let one = Home::open(&place.path().join("one")).unwrap();
        let two = Home::open(&place.path().join("two")).unwrap();
        assert_ne!(one.profile(), two.profile());
        assert_eq!(one.profile(), Home::open(&place.path().join("two/../one")).unwrap().profile());
    }

    #[test]
    fn a_file_in_the_way_is_an_error_that_names_it() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(Home::open(&file).unwrap_err().to_string().contains("file"));
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_default_place_follows_the_environment() {
        let environment = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        let place = |pairs| Home::default_folder(environment(pairs)).ok();
        assert_eq!(place(&[("XDG_DATA_HOME", "/data"), ("HOME", "/u")]), Some("/data/passerelle".into()));
        assert_eq!(place(&[("HOME", "/u")]), Some("/u/.local/share/passerelle".into()));
        assert_eq!(place(&[("XDG_DATA_HOME", "relative"), ("HOME", "/u")]), Some("/u/.local/share/passerelle".into()));
        assert_eq!(place(&[]), None);
    }
}
