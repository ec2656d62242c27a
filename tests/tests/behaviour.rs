//! The list of rules in `docs/behaviour.md` names tests that exist.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every test that the list names: its file and its function.
fn named(list: &str) -> Vec<(&str, &str)> {
    let quoted = list.split('`').skip(1).step_by(2);
    quoted.filter_map(|text| text.split_once(".rs: ")).collect()
}

/// Whether a source has a test of this name: the attribute stands at most a few lines above it.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let declared = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ").and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('('))
    };
    let is_attribute = |line: &&str| line.starts_with("#[test]") || line.starts_with("#[tokio::test");
    lines
        .iter()
        .enumerate()
        .any(|(place, line)| declared(line) && lines[..place].iter().rev().take(4).any(is_attribute))
}

#[test]
fn every_test_that_the_list_of_rules_names_exists() {
    let list = std::fs::read_to_string(repository().join("docs/behaviour.md")).unwrap();
    let named = named(&list);
    assert!(named.len() > 150, "the list names {} tests", named.len());
    let missing: Vec<String> = named
        .iter()
        .filter(|(file, name)| {
            let source = std::fs::read_to_string(repository().join(format!("{file}.rs"))).unwrap_or_default();
            !has_test(&source, name)
        })
        .map(|(file, name)| format!("{file}.rs: {name}"))
        .collect();
    assert!(missing.is_empty(), "docs/behaviour.md names tests that do not exist:\n{}", missing.join("\n"));
}

#[test]
fn every_rule_has_a_test() {
    let list = std::fs::read_to_string(repository().join("docs/behaviour.md")).unwrap();
    let mut rules = list.split("\n- **Given** ");
    rules.next();
    let without: Vec<&str> =
        rules.filter(|rule| named(rule).is_empty()).map(|rule| rule.lines().next().unwrap_or_default()).collect();
    assert!(without.is_empty(), "rules without a test:\n{}", without.join("\n"));
}

#[test]
fn a_name_that_is_only_mentioned_is_no_test() {
    assert!(has_test("#[tokio::test]\nasync fn it_holds() {", "it_holds"));
    assert!(has_test("    #[test]\n    #[ignore]\n    fn it_holds(value in any()) {", "it_holds"));
    assert!(!has_test("#[test]\nfn it_holds_still() {", "it_holds"));
    assert!(!has_test("// it_holds()\nfn it_holds() {", "it_holds"));
}
