//! Filings that were really published read to the same figures by every road.

use std::collections::BTreeMap;

use passerelle_social_balance::format::{self, Form, Given, Reading, WriteOptions};
use passerelle_social_balance::{Decimal, Model};

use super::support::{M02_CSV, NPO_FACTS, NPO_JSON, NPO_XBRL, code, decimal, npo_given, year};

/// All that a reading holds, by code as it is printed; the preceding year's with `P` behind.
fn facts(reading: &Reading) -> BTreeMap<String, Decimal> {
    let cells = reading.sheet.cells.iter().map(|(code, value)| (code.to_string(), *value));
    let accounts = reading.accounts.iter().map(|(code, value)| (code.clone(), *value));
    let preceding = reading.preceding_accounts.iter().map(|(code, value)| (format!("{code}P"), *value));
    cells.chain(accounts).chain(preceding).collect()
}

/// The association's 111 staff facts as they are listed beside its filing.
fn listed() -> BTreeMap<String, Decimal> {
    NPO_FACTS
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let suffix = if fields[1] == "NM1" { "P" } else { "" };
            (format!("{}{suffix}", fields[0]), decimal(fields[2]))
        })
        .collect()
}

#[test]
fn the_association_reads_to_its_111_facts_by_every_road() {
    let listed = listed();
    assert_eq!(listed.len(), 111);
    let from_xbrl = format::read(NPO_XBRL.as_bytes(), &Given::default()).unwrap();
    assert_eq!(from_xbrl.form, Form::PfsXbrl);
    assert_eq!(facts(&from_xbrl), listed);
    let from_json = format::read(NPO_JSON.as_bytes(), &npo_given()).unwrap();
    assert_eq!(from_json.form, Form::NbbJson);
    assert_eq!(facts(&from_json), listed);
    assert_eq!(from_xbrl.sheet.cells, from_json.sheet.cells);
    assert_eq!(from_xbrl.sheet.cells.len(), 99, "cells of the social balance; the other twelve are notes");

    for form in [Form::NbbJson, Form::NbbCsv, Form::CbsoXbrl, Form::SimpleCsv] {
        let options = WriteOptions {
            reference_number: "2017-00000001".into(),
            enterprise_name: None,
            accounts: from_json.accounts.clone(),
            preceding_accounts: from_json.preceding_accounts.clone(),
        };
        let written = format::write(form, &from_json.sheet, &options).unwrap();
        let given = Given { joint_committees: from_json.sheet.joint_committees.clone(), ..npo_given() };
        let again = format::read(&written, &given).unwrap();
        assert_eq!(again.form, form);
        assert_eq!(facts(&again), listed, "{form}");
        assert_eq!(again.sheet, from_json.sheet, "{form}");
        assert_eq!(again.sheet.content_hash(), from_json.sheet.content_hash(), "{form}");
        assert!(again.notes.is_empty(), "{form}: {:?}", again.notes);
    }
}

#[test]
fn the_associations_filing_says_itself_whose_and_when_it_is() {
    let reading = format::read(NPO_XBRL.as_bytes(), &Given::default()).unwrap();
    assert_eq!(reading.sheet.enterprise_number.digits(), "0410682657");
    assert_eq!(reading.sheet.financial_year, year("2016-01-01", "2016-12-31"));
    assert_eq!(reading.sheet.model, Model::Full);
    assert_eq!(reading.accounts["9086"], decimal("127"));
    assert_eq!(reading.preceding_accounts["9086"], decimal("118"));
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
}

#[test]
fn the_json_form_names_committees_but_neither_year_nor_model() {
    let reading = format::read(NPO_JSON.as_bytes(), &npo_given()).unwrap();
    assert_eq!(reading.sheet.joint_committees.iter().map(ToString::to_string).collect::<Vec<_>>(), ["335"]);
    assert_eq!(code(&format::read(NPO_JSON.as_bytes(), &Given::default())), "missing_financial_year");
    let without_model = Given { model: None, ..npo_given() };
    assert_eq!(code(&format::read(NPO_JSON.as_bytes(), &without_model)), "missing_model");
}

#[test]
fn the_banks_csv_of_a_large_company_has_162_social_rubrics() {
    let reading = format::read(M02_CSV.as_bytes(), &Given::default()).unwrap();
    assert_eq!(reading.form, Form::NbbCsv);
    assert_eq!(reading.sheet.cells.len(), 162);
    assert_eq!(reading.sheet.enterprise_number.digits(), "0402754886");
    assert_eq!(reading.sheet.financial_year, year("2024-01-01", "2024-12-31"));
    assert_eq!(reading.sheet.model, Model::Full);
    assert_eq!(reading.sheet.cell("10032P".parse().unwrap()), Some(decimal("114.4")));
    assert_eq!(reading.sheet.cell("3413".parse().unwrap()), Some(Decimal::ZERO), "zero is not absent");
    assert!(reading.enterprise_name.unwrap().starts_with("ETABLISSEMENTEN"));
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
}

#[test]
fn what_a_filing_says_is_held_against_what_was_expected() {
    let expect = |given: &Given| code(&format::read(M02_CSV.as_bytes(), given));
    let expected = Given {
        enterprise_number: Some("0402754886".parse().unwrap()),
        financial_year: Some(year("2024-01-01", "2024-12-31")),
        model: Some(Model::Full),
        ..Given::default()
    };
    assert_eq!(expect(&expected), "read");
    let other = Given { enterprise_number: Some("0403019261".parse().unwrap()), ..expected.clone() };
    assert_eq!(expect(&other), "other_enterprise");
    let other = Given { financial_year: Some(year("2023-01-01", "2023-12-31")), ..expected.clone() };
    assert_eq!(expect(&other), "other_year");
    let other = Given { financial_year: Some(year("2024-02-01", "2024-12-31")), ..expected.clone() };
    assert_eq!(expect(&other), "other_year");
    let other = Given { model: Some(Model::Micro), ..expected };
    let reading = format::read(M02_CSV.as_bytes(), &other).unwrap();
    assert_eq!(reading.sheet.model, Model::Full, "the file knows its model");
    insta::assert_snapshot!(reading.notes[0], @"the file is of model full, another than expected");
}
