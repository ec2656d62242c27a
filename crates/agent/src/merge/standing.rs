use std::collections::BTreeMap;
use std::fmt;

use passerelle_silverfin::{CustomProperty, PropertyAddress, PropertyValue};
use passerelle_social_balance::Decimal;
use serde::{Deserialize, Serialize};

/// What stands at one address in Silverfin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum StandingValue {
    /// Nothing, or an emptied field.
    Absent,
    /// A number, however it is spelt.
    Number(Decimal),
    /// Something that is no number. Somebody's, and never ours.
    Other(String),
}

/// Everything that stands in one template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// What stands, and its text as it came.
    properties: BTreeMap<PropertyAddress, (StandingValue, Option<String>)>,
}

impl Standing {
    /// Reads the properties of a template as Silverfin gives them.
    pub fn read(properties: Vec<CustomProperty>) -> Self {
        let read = |CustomProperty { address, value }| {
            let standing = value.as_ref().map_or(StandingValue::Absent, StandingValue::read);
            let text = value.map(|value| match value {
                PropertyValue::Text(text) => text,
                PropertyValue::Other(other) => other.to_string(),
            });
            (address, (standing, text))
        };
        Self { properties: properties.into_iter().map(read).collect() }
    }

    /// What stands at an address.
    pub fn at(&self, address: &PropertyAddress) -> StandingValue {
        self.properties.get(address).map_or(StandingValue::Absent, |(value, _)| value.clone())
    }

    /// The text at an address, whatever it is.
    pub fn text(&self, address: &PropertyAddress) -> Option<&str> {
        self.properties.get(address)?.1.as_deref()
    }
}

impl StandingValue {
    /// Reads one value leniently: text with a decimal point or comma and blanks around, or a JSON number.
    pub fn read(value: &PropertyValue) -> Self {
        match value {
            PropertyValue::Text(text) => Self::from_text(text),
            PropertyValue::Other(serde_json::Value::Null) => Self::Absent,
            PropertyValue::Other(serde_json::Value::Number(number)) => Self::from_text(&number.to_string()),
            PropertyValue::Other(other) => Self::Other(other.to_string()),
        }
    }

    fn from_text(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Self::Absent;
        }
        let pointed = match (trimmed.matches(',').count(), trimmed.contains('.')) {
            (1, false) => trimmed.replace(',', "."),
            _ => trimmed.to_owned(),
        };
        Decimal::from_str_exact(&pointed)
            .or_else(|_| Decimal::from_scientific(&pointed))
            .map_or_else(|_| Self::Other(trimmed.to_owned()), Self::Number)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Absent | Self::Other(_) => None,
        }
    }

    /// Whether exactly this stands there: the same number, or nothing.
    pub fn is(&self, value: Option<Decimal>) -> bool {
        match (self, value) {
            (Self::Absent, None) => true,
            (Self::Number(standing), Some(value)) => *standing == value,
            _ => false,
        }
    }
}

impl From<Option<Decimal>> for StandingValue {
    fn from(value: Option<Decimal>) -> Self {
        value.map_or(Self::Absent, Self::Number)
    }
}

impl fmt::Display for StandingValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.pad("—"),
            Self::Number(number) => formatter.pad(&number.normalize().to_string()),
            Self::Other(text) => formatter.pad(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_however_they_are_spelt() {
        for (value, read) in [
            (PropertyValue::Text("16.7".into()), Some("16.7")),
            (PropertyValue::Text(" 16,70 ".into()), Some("16.7")),
            (PropertyValue::Text("-0.0".into()), Some("0")),
            (PropertyValue::Text("1e3".into()), Some("1000")),
            (PropertyValue::Other(json!(12)), Some("12")),
            (PropertyValue::Other(json!(12.5)), Some("12.5")),
            (PropertyValue::Text("1.234,5".into()), None),
            (PropertyValue::Text("douze".into()), None),
            (PropertyValue::Other(json!({"a": 1})), None),
        ] {
            let expected = read.map(|text| text.parse::<Decimal>().unwrap());
            assert_eq!(StandingValue::read(&value).number(), expected, "{value:?}");
        }
    }

    #[test]
    fn an_emptied_field_is_absent_and_zero_is_not() {
        for value in
            [PropertyValue::Text(String::new()), PropertyValue::Text("  ".into()), PropertyValue::Other(json!(null))]
        {
            assert_eq!(StandingValue::read(&value), StandingValue::Absent);
        }
        assert!(!StandingValue::read(&PropertyValue::Text("0".into())).is(None));
    }
}
