//! Defaults, the person's own differences, and the office's policy, one upon the other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::keys::{SettingKey, Values};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// Set on this computer.
    Set,
    /// Fixed by the office; cannot be changed here.
    Managed,
}

impl Origin {
    /// The word in data: "default", "set" or "managed".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Set => "set",
            Self::Managed => "managed",
        }
    }
}

/// One setting as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key.
    pub key: SettingKey,
    /// Its value as text; `None` where nothing is set.
    pub value: Option<String>,
    /// The default as text; `None` where by default nothing is set.
    pub default: Option<String>,
    /// Where the value comes from.
    pub origin: Origin,
}

/// The settings in force, and where each comes from. Changing them makes new ones.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    values: Values,
    set: BTreeSet<SettingKey>,
    managed: BTreeSet<SettingKey>,
}

impl Settings {
    /// The values in force.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Where a value comes from.
    pub fn origin(&self, key: SettingKey) -> Origin {
        if self.managed.contains(&key) {
            Origin::Managed
        } else if self.set.contains(&key) {
            Origin::Set
        } else {
            Origin::Default
        }
    }

    /// One setting as it is listed.
    pub fn setting(&self, key: SettingKey) -> Setting {
        Setting { key, value: self.values.text(key), default: Values::default().text(key), origin: self.origin(key) }
    }

    /// Every setting, in the order of the documentation.
    pub fn list(&self) -> Vec<Setting> {
        SettingKey::ALL.iter().map(|key| self.setting(*key)).collect()
    }

    /// The settings of a file's text alone, without an office's policy. Keys and values that are not understood do not
    /// count; a text that is no settings file is refused with what is wrong.
    pub fn from_json(text: &[u8]) -> Result<Self, String> {
        read_text(text).map(|object| Self::from_layers(&Layer::from_json(object), &Layer::default()))
    }

    pub(super) fn from_layers(own: &Layer, policy: &Layer) -> Self {
        let mut values = Values::default();
        for layer in [own, policy] {
            for key in &layer.present {
                values.take(*key, &layer.values);
            }
        }
        Self { values, set: own.present.clone(), managed: policy.present.clone() }
    }
}

/// What one file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layer {
    values: Values,
    present: BTreeSet<SettingKey>,
    /// Kept as they stand: keys of another version, and values that are not right.
    kept: Map<String, Value>,
    /// What is wrong with a value that is kept, by its key.
    pub(super) wrong: BTreeMap<SettingKey, String>,
    /// Keys that this version does not know.
    pub(super) unknown: BTreeSet<String>,
}

/// Keys of earlier versions that mean nothing any more. They disappear when the file is next written.
const DEPRECATED: &[&str] = &[];

impl Layer {
    pub(super) fn from_json(object: Map<String, Value>) -> Self {
        Self::from_json_without(object, DEPRECATED)
    }

    fn from_json_without(object: Map<String, Value>, deprecated: &[&str]) -> Self {
        let mut layer = Self::default();
        for (name, value) in object {
            if deprecated.contains(&name.as_str()) {
                continue;
            }
            let Ok(key) = name.parse::<SettingKey>() else {
                layer.unknown.insert(name.clone());
                layer.kept.insert(name, value);
                continue;
            };
            match json_text(&value).and_then(|text| layer.values.set(key, &text)) {
                Ok(()) => {
                    layer.present.insert(key);
                }
                Err(reason) => {
                    layer.wrong.insert(key, reason);
                    layer.kept.insert(name, value);
                }
            }
        }
        layer
    }

    /// Takes a value; one that equals the default is no difference and is dropped.
    pub(super) fn set(&mut self, key: SettingKey, text: &str) -> Result<(), String> {
        self.values.set(key, text)?;
        self.forget(key);
        if self.values.same(key, &Values::default()) {
            self.reset(key);
        } else {
            self.present.insert(key);
        }
        Ok(())
    }

    pub(super) fn reset(&mut self, key: SettingKey) {
        self.forget(key);
        self.present.remove(&key);
        self.values.take(key, &Values::default());
    }

    fn forget(&mut self, key: SettingKey) {
        self.wrong.remove(&key);
        self.kept.remove(key.as_str());
    }

    pub(super) fn to_json(&self) -> Map<String, Value> {
        let own = self.present.iter().map(|key| (key.as_str().to_owned(), self.values.json(*key)));
        self.kept.clone().into_iter().chain(own).collect()
    }
}

/// Reads a settings file's text; a byte order mark, as Windows' editor leaves it, is passed over.
pub(super) fn read_text(text: &[u8]) -> Result<Map<String, Value>, String> {
    let without_mark = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    serde_json::from_slice(without_mark).map_err(|error| error.to_string())
}

fn json_text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err("must be one value, not a list or an object".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn layer(json: serde_json::Value) -> Layer {
        match json {
            Value::Object(object) => Layer::from_json(object),
            _ => panic!("an object"),
        }
    }

    #[test]
    fn the_policy_stands_above_what_is_set_and_that_above_the_default() {
        let own = layer(serde_json::json!({"silverfin.batch_size": 50, "documents.pdf": true}));
        let policy = layer(serde_json::json!({"silverfin.batch_size": 20}));
        let settings = Settings::from_layers(&own, &policy);
        assert_eq!(settings.values().silverfin_batch_size.get(), 20);
        assert!(settings.values().documents_pdf);
        assert_eq!(settings.origin(SettingKey::SilverfinBatchSize), Origin::Managed);
        assert_eq!(settings.origin(SettingKey::DocumentsPdf), Origin::Set);
        assert_eq!(settings.origin(SettingKey::Language), Origin::Default);
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_kept_and_reported() {
        let json = serde_json::json!({"later.version": [1], "silverfin.batch_size": 501, "language": "nl"});
        let own = layer(json.clone());
        assert_eq!(own.unknown, ["later.version".to_owned()].into());
        assert_eq!(own.wrong.keys().collect::<Vec<_>>(), [&SettingKey::SilverfinBatchSize]);
        assert_eq!(Value::Object(own.to_json()), json);
        let settings = Settings::from_layers(&own, &Layer::default());
        assert_eq!(settings.values().silverfin_batch_size.get(), 200);
    }

    #[test]
    fn a_right_value_takes_the_place_of_a_wrong_one() {
        let mut own = layer(serde_json::json!({"silverfin.batch_size": 501}));
        own.set(SettingKey::SilverfinBatchSize, "150").unwrap();
        assert!(own.wrong.is_empty());
        assert_eq!(Value::Object(own.to_json()), serde_json::json!({"silverfin.batch_size": 150}));
    }

    #[test]
    fn deprecated_keys_disappear() {
        let Value::Object(object) = serde_json::json!({"old.key": 1, "documents.pdf": true}) else { panic!() };
        let own = Layer::from_json_without(object, &["old.key"]);
        assert_eq!(Value::Object(own.to_json()), serde_json::json!({"documents.pdf": true}));
    }

    pub(crate) fn right_text() -> impl Strategy<Value = (SettingKey, String)> {
        let words = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned).boxed();
        let path = || if cfg!(windows) { r"[A-Z]:\\[a-z]{1,8}" } else { "/[a-z é]{1,8}/x" }.boxed();
        prop::sample::select(SettingKey::ALL).prop_flat_map(move |key| {
            let value = match key {
                SettingKey::Language => words(&["fr", "nl", "en", "de", "system"]),
                SettingKey::Source => words(&["finbox", "folder"]),
                SettingKey::FinboxUrl | SettingKey::SilverfinUrl => {
                    prop_oneof!["https://[a-z]{1,9}\\.be(/[a-z]{1,5})?/?", "http://127\\.0\\.0\\.[0-9]:[1-9][0-9]{3}"]
                        .boxed()
                }
                SettingKey::FolderPath | SettingKey::CertificatesExtraFile => path(),
                SettingKey::SilverfinClientId => "[!-~]{1,60}".boxed(),
                SettingKey::SilverfinRedirectUri => words(&["urn:ietf:wg:oauth:2.0:oob", "http://127.0.0.1:9999/back"]),
                SettingKey::SilverfinScopes => words(&["financials:read", "financials:read workflows:read"]),
                SettingKey::SilverfinBatchSize => (3..=500_u16).prop_map(|number| number.to_string()).boxed(),
                SettingKey::SilverfinParallelRequests => (1..=8_u16).prop_map(|number| number.to_string()).boxed(),
                SettingKey::MappingHandle => "[a-z_]{1,20}".boxed(),
                SettingKey::MappingNamespace => "[a-z_0-9]{1,20}".boxed(),
                SettingKey::MappingKey => "[a-z_]{0,9}\\{rubric\\}[a-z_]{0,9}".boxed(),
                SettingKey::MappingFile => "[a-zA-Z0-9_-]{1,20}".boxed(),
                SettingKey::OwnershipPersonnelCosts
                | SettingKey::OwnershipTemporaryStaff
                | SettingKey::OwnershipTraining
                | SettingKey::OwnershipPrecedingYear => words(&["deliver", "propose", "leave"]),
                SettingKey::DocumentsPdf => words(&["true", "false"]),
                SettingKey::DocumentsFolder | SettingKey::AgentName => "[A-Za-zé]{1,9}( [0-9A-Z]{1,5})?".boxed(),
                SettingKey::ScheduleWindowStart
                | SettingKey::ScheduleWindowEnd
                | SettingKey::NotificationsQuietStart
                | SettingKey::NotificationsQuietEnd => "([01][0-9]|2[0-3]):[0-5][0-9]".boxed(),
                SettingKey::ScheduleTimeZone => words(&["Europe/Brussels", "UTC", "Europe/London"]),
                SettingKey::ScheduleMissedNight => words(&["catch_up", "skip", "ask"]),
                SettingKey::NotificationsLevel => words(&["each", "summary", "problems", "none"]),
                SettingKey::ProxyMode => words(&["system", "none", "manual"]),
                SettingKey::ProxyUrl => words(&["http://proxy:3128", "https://proxy.be"]),
            };
            (Just(key), value)
        })
    }

    proptest! {
        #[test]
        fn what_was_set_is_got_and_a_file_gives_it_back(changes in prop::collection::vec(right_text(), 0..20)) {
            let mut own = Layer::default();
            for (key, text) in &changes {
                own.set(*key, text).map_err(|reason| TestCaseError::fail(format!("{key} {text:?} {reason}")))?;
                let shown = Settings::from_layers(&own, &Layer::default()).setting(*key).value.unwrap();
                let mut again = own.clone();
                again.set(*key, &shown).map_err(TestCaseError::fail)?;
                prop_assert_eq!(&again, &own);
                prop_assert_eq!(shown.trim_end_matches('/'), text.trim().trim_end_matches('/'));
            }
            let json = own.to_json();
            prop_assert_eq!(Layer::from_json(json.clone()), own.clone());
            for setting in Settings::from_layers(&own, &Layer::default()).list() {
                let stored = json.contains_key(setting.key.as_str());
                prop_assert_eq!(stored, setting.value != setting.default);
                prop_assert_eq!(stored, setting.origin == Origin::Set);
            }
        }

        #[test]
        fn any_text_is_read_or_refused_and_never_more(key in prop::sample::select(SettingKey::ALL), text in any::<String>()) {
            let mut own = Layer::default();
            let before = own.clone();
            if own.set(key, &text).is_err() {
                prop_assert_eq!(own, before);
            }
        }
    }
}
