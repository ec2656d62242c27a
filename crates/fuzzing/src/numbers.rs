//! Numbers that people type.

use std::str::FromStr as _;

use passerelle_finbox::PairingId;
use passerelle_social_balance::EnterpriseNumber;

/// The symbols of a pairing id before its check character.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A pairing id is read or refused; it reads back from the way it is shown, and no single slip gives another id.
pub(super) fn pairing_id(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(id) = PairingId::from_str(text) else { return };
    let shown = id.to_string();
    for spelling in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', "")] {
        assert_eq!(spelling.parse(), Ok(id), "{spelling}");
    }
    assert!(!format!("{id:?}").contains(&shown[5..]), "the id opens the connection and is not for logs");
    let symbols: Vec<char> = shown.chars().filter(|symbol| *symbol != '-').collect();
    for place in 0..15 {
        for other in SYMBOLS.iter().map(|symbol| char::from(*symbol)).filter(|other| *other != symbols[place]) {
            let mut slip = symbols.clone();
            slip[place] = other;
            assert!(slip.iter().collect::<String>().parse::<PairingId>().is_err(), "{shown}: a slip at {place}");
        }
    }
    for place in 0..14 {
        let mut swapped = symbols.clone();
        swapped.swap(place, place + 1);
        if swapped != symbols {
            assert!(swapped.iter().collect::<String>().parse::<PairingId>().is_err(), "{shown}: swapped at {place}");
        }
    }
}

/// An enterprise number is read or refused; it has the check digits of one and reads back from every way it is shown.
pub(super) fn enterprise_number(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let number = match EnterpriseNumber::from_str(text) {
        Ok(number) => number,
        Err(error) => {
            assert!(error.to_string().chars().count() < 600, "the error repeats a whole text");
            return;
        }
    };
    let digits: u64 = number.digits().parse().expect("digits");
    assert_eq!(number.digits().len(), 10);
    assert!(digits < 2_000_000_000, "{digits} is no enterprise's");
    assert_eq!(97 - digits / 100 % 97, digits % 100, "{digits}");
    for spelling in [number.digits(), number.dotted(), number.to_string(), format!("BE {}", number.dotted())] {
        assert_eq!(spelling.parse(), Ok(number), "{spelling}");
    }
}
