use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::RubricCode;

/// What a check demands, in a small language of its own:
///
/// ```text
/// if 1002 > 0 then 1003 < 1001 + 1002 and 1003 > 1001
/// if absent(1002) then 1003 = 1001
/// if given(5803) or given(5813) then 5803 + 5813 < 1023
/// if 1003 > 0 then acc(9086) = 1051 + 1052
/// prev(1051) + prev(1052) + 2051 + 2052 - 3051 - 3052 = 1051 + 1052
/// ```
///
/// Four digits or more name a rubric of the sheet, `prev(…)` that rubric on the preceding year's sheet, `acc(…)` a rubric of
/// the annual accounts; up to three digits are a number. `and` binds closer than `or`; conditions can stand in parentheses.
///
/// **Absent.** `absent` and `given` ask whether a rubric is completed. Everywhere else an absent rubric counts as zero. A
/// formula that finds none of its rubrics holds: there is nothing to say. That is how the formulas of the National Bank
/// work: each variable falls back to zero, and an assertion without a single fact is not evaluated.
///
/// **Equal** means equal: there is no tolerance, not for whole numbers, not for the one decimal of full-time equivalents,
/// not for cents. The published formulas have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What must be the case for the conclusion to matter.
    pub premise: Option<Condition>,
    /// What should be the case.
    pub conclusion: Condition,
}

/// Something that is the case or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Each of them is the case.
    All(Vec<Condition>),
    /// At least one of them is the case.
    Any(Vec<Condition>),
    /// The rubric is completed.
    Given(Reference),
    /// The rubric is not completed.
    Absent(Reference),
    /// Two sums stand in this relation.
    Comparison(Comparison),
}

/// Two sums and how they should stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The left sum.
    pub left: Sum,
    /// The relation.
    pub operator: Operator,
    /// The right sum.
    pub right: Sum,
}

/// How two sums stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Operator {
    /// Equal.
    #[serde(rename = "=")]
    Equal,
    /// The left one is smaller.
    #[serde(rename = "<")]
    Less,
    /// The left one is not larger.
    #[serde(rename = "<=")]
    AtMost,
    /// The left one is larger.
    #[serde(rename = ">")]
    More,
    /// The left one is not smaller.
    #[serde(rename = ">=")]
    AtLeast,
}

/// Terms added and subtracted; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum(pub Vec<Term>);

/// One term of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether it is subtracted.
    pub subtracted: bool,
    /// What is added or subtracted.
    pub value: Value,
}

/// A number of the formula's own, or one that is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A figure.
    Reference(Reference),
}

/// A figure that a formula speaks of. Its text form is the formula's: `1003`, `prev(1051)`, `acc(62)`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A cell of the sheet.
    Rubric(RubricCode),
    /// A cell of the preceding year's sheet.
    Preceding(RubricCode),
    /// A rubric of the annual accounts, by its code there (62, 617, 9087).
    Account(String),
}

impl Operator {
    /// Whether the two stand so.
    pub fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// The sign: "=", "<", "<=", ">" or ">=".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

impl Formula {
    /// Every figure that it speaks of, in the order of the text, as often as it is named.
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        if let Some(premise) = &self.premise {
            premise.collect_references(&mut found);
        }
        self.conclusion.collect_references(&mut found);
        found
    }
}

impl Condition {
    fn collect_references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.collect_references(found);
                }
            }
            Self::Given(reference) | Self::Absent(reference) => found.push(reference),
            Self::Comparison(Comparison { left, right, .. }) => {
                found.extend(left.references().chain(right.references()));
            }
        }
    }
}

impl Sum {
    /// The figures among its terms.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.0.iter().filter_map(|term| match &term.value {
            Value::Reference(reference) => Some(reference),
            Value::Number(_) => None,
        })
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(premise) = &self.premise {
            write!(formatter, "if {premise} then ")?;
        }
        write!(formatter, "{}", self.conclusion)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, word) = match self {
            Self::All(parts) => (parts, " and "),
            Self::Any(parts) => (parts, " or "),
            Self::Given(reference) => return write!(formatter, "given({reference})"),
            Self::Absent(reference) => return write!(formatter, "absent({reference})"),
            Self::Comparison(comparison) => return write!(formatter, "{comparison}"),
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                formatter.write_str(word)?;
            }
            let closer = matches!((self, part), (Self::Any(_), Self::All(_)));
            if matches!(part, Self::All(_) | Self::Any(_)) && !closer {
                write!(formatter, "({part})")?;
            } else {
                write!(formatter, "{part}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.left, self.operator.as_str(), self.right)
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.0.iter().enumerate() {
            formatter.write_str(match (index, term.subtracted) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            })?;
            match &term.value {
                Value::Number(number) => write!(formatter, "{number}")?,
                Value::Reference(reference) => write!(formatter, "{reference}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rubric(code) => write!(formatter, "{code}"),
            Self::Preceding(code) => write!(formatter, "prev({code})"),
            Self::Account(code) => write!(formatter, "acc({code})"),
        }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
