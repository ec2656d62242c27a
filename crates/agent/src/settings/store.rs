//! Settings on disk: the person's file in the home, and the office's policy file above it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::keys::{SettingKey, UnknownSetting};
use super::layers::{Layer, Origin, Settings, read_text};
use crate::files::{FileLock, sweep, write_whole};
use crate::home::Home;

/// The largest file that is read.
const LONGEST_FILE: u64 = 1 << 20;

/// Why settings cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// No such setting.
    #[error(transparent)]
    Unknown(#[from] UnknownSetting),
    /// The value is not right.
    #[error("{key} {reason}")]
    Invalid {
        /// The setting.
        key: SettingKey,
        /// What is wrong, as the rest of a sentence.
        reason: String,
    },
    /// The office's policy fixes this setting.
    #[error("{key} is fixed by your office's policy ({policy})")]
    Managed {
        /// The setting.
        key: SettingKey,
        /// The policy's file.
        policy: PathBuf,
    },
    /// The file is there but cannot be read. It is not overwritten.
    #[error("the settings in {file} cannot be read: {cause}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The policy's file is there but cannot be read, and it was never read before.
    #[error("your office's policy in {file} cannot be read: {cause}")]
    PolicyUnreadable {
        /// The policy's file.
        file: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The settings cannot be written.
    #[error("the settings cannot be written to {file}: {cause}")]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the operating system said.
        cause: io::Error,
    },
}

/// What is not as it should be, though the settings can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsWarning {
    /// A key of another version, or a mistyped one. It is kept.
    #[error("{file} has a setting that is not known: {key}")]
    UnknownKey {
        /// Where it stands.
        file: PathBuf,
        /// The key.
        key: String,
    },
    /// A value that is not right. It is kept in the file, and the default counts.
    #[error("{file}: {key} {reason}; the default counts")]
    WrongValue {
        /// Where it stands.
        file: PathBuf,
        /// The key.
        key: SettingKey,
        /// What is wrong, as the rest of a sentence.
        reason: String,
    },
    /// The policy cannot be read now; what it said last is kept.
    #[error("your office's policy in {file} cannot be read ({cause}); what it said last still counts")]
    PolicyUnreadable {
        /// The policy's file.
        file: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

/// The settings of one home. Several processes may have them open: a change is made to what the file says then.
#[derive(Debug)]
pub struct SettingsStore {
    file: PathBuf,
    lock: PathBuf,
    policy_file: PathBuf,
    last_policy_file: PathBuf,
    settings: Settings,
    warnings: Vec<SettingsWarning>,
}

impl SettingsStore {
    /// Reads the settings of a home, with the office's policy from `policy_file` above them.
    pub fn open(home: &Home, policy_file: &Path) -> Result<Self, SettingsError> {
        let mut store = Self {
            file: home.settings_file(),
            lock: home.lock_file("settings"),
            policy_file: policy_file.to_owned(),
            last_policy_file: home.last_policy_file(),
            settings: Settings::default(),
            warnings: Vec::new(),
        };
        store.reload()?;
        Ok(store)
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is not as it should be.
    pub fn warnings(&self) -> &[SettingsWarning] {
        &self.warnings
    }

    /// Reads both files again. Where that fails, everything stays as it was.
    pub fn reload(&mut self) -> Result<(), SettingsError> {
        let own = self.read_own()?;
        let (policy, policy_warning) = self.read_policy()?;
        self.take(&own, &policy, policy_warning);
        Ok(())
    }

    /// Changes one setting and writes the file.
    pub fn set(&mut self, key: SettingKey, text: &str) -> Result<(), SettingsError> {
        self.change(key, |own| own.set(key, text).map_err(|reason| SettingsError::Invalid { key, reason }))
    }

    /// Returns one setting to its default and writes the file.
    pub fn reset(&mut self, key: SettingKey) -> Result<(), SettingsError> {
        self.change(key, |own| {
            own.reset(key);
            Ok(())
        })
    }

    fn change(
        &mut self,
        key: SettingKey,
        change: impl FnOnce(&mut Layer) -> Result<(), SettingsError>,
    ) -> Result<(), SettingsError> {
        let unwritable = |cause| SettingsError::Unwritable { file: self.file.clone(), cause };
        let _lock = FileLock::wait(&self.lock).map_err(unwritable)?;
        sweep(&self.file);
        let (policy, policy_warning) = self.read_policy()?;
        let mut own = self.read_own()?;
        if Settings::from_layers(&own, &policy).origin(key) == Origin::Managed {
            return Err(SettingsError::Managed { key, policy: self.policy_file.clone() });
        }
        change(&mut own)?;
        write_whole(&self.file, &pretty(own.to_json())).map_err(unwritable)?;
        self.take(&own, &policy, policy_warning);
        Ok(())
    }

    fn take(&mut self, own: &Layer, policy: &Layer, policy_warning: Option<SettingsWarning>) {
        let unknown = |file: &Path, keys: &BTreeSet<String>| {
            let file = file.to_owned();
            keys.iter()
                .map(|key| SettingsWarning::UnknownKey { file: file.clone(), key: key.clone() })
                .collect::<Vec<_>>()
        };
        let wrong = own.wrong.iter().map(|(key, reason)| SettingsWarning::WrongValue {
            file: self.file.clone(),
            key: *key,
            reason: reason.clone(),
        });
        self.warnings = unknown(&self.file, &own.unknown)
            .into_iter()
            .chain(wrong)
            .chain(unknown(&self.policy_file, &policy.unknown))
            .chain(policy_warning)
            .collect();
        self.settings = Settings::from_layers(own, policy);
    }

    fn read_own(&self) -> Result<Layer, SettingsError> {
        match read_object(&self.file) {
            Ok(object) => Ok(Layer::from_json(object.unwrap_or_default())),
            Err(cause) => Err(SettingsError::Unreadable { file: self.file.clone(), cause }),
        }
    }

    /// An unreadable policy is not "no policy": what it said last still counts.
    fn read_policy(&self) -> Result<(Layer, Option<SettingsWarning>), SettingsError> {
        let cause = match read_policy_layer(&self.policy_file) {
            Ok(Some(PolicyFile { layer, object })) => {
                if read_object(&self.last_policy_file).ok().flatten().as_ref() != Some(&object) {
                    write_whole(&self.last_policy_file, &pretty(object))
                        .map_err(|cause| SettingsError::Unwritable { file: self.last_policy_file.clone(), cause })?;
                }
                return Ok((layer, None));
            }
            Ok(None) => {
                let _ = std::fs::remove_file(&self.last_policy_file);
                return Ok((Layer::default(), None));
            }
            Err(cause) => cause,
        };
        let file = self.policy_file.clone();
        match read_policy_layer(&self.last_policy_file) {
            Ok(Some(PolicyFile { layer, .. })) => Ok((layer, Some(SettingsWarning::PolicyUnreadable { file, cause }))),
            Ok(None) | Err(_) => Err(SettingsError::PolicyUnreadable { file, cause }),
        }
    }
}

struct PolicyFile {
    layer: Layer,
    object: Map<String, Value>,
}

fn read_policy_layer(file: &Path) -> Result<Option<PolicyFile>, String> {
    let Some(object) = read_object(file)? else { return Ok(None) };
    let layer = Layer::from_json(object.clone());
    match layer.wrong.first_key_value() {
        Some((key, reason)) => Err(format!("{key} {reason}")),
        None => Ok(Some(PolicyFile { layer, object })),
    }
}

fn read_object(file: &Path) -> Result<Option<Map<String, Value>>, String> {
    match std::fs::metadata(file) {
        Ok(metadata) if metadata.len() > LONGEST_FILE => return Err("it is larger than 1 MiB".to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    }
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    read_text(&bytes).map(Some)
}

fn pretty(object: Map<String, Value>) -> Vec<u8> {
    let mut text = format!("{:#}", Value::Object(object));
    text.push('\n');
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Place {
        folder: tempfile::TempDir,
        home: Home,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let home = Home::open(&folder.path().join("home")).unwrap();
            Self { folder, home }
        }

        fn policy(&self) -> PathBuf {
            self.folder.path().join("policy.json")
        }

        fn open(&self) -> Result<SettingsStore, SettingsError> {
            SettingsStore::open(&self.home, &self.policy())
        }
    }

    #[test]
    fn the_file_holds_differences_only_and_reads_back() {
        let place = Place::new();
        let mut store = place.open().unwrap();
        store.set(SettingKey::SilverfinBatchSize, "200").unwrap();
        store.set(SettingKey::FinboxUrl, "http://127.0.0.1:8080/").unwrap();
        store.set(SettingKey::DocumentsPdf, "true").unwrap();
        insta::assert_snapshot!(fs::read_to_string(place.home.settings_file()).unwrap(), @r#"
        {
          "documents.pdf": true,
          "finbox.url": "http://127.0.0.1:8080"
        }
        "#);
        assert_eq!(place.open().unwrap().settings(), store.settings());
        store.reset(SettingKey::DocumentsPdf).unwrap();
        assert!(!place.open().unwrap().settings().values().documents_pdf);
    }

    #[test]
    fn two_processes_do_not_undo_each_others_changes() {
        let place = Place::new();
        let (mut one, mut two) = (place.open().unwrap(), place.open().unwrap());
        one.set(SettingKey::DocumentsPdf, "true").unwrap();
        two.set(SettingKey::Language, "de").unwrap();
        let both = place.open().unwrap();
        assert!(both.settings().values().documents_pdf);
        assert_eq!(both.settings().setting(SettingKey::Language).value.as_deref(), Some("de"));
    }

    #[test]
    fn a_damaged_file_is_an_error_and_is_not_overwritten() {
        let place = Place::new();
        let mut store = place.open().unwrap();
        fs::write(place.home.settings_file(), "{\"language\": ").unwrap();
        assert!(matches!(place.open(), Err(SettingsError::Unreadable { .. })));
        assert!(store.set(SettingKey::Language, "nl").is_err());
        assert_eq!(fs::read_to_string(place.home.settings_file()).unwrap(), "{\"language\": ");
    }

    #[test]
    fn what_the_policy_fixes_cannot_be_set() {
        let place = Place::new();
        fs::write(place.policy(), r#"{"documents.pdf": true}"#).unwrap();
        let mut store = place.open().unwrap();
        assert!(store.settings().values().documents_pdf);
        assert!(matches!(store.set(SettingKey::DocumentsPdf, "false"), Err(SettingsError::Managed { .. })));
        store.set(SettingKey::Language, "nl").unwrap();
    }

    #[test]
    fn an_unreadable_policy_is_not_no_policy() {
        let place = Place::new();
        fs::write(place.policy(), "{").unwrap();
        assert!(matches!(place.open(), Err(SettingsError::PolicyUnreadable { .. })));
        fs::write(place.policy(), r#"{"documents.pdf": true}"#).unwrap();
        place.open().unwrap();
        for broken in ["{", r#"{"documents.pdf": "perhaps"}"#] {
            fs::write(place.policy(), broken).unwrap();
            let store = place.open().unwrap();
            assert!(store.settings().values().documents_pdf, "what the policy said last still counts");
            assert!(matches!(store.warnings(), [SettingsWarning::PolicyUnreadable { .. }]));
        }
        fs::remove_file(place.policy()).unwrap();
        assert!(!place.open().unwrap().settings().values().documents_pdf, "a policy that was taken away is gone");
    }

    #[test]
    fn wrong_values_and_unknown_keys_are_reported_and_survive_a_change() {
        let place = Place::new();
        fs::write(place.home.settings_file(), r#"{"langage": "nl", "schedule.window_start": "1 h"}"#).unwrap();
        let mut store = place.open().unwrap();
        assert_eq!(store.warnings().len(), 2);
        store.set(SettingKey::Language, "nl").unwrap();
        let text = fs::read_to_string(place.home.settings_file()).unwrap();
        assert!(text.contains("langage") && text.contains("1 h"));
    }

    #[test]
    fn addresses_are_https_or_this_computer() {
        let place = Place::new();
        let mut store = place.open().unwrap();
        for right in ["https://finbox.example/api", "http://localhost:1", "http://[::1]:80", "http://127.8.8.8"] {
            store.set(SettingKey::FinboxUrl, right).unwrap();
        }
        for wrong in [
            "http://finbox.example",
            "ftp://localhost",
            "https://",
            "https://a:b@c.be",
            "https://c.be?x=1",
            "http://localhost.evil.be",
        ] {
            assert!(store.set(SettingKey::FinboxUrl, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_list_of_settings_is_as_documented() {
        let place = Place::new();
        let list = place.open().unwrap().settings().list();
        let lines: Vec<String> =
            list.iter().map(|one| format!("{} = {}", one.key, one.value.as_deref().unwrap_or("-"))).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
