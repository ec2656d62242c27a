//! Numbers as a person reads them.

use rust_decimal::Decimal;

use crate::{Language, RubricCode, Unit};

impl Language {
    /// The number with this language's signs (Belgian usage), with at least so many decimals; none is lost.
    pub fn number(self, value: Decimal, least_decimals: u32) -> String {
        let (group, point) = match self {
            Self::French => ('\u{202f}', ','),
            Self::Dutch | Self::German => ('.', ','),
            Self::English => (',', '.'),
        };
        let mut value = value.normalize();
        if value.scale() < least_decimals {
            value.rescale(least_decimals);
        }
        let plain = value.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(point);
            text.push_str(decimals);
        }
        text
    }
}

impl RubricCode {
    /// The cell's figure as a person reads it: full-time equivalents and averages with one decimal, euro whole or with cents.
    pub fn written(self, value: Decimal, language: Language) -> String {
        language.number(value, self.decimals_shown(value))
    }

    /// How many decimals [`RubricCode::written`] shows.
    pub(crate) fn decimals_shown(self, value: Decimal) -> u32 {
        let given = value.normalize().scale();
        match self.rubric().unit() {
            Unit::OneDecimal => given.max(1),
            Unit::Heads | Unit::Hours => given,
            Unit::Euro | Unit::SignedEuro if given == 0 => 0,
            Unit::Euro | Unit::SignedEuro => given.max(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::decimal;

    #[test]
    fn every_language_has_its_own_signs() {
        for (language, expected) in [
            (Language::French, "-1\u{202f}234\u{202f}567,50"),
            (Language::Dutch, "-1.234.567,50"),
            (Language::English, "-1,234,567.50"),
            (Language::German, "-1.234.567,50"),
        ] {
            assert_eq!(language.number(decimal("-1234567.5"), 2), expected);
        }
        assert_eq!(Language::English.number(decimal("999"), 0), "999");
        assert_eq!(Language::English.number(decimal("0.125"), 1), "0.125");
    }

    #[test]
    fn figures_are_written_by_their_unit() {
        let written =
            |code: &str, value: &str| code.parse::<RubricCode>().unwrap().written(decimal(value), Language::Dutch);
        assert_eq!(written("1003", "11"), "11,0");
        assert_eq!(written("1051", "12.0"), "12");
        assert_eq!(written("1023", "8291585.00"), "8.291.585");
        assert_eq!(written("1023", "27968242.9"), "27.968.242,90");
    }
}
