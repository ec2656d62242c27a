//! Written and read again, a sheet is the same sheet.

use std::collections::{BTreeMap, BTreeSet};

use passerelle_social_balance::format::{self, Form, Given, WriteError, WriteOptions};
use passerelle_social_balance::{Cells, Decimal, FinancialYear, JointCommittee, Model, RubricCode, Sheet};
use proptest::prelude::*;

use super::support::{given_of, options, small_sheet};

const WRITTEN: [Form; 4] = [Form::NbbJson, Form::NbbCsv, Form::CbsoXbrl, Form::SimpleCsv];

fn any_value() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        Just(Decimal::ZERO),
        (-1_000_000_000_i64..1_000_000_000, 0_u32..7).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        (any::<i64>(), 0_u32..28).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
    ]
}

fn any_committee() -> impl Strategy<Value = JointCommittee> {
    "[0-9]{3}|[0-9]{5}|2090|[A-Za-zÀ-ÿ€&<>\"' ;,.]{0,20}[A-Za-z]".prop_map(|text| JointCommittee::new(&text).unwrap())
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let model = prop_oneof![Just(Model::Full), Just(Model::Abridged), Just(Model::Micro)];
    let days = (36_500_i64..47_000, 0_i64..729);
    (model, 0_u32..20_000_000, days, prop::collection::btree_set(any_committee(), 0..4)).prop_flat_map(
        |(model, number, (start, length), joint_committees)| {
            let codes: Vec<RubricCode> = RubricCode::all().filter(|code| code.rubric().is_in(model)).collect();
            let cells = prop::collection::btree_map(prop::sample::select(codes), any_value(), 1..60);
            cells.prop_map(move |cells: Cells| {
                let start =
                    chrono::NaiveDate::from_num_days_from_ce_opt(700_000 + i32::try_from(start).unwrap()).unwrap();
                let end = start + chrono::Days::new(u64::try_from(length).unwrap());
                Sheet {
                    enterprise_number: format!("{number:08}{:02}", 97 - number % 97).parse().unwrap(),
                    financial_year: FinancialYear::new(start, end).unwrap(),
                    model,
                    joint_committees: joint_committees.clone(),
                    cells,
                }
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_sheet_written_and_read_again_is_the_same(sheet in any_sheet()) {
        for form in WRITTEN {
            let written = format::write(form, &sheet, &WriteOptions::default()).unwrap();
            prop_assert_eq!(format::detect(&written).unwrap(), form);
            let unsaid = Given {
                joint_committees: if form.carries().joint_committees { BTreeSet::new() } else { sheet.joint_committees.clone() },
                ..if form.carries().identity { Given::default() } else { given_of(&sheet) }
            };
            let again = format::read(&written, &unsaid).unwrap();
            prop_assert_eq!(&again.sheet, &sheet, "{}", form);
            prop_assert_eq!(again.sheet.content_hash(), sheet.content_hash());
            prop_assert!(again.notes.is_empty(), "{:?}", again.notes);
        }
    }
}

#[test]
fn name_and_accounts_travel_where_the_form_has_a_place() {
    let sheet = small_sheet();
    for form in WRITTEN {
        let again = format::read(&format::write(form, &sheet, &options()).unwrap(), &given_of(&sheet)).unwrap();
        let name = (form != Form::SimpleCsv).then(|| options().enterprise_name.unwrap());
        assert_eq!(again.enterprise_name, name, "{form}");
        assert_eq!(again.accounts, options().accounts, "{form}");
        assert_eq!(again.preceding_accounts, options().preceding_accounts, "{form}");
        assert_eq!(again.sheet, sheet);
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let sheet = small_sheet();
    let write = |form, sheet: &Sheet, accounts: &[&str]| {
        let accounts = accounts.iter().map(|code| ((*code).to_owned(), Decimal::ONE)).collect::<BTreeMap<_, _>>();
        format::write(form, sheet, &WriteOptions { accounts, ..WriteOptions::default() }).unwrap_err()
    };
    assert_eq!(write(Form::PfsXbrl, &sheet, &[]), WriteError::ReadOnly(Form::PfsXbrl));
    assert_eq!(write(Form::NbbJson, &sheet, &["70"]), WriteError::UnknownAccount("70".into()));
    let empty = Sheet { cells: Cells::new(), ..sheet };
    assert_eq!(write(Form::NbbCsv, &empty, &[]), WriteError::NoSocialRubric);
}

#[test]
fn the_forms_look_as_they_do_in_the_field() {
    let sheet = small_sheet();
    let written = |form| String::from_utf8(format::write(form, &sheet, &options()).unwrap()).unwrap();
    insta::assert_snapshot!(written(Form::SimpleCsv));
    insta::assert_snapshot!(written(Form::NbbCsv));
    insta::assert_snapshot!(written(Form::NbbJson));
    insta::assert_snapshot!(written(Form::CbsoXbrl));
}
