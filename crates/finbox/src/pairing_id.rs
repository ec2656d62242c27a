use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Crockford's base32 alphabet, and behind it the five symbols that only a check character can be.
const SYMBOLS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
const LENGTH: usize = 16;

/// The id of an activated connection ("Identifiant d'appariement"): whoever holds it can pair an installation.
///
/// Fifteen characters of Crockford's base32 and a check character (the number modulo 37), shown in groups of four.
///
/// Shown in full by `Display` only: it opens the connection to whoever has it, so `Debug` keeps most of it back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PairingId([u8; LENGTH]);

/// The text is not a pairing id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPairingId {
    /// Not sixteen characters, blanks and hyphens apart.
    #[error("a pairing id has 16 characters, not {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that no pairing id has at this place.
    #[error("{0:?} has no place there in a pairing id")]
    Character(char),
    /// All characters are possible, but the last does not confirm the others: something was mistyped.
    #[error("the check character does not fit: the pairing id was mistyped")]
    CheckCharacter,
}

impl PairingId {
    /// The sixteen characters without hyphens.
    fn text(&self) -> &str {
        // Only symbols of the alphabet get in, and those are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for PairingId {
    type Err = InvalidPairingId;

    /// Reads without regard to case, blanks and hyphens; O is read as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let typed: Vec<char> = text.chars().filter(|character| !separates(*character)).collect();
        let mut symbols = [0; LENGTH];
        if typed.len() != LENGTH {
            return Err(InvalidPairingId::Length { found: typed.len() });
        }
        let mut number: u128 = 0;
        for (index, character) in typed.into_iter().enumerate() {
            let last = index == LENGTH - 1;
            let value =
                value(character).filter(|value| last || *value < 32).ok_or(InvalidPairingId::Character(character))?;
            symbols[index] = SYMBOLS[value];
            if last && number % 37 != value as u128 {
                return Err(InvalidPairingId::CheckCharacter);
            }
            number = number * 32 + value as u128;
        }
        Ok(Self(symbols))
    }
}

/// Blanks and every kind of hyphen that a mail program may put in.
fn separates(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}')
}

fn value(character: char) -> Option<usize> {
    let symbol = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|known| char::from(*known) == symbol)
}

impl fmt::Display for PairingId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        formatter.pad(&format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..]))
    }
}

impl fmt::Debug for PairingId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PairingId({}-…)", &self.text()[..4])
    }
}

impl TryFrom<String> for PairingId {
    type Error = InvalidPairingId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PairingId> for String {
    fn from(id: PairingId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_check(fifteen: &str) -> String {
        let number = fifteen.chars().fold(0_u128, |number, symbol| number * 32 + value(symbol).unwrap() as u128);
        format!("{fifteen}{}", char::from(SYMBOLS[usize::try_from(number % 37).unwrap()]))
    }

    #[test]
    fn every_way_of_typing_it_is_the_same_id() {
        let id: PairingId = with_check("8K3MQZ5TR2VX701").parse().unwrap();
        let shown = id.to_string();
        assert_eq!(shown.len(), 19);
        assert!(shown.starts_with("8K3M-QZ5T-R2VX-701"));
        let last = &shown[18..];
        for typed in [
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
            format!("  8K3M\u{2011}QZ5T\u{2013}R2VX-7o l{last}\n"),
            format!("8k3mqz5tr2vx7oI{last}"),
        ] {
            assert_eq!(typed.parse::<PairingId>(), Ok(id), "{typed:?}");
        }
    }

    #[test]
    fn the_check_character_may_be_any_of_thirty_seven() {
        let ids: std::collections::BTreeSet<char> = (0..37)
            .map(|number: usize| {
                let fifteen =
                    format!("0000000000000{}{}", char::from(SYMBOLS[number / 32]), char::from(SYMBOLS[number % 32]));
                let text = with_check(&fifteen);
                assert_eq!(text.parse::<PairingId>().unwrap().text(), text);
                text.chars().last().unwrap()
            })
            .collect();
        assert_eq!(ids.len(), 37);
    }

    #[test]
    fn a_slip_of_one_character_or_a_swap_is_found_out() {
        let right = with_check("8K3MQZ5TR2VX701");
        for index in 0..LENGTH {
            for symbol in SYMBOLS.iter().take(32) {
                let mut typed = right.clone().into_bytes();
                if typed[index] == *symbol {
                    continue;
                }
                typed[index] = *symbol;
                let typed = String::from_utf8(typed).unwrap();
                assert_eq!(typed.parse::<PairingId>(), Err(InvalidPairingId::CheckCharacter), "{typed}");
            }
        }
        let mut swapped = right.into_bytes();
        swapped.swap(2, 3);
        let swapped = String::from_utf8(swapped).unwrap();
        assert_eq!(swapped.parse::<PairingId>(), Err(InvalidPairingId::CheckCharacter));
    }

    #[test]
    fn what_cannot_be_one_says_why() {
        assert_eq!("".parse::<PairingId>(), Err(InvalidPairingId::Length { found: 0 }));
        assert_eq!("8K3M-QZ5T".parse::<PairingId>(), Err(InvalidPairingId::Length { found: 8 }));
        assert_eq!("8K3M-QZ5T-R2VX-7é11".parse::<PairingId>(), Err(InvalidPairingId::Character('é')));
        assert_eq!("UK3M-QZ5T-R2VX-7011".parse::<PairingId>(), Err(InvalidPairingId::Character('U')));
    }
}
