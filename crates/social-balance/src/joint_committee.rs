use std::fmt;

use serde::{Deserialize, Serialize};

/// A joint committee that an employer comes under: a number of three digits (200), of five for a sub-committee (10201),
/// or the filer's own words where it gave no number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct JointCommittee(String);

/// Nothing that names a joint committee.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} does not name a joint committee")]
pub struct InvalidJointCommittee(pub String);

impl JointCommittee {
    /// Longest text that is taken for a committee's name.
    const LONGEST: usize = 200;

    /// Reads a number in any of its spellings ("200", "20000", "200.00", "102.01"), or keeps free text as it stands.
    pub fn new(text: &str) -> Result<Self, InvalidJointCommittee> {
        let text = text.trim();
        if text.is_empty() || text.len() > Self::LONGEST || text.chars().any(char::is_control) {
            return Err(InvalidJointCommittee(text.chars().take(40).collect()));
        }
        let digits: String = text.chars().filter(|character| *character != '.').collect();
        let number = digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(digits.len(), 3 | 5);
        if !number {
            return Ok(Self(text.to_owned()));
        }
        Ok(Self(match digits.strip_suffix("00") {
            Some(whole) if digits.len() == 5 => whole.to_owned(),
            _ => digits,
        }))
    }

    /// The number without points, or the free text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a number, not the filer's own words.
    pub fn is_number(&self) -> bool {
        matches!(self.0.len(), 3 | 5) && self.0.bytes().all(|byte| byte.is_ascii_digit())
    }
}

impl fmt::Display for JointCommittee {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for JointCommittee {
    type Error = InvalidJointCommittee;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<JointCommittee> for String {
    fn from(committee: JointCommittee) -> Self {
        committee.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_committee_has_one_spelling() {
        for (text, read) in [
            ("200", "200"),
            ("20000", "200"),
            ("200.00", "200"),
            ("102.01", "10201"),
            ("10201", "10201"),
            (" 335 ", "335"),
            ("2090", "2090"),
            ("CP de la construction", "CP de la construction"),
        ] {
            assert_eq!(JointCommittee::new(text).unwrap().as_str(), read, "{text}");
        }
        assert!(JointCommittee::new("  ").is_err());
    }
}
