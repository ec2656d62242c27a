use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A Belgian enterprise number: ten digits, the first 0 or 1, the last two 97 less the first eight modulo 97.
/// Source: Crossroads Bank for Enterprises; the VAT number is the same with "BE" before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EnterpriseNumber(u32);

/// The text is not an enterprise number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEnterpriseNumber {
    /// Other than nine or ten digits, or a character that has no place in one.
    #[error("{0:?} is not an enterprise number: nine or ten digits are expected")]
    Form(String),
    /// Begins with 2 to 9: the number of a branch (establishment unit), which names no enterprise.
    #[error("{0:?} is the number of an establishment unit, not of an enterprise")]
    EstablishmentUnit(String),
    /// The check digits are wrong: a mistyped number.
    #[error("the check digits of {0:?} are wrong")]
    CheckDigits(String),
}

impl EnterpriseNumber {
    /// The ten digits without points: "0403019261".
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }

    /// As it is printed: "0403.019.261".
    pub fn dotted(self) -> String {
        let digits = self.digits();
        format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])
    }
}

impl FromStr for EnterpriseNumber {
    type Err = InvalidEnterpriseNumber;

    /// Reads every spelling in use: "BE 0403.019.261", "0403019261", "403.019.261", "(0)403-019-261", "BTW BE0403/019/261".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shown = || text.chars().take(40).collect::<String>();
        let upper = text.trim().to_ascii_uppercase();
        let mut rest = upper.as_str();
        for prefix in ["BTW", "TVA", "VAT", "MWST"] {
            rest = rest.strip_prefix(prefix).unwrap_or(rest).trim_start_matches([' ', ':', '-', '.']);
        }
        rest = rest.strip_prefix("BE").unwrap_or(rest);
        let mut digits = String::with_capacity(10);
        for character in rest.chars() {
            match character {
                '0'..='9' => digits.push(character),
                '.' | '-' | '/' | '(' | ')' => {}
                blank if blank.is_whitespace() => {}
                _ => return Err(InvalidEnterpriseNumber::Form(shown())),
            }
        }
        if digits.len() == 9 {
            digits.insert(0, '0');
        }
        if digits.len() != 10 {
            return Err(InvalidEnterpriseNumber::Form(shown()));
        }
        let number: u64 = digits.parse().map_err(|_| InvalidEnterpriseNumber::Form(shown()))?;
        if number >= 2_000_000_000 {
            return Err(InvalidEnterpriseNumber::EstablishmentUnit(shown()));
        }
        if 97 - (number / 100) % 97 != number % 100 {
            return Err(InvalidEnterpriseNumber::CheckDigits(shown()));
        }
        u32::try_from(number).map(Self).map_err(|_| InvalidEnterpriseNumber::Form(shown()))
    }
}

impl fmt::Display for EnterpriseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.dotted())
    }
}

impl TryFrom<String> for EnterpriseNumber {
    type Error = InvalidEnterpriseNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EnterpriseNumber> for String {
    fn from(number: EnterpriseNumber) -> Self {
        number.digits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_in_use_reads_to_the_same_number() {
        for text in [
            "0403019261",
            "403019261",
            "0403.019.261",
            "BE0403019261",
            "BE 0403.019.261",
            "be 0403 019 261",
            "BTW BE 0403.019.261",
            "TVA: BE0403-019-261",
            "(0)403.019.261",
            "0403/019/261",
            " 403.019.261 ",
        ] {
            assert_eq!(
                text.parse::<EnterpriseNumber>().map(EnterpriseNumber::digits),
                Ok("0403019261".into()),
                "{text}"
            );
        }
    }

    #[test]
    fn check_digits_are_held_to() {
        for valid in ["0428759497", "0203201340", "0766280697", "1000000021"] {
            assert_eq!(valid.parse::<EnterpriseNumber>().unwrap().digits(), valid);
        }
        for wrong in ["0431150351", "1000000035"] {
            assert!(
                matches!(wrong.parse::<EnterpriseNumber>(), Err(InvalidEnterpriseNumber::CheckDigits(_))),
                "{wrong}"
            );
        }
        assert!(matches!("2000000021".parse::<EnterpriseNumber>(), Err(InvalidEnterpriseNumber::EstablishmentUnit(_))));
        for none in ["", "BE", "NL123456789B01", "04030192610", "0403O19261", "40301926"] {
            assert!(matches!(none.parse::<EnterpriseNumber>(), Err(InvalidEnterpriseNumber::Form(_))), "{none}");
        }
    }
}
