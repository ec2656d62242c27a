//! The merge, one row per situation, and the law that no person's value is overwritten without being asked.

use std::collections::BTreeMap;

use passerelle_silverfin::{CustomProperty, PropertyValue};
use passerelle_social_balance::{Decimal, FinancialYear, Model, RubricCode, Sheet};
use proptest::prelude::*;

use super::{
    Base, Choice, Decision, Decisions, KeptBecause, MarkedSheet, Marker, MergePlan, Ownership, Standing, StandingValue,
    merge,
};
use crate::mapping::Mapping;
use crate::settings::OwnershipRule;

fn code(text: &str) -> RubricCode {
    text.parse().unwrap()
}

fn mapping() -> Mapping {
    Mapping::from_settings(&crate::settings::Values::default()).unwrap()
}

fn sheet(cells: &[(&str, Option<i64>)]) -> Sheet {
    Sheet {
        enterprise_number: "0403019261".parse().unwrap(),
        financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
        model: Model::Full,
        joint_committees: std::collections::BTreeSet::new(),
        cells: cells.iter().filter_map(|(text, value)| Some((code(text), Decimal::from((*value)?)))).collect(),
    }
}

fn standing(values: &[(&str, Option<i64>)]) -> Standing {
    let mapping = mapping();
    let property = |(text, value): &(&str, Option<i64>)| {
        Some(CustomProperty {
            address: mapping.address(code(text))?.clone(),
            value: Some(PropertyValue::Text((*value)?.to_string())),
        })
    };
    Standing::read(values.iter().filter_map(property).collect())
}

fn verdict(rubric: &str, base: &Base, now: Option<i64>, new: Option<i64>, rule: OwnershipRule) -> String {
    let plan = merge(
        &sheet(&[(rubric, new)]),
        &mapping(),
        &standing(&[(rubric, now)]),
        base,
        &Ownership::all(rule),
        &Decisions::new(),
    );
    word(&plan)
}

fn word(plan: &MergePlan) -> String {
    if let [write] = plan.writes.as_slice() {
        return write.after.map_or("take away".into(), |value| format!("write {value}"));
    }
    if let [kept] = plan.kept.as_slice() {
        return match kept.because {
            KeptBecause::SheetSaysNothingNew => "keep, nothing new",
            KeptBecause::OwnedElsewhere => "keep, owned elsewhere",
            KeptBecause::NeverWritten => "keep, never written",
            KeptBecause::Chosen => "keep, chosen",
        }
        .into();
    }
    if !plan.conflicts.is_empty() {
        return "ask".into();
    }
    if plan.right_already.is_empty() { "nothing".into() } else { "right already".into() }
}

fn wrote(rubric: &str, value: i64) -> Base {
    Base { written: [(code(rubric), value.into())].into(), ..Base::default() }
}

fn offered(rubric: &str, value: Option<i64>) -> Base {
    Base { offered: [(code(rubric), value.map(Decimal::from))].into(), ..Base::default() }
}

#[test]
fn every_situation_of_a_payroll_rubric() {
    let never = Base::default();
    let rows = [
        ("first delivery", &never, None, Some(10), "write 10"),
        ("not in the sheet", &never, None, None, "nothing"),
        ("typed, not in the sheet", &never, Some(7), None, "nothing"),
        ("typed the same", &never, Some(10), Some(10), "right already"),
        ("typed otherwise", &never, Some(7), Some(10), "ask"),
        ("typed zero", &never, Some(0), Some(10), "ask"),
        ("corrected, untouched", &wrote("1011", 9), Some(9), Some(10), "write 10"),
        ("corrected, touched", &wrote("1011", 9), Some(7), Some(10), "ask"),
        ("repeated, touched", &wrote("1011", 10), Some(7), Some(10), "keep, nothing new"),
        ("repeated, taken away by a person", &wrote("1011", 10), None, Some(10), "keep, nothing new"),
        ("corrected, taken away by a person", &wrote("1011", 9), None, Some(10), "ask"),
        ("withdrawn, untouched", &wrote("1011", 9), Some(9), None, "take away"),
        ("withdrawn, touched", &wrote("1011", 9), Some(7), None, "ask"),
        ("the same offer again", &offered("1011", Some(10)), Some(7), Some(10), "keep, nothing new"),
        ("another offer where a person had taken ours away", &offered("1011", Some(9)), None, Some(10), "ask"),
        ("withdrawn, where a person's was kept", &offered("1011", Some(9)), Some(7), None, "nothing"),
    ];
    for (situation, base, now, new, expected) in rows {
        assert_eq!(verdict("1011", base, now, new, OwnershipRule::Propose), expected, "{situation}");
    }
}

/// The base that another desktop's marker gives: it was about to correct 9 to 10, or to bring 10 as the first figure.
fn half_done(previous: Option<i64>) -> Base {
    let written = sheet(&[("1011", Some(10))]);
    let named = MarkedSheet { id: passerelle_finbox::SheetId(uuid::Uuid::nil()), revision: 1 };
    let marker = Marker::written(uuid::Uuid::nil(), vec![named], written.content_hash(), [].into()).while_writing(None);
    let previous = sheet(&[("1011", previous)]);
    Base::from_marker(&marker, &written.cells, &previous.cells)
}

#[test]
fn a_write_that_another_desktop_left_half_done_is_finished_and_takes_nothing_from_anybody() {
    let (first, corrected) = (half_done(None), half_done(Some(9)));
    let rows = [
        ("never sent", &first, None, Some(10), "write 10"),
        ("never sent, corrected since", &first, None, Some(11), "write 11"),
        ("sent", &first, Some(10), Some(10), "right already"),
        ("sent, corrected since", &first, Some(10), Some(11), "write 11"),
        ("sent, withdrawn since", &first, Some(10), None, "take away"),
        ("never sent, withdrawn since", &first, None, None, "nothing"),
        ("a person was faster", &first, Some(7), Some(10), "ask"),
        ("the correction never sent", &corrected, Some(9), Some(10), "write 10"),
        ("the correction sent", &corrected, Some(10), Some(10), "right already"),
        ("the correction sent, corrected since", &corrected, Some(10), Some(11), "write 11"),
        ("the correction never sent, withdrawn since", &corrected, Some(9), None, "take away"),
        ("a person took the earlier figure away", &corrected, None, Some(10), "ask"),
        ("a person typed over it", &corrected, Some(7), Some(10), "ask"),
    ];
    for (situation, base, now, new, expected) in rows {
        assert_eq!(verdict("1011", base, now, new, OwnershipRule::Propose), expected, "{situation}");
    }
}

#[test]
fn a_write_that_is_gone_on_with_keeps_in_mind_what_stood_before_it() {
    let named = |id: u128| vec![MarkedSheet { id: passerelle_finbox::SheetId(uuid::Uuid::from_u128(id)), revision: 1 }];
    let marker = |id, cells| Marker::written(uuid::Uuid::nil(), named(id), sheet(cells).content_hash(), [].into());
    let standing = marker(1, &[("1011", Some(9))]);
    let correction = marker(2, &[("1011", Some(10))]);
    let half_done = correction.while_writing(Some(&standing));
    assert_eq!(half_done.previous, named(1));
    assert_eq!(correction.while_writing(Some(&half_done)).previous, named(1));
    assert_eq!(marker(3, &[("1011", Some(11))]).while_writing(Some(&half_done)).previous, named(2));
}

#[test]
fn what_may_have_stood_and_is_not_known_to_is_asked_about_rather_than_written_over() {
    let doubtful = |base: Base, sent: Option<i64>| base.with_doubtful([(code("1011"), sent.map(Decimal::from))]);
    let (first, corrected) = (doubtful(Base::default(), Some(10)), doubtful(wrote("1011", 9), Some(10)));
    let withdrawn = doubtful(wrote("1011", 9), None);
    let rows = [
        ("sent, perhaps stood, empty now", &first, None, Some(10), "ask"),
        ("sent over ours, ours stands again", &corrected, Some(9), Some(10), "ask"),
        ("sent over ours, empty now", &corrected, None, Some(10), "ask"),
        ("sent over ours, a person's stands", &corrected, Some(7), Some(10), "ask"),
        ("sent over ours, what was sent stands", &corrected, Some(10), Some(11), "write 11"),
        ("taken away, ours stands again", &withdrawn, Some(9), None, "nothing"),
        ("another's delivery in between", &wrote("1011", 9).disowned(), Some(9), Some(10), "ask"),
        ("another's delivery in between, empty now", &wrote("1011", 9).disowned(), None, Some(10), "ask"),
    ];
    for (situation, base, now, new, expected) in rows {
        assert_eq!(verdict("1011", base, now, new, OwnershipRule::Propose), expected, "{situation}");
    }
}

#[test]
fn what_the_books_own_is_proposed_and_never_asked_about() {
    let propose = |base: &Base, now, new| verdict("1023", base, now, new, OwnershipRule::Propose);
    assert_eq!(propose(&Base::default(), None, Some(10)), "write 10");
    assert_eq!(propose(&Base::default(), Some(7), Some(10)), "keep, owned elsewhere");
    assert_eq!(propose(&wrote("1023", 9), Some(9), Some(10)), "write 10");
    assert_eq!(propose(&wrote("1023", 9), Some(7), Some(10)), "keep, owned elsewhere");
    assert_eq!(propose(&wrote("1023", 9), None, Some(10)), "keep, owned elsewhere");
    assert_eq!(propose(&offered("1023", Some(9)), None, Some(10)), "keep, owned elsewhere");
    assert_eq!(verdict("1023", &Base::default(), Some(7), Some(10), OwnershipRule::Deliver), "ask");
    assert_eq!(verdict("1023", &Base::default(), None, Some(10), OwnershipRule::Leave), "keep, never written");
}

#[test]
fn a_rubric_that_was_never_written_is_delivered_once_the_setting_changes() {
    let (sheet, standing) = (sheet(&[("1023", Some(10))]), standing(&[]));
    let plan = |base: &Base, rule| merge(&sheet, &mapping(), &standing, base, &Ownership::all(rule), &Decisions::new());
    let left = plan(&Base::default(), OwnershipRule::Leave);
    let base = Base::default().after(&left, &sheet);
    assert_eq!(word(&plan(&base, OwnershipRule::Propose)), "write 10");
}

#[test]
fn a_decision_holds_only_for_what_was_on_the_screen() {
    let decide = |choice, seen: i64, now: i64| {
        let decision = Decision { choice, standing: StandingValue::Number(seen.into()), new: Some(10.into()) };
        let decisions: Decisions = [(code("1011"), decision)].into();
        word(&merge(
            &sheet(&[("1011", Some(10))]),
            &mapping(),
            &standing(&[("1011", Some(now))]),
            &Base::default(),
            &Ownership::all(OwnershipRule::Propose),
            &decisions,
        ))
    };
    assert_eq!(decide(Choice::Take, 7, 7), "write 10");
    assert_eq!(decide(Choice::Keep, 7, 7), "keep, chosen");
    assert_eq!(decide(Choice::Take, 7, 8), "ask", "somebody typed on in the meantime");
}

#[test]
fn a_text_that_is_no_number_is_somebodys() {
    let mapping = mapping();
    let property = CustomProperty {
        address: mapping.address(code("1011")).unwrap().clone(),
        value: Some(PropertyValue::Text("voir annexe".into())),
    };
    let plan = merge(
        &sheet(&[("1011", Some(10))]),
        &mapping,
        &Standing::read(vec![property]),
        &wrote("1011", 9),
        &Ownership::all(OwnershipRule::Deliver),
        &Decisions::new(),
    );
    assert_eq!(word(&plan), "ask");
}

/// One rubric's life: deliveries and people's edits in any order.
#[derive(Debug, Clone)]
enum Act {
    Sheet(Option<i64>),
    Person(Option<i64>),
}

fn act() -> impl Strategy<Value = Act> {
    let value = prop_oneof![Just(None), (0..4_i64).prop_map(Some)];
    prop_oneof![value.clone().prop_map(Act::Sheet), value.prop_map(Act::Person)]
}

proptest! {
    #[test]
    fn nothing_that_a_person_typed_or_took_away_is_ever_written_over(
        acts in prop::collection::vec(act(), 1..12),
        rubric in prop_oneof![Just("1011"), Just("1023")],
    ) {
        let mut stands: Option<i64> = None;
        let mut is_a_persons = false;
        let mut base = Base::default();
        for act in acts {
            match act {
                Act::Person(value) => {
                    // Typing what stands there already leaves no trace that anybody could see.
                    let seen = base.knows(code(rubric)) || base.is_theirs(code(rubric));
                    is_a_persons = if value == stands { is_a_persons } else { value.is_some() || seen };
                    stands = value;
                }
                Act::Sheet(value) => {
                    let sheet = sheet(&[(rubric, value)]);
                    let plan = merge(
                        &sheet, &mapping(), &standing(&[(rubric, stands)]), &base,
                        &Ownership::all(OwnershipRule::Propose), &Decisions::new(),
                    );
                    if plan.conflicts.is_empty() {
                        if let [write] = plan.writes.as_slice() {
                            // A person who types back exactly what was delivered before cannot be told from nobody.
                            let typed_back = write.before.number().is_some_and(|before| base.is_ours(code(rubric), Some(before)));
                            prop_assert!(!is_a_persons || typed_back, "overwrote {:?}", write);
                            stands = write.after.map(|value| i64::try_from(value).unwrap());
                            is_a_persons = false;
                        }
                        base = base.after(&plan, &sheet);
                    }
                    // An empty field that the sheet has no figure for either is settled.
                    is_a_persons &= value.is_some() || stands.is_some();
                }
            }
        }
    }

    #[test]
    fn a_delivered_plan_leaves_nothing_to_do(
        cells in prop::collection::btree_map(0..174_usize, (-5..5_i64, prop::option::of(-5..5_i64)), 0..30),
    ) {
        let codes: Vec<RubricCode> = RubricCode::all().collect();
        let mut values: BTreeMap<RubricCode, i64> = BTreeMap::new();
        let mut sheet = sheet(&[]);
        for (index, (new, now)) in cells {
            sheet.cells.insert(codes[index], new.into());
            values.extend(now.map(|now| (codes[index], now)));
        }
        let mapping = mapping();
        let read = |values: &BTreeMap<RubricCode, i64>| {
            let properties: Vec<CustomProperty> = values.iter().map(|(code, value)| CustomProperty {
                address: mapping.address(*code).unwrap().clone(),
                value: Some(PropertyValue::Text(value.to_string())),
            }).collect();
            Standing::read(properties)
        };
        let ownership = Ownership::all(OwnershipRule::Propose);
        let asked = merge(&sheet, &mapping, &read(&values), &Base::default(), &ownership, &Decisions::new());
        let keep = |conflict: &super::Conflict| {
            let decision = Decision { choice: Choice::Keep, standing: conflict.standing.clone(), new: conflict.new };
            (conflict.code, decision)
        };
        let decisions: Decisions = asked.conflicts.iter().map(keep).collect();
        let plan = merge(&sheet, &mapping, &read(&values), &Base::default(), &ownership, &decisions);
        prop_assert!(plan.conflicts.is_empty());
        let base = Base::default().after(&plan, &sheet);
        for write in &plan.writes {
            values.insert(write.code, i64::try_from(write.after.unwrap()).unwrap());
        }
        let again = merge(&sheet, &mapping, &read(&values), &base, &ownership, &Decisions::new());
        prop_assert!(again.writes.is_empty());
        prop_assert_eq!(again.conflicts.len(), 0, "what was offered once is not asked again");
    }
}
