//! A formula's text cut into words, signs and figures.

use super::formula::Operator;
use super::parser::{FormulaError, FormulaErrorKind};

/// One piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    If,
    Then,
    And,
    Or,
    Given,
    Absent,
    Preceding,
    Account,
    /// What begins with a digit: a number, a rubric or an account, by where it stands.
    Figure(&'a str),
    Operator(Operator),
    Plus,
    Minus,
    Open,
    Close,
}

/// The pieces with the byte at which each begins.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token<'_>)>, FormulaError> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(first) = text[position..].chars().next() {
        let rest = &text[position..];
        let (length, token) = match first {
            blank if blank.is_ascii_whitespace() => {
                position += 1;
                continue;
            }
            '+' => (1, Token::Plus),
            '-' => (1, Token::Minus),
            '(' => (1, Token::Open),
            ')' => (1, Token::Close),
            '=' => (1, Token::Operator(Operator::Equal)),
            '<' if rest.starts_with("<=") => (2, Token::Operator(Operator::AtMost)),
            '<' => (1, Token::Operator(Operator::Less)),
            '>' if rest.starts_with(">=") => (2, Token::Operator(Operator::AtLeast)),
            '>' => (1, Token::Operator(Operator::More)),
            '0'..='9' => {
                let figure = leading(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
                (figure.len(), Token::Figure(figure))
            }
            'a'..='z' => {
                let word = leading(rest, |byte| byte.is_ascii_alphanumeric());
                (word.len(), keyword(word).ok_or(FormulaError { position, kind: FormulaErrorKind::UnknownWord })?)
            }
            other => return Err(FormulaError { position, kind: FormulaErrorKind::UnknownCharacter(other) }),
        };
        found.push((position, token));
        position += length;
    }
    Ok(found)
}

fn leading(text: &str, belongs: impl Fn(u8) -> bool) -> &str {
    let length = text.bytes().take_while(|byte| belongs(*byte)).count();
    &text[..length]
}

fn keyword(word: &str) -> Option<Token<'static>> {
    Some(match word {
        "if" => Token::If,
        "then" => Token::Then,
        "and" => Token::And,
        "or" => Token::Or,
        "given" => Token::Given,
        "absent" => Token::Absent,
        "prev" => Token::Preceding,
        "acc" => Token::Account,
        _ => return None,
    })
}
