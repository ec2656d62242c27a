//! Who may know whom. The sandbox must not share the clients' misunderstandings, the sync must know no window.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// What each room may build on, directly or through others, beside what it needs for its own tests.
const MAY_KNOW: [(&str, &[&str]); 14] = [
    ("passerelle-social-balance", &[]),
    ("passerelle-transport", &[]),
    ("passerelle-finbox", &["passerelle-social-balance", "passerelle-transport"]),
    ("passerelle-silverfin", &["passerelle-transport"]),
    (
        "passerelle-agent",
        &["passerelle-finbox", "passerelle-silverfin", "passerelle-social-balance", "passerelle-transport"],
    ),
    ("passerelle-sandbox", &["passerelle-social-balance"]),
    (
        "passerelle-api",
        &[
            "passerelle-agent",
            "passerelle-finbox",
            "passerelle-silverfin",
            "passerelle-social-balance",
            "passerelle-transport",
        ],
    ),
    (
        "passerelle-cli",
        &[
            "passerelle-agent",
            "passerelle-api",
            "passerelle-finbox",
            "passerelle-sandbox",
            "passerelle-silverfin",
            "passerelle-social-balance",
            "passerelle-transport",
        ],
    ),
    ("passerelle-desktop", &["passerelle-agent", "passerelle-api", "passerelle-transport"]),
    // Follows the guide from outside: what it sees of Passerelle is what a person sees.
    ("passerelle-desktop-tests", &["passerelle-measuring", "passerelle-sandbox", "passerelle-transport"]),
    ("passerelle-measuring", &[]),
    (
        "passerelle-fuzzing",
        &[
            "passerelle-agent",
            "passerelle-finbox",
            "passerelle-silverfin",
            "passerelle-social-balance",
            "passerelle-transport",
        ],
    ),
    ("passerelle-tests", &[]),
    ("xtask", &[]),
];

/// What a room may use in its own tests only. The whole-program tests may use everything.
const MAY_KNOW_IN_TESTS: [(&str, &[&str]); 3] = [
    ("passerelle-api", &["passerelle-sandbox"]),
    ("passerelle-finbox", &["passerelle-sandbox"]),
    ("passerelle-silverfin", &["passerelle-sandbox"]),
];

/// What the rooms name. Of what they lead to nothing is looked up: crates of other systems are on no new computer.
fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .no_deps()
        .other_options(["--locked".to_owned(), "--offline".to_owned()])
        .exec()
        .unwrap()
}

/// Each room with the rooms that it names, for its own code and for its tests.
fn rooms(metadata: &Metadata) -> BTreeMap<String, [BTreeSet<String>; 2]> {
    let members: BTreeSet<&str> =
        metadata.workspace_packages().into_iter().map(|package| package.name.as_str()).collect();
    metadata
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let named = |in_tests: bool| {
                package
                    .dependencies
                    .iter()
                    .filter(|dependency| members.contains(dependency.name.as_str()))
                    .filter(|dependency| (dependency.kind == DependencyKind::Development) == in_tests)
                    .map(|dependency| dependency.name.clone())
                    .collect()
            };
            (package.name.to_string(), [named(false), named(true)])
        })
        .collect()
}

fn allowed<'rule>(rules: &'rule [(&str, &'rule [&'rule str])], room: &str) -> &'rule [&'rule str] {
    rules.iter().find(|(name, _)| *name == room).map_or(&[], |(_, others)| others)
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    let rooms = rooms(&metadata());
    for (room, [own, in_tests]) in &rooms {
        assert!(MAY_KNOW.iter().any(|(name, _)| name == room), "{room} is not in the rule");
        if room == "passerelle-tests" {
            continue;
        }
        let may_know = allowed(&MAY_KNOW, room);
        for other in own {
            assert!(may_know.contains(&other.as_str()), "{room} must not know {other}");
        }
        let may_test_with = allowed(&MAY_KNOW_IN_TESTS, room);
        for other in in_tests {
            let permitted = may_know.contains(&other.as_str()) || may_test_with.contains(&other.as_str());
            assert!(permitted, "the tests of {room} must not know {other}");
        }
    }
    for (name, _) in MAY_KNOW {
        assert!(rooms.contains_key(name), "the rule speaks of {name}, which is not there");
    }
}

#[test]
fn only_the_desktop_shell_may_name_tauri() {
    for package in
        metadata().workspace_packages().into_iter().filter(|package| package.name.as_str() != "passerelle-desktop")
    {
        for dependency in &package.dependencies {
            assert!(!dependency.name.starts_with("tauri"), "{} depends on {}", package.name, dependency.name);
        }
    }
}

#[test]
fn the_sheet_itself_is_pure() {
    const OUTSIDE_WORLD: [&str; 8] =
        ["tokio", "reqwest", "rusqlite", "keyring", "rand", "notify", "axum", "async-trait"];
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let sheet = packages.iter().find(|package| package.name.as_str() == "passerelle-social-balance").unwrap();
    for dependency in sheet.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal) {
        assert!(!OUTSIDE_WORLD.contains(&dependency.name.as_str()), "the sheet depends on {}", dependency.name);
    }
}
