//! Settings and secrets.

use crate::command::Office;

#[test]
fn a_setting_is_kept_until_it_is_taken_away() {
    let office = Office::new();
    assert_eq!(office.run(&["settings", "get", "mapping.handle"]).output, "social_balance_sheet\n");
    let said = office.run(&["settings", "set", "mapping.handle", "our_template"]);
    assert_eq!((said.status, said.output.as_str()), (0, "mapping.handle = our_template\n"));
    let (status, document) = office.json(&["settings", "get", "mapping.handle"]);
    assert_eq!(status, 0);
    assert_eq!(document["value"], "our_template");
    assert_eq!(document["default"], "social_balance_sheet");
    assert_eq!(document["origin"], "set");
    office.run(&["settings", "set", "mapping.handle", ""]);
    assert_eq!(office.json(&["settings", "get", "mapping.handle"]).1["origin"], "default");
}

#[test]
fn every_setting_is_listed_with_what_it_does() {
    let office = Office::new();
    let (status, document) = office.json(&["settings", "list"]);
    assert_eq!(status, 0);
    let settings = document["settings"].as_array().unwrap();
    for key in ["finbox.url", "silverfin.url", "silverfin.client_id", "silverfin.redirect_uri", "source", "folder.path"]
    {
        assert!(settings.iter().any(|setting| setting["key"] == key), "{key}");
    }
    assert!(settings.iter().all(|setting| setting["description"].as_str().is_some_and(|text| text.len() > 10)));
    assert!(office.run(&["settings", "list"]).output.contains("mapping.namespace"));
}

#[test]
fn a_wrong_value_is_wrong_use_and_says_what_is_taken() {
    let office = Office::new();
    let (status, document) = office.json(&["settings", "set", "finbox.url", "http://finbox.example"]);
    assert_eq!(status, 2);
    assert_eq!(document["error"]["code"], "setting_invalid");
    assert!(document["error"]["title"].as_str().unwrap().contains("https://"));
    assert_eq!(office.json(&["settings", "get", "finbox.url"]).1["value"], serde_json::Value::Null);
    let (status, document) = office.json(&["settings", "get", "finbox.adress"]);
    assert_eq!((status, &document["error"]["code"]), (2, &"setting_unknown".into()));
}

#[test]
fn a_secret_comes_in_over_standard_input_and_is_never_said_again() {
    let office = Office::new();
    let said = office.run_with_input(&["secret", "set", "finbox.access_key"], "fbx_very_secret\n");
    assert_eq!(said.status, 0, "{}", said.errors);
    assert!(said.errors.contains("plain text"), "the file vault has to be said loudly");
    let (_, document) = office.json(&["secret", "list"]);
    assert_eq!(document["secrets"][0], serde_json::json!({ "secret": "finbox.access_key", "present": true }));
    assert_eq!(document["secrets"][1]["present"], false);
    for arguments in [vec!["secret", "list"], vec!["settings", "list"]] {
        let said = office.run(&arguments);
        assert!(!said.output.contains("fbx_very_secret") && !said.errors.contains("fbx_very_secret"));
    }
    assert_eq!(office.run(&["secret", "remove", "finbox.access_key"]).status, 0);
    assert_eq!(office.json(&["secret", "list"]).1["secrets"][0]["present"], false);
}

#[test]
fn what_is_no_secret_of_a_persons_is_wrong_use() {
    let office = Office::new();
    for (name, input) in [
        ("finbox.acces_key", "x"),
        ("silverfin.tokens.13", "x"),
        ("finbox.access_key", ""),
        ("finbox.access_key", " \n"),
        ("finbox.access_key", "two\nlines"),
    ] {
        let said = office.run_with_input(&["secret", "set", name], input);
        assert_eq!(said.status, 2, "{name} {input:?}");
        assert!(said.errors.starts_with("error: "), "{}", said.errors);
    }
}

#[cfg(unix)]
#[test]
fn the_home_and_the_file_vault_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    office.run_with_input(&["secret", "set", "finbox.access_key"], "key");
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(office.home()), 0o700);
    assert_eq!(mode(office.home().join("vault.json")), 0o600);
}
