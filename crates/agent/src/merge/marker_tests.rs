//! What a marker tells, and what it can bring about whoever wrote it.

use std::collections::BTreeSet;

use passerelle_finbox::SheetId;
use passerelle_silverfin::{CustomProperty, PropertyValue};
use passerelle_social_balance::{Cells, Decimal, FinancialYear, Model, RubricCode, Sheet};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Base, Decisions, MarkedSheet, Marker, MarkerState, Ownership, Standing, StandingValue, merge};
use crate::mapping::Mapping;
use crate::settings::OwnershipRule;

fn mapping() -> Mapping {
    Mapping::from_settings(&crate::settings::Values::default()).unwrap()
}

fn sheet(cells: Cells) -> Sheet {
    Sheet {
        enterprise_number: "0403019261".parse().unwrap(),
        financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
        model: Model::Full,
        joint_committees: BTreeSet::new(),
        cells,
    }
}

fn cells(figures: &[(&str, &str)]) -> Cells {
    figures.iter().map(|(code, value)| (code.parse().unwrap(), value.parse().unwrap())).collect()
}

fn marker(cells: &Cells) -> Marker {
    let named = MarkedSheet { id: SheetId(Uuid::nil()), revision: 1 };
    let hash = sheet(cells.clone()).content_hash();
    Marker::written(Uuid::nil(), vec![named], hash, BTreeSet::new()).telling(cells.clone(), Cells::new)
}

#[test]
fn figures_are_told_exactly_and_in_few_words() {
    let text = marker(&cells(&[("1013", "18240.50"), ("1003", "12"), ("1011", "-0.125"), ("1051", "0")])).to_text();
    assert!(text.ends_with(r#""figures":"1003=12 1011=-0.125 1013=18240.5 1051=0"}"#), "{text}");
    assert_eq!(Marker::read(&text).unwrap().to_text(), text);
    let silent = marker(&Cells::new()).to_text();
    assert!(!silent.contains("figures"), "{silent}");
}

#[test]
fn what_tells_no_figures_is_a_marker_all_the_same() {
    let told = marker(&cells(&[("1003", "12")]));
    let silent = Marker { figures: Cells::new(), ..told.clone() };
    for figures in [
        r#""1003""#,
        r#""1003=12 1003=13""#,
        r#""1003=zwölf""#,
        r#""1003=1e3""#,
        r#""0001=12""#,
        r#""1003=12,""#,
        "12",
        "null",
        "[]",
        r#"{"1003":"12"}"#,
        r#""""#,
    ] {
        let text = told.to_text().replace(r#""1003=12""#, figures);
        assert_eq!(Marker::read(&text), Some(silent.clone()), "{text}");
    }
    let before = silent.to_text();
    assert_eq!(Marker::read(&before), Some(silent), "as earlier versions wrote it");
}

#[test]
fn what_stood_before_is_told_only_while_a_write_is_under_way() {
    let (old, new) = (cells(&[("1003", "12")]), cells(&[("1003", "13")]));
    let whole = marker(&new).telling(new.clone(), || old.clone());
    assert_eq!(whole.figures_before, Cells::new());
    let under_way = marker(&new).while_writing(None).telling(new.clone(), || old.clone());
    assert_eq!((&under_way.figures, &under_way.figures_before), (&new, &old));
    assert_eq!(under_way.while_writing(Some(&under_way)).telling(new, Cells::new).figures_before, Cells::new());
}

/// The largest sheet that there can be: every rubric, each with a figure of eleven digits.
#[test]
fn no_marker_is_long() {
    let every = |value: &str| -> Cells { RubricCode::all().map(|code| (code, value.parse().unwrap())).collect() };
    let (new, old) = (every("123456789.12"), every("123456789.11"));
    let whole = marker(&new).to_text().len();
    let under_way = marker(&new).while_writing(Some(&marker(&old))).telling(new, || old).to_text().len();
    assert!(whole < 4_000, "{whole} bytes");
    assert!(under_way < 2 * 4_000, "{under_way} bytes");
}

fn a_code() -> impl Strategy<Value = RubricCode> {
    let codes: Vec<RubricCode> =
        ["1001", "1003", "1011", "1023", "1501", "1003P"].iter().filter_map(|code| code.parse().ok()).collect();
    prop::sample::select(codes)
}

/// Few different figures, so that what a marker claims and what stands are often the same.
fn some_cells() -> impl Strategy<Value = Cells> {
    prop::collection::btree_map(a_code(), (0..3_i64).prop_map(Decimal::from), 0..6)
}

prop_compose! {
    fn any_marker()(
        figures in some_cells(),
        figures_before in some_cells(),
        not_ours in prop::collection::btree_set(a_code(), 0..4),
        is_whole: bool,
        by in prop_oneof![Just(Uuid::nil()), Just(Uuid::max())],
        mapping in prop_oneof![
            Just(None), Just(Some(mapping().fingerprint().to_owned())), Just(Some("another".to_owned()))
        ],
    ) -> Marker {
        let state = if is_whole { MarkerState::Written } else { MarkerState::Writing };
        Marker { by, state, not_ours, mapping, figures_before, ..marker(&figures) }
    }
}

proptest! {
    /// Whoever wrote a marker: a figure that stands is written over, or taken away, only where the marker leads to exactly that
    /// figure for that rubric and does not say that it is not ours; and what is written is what the sheet says. A field that is
    /// empty is filled only where the marker leads to no figure of ours that stood in it, or where it went by
    /// another mapping.
    #[test]
    fn a_marker_can_claim_only_what_stands_as_it_says(
        marker in any_marker(),
        stands in some_cells(),
        new in some_cells(),
        rule in prop_oneof![Just(OwnershipRule::Propose), Just(OwnershipRule::Deliver)],
    ) {
        // As it is read back from where anybody may have put it.
        let marker = Marker::read(&marker.to_text()).unwrap();
        let mapping = mapping();
        let properties = stands.iter().map(|(code, value)| CustomProperty {
            address: mapping.address(*code).unwrap().clone(),
            value: Some(PropertyValue::Text(value.to_string())),
        });
        let standing = Standing::read(properties.collect());
        let base = Base::from_marker(&marker, &marker.figures, &marker.figures_before).under(&mapping, &standing);
        let plan = merge(&sheet(new.clone()), &mapping, &standing, &base, &Ownership::all(rule), &Decisions::new());
        let is_elsewhere = marker.mapping.as_ref().is_some_and(|by| by != mapping.fingerprint());
        for write in &plan.writes {
            prop_assert_eq!(write.after, new.get(&write.code).copied(), "no figure comes from a marker");
            let claims = |figures: &Cells, figure: Option<Decimal>| {
                let claimed = figures.get(&write.code).filter(|_| !marker.not_ours.contains(&write.code));
                claimed.is_some() && (figure.is_none() || claimed.copied() == figure)
            };
            match &write.before {
                StandingValue::Number(stood) => prop_assert!(
                    claims(&marker.figures, Some(*stood)) || claims(&marker.figures_before, Some(*stood)),
                    "{:?} is nobody's to claim", write
                ),
                StandingValue::Absent => {
                    let stood_whole = marker.state == MarkerState::Written && claims(&marker.figures, None);
                    let stood_before = claims(&marker.figures_before, None);
                    let is_theirs = marker.not_ours.contains(&write.code);
                    prop_assert!(is_elsewhere || !(stood_whole || stood_before || is_theirs), "{:?} was emptied", write);
                }
                StandingValue::Other(_) => prop_assert!(false, "words are never ours"),
            }
        }
    }
}
