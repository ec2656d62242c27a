//! Files of the home that a person, or an office's policy, may edit.

use passerelle_agent::mapping::Mapping;
use passerelle_agent::settings::{Origin, Settings};
use serde_json::{Map, Value};

/// A mapping is read or refused; what is read sends no two figures to one place and reads back from its own file.
pub(super) fn mapping_file(bytes: &[u8]) {
    let mapping = match Mapping::from_json(bytes) {
        Ok(mapping) => mapping,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    for (code, address) in mapping.addresses() {
        assert_eq!(mapping.rubric_at(address), Some(code), "two figures in one place");
        assert_ne!(*address, Mapping::marker_address());
        assert!(!address.namespace.contains('.') && !address.key.contains('.'));
    }
    let written = mapping.to_json().expect("a mapping that was read can be written");
    let again = Mapping::from_json(written.as_bytes()).expect("a mapping that was written can be read");
    assert_eq!(again, mapping);
}

/// Settings are read or refused; what is in force can be written down as text and gives the same settings again.
pub(super) fn settings_file(bytes: &[u8]) {
    let Ok(settings) = Settings::from_json(bytes) else { return };
    let differences: Map<String, Value> = settings
        .list()
        .into_iter()
        .filter(|setting| setting.origin == Origin::Set)
        .filter_map(|setting| Some((setting.key.as_str().to_owned(), Value::String(setting.value?))))
        .collect();
    let written = Value::Object(differences).to_string();
    let again = Settings::from_json(written.as_bytes()).expect("settings that were written can be read");
    assert_eq!(again.values(), settings.values(), "{written}");
}
