use std::collections::BTreeSet;

use passerelle_social_balance::{Decimal, RubricCode, Sheet};
use serde::{Deserialize, Serialize};

use super::{Base, Choice, Decisions, Ownership, Standing, StandingValue};
use crate::mapping::Mapping;
use crate::settings::OwnershipRule;

/// One rubric that is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The rubric.
    pub code: RubricCode,
    /// What stood there when the plan was made.
    pub before: StandingValue,
    /// What shall stand there; `None` takes our earlier value away.
    pub after: Option<Decimal>,
}

/// Why a standing value that differs from the sheet's is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBecause {
    /// A person changed it, and the sheet says nothing new.
    SheetSaysNothingNew,
    /// The rubric belongs to the books, to invoices or is registered elsewhere, and something stands there.
    OwnedElsewhere,
    /// The rubric is never written, by setting.
    NeverWritten,
    /// The accountant chose so.
    Chosen,
}

/// One rubric whose standing value stays although the sheet says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The rubric.
    pub code: RubricCode,
    /// What stands there.
    pub standing: StandingValue,
    /// What the sheet says.
    pub new: Option<Decimal>,
    /// Why it stays.
    pub because: KeptBecause,
}

/// One rubric that only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The rubric.
    pub code: RubricCode,
    /// What we wrote last, if ever.
    pub last_delivered: Option<Decimal>,
    /// What stands there.
    pub standing: StandingValue,
    /// What the sheet says.
    pub new: Option<Decimal>,
}

/// What is to be done for one sheet in one template. Every rubric of the mapping is in at most one of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePlan {
    /// To be written.
    pub writes: Vec<Write>,
    /// Kept as they stand.
    pub kept: Vec<Kept>,
    /// For the accountant to decide; while there is one, nothing is written.
    pub conflicts: Vec<Conflict>,
    /// Rubrics of the sheet that stand right already.
    pub right_already: BTreeSet<RubricCode>,
    /// Rubrics of the sheet that the mapping has no place for.
    pub without_place: BTreeSet<RubricCode>,
}

enum Verdict {
    Nothing,
    RightAlready,
    Write,
    Keep(KeptBecause),
    Ask,
}

/// Plans one sheet's delivery into one template.
pub fn merge(
    sheet: &Sheet,
    mapping: &Mapping,
    standing: &Standing,
    base: &Base,
    ownership: &Ownership,
    decisions: &Decisions,
) -> MergePlan {
    let mut plan = MergePlan::default();
    for code in RubricCode::all() {
        let new = sheet.cell(code);
        let Some(address) = mapping.address(code) else {
            if new.is_some() {
                plan.without_place.insert(code);
            }
            continue;
        };
        let value = standing.at(address);
        match judge(code, new, &value, base, ownership.rule(code), decisions) {
            Verdict::Nothing => {}
            Verdict::RightAlready => {
                plan.right_already.insert(code);
            }
            Verdict::Write => plan.writes.push(Write { code, before: value, after: new }),
            Verdict::Keep(because) => plan.kept.push(Kept { code, standing: value, new, because }),
            Verdict::Ask => {
                plan.conflicts.push(Conflict { code, last_delivered: base.last(code), standing: value, new });
            }
        }
    }
    plan
}

fn judge(
    code: RubricCode,
    new: Option<Decimal>,
    standing: &StandingValue,
    base: &Base,
    rule: OwnershipRule,
    decisions: &Decisions,
) -> Verdict {
    if standing.is(new) {
        return if new.is_some() { Verdict::RightAlready } else { Verdict::Nothing };
    }
    if new.is_none() && !base.knows(code) && !base.is_ours(code, standing.number()) {
        return Verdict::Nothing;
    }
    if rule == OwnershipRule::Leave {
        return Verdict::Keep(KeptBecause::NeverWritten);
    }
    if base.is_ours(code, standing.number()) {
        return Verdict::Write;
    }
    if *standing == StandingValue::Absent && !base.knows(code) && !base.is_theirs(code) {
        return Verdict::Write;
    }
    // From here on, what stands there is a person's: a value of their own, or one of ours taken away.
    let decision = decisions.get(&code).filter(|decision| decision.holds_for(standing, new));
    match decision.map(|decision| decision.choice) {
        Some(Choice::Take) => return Verdict::Write,
        Some(Choice::Keep) => return Verdict::Keep(KeptBecause::Chosen),
        None => {}
    }
    if base.was_offered(code, new) {
        return Verdict::Keep(KeptBecause::SheetSaysNothingNew);
    }
    match rule {
        OwnershipRule::Deliver => Verdict::Ask,
        OwnershipRule::Propose | OwnershipRule::Leave => Verdict::Keep(KeptBecause::OwnedElsewhere),
    }
}
