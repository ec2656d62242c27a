use passerelle_social_balance::format::{self, Form, ReadError, SIZE_LIMIT};

use super::support::{M02_CSV, NPO_JSON, NPO_XBRL, small_files};

fn detected(bytes: &[u8]) -> String {
    format::detect(bytes).map_or_else(|error| error.code().to_owned(), |form| form.to_string())
}

#[test]
fn a_form_is_found_out_by_content() {
    for (bytes, form) in [
        (NPO_XBRL, "pfs"),
        (NPO_JSON, "nbb-json"),
        (M02_CSV, "nbb-csv"),
        ("code;value\n1003;1\n", "csv"),
        ("Code,Valeur\r\n1003,1\r\n", "csv"),
        ("\n\n\"code\",\"waarde\"\n", "csv"),
        ("  {\"Rubrics\": []}", "nbb-json"),
        ("", "empty"),
        (" \n\t", "empty"),
        ("[]", "unknown_form"),
        ("%PDF-1.7", "unknown_form"),
        ("PK\u{3}\u{4}", "unknown_form"),
        ("1003;1\n", "unknown_form"),
        ("Dear Sir,", "unknown_form"),
        ("<html/>", "unknown_form"),
        ("<xbrl/>", "unknown_form"),
        ("<xbrl xmlns='http://www.xbrl.org/2003/instance'/>", "unknown_form"),
        ("<?xml version='1.0'?>", "truncated"),
        ("<!DOCTYPE html><html/>", "xbrl_document_type"),
    ] {
        assert_eq!(detected(bytes.as_bytes()), form, "{bytes:.60}");
    }
    for (form, text) in small_files() {
        assert_eq!(detected(text.as_bytes()), form.as_str());
        assert_eq!(detected(format!("\u{feff}{text}").as_bytes()), form.as_str(), "with a byte order mark");
    }
}

#[test]
fn only_utf_8_is_read() {
    let utf_16: Vec<u8> = "\u{feff}code;value\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(detected(&utf_16), "encoding");
    let without_mark: Vec<u8> = "code;value\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(detected(&without_mark), "encoding");
    assert_eq!(detected(b"code;value\n1003;1\n# pay\xe9\n"), "encoding");
}

#[test]
fn what_is_too_large_is_not_looked_into() {
    assert_eq!(detected(&vec![b' '; SIZE_LIMIT]), "empty");
    assert_eq!(detected(&vec![b' '; SIZE_LIMIT + 1]), "too_large");
}

#[test]
fn forms_have_names_and_say_what_they_carry() {
    for form in Form::ALL {
        assert_eq!(form.as_str().parse(), Ok(form));
    }
    assert!("xlsx".parse::<Form>().is_err());
    assert!(!Form::NbbCsv.carries().joint_committees);
    assert!(!Form::SimpleCsv.carries().identity);
}

#[test]
fn an_error_says_what_it_saw() {
    let said = |bytes: &[u8]| format::detect(bytes).map_err(|error: ReadError| error.to_string()).unwrap_err();
    insta::assert_snapshot!(said(b"%PDF-1.7"), @"this is a PDF, none of the forms that a social balance comes in");
    insta::assert_snapshot!(said(b"\xff\xfe"), @"the text is not UTF-8; save the file as UTF-8");
}
