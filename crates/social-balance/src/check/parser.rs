//! Text to formula.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::formula::{Comparison, Condition, Formula, Operator, Reference, Sum, Term, Value};
use super::lexer::{Token, tokens};

/// The text is not a formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a formula: {kind}, at character {}", position + 1)]
pub struct FormulaError {
    /// The byte at which it goes wrong, counted from zero.
    pub position: usize,
    /// What goes wrong there.
    pub kind: FormulaErrorKind,
}

/// How a text fails to be a formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormulaErrorKind {
    /// Longer than [`Formula::LONGEST`] bytes.
    #[error("it is too long")]
    TooLong,
    /// Parentheses nested deeper than [`Formula::DEEPEST`].
    #[error("the parentheses are nested too deep")]
    TooDeep,
    /// A character that has no meaning.
    #[error("{0:?} means nothing")]
    UnknownCharacter(char),
    /// A word that has no meaning.
    #[error("the word is unknown")]
    UnknownWord,
    /// Four digits or more that are no rubric of the social balance.
    #[error("no rubric of the social balance")]
    UnknownRubric,
    /// Neither a rubric nor a number.
    #[error("no number")]
    NotANumber,
    /// Not two to eight digits.
    #[error("no rubric of the annual accounts")]
    NotAnAccount,
    /// Something else should stand here.
    #[error("{0} is expected")]
    Expected(&'static str),
}

impl Formula {
    /// Bytes of the longest text that is read.
    pub const LONGEST: usize = 1000;
    /// Parentheses within each other that are read.
    pub const DEEPEST: usize = 16;
}

impl FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > Self::LONGEST {
            return Err(FormulaError { position: Self::LONGEST, kind: FormulaErrorKind::TooLong });
        }
        let mut parser = Parser { tokens: &tokens(text)?, end: text.len() };
        let premise = if parser.skip(Token::If) {
            let premise = parser.condition(0)?;
            parser.expect(Token::Then, "\"then\"")?;
            Some(premise)
        } else {
            None
        };
        let conclusion = parser.condition(0)?;
        if parser.tokens.is_empty() {
            Ok(Self { premise, conclusion })
        } else {
            Err(parser.wrong(FormulaErrorKind::Expected("the end")))
        }
    }
}

/// What is left to read, and where the text ends.
struct Parser<'a> {
    tokens: &'a [(usize, Token<'a>)],
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.first().map(|(_, token)| *token)
    }

    fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    fn wrong(&self, kind: FormulaErrorKind) -> FormulaError {
        FormulaError { position: self.tokens.first().map_or(self.end, |(position, _)| *position), kind }
    }

    fn skip(&mut self, token: Token<'_>) -> bool {
        let found = self.peek() == Some(token);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, token: Token<'_>, name: &'static str) -> Result<(), FormulaError> {
        if self.skip(token) { Ok(()) } else { Err(self.wrong(FormulaErrorKind::Expected(name))) }
    }

    fn condition(&mut self, depth: usize) -> Result<Condition, FormulaError> {
        let mut parts = vec![self.conjunction(depth)?];
        while self.skip(Token::Or) {
            parts.push(self.conjunction(depth)?);
        }
        Ok(only_or(parts, Condition::Any))
    }

    fn conjunction(&mut self, depth: usize) -> Result<Condition, FormulaError> {
        let mut parts = vec![self.part(depth)?];
        while self.skip(Token::And) {
            parts.push(self.part(depth)?);
        }
        Ok(only_or(parts, Condition::All))
    }

    fn part(&mut self, depth: usize) -> Result<Condition, FormulaError> {
        match self.peek() {
            Some(Token::Open) if depth >= Formula::DEEPEST => Err(self.wrong(FormulaErrorKind::TooDeep)),
            Some(Token::Open) => {
                self.advance();
                let inner = self.condition(depth + 1)?;
                self.expect(Token::Close, "\")\"")?;
                Ok(inner)
            }
            Some(Token::Given) => Ok(Condition::Given(self.argument(Self::reference)?)),
            Some(Token::Absent) => Ok(Condition::Absent(self.argument(Self::reference)?)),
            _ => {
                let left = self.sum()?;
                let operator = self.operator()?;
                Ok(Condition::Comparison(Comparison { left, operator, right: self.sum()? }))
            }
        }
    }

    /// What stands in parentheses after the word that is next.
    fn argument<T>(&mut self, read: impl Fn(&mut Self) -> Result<T, FormulaError>) -> Result<T, FormulaError> {
        self.advance();
        self.expect(Token::Open, "\"(\"")?;
        let argument = read(self)?;
        self.expect(Token::Close, "\")\"")?;
        Ok(argument)
    }

    fn operator(&mut self) -> Result<Operator, FormulaError> {
        match self.peek() {
            Some(Token::Operator(operator)) => {
                self.advance();
                Ok(operator)
            }
            _ => Err(self.wrong(FormulaErrorKind::Expected("a comparison"))),
        }
    }

    fn sum(&mut self) -> Result<Sum, FormulaError> {
        let mut terms = vec![Term { subtracted: self.skip(Token::Minus), value: self.value()? }];
        loop {
            let subtracted = match self.peek() {
                Some(Token::Plus) => false,
                Some(Token::Minus) => true,
                _ => return Ok(Sum(terms)),
            };
            self.advance();
            terms.push(Term { subtracted, value: self.value()? });
        }
    }

    fn value(&mut self) -> Result<Value, FormulaError> {
        match self.peek() {
            Some(Token::Figure(text)) if !names_a_rubric(text) => {
                let form = text.starts_with(|first: char| first.is_ascii_digit()) && !text.ends_with('.');
                let number = form.then(|| Decimal::from_str_exact(text).ok()).flatten();
                let number = number.ok_or_else(|| self.wrong(FormulaErrorKind::NotANumber))?;
                self.advance();
                Ok(Value::Number(number))
            }
            _ => self.reference().map(Value::Reference),
        }
    }

    fn reference(&mut self) -> Result<Reference, FormulaError> {
        match self.peek() {
            Some(Token::Preceding) => self.argument(|parser| {
                let text = parser.figure()?;
                parser.rubric(text).map(Reference::Preceding)
            }),
            Some(Token::Account) => self.argument(|parser| {
                let text = parser.figure()?;
                if !(2..=8).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(parser.wrong(FormulaErrorKind::NotAnAccount));
                }
                parser.advance();
                Ok(Reference::Account(text.to_owned()))
            }),
            _ => {
                let text = self.figure()?;
                self.rubric(text).map(Reference::Rubric)
            }
        }
    }

    fn figure(&self) -> Result<&'a str, FormulaError> {
        match self.peek() {
            Some(Token::Figure(text)) => Ok(text),
            _ => Err(self.wrong(FormulaErrorKind::Expected("a figure"))),
        }
    }

    fn rubric(&mut self, text: &str) -> Result<crate::RubricCode, FormulaError> {
        let code = text.parse().map_err(|_| self.wrong(FormulaErrorKind::UnknownRubric))?;
        self.advance();
        Ok(code)
    }
}

/// Four digits or more are never a number: a mistyped code must not become one.
fn names_a_rubric(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() >= 4
}

fn only_or(mut parts: Vec<Condition>, several: impl Fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => several(parts),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn and_binds_closer_than_or_and_parentheses_closest() {
        for (text, printed) in [
            ("1001>0 or 1011>0 and 1021>0", "1001 > 0 or 1011 > 0 and 1021 > 0"),
            ("(1001>0 or 1011>0) and 1021>0", "(1001 > 0 or 1011 > 0) and 1021 > 0"),
            ("((1001>0))", "1001 > 0"),
            ("if absent( 1002 ) then 1003=1001", "if absent(1002) then 1003 = 1001"),
            ("-1001+prev(1051)-2.50<=acc(62)", "-1001 + prev(1051) - 2.50 <= acc(62)"),
        ] {
            assert_eq!(text.parse::<Formula>().unwrap().to_string(), printed, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let deep = format!("{}1001 > 0", "(".repeat(17));
        let long = "1001 + ".repeat(200);
        for (text, told) in [
            ("", "not a formula: a figure is expected, at character 1"),
            ("1001", "not a formula: a comparison is expected, at character 5"),
            ("1001 = ", "not a formula: a figure is expected, at character 8"),
            ("1004 = 1001", "not a formula: no rubric of the social balance, at character 1"),
            ("1001 = 12345.5", "not a formula: no rubric of the social balance, at character 8"),
            ("1001 = 1.2.3", "not a formula: no number, at character 8"),
            ("1001 = 1.", "not a formula: no number, at character 8"),
            ("1001 = 20x", "not a formula: no number, at character 8"),
            ("acc(6) = 1001", "not a formula: no rubric of the annual accounts, at character 5"),
            ("prev(62) = 1001", "not a formula: no rubric of the social balance, at character 6"),
            ("absent 1001", "not a formula: \"(\" is expected, at character 8"),
            ("given(20)", "not a formula: no rubric of the social balance, at character 7"),
            ("if 1001 > 0", "not a formula: \"then\" is expected, at character 12"),
            ("1001 > 0 1002", "not a formula: the end is expected, at character 10"),
            ("1001 ≥ 0", "not a formula: '≥' means nothing, at character 6"),
            ("unless 1001 > 0", "not a formula: the word is unknown, at character 1"),
            (&deep, "not a formula: the parentheses are nested too deep, at character 17"),
            (&long, "not a formula: it is too long, at character 1001"),
        ] {
            assert_eq!(text.parse::<Formula>().unwrap_err().to_string(), told, "{text}");
        }
    }

    #[test]
    fn sixteen_parentheses_are_read() {
        let text = format!("{}1001 > 0{}", "(".repeat(16), ")".repeat(16));
        assert!(text.parse::<Formula>().is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            let _ = text.parse::<Formula>();
        }

        #[test]
        fn what_is_printed_reads_to_the_same_formula(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "if", "then", "and", "or", "given(1001)", "absent(1002)", "prev(1051)", "acc(62)", "1003", "0", "1.5",
                    "+", "-", "<", "<=", ">", ">=", "=", "(", ")", "1001 > 0", "1011 = 1012 + 1013",
                ]),
                1..12,
            )
        ) {
            if let Ok(formula) = words.join(" ").parse::<Formula>() {
                prop_assert_eq!(formula.to_string().parse::<Formula>(), Ok(formula));
            }
        }
    }
}
