//! What the command says to whoever calls it wrongly, and that it teaches.

use crate::command::Office;

#[test]
fn wrong_arguments_end_with_status_2_in_words_and_in_json() {
    let office = Office::new();
    for arguments in [
        vec!["nonsense"],
        vec!["settings", "set", "finbox.url"],
        vec!["retry"],
        vec!["retry", "x", "--all"],
        vec!["connection", "complete"],
        vec!["connection", "remove", "thirteen"],
        vec!["--language", "it", "status"],
        vec!["--vault", "drawer", "status"],
    ] {
        let said = office.run(&arguments);
        assert_eq!(said.status, 2, "{arguments:?}");
        assert!(said.output.is_empty() && said.errors.starts_with("error: "), "{arguments:?}: {}", said.errors);
        let (status, document) = office.json(&arguments);
        assert_eq!((status, &document["error"]["code"]), (2, &"wrong_arguments".into()), "{arguments:?}");
    }
    assert!(!office.home().exists(), "wrong use leaves nothing behind");
}

#[test]
fn help_teaches_with_examples() {
    let office = Office::new();
    let said = office.run(&["--help"]);
    assert_eq!(said.status, 0);
    assert!(said.output.contains("First steps:") && said.output.contains("Exit status"));
    for command in ["connection", "sync", "dossiers", "review", "settings", "secret", "mapping"] {
        let said = office.run(&[command, "--help"]);
        assert_eq!(said.status, 0);
        assert!(said.output.contains("passerelle "), "{command} has no example");
    }
}

#[test]
fn a_home_that_cannot_be_made_is_named() {
    let office = Office::new();
    let file = office.folder().join("file");
    std::fs::write(&file, "").unwrap();
    let (status, document) = office.json(&["settings", "list", "--home", file.to_str().unwrap()]);
    assert_eq!((status, &document["error"]["code"]), (1, &"home_unusable".into()));
    assert!(document["error"]["title"].as_str().unwrap().contains("file"));
}
