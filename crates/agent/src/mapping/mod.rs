//! Where in Silverfin each rubric's figure goes. Data, not code: Silverfin's own template hides its keys, so an office can
//! record its own by reading back a template that somebody filled.

mod format;
mod library;
mod record;

use std::collections::BTreeMap;

pub use library::{MappingLibrary, MappingSource};
use passerelle_silverfin::PropertyAddress;
use passerelle_social_balance::RubricCode;
pub use record::{Confidence, Proposal, Recording, propose};
use sha2::{Digest, Sha256};

use crate::settings::{KeyPattern, PropertyPart, TemplateHandle, Values};

/// Which template the figures go into, and which property each rubric is.
///
/// Holds: no two rubrics at one address, none at the marker's, no dot in any part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    handle: TemplateHandle,
    pattern: Option<AddressPattern>,
    /// What differs from the pattern; `None` for a rubric that is not written.
    overrides: BTreeMap<RubricCode, Option<PropertyAddress>>,
    joint_committees: Option<PropertyAddress>,
    addresses: BTreeMap<RubricCode, PropertyAddress>,
    fingerprint: String,
}

/// The address of every rubric that has none of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPattern {
    /// The namespace.
    pub namespace: PropertyPart,
    /// The key.
    pub key: KeyPattern,
}

/// Why something is no mapping.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// No mapping of this name in the home.
    #[error("there is no mapping {0:?}")]
    NotFound(String),
    /// The file cannot be read or written.
    #[error("the mapping {name:?} cannot be read or written: {cause}")]
    File {
        /// The mapping's name.
        name: String,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// The text is none of a mapping's.
    #[error("the mapping cannot be understood: {0}")]
    Garbled(String),
    /// A later version wrote it.
    #[error("the mapping has format {0}; this version reads format 1")]
    Format(u64),
    /// A part of it is not right.
    #[error("{place} {reason}")]
    Invalid {
        /// Where: "rubric 1003", "joint committees", "handle".
        place: String,
        /// What is wrong, as the rest of a sentence.
        reason: String,
    },
    /// Two figures would overwrite each other.
    #[error("{first} and {second} both go to {namespace}/{key}", namespace = address.namespace, key = address.key)]
    OneAddressTwice {
        /// The first.
        first: String,
        /// The second.
        second: String,
        /// Where both go.
        address: PropertyAddress,
    },
}

impl Mapping {
    /// A mapping from its parts.
    pub fn new(
        handle: TemplateHandle,
        pattern: Option<AddressPattern>,
        overrides: BTreeMap<RubricCode, Option<PropertyAddress>>,
        joint_committees: Option<PropertyAddress>,
    ) -> Result<Self, MappingError> {
        let mut addresses = BTreeMap::new();
        for code in RubricCode::all() {
            let own = overrides.get(&code).cloned();
            let address = own.unwrap_or_else(|| pattern.as_ref().map(|pattern| pattern.address(code)));
            if let Some(address) = address {
                check_address(&format!("rubric {code}"), &address)?;
                addresses.insert(code, address);
            }
        }
        if let Some(address) = &joint_committees {
            check_address("joint committees", address)?;
        }
        let fingerprint = fingerprint_of(&addresses);
        let mapping = Self { handle, pattern, overrides, joint_committees, addresses, fingerprint };
        mapping.check_that_addresses_differ()?;
        Ok(mapping)
    }

    /// The mapping that the settings alone describe.
    pub fn from_settings(settings: &Values) -> Result<Self, MappingError> {
        let pattern =
            AddressPattern { namespace: settings.mapping_namespace.clone(), key: settings.mapping_key.clone() };
        Self::new(settings.mapping_handle.clone(), Some(pattern), BTreeMap::new(), None)
    }

    /// The template's handle.
    pub fn handle(&self) -> &TemplateHandle {
        &self.handle
    }

    /// Where the rubric's figure goes; `None` where the template has no place for it.
    pub fn address(&self, code: RubricCode) -> Option<&PropertyAddress> {
        self.addresses.get(&code)
    }

    /// Every rubric that has a place, with it.
    pub fn addresses(&self) -> impl Iterator<Item = (RubricCode, &PropertyAddress)> {
        self.addresses.iter().map(|(code, address)| (*code, address))
    }

    /// The rubric whose figure stands there.
    pub fn rubric_at(&self, address: &PropertyAddress) -> Option<RubricCode> {
        self.addresses.iter().find(|(_, place)| *place == address).map(|(code, _)| *code)
    }

    /// Where the joint committees' numbers go, where the template has a place for them.
    pub fn joint_committees(&self) -> Option<&PropertyAddress> {
        self.joint_committees.as_ref()
    }

    /// The same for two mappings only where every figure goes to the same place in both.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Where the marker goes: what was delivered last, so that any desktop can see it.
    pub fn marker_address() -> PropertyAddress {
        PropertyAddress { namespace: "passerelle".to_owned(), key: "delivery".to_owned() }
    }

    fn check_that_addresses_differ(&self) -> Result<(), MappingError> {
        let marker = Self::marker_address();
        let rubrics = self.addresses.iter().map(|(code, address)| (format!("rubric {code}"), address));
        let committees = self.joint_committees.iter().map(|address| ("joint committees".to_owned(), address));
        let mut taken = BTreeMap::from([(&marker, "Passerelle's marker".to_owned())]);
        for (second, address) in rubrics.chain(committees) {
            if let Some(first) = taken.insert(address, second.clone()) {
                return Err(MappingError::OneAddressTwice { first, second, address: address.clone() });
            }
        }
        Ok(())
    }
}

impl AddressPattern {
    fn address(&self, code: RubricCode) -> PropertyAddress {
        PropertyAddress { namespace: self.namespace.as_str().to_owned(), key: self.key.key(code) }
    }
}

/// Recorded addresses are Silverfin's own, so only what cannot be an address is refused.
fn check_address(place: &str, address: &PropertyAddress) -> Result<(), MappingError> {
    for (part, text) in [("namespace", &address.namespace), ("key", &address.key)] {
        let fault = if text.is_empty() {
            "is empty"
        } else if text.contains('.') {
            "has a dot, which Silverfin does not allow"
        } else if text.chars().count() > 200 || text.contains(char::is_control) {
            "is too long, or has control characters"
        } else {
            continue;
        };
        return Err(MappingError::Invalid { place: place.to_owned(), reason: format!("has a {part} that {fault}") });
    }
    Ok(())
}

fn fingerprint_of(addresses: &BTreeMap<RubricCode, PropertyAddress>) -> String {
    let mut digest = Sha256::new();
    for (code, PropertyAddress { namespace, key }) in addresses {
        digest.update(format!("{code} {namespace}.{key}\n"));
    }
    format!("{:x}", digest.finalize()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RubricCode {
        text.parse().unwrap()
    }

    pub(crate) fn address(namespace: &str, key: &str) -> PropertyAddress {
        PropertyAddress { namespace: namespace.to_owned(), key: key.to_owned() }
    }

    fn with_overrides(overrides: &[(&str, Option<PropertyAddress>)]) -> Result<Mapping, MappingError> {
        let standard = Mapping::from_settings(&Values::default()).unwrap();
        let overrides = overrides.iter().map(|(text, address)| (code(text), address.clone())).collect();
        Mapping::new(standard.handle, standard.pattern, overrides, None)
    }

    #[test]
    fn the_default_mapping_has_a_place_for_every_rubric() {
        let mapping = Mapping::from_settings(&Values::default()).unwrap();
        assert_eq!(mapping.handle().as_str(), "social_balance_sheet");
        assert_eq!(mapping.address(code("1013P")), Some(&address("social_balance_integration", "code_1013P")));
        assert_eq!(mapping.addresses().count(), 174);
        for (code, place) in mapping.addresses() {
            assert_eq!(mapping.rubric_at(place), Some(code));
        }
        assert_eq!(mapping.rubric_at(&Mapping::marker_address()), None);
    }

    #[test]
    fn a_rubric_can_have_a_place_of_its_own_or_none() {
        let mapping = with_overrides(&[("1003", Some(address("own", "fte"))), ("5801", None)]).unwrap();
        assert_eq!(mapping.address(code("1003")), Some(&address("own", "fte")));
        assert_eq!(mapping.address(code("5801")), None);
        assert_eq!(mapping.addresses().count(), 173);
    }

    #[test]
    fn mappings_are_told_apart_by_where_figures_go() {
        let standard = with_overrides(&[]).unwrap().fingerprint().to_owned();
        assert_eq!(with_overrides(&[]).unwrap().fingerprint(), standard);
        let same = address("social_balance_integration", "code_1003");
        assert_eq!(with_overrides(&[("1003", Some(same))]).unwrap().fingerprint(), standard);
        assert_ne!(with_overrides(&[("1003", Some(address("own", "fte")))]).unwrap().fingerprint(), standard);
        assert_ne!(with_overrides(&[("1003", None)]).unwrap().fingerprint(), standard);
    }

    #[test]
    fn no_two_figures_share_a_place() {
        let twice = with_overrides(&[("1003", Some(address("social_balance_integration", "code_1001")))]);
        insta::assert_snapshot!(twice.unwrap_err(), @"rubric 1001 and rubric 1003 both go to social_balance_integration/code_1001");
        let marker = with_overrides(&[("1003", Some(Mapping::marker_address()))]);
        insta::assert_snapshot!(marker.unwrap_err(), @"Passerelle's marker and rubric 1003 both go to passerelle/delivery");
    }

    #[test]
    fn no_part_of_an_address_has_a_dot_or_is_empty() {
        let dotted = with_overrides(&[("1003", Some(address("a.b", "c")))]);
        insta::assert_snapshot!(dotted.unwrap_err(), @"rubric 1003 has a namespace that has a dot, which Silverfin does not allow");
        assert!(with_overrides(&[("1003", Some(address("a", "")))]).is_err());
    }
}
