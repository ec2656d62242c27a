//! Every test that the documents name as the holder of a rule exists.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The documents whose rules name the tests that hold them.
const DOCUMENTS: [&str; 3] = ["docs/behaviour.md", "docs/security.md", "docs/reliability.md"];

/// A line such as "  `tests/tests/merge.rs: a_person_is_asked`" names a file and a function.
fn named(line: &str) -> Vec<(String, String)> {
    let quoted = line.split('`').skip(1).step_by(2);
    let pairs = quoted.filter_map(|text| text.split_once(".rs: "));
    pairs.map(|(file, function)| (format!("{file}.rs"), function.trim().to_owned())).collect()
}

/// A module's tests may stand beside it: in `module/tests.rs`, or in a file of the folder of its name.
fn sources(root: &Path, file: &str) -> String {
    let path = root.join(file);
    let beside = path.with_extension("");
    let mut files: Vec<PathBuf> = vec![path];
    if let Ok(folder) = std::fs::read_dir(beside) {
        files.extend(
            folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "rs")),
        );
    }
    files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

#[test]
fn every_test_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut count, mut missing) = (0, Vec::new());
    for document in DOCUMENTS {
        for line in std::fs::read_to_string(root.join(document)).unwrap().lines() {
            for (file, function) in named(line) {
                count += 1;
                let text = texts.entry(file.clone()).or_insert_with(|| sources(&root, &file));
                // A table test names its row behind the function; macros write some functions from a list of names.
                if !text.contains(&format!("fn {function}(")) && !text.contains(&format!("{function},")) {
                    missing.push(format!("{document}: {file}: {function}"));
                }
            }
        }
    }
    assert!(count > 150, "only {count} tests are named");
    assert!(missing.is_empty(), "{} of {count} do not exist:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn a_name_that_leads_nowhere_is_found() {
    assert_eq!(
        named("  `tests/tests/merge.rs: no_such_test`"),
        [("tests/tests/merge.rs".into(), "no_such_test".into())]
    );
    assert!(named("A `word` and `crates/agent/src/state.rs` are no tests.").is_empty());
}
