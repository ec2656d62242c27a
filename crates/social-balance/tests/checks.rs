//! The checks on real filings, and what absent, decimals and missing knowledge mean to them.

#![allow(clippy::unwrap_used, reason = "this is a test program")]

mod support;

use std::collections::BTreeMap;

use passerelle_social_balance::check::{self, Expected, Formula, NotEvaluated, Origin, Outcome, Subject};
use passerelle_social_balance::{Decimal, Language, Model, RubricCode, Sheet};
use proptest::prelude::*;
use support::{Accounts, association_2016, cells, company_2024, decimal, sheet};

fn outcome(formula: &str, subject: &Subject<'_>) -> Outcome {
    formula.parse::<Formula>().unwrap().evaluate(subject)
}

fn skipped(report: &check::Report) -> Vec<&str> {
    report.not_evaluated.iter().map(|skipped| skipped.id).collect()
}

#[test]
fn a_real_filing_holds_every_check_that_its_figures_reach() {
    let (sheet, accounts) = association_2016();
    // Of the accounts only the preceding year's six figures have no place in a sheet.
    assert_eq!(sheet.cells.len() + accounts.len(), 111 - 6);
    let unknown = ["app_move_heads", "app_cont_1003", "app_emp_vat", "app_period", "app_dup"];

    // The published list of the abridged and micro models: 86 formulas on the sheet alone, two on account 62.
    let abridged = sheet.restricted_to(Model::Abridged);
    let subject = Subject { accounts: &accounts, association: Some(true), ..Subject::new(&abridged) };
    let report = check::run(&subject);
    assert_eq!((report.evaluated, report.findings), (86 + 4, vec![]));
    assert_eq!(report.not_evaluated.len(), 2 + unknown.len());
    assert_eq!(report.not_evaluated[0].reason, NotEvaluated::AccountUnknown("62".into()));

    // The full model's 150, but for the one on accounts 620 to 623.
    let subject = Subject { accounts: &accounts, association: Some(true), ..Subject::new(&sheet) };
    let report = check::run(&subject);
    assert_eq!(skipped(&report), [&["cs_06.17.0_0018"][..], &unknown].concat());
    assert_eq!((report.evaluated, report.findings), (149 + 4, vec![]));
}

#[test]
fn a_real_filing_with_its_accounts_holds_all_published_and_all_inferred_checks() {
    let (sheet, accounts) = company_2024();
    assert_eq!(sheet.cells.len(), 162);
    let subject = Subject { accounts: &accounts, association: Some(false), ..Subject::new(&sheet) };
    let report = check::run(&subject);
    assert_eq!(skipped(&report), ["app_move_heads", "app_cont_1003", "app_emp_vat", "app_period", "app_dup"]);
    assert_eq!((report.evaluated, report.findings), (149 + 3, vec![]));

    let micro = sheet.restricted_to(Model::Micro);
    let report = check::run(&Subject { sheet: &micro, ..subject });
    assert_eq!((report.evaluated, report.findings), (88 + 3, vec![]));
}

#[test]
fn absent_is_not_zero_but_counts_as_zero() {
    let filled = sheet(Model::Full, 2025, cells(&[("1001", "5"), ("1003", "5"), ("1011", "0")]));
    let subject = Subject::new(&filled);
    for (formula, holds) in [
        // "Is completed" tells absent from zero.
        ("given(1011)", true),
        ("absent(1011)", false),
        ("absent(1012)", true),
        ("if absent(1002) then 1003 = 1001", true),
        // In a sum, and beside a figure, absent counts as zero.
        ("1003 = 1001 + 1002", true),
        ("1001 < 1012", false),
        ("1002 < 1001", true),
        // An absent premise is none.
        ("if 1002 > 0 then 1003 < 1001", true),
        ("if 1001 > 0 then 1012 > 0", false),
        // Where nothing at all is given there is nothing to say.
        ("1012 > 0", true),
        ("1021 < 1022", true),
        ("if absent(1012) then 1021 < 1022", true),
    ] {
        let found = outcome(formula, &subject);
        assert_eq!(found == Outcome::Holds, holds, "{formula}: {found:?}");
        assert!(!matches!(found, Outcome::NotEvaluated(_)), "{formula}");
    }
}

#[test]
fn equal_means_equal_to_the_last_decimal() {
    let figures = cells(&[("1053", "12.4"), ("1103", "10.1"), ("1113", "2.3"), ("1023", "100.10"), ("1021", "100.1")]);
    let filled = sheet(Model::Full, 2025, figures);
    let subject = Subject::new(&filled);
    assert_eq!(outcome("1053 = 1103 + 1113", &subject), Outcome::Holds);
    assert_eq!(outcome("1023 = 1021", &subject), Outcome::Holds);
    assert!(matches!(outcome("1023 = 1021 + 0.01", &subject), Outcome::Violated(_)));
    assert!(matches!(outcome("1053 = 1103 + 1113 + 0.1", &subject), Outcome::Violated(_)));
}

#[test]
fn what_is_not_known_is_not_evaluated() {
    let this = sheet(Model::Abridged, 2025, cells(&[("1051", "5"), ("1023", "100"), ("1003", "4")]));
    let mut stranger = sheet(Model::Abridged, 2024, cells(&[("1051", "5")]));
    stranger.enterprise_number = "0428759497".parse().unwrap();
    let earlier = sheet(Model::Abridged, 2023, cells(&[("1051", "5")]));
    let last = sheet(Model::Abridged, 2024, cells(&[("1051", "5")]));
    let accounts: Accounts = BTreeMap::from([("620".to_owned(), decimal("100"))]);
    let alone = Subject::new(&this);
    let with = |preceding| Subject { preceding: Some(preceding), accounts: &accounts, ..alone };
    for (formula, subject, expected) in [
        ("1023 <= acc(62)", &alone, Outcome::NotEvaluated(NotEvaluated::AccountUnknown("62".into()))),
        ("1023 <= acc(62)", &with(&last), Outcome::NotEvaluated(NotEvaluated::AccountUnknown("62".into()))),
        ("if 1003 > 9 then acc(62) > 0", &alone, Outcome::NotEvaluated(NotEvaluated::AccountUnknown("62".into()))),
        // One of the accounts of a sum is known: the others were not needed.
        ("1023 = acc(620) + acc(621)", &with(&last), Outcome::Holds),
        ("prev(1051) = 1051", &alone, Outcome::NotEvaluated(NotEvaluated::NoPrecedingSheet)),
        ("prev(1051) = 1051", &with(&stranger), Outcome::NotEvaluated(NotEvaluated::PrecedingSheetOfAnotherYear)),
        ("prev(1051) = 1051", &with(&earlier), Outcome::NotEvaluated(NotEvaluated::PrecedingSheetOfAnotherYear)),
        ("prev(1051) = 1051", &with(&last), Outcome::Holds),
        ("10031 = 1003", &alone, Outcome::NotEvaluated(NotEvaluated::NotInModel(support::code("10031")))),
    ] {
        assert_eq!(outcome(formula, subject), expected, "{formula}");
    }
}

#[test]
fn figures_with_too_many_digits_are_not_evaluated() {
    let figures = cells(&[("1021", "79228162514264337593543950335"), ("1022", "1"), ("1023", "5")]);
    let filled = sheet(Model::Full, 2025, figures);
    let found = outcome("1023 = 1021 + 1022", &Subject::new(&filled));
    assert_eq!(found, Outcome::NotEvaluated(NotEvaluated::TooManyDigits));
}

#[test]
fn a_check_for_associations_waits_until_it_is_known_whether_the_filer_is_one() {
    let small = sheet(Model::Full, 2025, cells(&[("1003", "12.5")]));
    let found = |association| {
        let report = check::run(&Subject { association, ..Subject::new(&small) });
        let violated = report.findings.iter().any(|finding| finding.id == "app_assoc20");
        let skipped = report.not_evaluated.iter().any(|skipped| skipped.id == "app_assoc20");
        (violated, skipped)
    };
    assert_eq!(found(Some(true)), (true, false));
    assert_eq!(found(Some(false)), (false, false));
    assert_eq!(found(None), (false, true));
}

#[test]
fn a_finding_is_plain_data_for_other_programs() {
    let odd = sheet(Model::Micro, 2025, cells(&[("1001", "107.5"), ("1002", "11"), ("1003", "120.1")]));
    let report = check::run(&Subject { association: Some(false), ..Subject::new(&odd) });
    let finding = report.findings.iter().find(|finding| finding.id == "cs_11.00.0_0004").unwrap();
    assert_eq!((finding.origin, finding.id_is_inferred), (Origin::Documented, false));
    let [sides] = finding.sides()[..] else { panic!("{finding:?}") };
    assert_eq!((sides.left.total, sides.right.total), (decimal("120.1"), decimal("118.5")));
    insta::assert_snapshot!(
        serde_json::to_string(finding).unwrap().replace("[{", "[\n{").replace(",\"detail", ",\n\"detail"),
        @r#"
    {"id":"cs_11.00.0_0004","id_is_inferred":false,"severity":"warning","origin":"documented","formula":"if 1002 > 0 then 1003 < 1001 + 1002 and 1003 > 1001","rubrics":[
    {"reference":"1003","value":"120.1"},{"reference":"1001","value":"107.5"},{"reference":"1002","value":"11"}],
    "detail":{"kind":"figures","violations":[
    {"failed":[
    {"compared":{"left":{"terms":[
    {"subtracted":false,"reference":"1003","value":"120.1"}],"total":"120.1"},"operator":"<","right":{"terms":[
    {"subtracted":false,"reference":"1001","value":"107.5"},{"subtracted":false,"reference":"1002","value":"11"}],"total":"118.5"}}}],"because":[
    {"compared":{"left":{"terms":[
    {"subtracted":false,"reference":"1002","value":"11"}],"total":"11"},"operator":">","right":{"terms":[
    {"subtracted":false,"number":"0"}],"total":"0"}}}]}]}}
    "#
    );
}

#[test]
fn a_sheet_is_held_against_the_client_file_it_is_for() {
    let ours = sheet(Model::Micro, 2025, cells(&[]));
    let expected =
        |other: &Sheet| Expected { enterprise_number: other.enterprise_number, financial_year: other.financial_year };
    let ids = |expected| -> Vec<&str> {
        let report = check::run(&Subject { expected: Some(expected), ..Subject::new(&ours) });
        report.findings.iter().map(|finding| finding.id).collect()
    };
    assert_eq!(ids(expected(&ours)), Vec::<&str>::new());
    assert_eq!(ids(expected(&sheet(Model::Micro, 2024, cells(&[])))), ["app_period"]);
    let mut stranger = ours.clone();
    stranger.enterprise_number = "0428759497".parse().unwrap();
    assert_eq!(ids(expected(&stranger)), ["app_emp_vat"]);
}

/// Any figure at all, of either sign, with any number of decimals.
fn any_decimal() -> impl Strategy<Value = Decimal> {
    (any::<[u32; 3]>(), any::<bool>(), 0u32..=28)
        .prop_map(|([low, middle, high], negative, scale)| Decimal::from_parts(low, middle, high, negative, scale))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_figures_bring_a_check_down(
        figures in prop::collection::btree_map(
            (0..RubricCode::all().len()).prop_map(|index| RubricCode::all().nth(index).unwrap()),
            prop_oneof![any_decimal(), (-1000i64..1000).prop_map(|tenths| Decimal::new(tenths, 1))],
            0..174,
        ),
        model in prop::sample::select(vec![Model::Full, Model::Abridged, Model::Micro]),
    ) {
        let this = sheet(model, 2025, figures.clone());
        let last = sheet(model, 2024, figures);
        let accounts: Accounts = this.cells.iter().map(|(code, value)| (code.to_string(), *value)).collect();
        let subject = Subject {
            accounts: &accounts,
            preceding: Some(&last),
            association: Some(true),
            ..Subject::new(&this)
        };
        let report = check::run(&subject);
        let applying = check::checks().iter().filter(|check| check.is_for(model)).count();
        prop_assert_eq!(report.evaluated + report.not_evaluated.len(), applying);
        for finding in &report.findings {
            for language in Language::ALL {
                prop_assert!(!finding.sentence(language).is_empty());
            }
        }
    }
}
