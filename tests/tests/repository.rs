//! What the sources look like as files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::path::{Path, PathBuf};

/// More than this holds more than one purpose.
const LONGEST_FILE: usize = 500;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Cargo is told by name what holds tests, so a file that nobody names would never run.
#[test]
fn every_file_of_tests_is_part_of_a_program() {
    for room in ["tests", "tests/desktop"] {
        let room = repository().join(room);
        let tests = room.join("tests");
        let named =
            [room.join("Cargo.toml"), tests.join("together.rs")].map(|file| std::fs::read_to_string(file).unwrap());
        for entry in std::fs::read_dir(tests).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().display();
            let [program, module] = [format!("name = \"{name}\""), format!("mod {name};")];
            let is_named = named.concat().lines().any(|line| line == program || line == module);
            assert!(is_named, "{} is in no program", path.display());
        }
    }
}

#[test]
fn no_source_file_is_longer_than_a_reader_can_hold() {
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "tests"] {
        rust_files(&repository().join(folder), &mut files);
    }
    assert!(files.len() > 20, "the sources are not where they are looked for");
    let too_long: Vec<String> = files
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let generated = text.lines().take(5).any(|line| line.contains("cargo xtask generate"));
            let lines = text.lines().count();
            (!generated && lines > LONGEST_FILE).then(|| format!("{} ({lines})", path.display()))
        })
        .collect();
    assert!(too_long.is_empty(), "files of over {LONGEST_FILE} lines: {}", too_long.join(", "));
}
