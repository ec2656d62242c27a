use rust_decimal::Decimal;

use super::Refusal;
use crate::{RubricCode, Unit};

/// The most characters that a number is read from. The largest exact one has 29 digits, a point and a sign.
const LONGEST: usize = 40;

/// Reads a decimal number with a point, exactly: optional sign, digits, at most one point. Blanks around it are passed
/// over; exponents, separators, `NaN` and infinities are refused, and so is a number that would have to be rounded.
pub(super) fn with_point(text: &str) -> Result<Decimal, Refusal> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(Refusal::WrongNumber { text: shown(text) });
    }
    let inexact = || Refusal::InexactNumber { text: shown(text) };
    if text.len() > LONGEST {
        return Err(inexact());
    }
    let plain = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    let mut number = Decimal::from_str_exact(&plain).map_err(|_| inexact())?;
    number.set_sign_negative(text.starts_with('-') && !number.is_zero());
    Ok(number)
}

/// The decimal sign of a file: comma or point, found out from its first number that has one and held to afterwards.
#[derive(Debug, Default)]
pub(super) struct DecimalSign(Option<char>);

impl DecimalSign {
    /// Reads a number with the file's decimal sign. A number that has, or may have, a thousands separator is refused,
    /// not guessed: 1.234 may be meant as one or as a thousand.
    pub(super) fn read(&mut self, text: &str) -> Result<Decimal, Refusal> {
        let text = text.trim();
        if looks_grouped(text) {
            return Err(Refusal::ThousandsSeparator { text: shown(text) });
        }
        let Some(sign) = text.chars().find(|character| matches!(character, ',' | '.')) else {
            return with_point(text);
        };
        let number = with_point(&text.replace(sign, ".")).map_err(|refusal| match refusal {
            Refusal::InexactNumber { .. } => Refusal::InexactNumber { text: shown(text) },
            _ => Refusal::WrongNumber { text: shown(text) },
        })?;
        if *self.0.get_or_insert(sign) == sign {
            Ok(number)
        } else {
            Err(Refusal::MixedDecimalSigns { text: shown(text) })
        }
    }
}

/// Says of a number that was refused that it has thousands separators, if that is what is wrong with it.
pub(super) fn thousands_if_so(refusal: Refusal, text: &str) -> Refusal {
    let text = text.trim();
    let signs = text.chars().filter(|character| matches!(character, ',' | '.')).count();
    let parted = text.chars().any(is_group_blank) || signs > 1;
    match refusal {
        Refusal::WrongNumber { .. } if parted && looks_grouped(text) => {
            Refusal::ThousandsSeparator { text: shown(text) }
        }
        other => other,
    }
}

/// What parts groups of thousands beside comma and point.
fn is_group_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_')
}

/// Whether digits stand in groups of three, or may: one to three digits that begin with none, then groups of exactly
/// three. One group behind a comma or point may be decimals, but nobody can tell.
fn looks_grouped(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_separator = |character: char| matches!(character, ',' | '.') || is_group_blank(character);
    let parts: Vec<&str> = unsigned.split(is_separator).collect();
    if parts.len() < 2 || !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let first_is_group = parts[0].len() <= 3 && !parts[0].starts_with('0');
    let second_is_group = parts[1].len() == 3;
    first_is_group && second_is_group
}

/// A figure as it is written: as exact as it is, whole where the cell counts heads or hours.
pub(super) fn written(code: RubricCode, value: Decimal) -> String {
    match code.rubric().unit() {
        Unit::Heads | Unit::Hours => value.normalize().to_string(),
        Unit::OneDecimal | Unit::Euro | Unit::SignedEuro => value.to_string(),
    }
}

/// The text as an error shows it: cut to what a person can take in.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// A fact's key or an element's name as a note shows it. Both are long, and worth showing whole.
pub(super) fn shown_key(text: &str) -> String {
    text.chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_exactly_or_not_at_all() {
        for (text, read) in [
            ("1003", "1003"),
            (" 16.7\n", "16.7"),
            ("1.0", "1.0"),
            ("-0.0", "0.0"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("-1383598.36", "-1383598.36"),
            ("79228162514264337593543950335", "79228162514264337593543950335"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        ] {
            assert_eq!(with_point(text).map(|number| number.to_string()), Ok(read.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_and_what_would_be_rounded_too() {
        for text in [
            "",
            "-",
            ".",
            "NaN",
            "inf",
            "1e5",
            "1e400",
            "1_000",
            "1 000",
            "1,5",
            "1.2.3",
            "--1",
            "0x10",
            "(5)",
            "5-",
            "−5",
            "٣",
            "EUR 5",
            "½",
            "1\u{a0}000",
            "true",
            "null",
        ] {
            assert_eq!(with_point(text).map_err(|refusal| refusal.code()), Err("wrong_number"), "{text}");
        }
        for text in [
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
            "1234567890123456789012345.12345",
            "1.00000000000000000000000000000000000000000000000000000000000000",
            "1000000000000000000000000000000000000000000000000000000",
        ] {
            assert_eq!(with_point(text).map_err(|refusal| refusal.code()), Err("inexact_number"), "{text}");
        }
    }

    #[test]
    fn a_file_has_one_decimal_sign_and_no_thousands_separators() {
        let read = |texts: &[&str]| {
            let mut sign = DecimalSign::default();
            texts
                .iter()
                .map(|text| {
                    sign.read(text).map_or_else(|refusal| refusal.code().to_owned(), |number| number.to_string())
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(read(&["16,7", "164261", "0,123", "1234,567"]), ["16.7", "164261", "0.123", "1234.567"]);
        assert_eq!(read(&["16.7", "16,7"]), ["16.7", "csv_mixed_decimal_signs"]);
        assert_eq!(read(&["-5,25", "1383598,36"]), ["-5.25", "1383598.36"]);
        for grouped in [
            "1.234",
            "1,234",
            "-12.345",
            "1.234,56",
            "1,234.56",
            "1 234",
            "1\u{a0}234,5",
            "1'234",
            "1’234.50",
            "1.234.567",
            "12.345.678,9",
            "1_000",
        ] {
            assert_eq!(read(&[grouped]), ["csv_thousands_separator"], "{grouped}");
        }
        for wrong in ["1.2.3", "1,2.3", "1 2", "x", "€ 5", "5 %", "1234 567"] {
            assert_eq!(read(&[wrong]), ["wrong_number"], "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(digits in "-?[1-9][0-9]{0,13}", fraction in "[0-9]{1,14}") {
            let text = format!("{digits}.{fraction}");
            prop_assert_eq!(with_point(&text).map(|number| number.to_string()), Ok(text));
        }
    }
}
