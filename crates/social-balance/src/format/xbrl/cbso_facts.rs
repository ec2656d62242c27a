//! What each fact of the CBSO taxonomies means, by its metric and the set of its members.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::account::{CBSO_FACTS, Year};
use super::super::draft::Figure;
use crate::RubricCode;

/// What a fact says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Figure(Figure),
    JointCommitteeNumber,
    JointCommitteeName,
    YearStart,
    YearEnd,
    EnterpriseName,
}

/// The number of a joint committee, from the closed list.
pub(super) const JOINT_COMMITTEE_NUMBER: &str = "jcc-enum:list1#dim:bas=bas:m110#dim:open=(typed)#dim:part=part:m8";
/// A joint committee in the filer's own words.
pub(super) const JOINT_COMMITTEE_NAME: &str = "met:str2#dim:bas=bas:m110#dim:open=(typed)#dim:part=part:m8";
/// First day of the financial year, in the filing's identification.
pub(super) const YEAR_START: &str = "met:dte1#dim:bas=bas:m27#dim:mmt=mmt:m1#dim:part=part:m2#dim:prd=prd:m1";
/// Last day of the financial year.
pub(super) const YEAR_END: &str = "met:dte1#dim:bas=bas:m27#dim:mmt=mmt:m2#dim:part=part:m2#dim:prd=prd:m1";
/// The enterprise's name.
pub(super) const ENTERPRISE_NAME: &str = "met:str2#dim:bas=bas:m29#dim:part=part:m2#dim:psn=psn:m1";
/// The member that marks the social balance.
pub(super) const SOCIAL_BALANCE: &str = "#dim:part=part:m8";

/// In a 25.0 filing the full-time equivalents of row 100 came without this member; 22.19.3 lists them with it.
const FULL_TIME_EQUIVALENT: &str = "#dim:qlt=qlt:m3";

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut meanings = HashMap::with_capacity(512);
    for code in RubricCode::all() {
        let fact = code.rubric().xbrl_fact();
        let meaning = Meaning::Figure(Figure::Cell(code));
        if fact.starts_with("met:dec1") && fact.contains(FULL_TIME_EQUIVALENT) {
            meanings.insert(fact.replace(FULL_TIME_EQUIVALENT, ""), meaning);
        }
        meanings.insert(fact.to_owned(), meaning);
    }
    for (code, fact) in CBSO_FACTS {
        meanings.insert(fact.to_owned(), Meaning::Figure(Figure::Account(code, Year::This)));
        meanings.insert(preceding(fact), Meaning::Figure(Figure::Account(code, Year::Preceding)));
    }
    for (fact, meaning) in [
        (JOINT_COMMITTEE_NUMBER, Meaning::JointCommitteeNumber),
        (JOINT_COMMITTEE_NAME, Meaning::JointCommitteeName),
        (YEAR_START, Meaning::YearStart),
        (YEAR_END, Meaning::YearEnd),
        (ENTERPRISE_NAME, Meaning::EnterpriseName),
    ] {
        meanings.insert(fact.to_owned(), meaning);
    }
    meanings
});

/// What a fact with this metric and these members says, if it is read.
pub(super) fn meaning(fact: &str) -> Option<Meaning> {
    MEANINGS.get(fact).copied()
}

/// The same fact of the preceding year.
pub(super) fn preceding(fact: &str) -> String {
    fact.replace("#dim:prd=prd:m1", "#dim:prd=prd:m2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_means_one_thing() {
        let full_time_equivalents =
            RubricCode::all().filter(|code| code.rubric().xbrl_fact().contains(FULL_TIME_EQUIVALENT)).count();
        assert_eq!(MEANINGS.len(), 174 + full_time_equivalents + 22 + 5);
    }

    #[test]
    fn full_time_equivalents_are_known_with_and_without_their_quality() {
        let cell = |code: &str| Some(Meaning::Figure(Figure::Cell(code.parse().unwrap())));
        let with = "met:dec1#dim:bas=bas:m73#dim:gdr=gdr:m1#dim:part=part:m8#dim:prd=prd:m2#dim:qlt=qlt:m3#dim:typ=typ:m16#dim:wkr=wkr:m1#dim:wrg=wrg:m3";
        assert_eq!(meaning(with), cell("1003P"));
        assert_eq!(meaning(&with.replace("#dim:qlt=qlt:m3", "")), cell("1003P"));
        assert_eq!(meaning("met:dec1#dim:part=part:m8"), None);
    }
}
