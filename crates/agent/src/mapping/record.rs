//! Finding out a template's keys: somebody types a sheet into the template, its properties are read back, and figures and
//! keys are brought together. What is not certain is listed, never guessed in silence.

use std::collections::{BTreeMap, BTreeSet};

use passerelle_silverfin::{CustomProperty, PropertyAddress, PropertyValue};
use passerelle_social_balance::{Cells, Decimal, RubricCode};

use super::{Mapping, MappingError};
use crate::settings::TemplateHandle;

/// How sure it is that a rubric is this property. In rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The key has the rubric's code, but the property holds no figure to compare.
    Code,
    /// No other property holds this figure, and no other rubric has it.
    Value,
    /// The property holds the figure, and its key has the rubric's code.
    ValueAndCode,
}

/// A property that a rubric most likely is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The property.
    pub address: PropertyAddress,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What was found by bringing a sheet and a template together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recording {
    /// One property for one rubric.
    pub proposed: BTreeMap<RubricCode, Proposal>,
    /// Rubrics that several properties could be, or that share a figure with others. Type a sheet in which the figures
    /// differ, and record again.
    pub ambiguous: BTreeMap<RubricCode, Vec<PropertyAddress>>,
    /// Rubrics of the sheet that no property could be.
    pub missing: Vec<RubricCode>,
    /// Properties that no rubric was found for.
    pub unexplained: Vec<PropertyAddress>,
}

/// Brings the typed cells and the properties that were read back together.
pub fn propose(cells: &Cells, properties: &[CustomProperty]) -> Recording {
    let places: Vec<Place<'_>> = properties
        .iter()
        .filter(|property| property.address.namespace != Mapping::marker_address().namespace)
        .map(|property| Place { address: &property.address, figure: figure(property) })
        .collect();
    let mut recording = Recording::default();
    for code in RubricCode::all() {
        match candidates(code, cells, &places) {
            Found::One(address, confidence) => {
                recording.proposed.insert(code, Proposal { address: address.clone(), confidence });
            }
            Found::Several(addresses) => {
                recording.ambiguous.insert(code, addresses.into_iter().cloned().collect());
            }
            Found::None if cells.contains_key(&code) => recording.missing.push(code),
            Found::None => {}
        }
    }
    recording.part_contested_places();
    let explained: BTreeSet<&PropertyAddress> = recording
        .proposed
        .values()
        .map(|proposal| &proposal.address)
        .chain(recording.ambiguous.values().flatten())
        .collect();
    recording.unexplained =
        places.iter().filter(|place| !explained.contains(place.address)).map(|place| place.address.clone()).collect();
    recording
}

impl Recording {
    /// The mapping of all rubrics that are at least this sure. Rubrics without a place are not written.
    pub fn mapping(&self, handle: TemplateHandle, at_least: Confidence) -> Result<Mapping, MappingError> {
        let sure = self.proposed.iter().filter(|(_, proposal)| proposal.confidence >= at_least);
        let places = sure.map(|(code, proposal)| (*code, Some(proposal.address.clone()))).collect();
        Mapping::new(handle, None, places, None)
    }

    /// A property is one rubric. Where several lay claim to it, the surest has it; where none is surest, none has it.
    fn part_contested_places(&mut self) {
        let mut claims: BTreeMap<PropertyAddress, Vec<(Confidence, RubricCode)>> = BTreeMap::new();
        for (code, proposal) in &self.proposed {
            claims.entry(proposal.address.clone()).or_default().push((proposal.confidence, *code));
        }
        for (address, mut claimants) in claims {
            claimants.sort_unstable_by(|one, other| other.cmp(one));
            let winner = match claimants.as_slice() {
                [(first, code), (second, _), ..] if first > second => Some(*code),
                [(_, code)] => Some(*code),
                _ => None,
            };
            for (_, code) in claimants.iter().filter(|(_, code)| Some(*code) != winner) {
                self.proposed.remove(code);
                self.ambiguous.insert(*code, vec![address.clone()]);
            }
        }
    }
}

struct Place<'a> {
    address: &'a PropertyAddress,
    figure: Option<Decimal>,
}

enum Found<'a> {
    None,
    One(&'a PropertyAddress, Confidence),
    Several(Vec<&'a PropertyAddress>),
}

fn candidates<'a>(code: RubricCode, cells: &Cells, places: &[Place<'a>]) -> Found<'a> {
    let those = |wanted: &dyn Fn(&Place<'a>) -> bool| {
        places.iter().filter(|place| wanted(place)).map(|place| place.address).collect::<Vec<_>>()
    };
    let Some(typed) = cells.get(&code) else {
        // Nothing was typed there, so a property with a figure is something else.
        let empty = those(&|place| place.figure.is_none() && names(place.address, code));
        return match empty.as_slice() {
            [] => Found::None,
            [one] => Found::One(one, Confidence::Code),
            _ => Found::Several(empty),
        };
    };
    let holding = those(&|place| place.figure == Some(*typed));
    let holding_and_named = those(&|place| place.figure == Some(*typed) && names(place.address, code));
    match (holding.as_slice(), holding_and_named.as_slice()) {
        (_, [one]) => Found::One(one, Confidence::ValueAndCode),
        ([one], []) if alone_with_figure(code, *typed, cells) && !names_another(one, code) => {
            Found::One(one, Confidence::Value)
        }
        ([], _) => match those(&|place| names(place.address, code)) {
            named if named.is_empty() => Found::None,
            // The key has the code, but the figure that was typed does not stand there.
            named => Found::Several(named),
        },
        (_, []) => Found::Several(holding),
        (_, _) => Found::Several(holding_and_named),
    }
}

fn alone_with_figure(code: RubricCode, figure: Decimal, cells: &Cells) -> bool {
    cells.iter().all(|(other, value)| *other == code || *value != figure)
}

fn names_another(address: &PropertyAddress, code: RubricCode) -> bool {
    RubricCode::all().any(|other| other != code && names(address, other))
}

/// Whether the code stands in the key (or the namespace) as a word of its own: in `code_1003`, not in `x10031`, and
/// "1003P" is not 1003.
fn names(address: &PropertyAddress, code: RubricCode) -> bool {
    let wanted = code.as_str();
    [&address.key, &address.namespace].into_iter().any(|text| {
        let text = text.to_ascii_uppercase();
        text.match_indices(wanted).any(|(start, found)| {
            let before = text[..start].chars().next_back();
            let after = text[start + found.len()..].chars().next();
            !before.is_some_and(|character| character.is_ascii_digit())
                && !after.is_some_and(|character| character.is_ascii_alphanumeric())
        })
    })
}

fn figure(property: &CustomProperty) -> Option<Decimal> {
    let text = match property.value.as_ref()? {
        PropertyValue::Text(text) => text.trim().to_owned(),
        PropertyValue::Other(serde_json::Value::Number(number)) => number.to_string(),
        PropertyValue::Other(_) => return None,
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::address;
    use super::*;

    fn cells(pairs: &[(&str, &str)]) -> Cells {
        pairs.iter().map(|(code, value)| (code.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn properties(triples: &[(&str, &str, &str)]) -> Vec<CustomProperty> {
        let property = |(namespace, key, value): &(&str, &str, &str)| CustomProperty {
            address: address(namespace, key),
            value: Some(PropertyValue::Text((*value).to_owned())),
        };
        triples.iter().map(property).collect()
    }

    fn told(recording: &Recording) -> String {
        let mut lines = Vec::new();
        for (code, Proposal { address, confidence }) in &recording.proposed {
            lines.push(format!("{code} is {}/{}: {confidence:?}", address.namespace, address.key));
        }
        for (code, places) in &recording.ambiguous {
            let places: Vec<_> = places.iter().map(|place| format!("{}/{}", place.namespace, place.key)).collect();
            lines.push(format!("{code} could be {}", places.join(", ")));
        }
        lines.extend(recording.missing.iter().map(|code| format!("{code} was not found")));
        lines.extend(recording.unexplained.iter().map(|place| format!("{}/{} is unknown", place.namespace, place.key)));
        lines.join("\n")
    }

    #[test]
    fn a_figure_that_stands_once_names_its_key() {
        let recording = propose(
            &cells(&[("1001", "41.5"), ("1002", "7"), ("1003", "45.1"), ("1011", "7")]),
            &properties(&[
                ("avg", "full_time", "41.50"),
                ("avg", "part_time", "7"),
                ("hours", "full_time", "7.0"),
                ("total", "r1003", "45.1"),
                ("notes", "text", "rien à signaler"),
                ("passerelle", "delivery", "41.5"),
            ]),
        );
        insta::assert_snapshot!(told(&recording), @"
        1001 is avg/full_time: Value
        1003 is total/r1003: ValueAndCode
        1002 could be avg/part_time, hours/full_time
        1011 could be avg/part_time, hours/full_time
        notes/text is unknown
        ");
    }

    #[test]
    fn the_code_in_the_key_parts_equal_figures() {
        let recording = propose(
            &cells(&[("1001", "5"), ("1003", "5"), ("1003P", "5"), ("10031", "5")]),
            &properties(&[
                ("sb", "code_1001", "5"),
                ("sb", "code_1003", "5"),
                ("sb", "code_1003p", "5"),
                ("sb", "code_10031", "5"),
                ("sb", "code_5801", ""),
            ]),
        );
        insta::assert_snapshot!(told(&recording), @"
        1001 is sb/code_1001: ValueAndCode
        1003 is sb/code_1003: ValueAndCode
        10031 is sb/code_10031: ValueAndCode
        1003P is sb/code_1003p: ValueAndCode
        5801 is sb/code_5801: Code
        ");
        let mapping = recording.mapping(TemplateHandle::parse("own").unwrap(), Confidence::Value).unwrap();
        assert_eq!(mapping.addresses().count(), 4, "what only its name speaks for is not taken by itself");
    }

    #[test]
    fn a_key_with_another_rubrics_code_is_not_taken_for_its_figure() {
        let recording =
            propose(&cells(&[("1001", "41.5"), ("1002", "3")]), &properties(&[("sb", "code_1002", "41.5")]));
        insta::assert_snapshot!(told(&recording), @"
        1001 could be sb/code_1002
        1002 could be sb/code_1002
        ");
    }

    #[test]
    fn what_stands_nowhere_is_said_to_be_missing() {
        let recording = propose(&cells(&[("1001", "41.5")]), &properties(&[("sb", "other", "3")]));
        insta::assert_snapshot!(told(&recording), @"
        1001 was not found
        sb/other is unknown
        ");
    }
}
