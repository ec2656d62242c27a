//! Holds every law to its seeds: examples of each shape, and everything that the fuzzer ever found.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod corpus;

use std::collections::BTreeSet;
use std::path::Path;

use corpus::{folder, seeds};
use passerelle_fuzzing::{TARGETS, for_every_law, target};
use passerelle_social_balance::check::Formula;
use passerelle_social_balance::format::{self, Form, Given};

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Every seed as it is, and cut off at each of some places, as a connection that breaks would leave it.
fn hold(law: &str) {
    let target = target(law).unwrap();
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "{law} has no seeds");
    for (name, bytes) in seeds {
        println!("{law}/{name}");
        (target.law)(&bytes);
        let step = (bytes.len() / 40).max(1);
        for end in (0..bytes.len()).step_by(step) {
            (target.law)(&bytes[..end]);
        }
    }
}

macro_rules! laws {
    ($($law:ident),+) => {
        mod law {
            $(#[test] fn $law() { super::hold(stringify!($law)); })+
        }

        #[test]
        fn every_law_has_seeds_a_dictionary_and_a_test_here() {
            let tested: BTreeSet<&str> = [$(stringify!($law)),+].into();
            assert_eq!(tested, TARGETS.map(|target| target.name).into());
            let groups: BTreeSet<&str> = TARGETS.map(|target| target.group).into();
            assert_eq!(names(&folder("seeds")), groups.iter().map(|group| (*group).to_owned()).collect());
            assert_eq!(names(&folder("dictionaries")), groups.iter().map(|group| format!("{group}.dict")).collect());
            for group in groups {
                let laws = TARGETS.iter().filter(|target| target.group == group).map(|target| target.name.to_owned());
                assert_eq!(names(&folder("seeds").join(group)), laws.collect());
            }
        }
    };
}

for_every_law!(laws);

#[test]
fn the_examples_of_sheets_are_sheets_and_those_of_formulas_are_formulas() {
    let examples =
        |law: &str| seeds(target(law).unwrap()).into_iter().filter(|(name, _)| !name.starts_with("regression-"));
    let mut read = 0;
    for (law, form) in [
        ("nbb_json", Some(Form::NbbJson)),
        ("nbb_csv", Some(Form::NbbCsv)),
        ("cbso_xbrl", Some(Form::CbsoXbrl)),
        ("pfs_xbrl", Some(Form::PfsXbrl)),
        ("simple_csv", Some(Form::SimpleCsv)),
        ("detect_and_read", None),
    ] {
        for (name, bytes) in examples(law) {
            let found = format::detect(&bytes).unwrap();
            assert!(form.is_none_or(|form| form == found), "{law}/{name} is {found}");
            let given = [Given::default(), passerelle_fuzzing::all_given()];
            let reading = given.iter().find_map(|given| format::read(&bytes, given).ok()).unwrap();
            assert!(reading.sheet.cells.len() > 1, "{law}/{name}");
            read += 1;
        }
    }
    for (name, bytes) in examples("check_formula") {
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.parse::<Formula>().unwrap().to_string(), text, "{name}");
        read += 1;
    }
    assert!(read >= 22, "only {read} examples");
}
