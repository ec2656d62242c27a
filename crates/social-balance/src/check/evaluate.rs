//! What a formula says of a subject.

use rust_decimal::Decimal;

use super::fact::{Fact, Figure, Side, SideTerm, Sides, Violation};
use super::formula::{Comparison, Condition, Formula, Reference, Sum, Term, Value};
use super::subject::{NotEvaluated, Subject};
use crate::exact;

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// What it demands is the case, or there is nothing to say.
    Holds,
    /// It is not the case.
    Violated(Violation),
    /// It could not be seen.
    NotEvaluated(NotEvaluated),
}

impl Formula {
    /// Holds the formula against the subject. Never fails, whatever the figures.
    ///
    /// A formula is not evaluated where it speaks of a cell that the sheet's model lacks, of a preceding sheet that is not
    /// there, or where one of its sums has accounts of which none is known. Where one account of a sum is known, the others
    /// count as zero, as they do in a filing.
    pub fn evaluate(&self, subject: &Subject<'_>) -> Outcome {
        match self.violation(subject) {
            Ok(None) => Outcome::Holds,
            Ok(Some(violation)) => Outcome::Violated(violation),
            Err(reason) => Outcome::NotEvaluated(reason),
        }
    }

    fn violation(&self, subject: &Subject<'_>) -> Result<Option<Violation>, NotEvaluated> {
        let applies = match &self.premise {
            Some(premise) => premise.is_met(subject)?,
            None => true,
        };
        if self.conclusion.is_met(subject)? || !applies {
            return Ok(None);
        }
        let mut something_given = false;
        for reference in self.references() {
            something_given |= subject.look_up(reference)?.is_some();
        }
        if !something_given {
            return Ok(None);
        }
        let mut violation = Violation { failed: Vec::new(), because: Vec::new() };
        self.conclusion.collect_failures(subject, &mut violation.failed)?;
        if let Some(premise) = &self.premise {
            premise.collect_witnesses(subject, &mut violation.because)?;
        }
        Ok(Some(violation))
    }
}

impl Condition {
    /// Looks at every part even when the first decides: whether a check can be evaluated must not hang on the figures.
    fn is_met(&self, subject: &Subject<'_>) -> Result<bool, NotEvaluated> {
        Ok(match self {
            Self::All(parts) => {
                let mut all = true;
                for part in parts {
                    all &= part.is_met(subject)?;
                }
                all
            }
            Self::Any(parts) => {
                let mut any = false;
                for part in parts {
                    any |= part.is_met(subject)?;
                }
                any
            }
            Self::Given(reference) => subject.look_up(reference)?.is_some(),
            Self::Absent(reference) => subject.look_up(reference)?.is_none(),
            Self::Comparison(Comparison { left, operator, right }) => {
                operator.holds(left.total(subject)?, right.total(subject)?)
            }
        })
    }

    /// Of a condition that is not met: which of its parts are not.
    fn collect_failures(&self, subject: &Subject<'_>, failures: &mut Vec<Fact>) -> Result<(), NotEvaluated> {
        match self {
            Self::All(parts) => {
                for part in parts {
                    if !part.is_met(subject)? {
                        part.collect_failures(subject, failures)?;
                    }
                }
            }
            Self::Any(parts) => {
                let mut ways = Vec::new();
                for part in parts {
                    part.collect_failures(subject, &mut ways)?;
                }
                failures.push(Fact::OneOf(ways));
            }
            _ => failures.push(self.fact(subject)?),
        }
        Ok(())
    }

    /// Of a condition that is met: what makes it so.
    fn collect_witnesses(&self, subject: &Subject<'_>, witnesses: &mut Vec<Fact>) -> Result<(), NotEvaluated> {
        match self {
            Self::All(parts) => {
                for part in parts {
                    part.collect_witnesses(subject, witnesses)?;
                }
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.is_met(subject)? {
                        return part.collect_witnesses(subject, witnesses);
                    }
                }
            }
            _ => witnesses.push(self.fact(subject)?),
        }
        Ok(())
    }

    fn fact(&self, subject: &Subject<'_>) -> Result<Fact, NotEvaluated> {
        let figure = |reference: &Reference| subject.figure(reference);
        Ok(match self {
            Self::All(parts) | Self::Any(parts) => {
                Fact::OneOf(parts.iter().map(|part| part.fact(subject)).collect::<Result<_, _>>()?)
            }
            Self::Given(reference) => Fact::Given(figure(reference)?),
            Self::Absent(reference) => Fact::Absent(figure(reference)?),
            Self::Comparison(Comparison { left, operator, right }) => {
                Fact::Compared(Sides { left: left.side(subject)?, operator: *operator, right: right.side(subject)? })
            }
        })
    }
}

impl Sum {
    fn total(&self, subject: &Subject<'_>) -> Result<Decimal, NotEvaluated> {
        let mut total = Decimal::ZERO;
        let mut unknown = None;
        let mut known = false;
        for Term { subtracted, value } in &self.0 {
            let term = match value {
                Value::Number(number) => *number,
                Value::Reference(reference) => {
                    let found = subject.look_up(reference)?;
                    if let Reference::Account(account) = reference {
                        known |= found.is_some();
                        unknown = unknown.or(Some(account));
                    }
                    found.unwrap_or_default()
                }
            };
            total = exact::add(total, if *subtracted { -term } else { term }).ok_or(NotEvaluated::TooManyDigits)?;
        }
        match unknown {
            Some(account) if !known => Err(NotEvaluated::AccountUnknown(account.clone())),
            _ => Ok(total),
        }
    }

    fn side(&self, subject: &Subject<'_>) -> Result<Side, NotEvaluated> {
        let terms = self.0.iter().map(|Term { subtracted, value }| {
            Ok(match value {
                Value::Number(number) => SideTerm::Number { subtracted: *subtracted, number: *number },
                Value::Reference(reference) => {
                    SideTerm::Figure { subtracted: *subtracted, figure: subject.figure(reference)? }
                }
            })
        });
        Ok(Side { terms: terms.collect::<Result<_, _>>()?, total: self.total(subject)? })
    }
}

impl Subject<'_> {
    /// The figure, or that it is absent; an error where it cannot even be asked for.
    fn look_up(&self, reference: &Reference) -> Result<Option<Decimal>, NotEvaluated> {
        match reference {
            Reference::Rubric(code) if !code.rubric().is_in(self.sheet.model) => Err(NotEvaluated::NotInModel(*code)),
            Reference::Rubric(code) => Ok(self.sheet.cell(*code)),
            Reference::Preceding(code) => {
                let preceding = self.preceding.ok_or(NotEvaluated::NoPrecedingSheet)?;
                if !self.sheet.follows(preceding) {
                    return Err(NotEvaluated::PrecedingSheetOfAnotherYear);
                }
                if !code.rubric().is_in(preceding.model) {
                    return Err(NotEvaluated::NotInModel(*code));
                }
                Ok(preceding.cell(*code))
            }
            Reference::Account(account) => Ok(self.accounts.get(account).copied()),
        }
    }

    fn figure(&self, reference: &Reference) -> Result<Figure, NotEvaluated> {
        Ok(Figure { reference: reference.clone(), value: self.look_up(reference)? })
    }
}
