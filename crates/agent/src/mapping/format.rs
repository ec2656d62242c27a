//! A mapping as a file: JSON with a version.

use std::collections::BTreeMap;

use passerelle_silverfin::PropertyAddress;
use passerelle_social_balance::RubricCode;
use serde::{Deserialize, Serialize};

use super::{AddressPattern, Mapping, MappingError};
use crate::settings::{KeyPattern, PropertyPart, TemplateHandle};

const FORMAT: u64 = 1;

/// The largest file that is read, in bytes. A mapping of all rubrics takes about 20 000.
pub(super) const LONGEST_FILE: usize = 256 * 1024;

#[derive(Deserialize)]
struct Versioned {
    format: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u64,
    handle: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    default: Option<StoredAddress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    joint_committees: Option<StoredAddress>,
    #[serde(default)]
    rubrics: BTreeMap<String, Option<StoredAddress>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredAddress {
    namespace: String,
    key: String,
}

impl Mapping {
    /// Reads the JSON form. Whatever is not understood is an error: a figure must not go astray.
    pub fn from_json(text: &[u8]) -> Result<Self, MappingError> {
        if text.len() > LONGEST_FILE {
            return Err(MappingError::Garbled(format!("it is larger than {LONGEST_FILE} bytes")));
        }
        let garbled = |error: serde_json::Error| MappingError::Garbled(error.to_string());
        let versioned: Versioned = serde_json::from_slice(text).map_err(garbled)?;
        if versioned.format != FORMAT {
            return Err(MappingError::Format(versioned.format));
        }
        let stored: Stored = serde_json::from_slice(text).map_err(garbled)?;
        let invalid = |place: &str| {
            let place = place.to_owned();
            move |reason| MappingError::Invalid { place, reason }
        };
        let handle = TemplateHandle::parse(&stored.handle).map_err(invalid("handle"))?;
        let pattern = match stored.default {
            Some(StoredAddress { namespace, key }) => Some(AddressPattern {
                namespace: PropertyPart::parse(&namespace).map_err(invalid("the default namespace"))?,
                key: KeyPattern::parse(&key).map_err(invalid("the default key"))?,
            }),
            None => None,
        };
        let overrides = stored
            .rubrics
            .into_iter()
            .map(|(code, address)| match code.parse::<RubricCode>() {
                Ok(code) => Ok((code, address.map(PropertyAddress::from))),
                Err(error) => Err(MappingError::Garbled(error.to_string())),
            })
            .collect::<Result<_, _>>()?;
        Self::new(handle, pattern, overrides, stored.joint_committees.map(PropertyAddress::from))
    }

    /// The JSON form; reads to the same mapping again.
    pub fn to_json(&self) -> Result<String, MappingError> {
        let stored = Stored {
            format: FORMAT,
            handle: self.handle.as_str().to_owned(),
            default: self.pattern.as_ref().map(|pattern| StoredAddress {
                namespace: pattern.namespace.as_str().to_owned(),
                key: pattern.key.as_str().to_owned(),
            }),
            joint_committees: self.joint_committees.clone().map(StoredAddress::from),
            rubrics: self
                .overrides
                .iter()
                .map(|(code, address)| (code.as_str().to_owned(), address.clone().map(StoredAddress::from)))
                .collect(),
        };
        let mut text =
            serde_json::to_string_pretty(&stored).map_err(|error| MappingError::Garbled(error.to_string()))?;
        text.push('\n');
        Ok(text)
    }
}

impl From<StoredAddress> for PropertyAddress {
    fn from(StoredAddress { namespace, key }: StoredAddress) -> Self {
        Self { namespace, key }
    }
}

impl From<PropertyAddress> for StoredAddress {
    fn from(PropertyAddress { namespace, key }: PropertyAddress) -> Self {
        Self { namespace, key }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::address;
    use super::*;
    use crate::settings::Values;

    #[test]
    fn a_mapping_is_written_and_read_again() {
        let standard = Mapping::from_settings(&Values::default()).unwrap();
        let overrides =
            [("1003".parse().unwrap(), Some(address("own", "fte"))), ("5801".parse().unwrap(), None)].into();
        let mapping =
            Mapping::new(standard.handle.clone(), standard.pattern, overrides, Some(address("own", "committees")))
                .unwrap();
        let text = mapping.to_json().unwrap();
        insta::assert_snapshot!(text, @r#"
        {
          "format": 1,
          "handle": "social_balance_sheet",
          "default": {
            "namespace": "social_balance_integration",
            "key": "code_{rubric}"
          },
          "joint_committees": {
            "namespace": "own",
            "key": "committees"
          },
          "rubrics": {
            "1003": {
              "namespace": "own",
              "key": "fte"
            },
            "5801": null
          }
        }
        "#);
        assert_eq!(Mapping::from_json(text.as_bytes()).unwrap(), mapping);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let error = |text: &str| Mapping::from_json(text.as_bytes()).unwrap_err().to_string();
        insta::assert_snapshot!(error(r#"{"format": 2, "handle": "x", "later": 1}"#), @"the mapping has format 2; this version reads format 1");
        insta::assert_snapshot!(error(r#"{"format": 1, "handle": "x", "rubrics": {"1004": null}}"#), @r#"the mapping cannot be understood: "1004" is not a rubric of the social balance"#);
        insta::assert_snapshot!(error(r#"{"format": 1, "handle": "x", "default": {"namespace": "n", "key": "same"}}"#), @"the default key must be a text without dots or spaces in which {rubric} stands once of at most 100 characters");
        insta::assert_snapshot!(error(r#"{"format": 1, "handle": "x", "rubric": {}}"#), @"the mapping cannot be understood: unknown field `rubric`, expected one of `format`, `handle`, `default`, `joint_committees`, `rubrics` at line 1 column 37");
        assert!(error(&" ".repeat(LONGEST_FILE + 1)).contains("larger"));
    }
}
