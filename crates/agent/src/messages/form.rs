//! How dates and numbers are written in Belgium.

use chrono::NaiveDate;
use passerelle_social_balance::{Decimal, Language};

pub(super) fn date(language: Language, date: NaiveDate) -> String {
    let form = if language == Language::German { "%d.%m.%Y" } else { "%d/%m/%Y" };
    date.format(form).to_string()
}

pub(super) fn day(language: Language, date: NaiveDate) -> String {
    let form = if language == Language::German { "%d.%m." } else { "%d/%m" };
    date.format(form).to_string()
}

pub(super) fn number(language: Language, number: Decimal) -> String {
    let (group, point) = match language {
        Language::French => ('\u{202f}', ','),
        Language::Dutch | Language::German => ('.', ','),
        Language::English => (',', '.'),
    };
    let text = number.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{point}{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_as_each_language_does() {
        let written = |text: &str| Language::ALL.map(|language| number(language, text.parse().unwrap()));
        assert_eq!(written("1234567.5"), ["1\u{202f}234\u{202f}567,5", "1.234.567,5", "1,234,567.5", "1.234.567,5"]);
        assert_eq!(written("-999"), ["-999"; 4]);
        assert_eq!(written("1000"), ["1\u{202f}000", "1.000", "1,000", "1.000"]);
        assert_eq!(written("0"), ["0"; 4]);
        assert_eq!(written("45.10")[0], "45,10");
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let day: NaiveDate = "2025-11-04".parse().unwrap();
        assert_eq!(
            Language::ALL.map(|language| date(language, day)),
            ["04/11/2025", "04/11/2025", "04/11/2025", "04.11.2025"]
        );
    }
}
