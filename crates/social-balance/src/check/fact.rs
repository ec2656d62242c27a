//! What a violated formula shows: the figures that should stand otherwise, and what makes it matter.

use rust_decimal::Decimal;
use serde::Serialize;

use super::formula::{Operator, Reference};

/// A formula that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// What should be the case and is not.
    pub failed: Vec<Fact>,
    /// What is the case and makes it matter; empty where it always matters.
    pub because: Vec<Fact>,
}

/// One part of a formula, with figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The rubric is completed, or should be.
    Given(Figure),
    /// The rubric is not completed, or should not be.
    Absent(Figure),
    /// Two sums stand so, or should.
    Compared(Sides),
    /// At least one of these.
    OneOf(Vec<Fact>),
}

/// Two sums and how they stand, or should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// The left sum.
    pub left: Side,
    /// The relation.
    pub operator: Operator,
    /// The right sum.
    pub right: Side,
}

/// A sum with what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its terms.
    pub terms: Vec<SideTerm>,
    /// What they come to.
    pub total: Decimal,
}

/// A term of a sum with its figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SideTerm {
    /// A number of the formula's own.
    Number {
        /// Whether it is subtracted.
        subtracted: bool,
        /// The number.
        number: Decimal,
    },
    /// A figure that was looked up.
    Figure {
        /// Whether it is subtracted.
        subtracted: bool,
        /// The figure.
        #[serde(flatten)]
        figure: Figure,
    },
}

/// A rubric and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Which rubric, of which sheet or of the accounts.
    pub reference: Reference,
    /// What stands there; none when it is not completed.
    pub value: Option<Decimal>,
}

impl Violation {
    /// Every figure that it speaks of, each once, in the order of the sentence.
    pub fn figures(&self) -> Vec<&Figure> {
        let mut found: Vec<&Figure> = Vec::new();
        for fact in self.failed.iter().chain(&self.because) {
            fact.collect_figures(&mut found);
        }
        found
    }

    /// The sums that do not stand as they should.
    pub fn sides(&self) -> Vec<&Sides> {
        self.failed
            .iter()
            .filter_map(|fact| match fact {
                Fact::Compared(sides) => Some(sides),
                _ => None,
            })
            .collect()
    }
}

impl Fact {
    pub(super) fn collect_figures<'a>(&'a self, found: &mut Vec<&'a Figure>) {
        let mut add = |figure: &'a Figure| {
            if !found.contains(&figure) {
                found.push(figure);
            }
        };
        match self {
            Self::Given(figure) | Self::Absent(figure) => add(figure),
            Self::Compared(Sides { left, right, .. }) => {
                for term in left.terms.iter().chain(&right.terms) {
                    if let SideTerm::Figure { figure, .. } = term {
                        add(figure);
                    }
                }
            }
            Self::OneOf(facts) => {
                for fact in facts {
                    fact.collect_figures(found);
                }
            }
        }
    }
}
