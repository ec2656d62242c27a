//! Files that are wrong, by mistake or on purpose: refused with a code and a place, never read to something wrong.

use passerelle_social_balance::JointCommittee;
use passerelle_social_balance::format::{self, Form, Given, NoteKind, Place, WriteOptions};
use proptest::prelude::*;

use super::support::{NPO_XBRL, code, given_of, npo_given, small_files, small_sheet, written};

fn json(rubrics: &str) -> String {
    format!("{{\"Rubrics\": [{rubrics}]}}")
}

#[test]
fn wrong_json_is_refused_with_its_place() {
    let rubric = |code: &str, value: &str, period: &str| {
        format!("{{\"Code\": \"{code}\", \"Value\": {value}, \"Period\": \"{period}\"}}")
    };
    let good = rubric("1003", "\"1.5\"", "N");
    for (rubrics, refusal, place) in [
        (good.clone(), "read", ""),
        (format!("{good}, {}", rubric("1011", "\" 10.0 \"", "N")), "read", ""),
        (format!("{good}, {}", rubric("1011", "null", "N")), "read", ""),
        (format!("{good}, {}", rubric("1011", "12", "N")), "read", ""),
        (format!("{good}, {}", rubric("1003", "\"1.50\"", "N")), "read", ""),
        (format!("{good}, {}", rubric("70", "\"many\"", "N")), "read", ""),
        (format!("{good}, {}", rubric("1011", "\"NaN\"", "N")), "wrong_number", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1011", "\"1e400\"", "N")), "wrong_number", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1011", "1e400", "N")), "wrong_number", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1011", "\"1.234,5\"", "N")), "wrong_number", "Rubrics[1].Value"),
        (
            format!("{good}, {}", rubric("1011", "\"0.00000000000000000000000000001\"", "N")),
            "inexact_number",
            "Rubrics[1].Value",
        ),
        (
            format!("{good}, {}", rubric("1011", "0.1000000000000000055511151231257827", "N")),
            "inexact_number",
            "Rubrics[1].Value",
        ),
        (format!("{good}, {}", rubric("1011", "true", "N")), "json_malformed", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1011", "[1]", "N")), "json_malformed", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1003", "\"1.6\"", "N")), "duplicate_cell", "Rubrics[1].Value"),
        (format!("{good}, {}", rubric("1003", "\"1\"", "NM2")), "unknown_period", "Rubrics[1].Period"),
        (
            format!("{}, {}", rubric("1003", "\"1\"", "NM1"), rubric("1003P", "\"2\"", "N")),
            "duplicate_cell",
            "Rubrics[1].Value",
        ),
        (format!("{}, {}", rubric("1003", "\"1\"", "NM1"), rubric("1003P", "\"1\"", "N")), "read", ""),
        (rubric("70", "\"1\"", "N"), "no_social_rubric", ""),
        (rubric("1003", "\"\"", "N"), "no_social_rubric", ""),
        (String::new(), "no_social_rubric", ""),
        (format!("{good} {good}"), "json_malformed", "line 1"),
        (format!("{good}]}} trailing"), "json_malformed", "line 1"),
    ] {
        let result = format::read(json(&rubrics).as_bytes(), &npo_given());
        assert_eq!(code(&result), refusal, "{rubrics}");
        if let Err(error) = result {
            assert_eq!(error.place().to_string(), place, "{rubrics}");
        }
    }
}

#[test]
fn both_spellings_of_the_preceding_year_are_one_cell() {
    let read = |rubric: &str| format::read(json(rubric).as_bytes(), &npo_given()).unwrap();
    let as_period = read(r#"{"Code":"1003","Value":"2.5","Period":"NM1"}"#);
    let as_code = read(r#"{"Code":"1003P","Value":"2.5","Period":"N"}"#);
    assert_eq!(as_period.sheet, as_code.sheet);
    let without_column = read(r#"{"Code":"1003","Value":"1","Period":"N"},{"Code":"1051","Value":"2","Period":"NM1"}"#);
    assert_eq!(without_column.sheet.cells.len(), 1);
    assert_eq!(without_column.notes[0].kind, NoteKind::NoPrecedingCell);
}

#[test]
fn administrators_are_never_read() {
    let text = r#"{"Administrators": {"NaturalPersons": [{"Person": {"LastName": 1e999, "x": [[], {}]}}]},
        "Rubrics": [{"Code":"1003","Value":"1","Period":"N"}]}"#;
    let reading = format::read(text.as_bytes(), &npo_given()).unwrap();
    assert_eq!(reading.sheet.cells.len(), 1);
    assert!(!format!("{reading:?}").contains("LastName"));
}

#[test]
fn wrong_csv_is_refused_with_its_line() {
    for (rows, refusal, place) in [
        ("1003;16,7\n", "read", ""),
        ("1003;16.7\r\n1011;5\r\n", "read", ""),
        ("1003; 16,7 \n;\n\n1003p;1\n", "read", ""),
        ("1003;16,7;;\n", "read", ""),
        ("1003;\"16,7\"", "read", ""),
        ("1003;16,70\n1003;16,7\n", "read", ""),
        ("\n1003;16,7\n\n1011;1.234\n", "csv_thousands_separator", "line 5, 1011"),
        ("1003;16,7\n1011;1 234\n", "csv_thousands_separator", "line 3, 1011"),
        ("1003;16,7\n1011;1.234,5\n", "csv_thousands_separator", "line 3, 1011"),
        ("1003;16,7\n1053;16.7\n", "csv_mixed_decimal_signs", "line 3, 1053"),
        ("1003;16,7\n1011;ca. 100\n", "wrong_number", "line 3, 1011"),
        ("1003;16,7\n1011;NaN\n", "wrong_number", "line 3, 1011"),
        ("1003;16,7\n1011;1e400\n", "wrong_number", "line 3, 1011"),
        ("1003;16,7\n1011;99999999999999999999999999999999\n", "inexact_number", "line 3, 1011"),
        ("1003;16,7\n1003;16,8\n", "duplicate_cell", "line 3, 1003"),
        ("1003;16,7\n1011\n", "csv_malformed", "line 3"),
        ("1003;16,7\n1011;1;2\n", "csv_malformed", "line 3"),
        ("1003;16,7\n1011;\"5\n", "truncated", "line 3"),
        ("1003;16,7\n1011;5", "truncated", "line 3"),
        ("70;1\n", "no_social_rubric", ""),
        ("", "no_social_rubric", ""),
    ] {
        let result = format::read(format!("code;value\n{rows}").as_bytes(), &npo_given());
        assert_eq!(code(&result), refusal, "{rows}");
        if let Err(error) = result {
            assert_eq!(error.place().to_string(), place, "{rows}");
        }
    }
    let comma = format::read(b"code,value\n1003,16.7\n1011,\"164261\"\n", &npo_given()).unwrap();
    assert_eq!(comma.sheet.cells.len(), 2);
    let unknown = format::read(b"code;value\n1003;1\n1004;2\n", &npo_given()).unwrap();
    assert_eq!((unknown.notes[0].kind, unknown.notes[0].place.line_number()), (NoteKind::UnknownCode, Some(3)));
}

#[test]
fn the_simple_csv_needs_all_that_it_does_not_say() {
    let file = b"code;value\n1003;1\n";
    let without = |given: Given| code(&format::read(file, &given));
    assert_eq!(without(npo_given()), "read");
    assert_eq!(without(Given { enterprise_number: None, ..npo_given() }), "missing_enterprise_number");
    assert_eq!(without(Given { financial_year: None, ..npo_given() }), "missing_financial_year");
    assert_eq!(without(Given { model: None, ..npo_given() }), "missing_model");
}

#[test]
fn wrong_metadata_of_the_banks_csv_is_refused() {
    let (_, good) = small_files().into_iter().find(|(form, _)| *form == Form::NbbCsv).unwrap();
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        code(&format::read(good.replacen(from, to, 1).as_bytes(), &Given::default()))
    };
    assert_eq!(change("EUR", "EUR"), "read");
    assert_eq!(change("0403019261", "0403019262"), "enterprise_number");
    assert_eq!(change("2024-07-01", "01/07/2024"), "wrong_date");
    assert_eq!(change("2024-07-01", "2025-07-01"), "financial_year");
    assert_eq!(change("2024-07-01", "2021-07-01"), "financial_year");
    assert_eq!(change("m01-f", "m99-f"), "unknown_model");
    assert_eq!(change("\"EUR\"", "\"USD\""), "other_currency");
    assert_eq!(change("\"4100\"", "\"4,100.5\""), "csv_thousands_separator");
    assert_eq!(change("\"2.5\"", "\"2,5\""), "wrong_number");
    assert_eq!(change("\"Model code\",\"m01-f\"\n", ""), "missing_model");
    assert_eq!(change("\"Accounting period start date\",\"2024-07-01\"\n", ""), "missing_start_date");
}

#[test]
fn what_belongs_to_another_enterprise_or_year_is_refused_in_every_form() {
    for (form, text) in small_files() {
        let expected = given_of(&small_sheet());
        assert_eq!(code(&format::read(text.as_bytes(), &expected)), "read", "{form}");
        if !form.carries().identity {
            continue;
        }
        let other = Given { enterprise_number: Some("0428759497".parse().unwrap()), ..expected.clone() };
        assert_eq!(code(&format::read(text.as_bytes(), &other)), "other_enterprise", "{form}");
        let other = Given { financial_year: Some(super::support::year("2023-07-01", "2024-06-30")), ..expected };
        assert_eq!(code(&format::read(text.as_bytes(), &other)), "other_year", "{form}");
    }
}

#[test]
fn cut_off_at_any_byte_no_file_reads_to_something_wrong() {
    let given = given_of(&small_sheet());
    let mut smallest = small_sheet();
    smallest.cells.retain(|code, _| matches!(code.as_str(), "1003" | "1021"));
    smallest.joint_committees.retain(JointCommittee::is_number);
    let mut files = written(&smallest, &WriteOptions::default());
    files.extend(small_files().into_iter().filter(|(form, _)| *form == Form::PfsXbrl));
    for (form, text) in files {
        let whole = format::read(text.as_bytes(), &given).unwrap();
        for length in 0..text.len() {
            let part = &text.as_bytes()[..length];
            let Ok(reading) = format::read_as(form, part, &given) else { continue };
            if matches!(form, Form::NbbCsv | Form::SimpleCsv) {
                // A CSV has no end mark. Rows may be missing, but no figure is another one.
                for (cell, value) in &reading.sheet.cells {
                    assert_eq!(whole.sheet.cell(*cell), Some(*value), "{form} cut off at {length}");
                }
                assert_eq!(reading.sheet.enterprise_number, whole.sheet.enterprise_number);
                assert_eq!(reading.sheet.financial_year, whole.sheet.financial_year);
            } else {
                assert!(text[length..].trim().is_empty(), "{form} was read though cut off at {length}");
                assert_eq!(reading.sheet, whole.sheet);
            }
        }
    }
}

#[test]
fn an_unknown_element_of_the_old_taxonomy_is_noted_not_lost_in_silence() {
    let text = NPO_XBRL.replace("ContractIndefinitePeriodPartTime", "ContractUnheardOfPartTime");
    let reading = format::read(text.as_bytes(), &Given::default()).unwrap();
    assert_eq!(reading.sheet.cells.len(), 98);
    assert_eq!(reading.notes.len(), 1);
    assert_eq!(reading.notes[0].kind, NoteKind::UnknownSocialFact);
    assert!(reading.notes[0].subject.ends_with("ContractUnheardOfPartTime"));
}

#[test]
fn errors_are_sentences_with_their_place() {
    let said = |text: &str| format::read(text.as_bytes(), &npo_given()).unwrap_err();
    insta::assert_snapshot!(said("code;value\n1003;1\n1011;1.234\n"), @r#"line 3, 1011: "1.234" has or may have a thousands separator; write the number without"#);
    insta::assert_snapshot!(said(r#"{"Rubrics":[{"Code":"1003","Value":"x"}]}"#), @r#"Rubrics[0].Value: "x" is not a number"#);
    insta::assert_snapshot!(said(r#"{"EnterpriseNumber":"0403019262","Rubrics":[]}"#), @r#"EnterpriseNumber: the check digits of "0403019262" are wrong"#);
    insta::assert_snapshot!(said(&NPO_XBRL.replace(">120.1<", ">12O.1<")), @r#"line 4, element EmployeesRecordedPersonnelRegisterAverageNumberEmployeesCalculatedFullTimeEquivalents: "12O.1" is not a number"#);
    assert_eq!(said("").place(), &Place::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = format::read(&bytes, &npo_given());
        for form in Form::ALL {
            let _ = format::read_as(form, &bytes, &npo_given());
        }
    }

    #[test]
    fn damaged_files_never_panic(
        which in 0_usize..5,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6),
    ) {
        let (form, text) = small_files().swap_remove(which);
        let mut bytes = text.into_bytes();
        for (index, byte, manner) in damage {
            let at = index.index(bytes.len());
            match manner {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        let _ = format::read(&bytes, &Given::default());
        let _ = format::read_as(form, &bytes, &given_of(&small_sheet()));
    }
}
