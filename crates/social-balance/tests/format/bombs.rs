//! Files made to exhaust memory, time or the network: refused before any harm is done.

use std::fmt::Write;
use std::time::{Duration, Instant};

use passerelle_social_balance::format::{self, Form, Given};

use super::support::{code, npo_given, small_files};

/// A generous bound for a debug build on a slow machine. What is quadratic in a file of this size takes hours.
const BOUNDED: Duration = Duration::from_secs(20);

fn refused(text: &str) -> &'static str {
    code(&format::read(text.as_bytes(), &npo_given()))
}

fn in_bounded_time(text: &str, form: Form) -> &'static str {
    let start = Instant::now();
    let refusal = code(&format::read_as(form, text.as_bytes(), &npo_given()));
    assert!(start.elapsed() < BOUNDED, "{refusal} after {:?}", start.elapsed());
    refusal
}

fn instance(declarations: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n{declarations}\n<xbrl xmlns=\"http://www.xbrl.org/2003/instance\" \
         xmlns:met=\"http://www.nbb.be/be/fr/cbso/dict/met\">{content}</xbrl>"
    )
}

#[test]
fn entities_and_document_types_are_refused_before_they_are_read() {
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    for (declaration, refusal) in [
        (laughs, "xbrl_entity_expansion"),
        ("<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>", "xbrl_external_reference"),
        ("<!DOCTYPE x [<!ENTITY % dtd PUBLIC \"a\" \"http://127.0.0.1/x.dtd\"> %dtd;]>", "xbrl_external_reference"),
        ("<!DOCTYPE xbrl SYSTEM \"http://127.0.0.1/x.dtd\">", "xbrl_external_reference"),
        ("<!DOCTYPE xbrl>", "xbrl_document_type"),
        ("<!doctype xbrl>", "xbrl_document_type"),
    ] {
        let text = instance(declaration, "");
        assert_eq!(refused(&text), refusal, "{declaration}");
        for form in [Form::CbsoXbrl, Form::PfsXbrl] {
            assert_eq!(code(&format::read_as(form, text.as_bytes(), &npo_given())), refusal, "{declaration}");
        }
    }
    for (content, refusal) in [
        ("<met:dec1 contextRef=\"c\">&lol;</met:dec1>", "xbrl_entity_expansion"),
        ("<met:dec1 contextRef=\"&lol;\">1</met:dec1>", "xbrl_entity_expansion"),
        ("<met:dec1 contextRef=\"c\">&#xFFFFFFFF;</met:dec1>", "xml_malformed"),
        ("<!DOCTYPE inside>", "xbrl_document_type"),
    ] {
        assert_eq!(refused(&instance("", content)), refusal, "{content}");
    }
}

#[test]
fn depth_is_limited() {
    let deep = "<met:a>".repeat(100_000);
    assert_eq!(in_bounded_time(&instance("", &deep), Form::CbsoXbrl), "too_deep");
    assert_eq!(in_bounded_time(&format!("{{\"Rubrics\": {}", "[".repeat(1_000_000)), Form::NbbJson), "too_deep");
    assert_eq!(in_bounded_time(&"{\"Administrators\":".repeat(100_000), Form::NbbJson), "too_deep");
    let quoted = format!("{{\"A\": \"{}\\\"[[[\", \"Rubrics\": []}}", "[".repeat(1_000));
    assert_eq!(in_bounded_time(&quoted, Form::NbbJson), "no_social_rubric", "brackets in a text nest nothing");
}

#[test]
fn the_number_of_parts_is_limited() {
    assert_eq!(
        in_bounded_time(&format!("{{\"Rubrics\": [{}{{}}]}}", "{},".repeat(600_000)), Form::NbbJson),
        "too_many"
    );
    assert_eq!(in_bounded_time(&format!("code;value\n{}", "1;1\n".repeat(60_000)), Form::SimpleCsv), "too_many");
    assert_eq!(in_bounded_time(&format!("\n{}", "\"1\",\"1\"\n".repeat(60_000)), Form::NbbCsv), "too_many");
    let facts = "<met:a contextRef=\"c\"/>".repeat(110_000);
    assert_eq!(in_bounded_time(&instance("", &facts), Form::CbsoXbrl), "too_many");
    let units = (0..110_000).fold(String::new(), |mut units, index| {
        let _ = write!(units, "<unit id=\"{index}\"/>");
        units
    });
    assert_eq!(in_bounded_time(&instance("", &units), Form::CbsoXbrl), "too_many");
    let attributes = (0..100_000).fold(String::new(), |mut attributes, index| {
        let _ = write!(attributes, " a{index}=\"\"");
        attributes
    });
    assert_eq!(in_bounded_time(&instance("", &format!("<met:a{attributes}/>")), Form::CbsoXbrl), "too_many");
    let namespaces = attributes.replace(" a", " xmlns:a");
    let many = format!("<met:a{namespaces}>{}</met:a>", "<met:b/>".repeat(50_000));
    assert_eq!(in_bounded_time(&instance("", &many), Form::CbsoXbrl), "too_many");
    let members = "<d:explicitMember xmlns:d=\"http://xbrl.org/2006/xbrldi\" dimension=\"a\">b</d:explicitMember>";
    let context = format!("<context id=\"c\">{}</context>", members.repeat(1_000));
    assert_eq!(in_bounded_time(&instance("", &context), Form::CbsoXbrl), "too_many");
}

#[test]
fn a_number_of_a_million_digits_is_refused_at_once() {
    let digits = "9".repeat(1_000_000);
    let json = format!("{{\"Rubrics\": [{{\"Code\":\"1003\",\"Value\":{digits}}}]}}");
    assert_eq!(in_bounded_time(&json, Form::NbbJson), "inexact_number");
    assert_eq!(in_bounded_time(&format!("code;value\n1003;{digits}\n"), Form::SimpleCsv), "inexact_number");
    let error = format::read(json.as_bytes(), &Given::default()).unwrap_err();
    assert!(error.to_string().len() < 200, "an error does not repeat the file");
}

#[test]
fn errors_do_not_repeat_what_they_refuse() {
    let long = "x".repeat(100_000);
    for text in [
        format!("{{\"EnterpriseNumber\":\"{long}\",\"Rubrics\":[]}}"),
        format!("{{\"ModelType\":\"{long}\",\"Rubrics\":[]}}"),
        format!("{{\"Rubrics\":\"{long}\"}}"),
        format!("{{\"Rubrics\":[{{\"Code\":\"1003\",\"Value\":\"1\",\"Period\":\"{long}\"}}]}}"),
        format!("code;value\n1003;{long}\n"),
        instance("", &format!("<{long}></a>")),
        instance("", &format!("<met:dec1 contextRef=\"{long}\">1</met:dec1>")),
    ] {
        let error = format::read(text.as_bytes(), &npo_given()).unwrap_err();
        assert!(error.to_string().len() < 600, "{:.300}", error.to_string());
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let (_, good) = small_files().into_iter().find(|(form, _)| *form == Form::CbsoXbrl).unwrap();
    for (text, refusal) in [
        (good.replace("</xbrl>", "</xbrk>"), "xml_malformed"),
        (good.replace("</xbrl>", "</xbrl><xbrl/>"), "xml_malformed"),
        (good.replace("</xbrl>", "</xbrl>trailing"), "xml_malformed"),
        (good.replace("</xbrl>", "</xbrl></xbrl>"), "xml_malformed"),
        (good.replace("</xbrl>", ""), "truncated"),
        (good.replace("UTF-8", "UTF-16"), "read"),
        (good.replace("UTF-8", "ISO-8859-1").replace("Eigen", "Eïgen"), "encoding"),
        (format!("{good}<!-- and a comment -->"), "read"),
        (format!("{good}<!-- an open one "), "truncated"),
    ] {
        assert_eq!(
            refused(
                &text
                    .replace("0403019261", "0410682657")
                    .replace("2024-07-01", "2016-01-01")
                    .replace("2025-06-30", "2016-12-31")
            ),
            refusal
        );
    }
}
