//! Sheets in files: checked, and written in another form.

use std::path::PathBuf;

use crate::command::Office;

/// A filing as the National Bank publishes it.
fn sample(name: &str) -> String {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../social-balance/tests/samples");
    PathBuf::from(samples).join(name).display().to_string()
}

const TINY: &str = "code;value\n1003;2,5\n1001;2\n1002;1\n";

#[test]
fn real_filings_are_read_and_checked_without_a_home() {
    let office = Office::new();
    let (status, document) = office.json(&["check", &sample("nbb-m02-2024.csv"), &sample("be-npo-full-2016.xbrl")]);
    assert_eq!(status, 0);
    let sheets = document["sheets"].as_array().unwrap();
    assert_eq!(sheets[0]["form"], "nbb-csv");
    assert_eq!(sheets[0]["enterprise_number"], "0402754886");
    assert_eq!(sheets[0]["findings"], serde_json::json!([]));
    assert_eq!(sheets[1]["form"], "pfs");
    assert_eq!(sheets[1]["cells"]["1001"], "107.5");
    assert!(sheets[1]["evaluated"].as_u64().unwrap() > 100);
    assert!(!office.home().exists(), "reading a file leaves nothing behind");
}

#[test]
fn findings_are_said_in_the_language_and_are_a_failure_only_where_asked() {
    let office = Office::new();
    let file = office.file("sheet.csv", "code;value\n1001;2\n1002;0\n1003;5\n");
    let known = ["--enterprise", "BE 0403.019.261", "--end", "2025-12-31", "--model", "abridged"];
    let check = [&["check", &file][..], &known].concat();
    let french = office.run(&[&check[..], &["--language", "fr"]].concat());
    let dutch = office.run(&[&check[..], &["--language", "nl"]].concat());
    assert_eq!((french.status, dutch.status), (0, 0));
    assert!(french.output.contains("1003") && french.output != dutch.output, "{}", french.output);
    let (status, document) = office.json(&[&check[..], &["--strict"]].concat());
    assert_eq!(status, 3);
    let finding = &document["sheets"][0]["findings"][0];
    assert!(finding["id"].is_string() && finding["sentence"].is_string(), "{finding}");
    assert_eq!(finding["severity"], "warning");
}

#[test]
fn what_a_file_does_not_say_is_asked_for_by_its_option() {
    let office = Office::new();
    let file = office.file("sheet.csv", TINY);
    let steps: [(&[&str], &str, &str); 4] = [
        (&[], "missing_enterprise_number", "--enterprise"),
        (&["--enterprise", "0403019261"], "missing_financial_year", "--start"),
        (&["--enterprise", "0403019261", "--start", "2025-01-01"], "missing_model", "--model"),
        (&["--enterprise", "0403019261", "--start", "2025-01-01", "--model", "m01"], "", ""),
    ];
    for (known, code, option) in steps {
        let (status, document) = office.json(&[&["check", &file], known].concat());
        if code.is_empty() {
            assert_eq!(status, 0, "{document}");
            assert_eq!(document["sheets"][0]["financial_year"]["end_date"], "2025-12-31");
        } else {
            assert_eq!((status, &document["error"]["code"]), (1, &code.into()));
            assert!(document["error"]["fix"].as_str().unwrap().contains(option), "{document}");
        }
    }
}

#[test]
fn a_file_that_contradicts_what_is_known_is_refused() {
    let office = Office::new();
    let file = sample("nbb-m02-2024.csv");
    let (status, document) = office.json(&["check", &file, "--enterprise", "0403019261"]);
    assert_eq!((status, &document["error"]["code"]), (1, &"other_enterprise".into()));
    let (status, document) = office.json(&["check", &file, "--end", "2023-12-31"]);
    assert_eq!((status, &document["error"]["code"]), (1, &"other_year".into()));
}

#[test]
fn one_unreadable_file_does_not_hide_the_others() {
    let office = Office::new();
    let broken = office.file("broken.xbrl", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>");
    let (status, document) = office.json(&["check", &broken, &sample("nbb-m02-2024.csv"), "nowhere.csv"]);
    assert_eq!(status, 1);
    assert_eq!(document["sheets"].as_array().unwrap().len(), 1);
    let codes: Vec<&str> =
        document["errors"].as_array().unwrap().iter().filter_map(|error| error["code"].as_str()).collect();
    assert_eq!(codes.len(), 2);
    assert_eq!(codes[1], "file_unreadable");
    assert_eq!(document["error"], document["errors"][0]);
}

#[test]
fn a_sheet_is_the_same_in_every_form_that_is_written() {
    let office = Office::new();
    let source = sample("be-npo-full-2016.xbrl");
    let hash = |arguments: &[&str]| {
        let (status, document) = office.json(arguments);
        assert_eq!(status, 0, "{document}");
        document["sheets"][0]["cells"].clone()
    };
    let original = hash(&["check", &source]);
    for form in ["nbb-json", "nbb-csv", "xbrl", "csv"] {
        let target = office.folder().join(format!("sheet.{form}")).display().to_string();
        let (status, document) = office.json(&["convert", &source, "--to", form, "--output", &target]);
        assert_eq!((status, &document["to"]), (0, &form.into()), "{document}");
        let known = ["--enterprise", "0410682657", "--start", "2016-01-01", "--end", "2016-12-31", "--model", "full"];
        assert_eq!(hash(&[&["check", &target][..], &known].concat()), original, "{form}");
        let printed = office.run(&["convert", &source, "--to", form]);
        assert_eq!(printed.output, std::fs::read_to_string(&target).unwrap(), "{form}");
    }
}

#[test]
fn a_form_that_is_only_read_is_wrong_use() {
    let office = Office::new();
    let file = sample("be-npo-full-2016.xbrl");
    for form in ["pfs", "excel"] {
        let (status, document) = office.json(&["convert", &file, "--to", form]);
        assert_eq!(status, 2, "{document}");
    }
}
