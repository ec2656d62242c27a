use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Random;

/// What a person copies out of Finbox to pair an installation: fifteen characters of Crockford's base32 and their check
/// symbol modulo 37, in groups of four.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PairingId(String);

/// The text is no pairing id, or was mistyped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPairingId {
    /// Other than sixteen characters, or one that the alphabet does not have.
    #[error("not sixteen characters of the pairing alphabet")]
    Form,
    /// The last character does not follow from the others.
    #[error("the check character is wrong")]
    CheckSymbol,
}

/// The 32 digits, then the five symbols that only the check place may have. Source: Crockford, Base 32.
const SYMBOLS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

impl PairingId {
    /// A new one. Only letters and digits come out: a check symbol such as `*` would be lost in copying.
    pub fn draw(random: &mut Random) -> Self {
        loop {
            let digits: Vec<u64> = (0..15).map(|_| random.below(32)).collect();
            let check = check_value(&digits);
            let text: String = digits.iter().chain([&check]).filter_map(|value| symbol(*value)).collect();
            if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Self(text);
            }
        }
    }

    /// The sixteen characters without hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check_value(digits: &[u64]) -> u64 {
    digits.iter().fold(0, |remainder, digit| (remainder * 32 + digit) % 37)
}

fn symbol(value: u64) -> Option<char> {
    usize::try_from(value).ok().and_then(|index| SYMBOLS.get(index)).map(|byte| char::from(*byte))
}

impl FromStr for PairingId {
    type Err = InvalidPairingId;

    /// Reads without regard to case, spaces and hyphens; O reads as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let values: Vec<u64> = text
            .chars()
            .filter(|character| !character.is_whitespace() && *character != '-')
            .map(|character| match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .map(|character| SYMBOLS.iter().position(|symbol| char::from(*symbol) == character))
            .map(|position| position.and_then(|index| u64::try_from(index).ok()).ok_or(InvalidPairingId::Form))
            .collect::<Result<_, _>>()?;
        let [digits @ .., check] = values.as_slice() else { return Err(InvalidPairingId::Form) };
        if digits.len() != 15 || digits.iter().any(|digit| *digit >= 32) {
            return Err(InvalidPairingId::Form);
        }
        if check_value(digits) != *check {
            return Err(InvalidPairingId::CheckSymbol);
        }
        Ok(Self(values.into_iter().filter_map(symbol).collect()))
    }
}

impl fmt::Display for PairingId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, character) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{character}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_id_reads_back_in_every_spelling() {
        let mut random = Random::new(3);
        for _ in 0..200 {
            let id = PairingId::draw(&mut random);
            let shown = id.to_string();
            assert_eq!(shown.len(), 19);
            for spelling in [
                shown.clone(),
                shown.to_lowercase(),
                shown.replace('-', " "),
                shown.replace('-', ""),
                shown.replace('0', "O"),
                shown.replace('1', "l"),
            ] {
                assert_eq!(spelling.parse(), Ok(id.clone()), "{spelling}");
            }
        }
    }

    #[test]
    fn one_mistyped_character_is_noticed() {
        let shown = PairingId::draw(&mut Random::new(4)).to_string();
        for index in 0..15 {
            let compact = shown.replace('-', "");
            let right = &compact[index..=index];
            let wrong = if right == "7" { "8" } else { "7" };
            let mistyped = format!("{}{wrong}{}", &compact[..index], &compact[index + 1..]);
            assert_eq!(mistyped.parse::<PairingId>(), Err(InvalidPairingId::CheckSymbol), "{mistyped}");
        }
        assert_eq!("8K3M".parse::<PairingId>(), Err(InvalidPairingId::Form));
        assert_eq!("".parse::<PairingId>(), Err(InvalidPairingId::Form));
        assert_eq!("8K3M-QZ5T-R2VX-7H!D".parse::<PairingId>(), Err(InvalidPairingId::Form));
    }
}
