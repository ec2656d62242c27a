//! What is wrong, in words.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::builtin::{Detail, TooManyDecimals};
use super::catalogue::Origin;
use super::fact::{Fact, Figure, Side, SideTerm, Sides, Violation};
use super::formula::Reference;
use super::wording;
use crate::{FinancialYear, Language};

/// One or more whole sentences.
pub(super) fn of(detail: &Detail, origin: Origin, language: Language) -> String {
    let mut text = match detail {
        Detail::Figures { violations } => {
            violations.iter().map(|violation| of_violation(violation, language)).collect::<Vec<_>>().join(" ")
        }
        Detail::EnterpriseNumber { sheet, expected } => {
            wording::other_enterprise(&sheet.dotted(), &expected.dotted(), language)
        }
        Detail::FinancialYear { sheet, expected } => {
            let [start, end] = dates(*sheet, language);
            let [expected_start, expected_end] = dates(*expected, language);
            wording::other_year([&start, &end], [&expected_start, &expected_end], language)
        }
        Detail::Decimals { cells } => {
            let clauses: Vec<String> = cells
                .iter()
                .map(|TooManyDecimals { code, value, allowed }| {
                    let shown = format!("{code} ({})", code.written(*value, language));
                    wording::fewer_decimals(&shown, *allowed, language)
                })
                .collect();
            format!("{}.", listed(&clauses, wording::and(language)))
        }
        Detail::BelowThreshold { full_time_equivalents } => {
            wording::below_threshold(&language.number(*full_time_equivalents, 1), language)
        }
        Detail::AlreadyDelivered => wording::already_delivered(language).to_owned(),
    };
    let remark = match origin {
        Origin::Documented => return text,
        Origin::Inferred => wording::inferred(language),
        Origin::Own => wording::own(language),
    };
    text.push_str(" (");
    text.push_str(remark);
    text.push(')');
    text
}

fn of_violation(violation: &Violation, language: Language) -> String {
    let failed: Vec<String> = violation.failed.iter().map(|fact| demand(fact, language)).collect();
    let mut text = listed(&failed, wording::and(language));
    let because: Vec<String> = violation
        .because
        .iter()
        .filter(|fact| adds_something(fact, &violation.failed))
        .map(|fact| statement(fact, language))
        .collect();
    if !because.is_empty() {
        text.push_str(wording::because(language));
        text.push_str(&listed(&because, wording::and(language)));
    }
    text.push('.');
    text
}

/// A reason whose figures all stand in the demand already would only repeat them.
fn adds_something(reason: &Fact, failed: &[Fact]) -> bool {
    let mut shown = Vec::new();
    for fact in failed {
        fact.collect_figures(&mut shown);
    }
    let mut figures = Vec::new();
    reason.collect_figures(&mut figures);
    figures.iter().any(|figure| !shown.contains(figure))
}

/// The fact as what should be.
fn demand(fact: &Fact, language: Language) -> String {
    match fact {
        Fact::Given(figure) => wording::should_be_given(&wording::name(&figure.reference, language), true, language),
        Fact::Absent(figure) => wording::should_be_given(&with_value(figure, language), false, language),
        Fact::Compared(Sides { left, operator, right }) => {
            wording::should_stand(&side(left, language), *operator, &side(right, language), language)
        }
        Fact::OneOf(ways) => {
            let clauses: Vec<String> = ways.iter().map(|way| demand(way, language)).collect();
            clauses.join(wording::or(language))
        }
    }
}

/// The fact as what is.
fn statement(fact: &Fact, language: Language) -> String {
    match fact {
        Fact::Given(figure) => wording::is_given(&with_value(figure, language), true, language),
        Fact::Absent(figure) => wording::is_given(&wording::name(&figure.reference, language), false, language),
        Fact::Compared(Sides { left, operator, right }) => {
            wording::stands(&side(left, language), *operator, &side(right, language), language)
        }
        Fact::OneOf(ways) => {
            let clauses: Vec<String> = ways.iter().map(|way| statement(way, language)).collect();
            clauses.join(wording::or(language))
        }
    }
}

/// "1003 (120,1)", "1001 + 1002 (107,5 + 11,0 = 118,5)", "0".
fn side(side: &Side, language: Language) -> String {
    match side.terms.as_slice() {
        [SideTerm::Number { subtracted: false, number }] => language.number(*number, 0),
        [SideTerm::Figure { subtracted: false, figure }] => with_value(figure, language),
        terms => {
            let mut names = String::new();
            let mut values = String::new();
            let mut decimals = 0;
            for (index, term) in terms.iter().enumerate() {
                match term {
                    SideTerm::Number { subtracted, number } => {
                        let number = language.number(*number, 0);
                        add_term(&mut names, *subtracted, &number);
                        add_term(&mut values, *subtracted, &number);
                    }
                    SideTerm::Figure { subtracted, figure } => {
                        let shown = figure.value.map_or(0, |value| decimals_shown(&figure.reference, value));
                        decimals = decimals.max(shown);
                        add_term(&mut names, *subtracted, wording::code(&figure.reference));
                        add_term(&mut values, *subtracted, &written(figure, language));
                        // Where a run of terms stands is said once, after the last of them.
                        let place = wording::place(&figure.reference, language);
                        let goes_on = matches!(terms.get(index + 1), Some(SideTerm::Figure { figure: next, .. })
                            if wording::place(&next.reference, language) == place);
                        names.push_str(if goes_on { "" } else { place });
                    }
                }
            }
            format!("{names} ({values} = {})", language.number(side.total, decimals))
        }
    }
}

fn add_term(text: &mut String, subtracted: bool, term: &str) {
    text.push_str(match (text.is_empty(), subtracted) {
        (true, false) => "",
        (true, true) => "-",
        (false, false) => " + ",
        (false, true) => " - ",
    });
    if term.starts_with('-') {
        text.push('(');
        text.push_str(term);
        text.push(')');
    } else {
        text.push_str(term);
    }
}

fn with_value(figure: &Figure, language: Language) -> String {
    format!("{} ({})", wording::name(&figure.reference, language), written(figure, language))
}

fn written(figure: &Figure, language: Language) -> String {
    match figure.value {
        None => wording::empty(language).to_owned(),
        Some(value) => language.number(value, decimals_shown(&figure.reference, value)),
    }
}

fn decimals_shown(reference: &Reference, value: Decimal) -> u32 {
    match reference {
        Reference::Rubric(code) | Reference::Preceding(code) => code.decimals_shown(value),
        // Full-time equivalents and euro stand side by side in the accounts: one decimal is kept, of more two are shown.
        Reference::Account(_) => match value.normalize().scale() {
            few @ (0 | 1) => few,
            many => many.max(2),
        },
    }
}

fn listed(clauses: &[String], and: &str) -> String {
    match clauses {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
    }
}

fn dates(year: FinancialYear, language: Language) -> [String; 2] {
    let written = |date: NaiveDate| match language {
        Language::French | Language::Dutch => date.format("%d/%m/%Y").to_string(),
        Language::English => date.format("%-d %B %Y").to_string(),
        Language::German => date.format("%d.%m.%Y").to_string(),
    };
    [written(year.start()), written(year.end())]
}
