use std::io::Read as _;

use passerelle_api::FileWish;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

fn states(findings: &Value) -> Vec<(&str, &str)> {
    let findings = findings["findings"].as_array().unwrap();
    findings.iter().map(|one| (one["about"].as_str().unwrap(), one["state"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn everything_that_a_connection_needs_is_looked_at() {
    let bureau = Bureau::connected(Office::plain(1)).await;
    let looked = bureau.ask("doctor", Value::Null).await;
    assert_eq!(states(&looked).len(), 7);
    assert!(states(&looked).iter().all(|(_, state)| *state == "fine"), "{looked:#}");
    bureau.ask("set_secret", json!({ "name": "silverfin.client_secret", "value": "" })).await;
    bureau.ask("set_setting", json!({ "key": "finbox.url", "value": null })).await;
    let looked = bureau.ask("doctor", Value::Null).await;
    let amiss: Vec<&str> =
        states(&looked).into_iter().filter(|(_, state)| *state != "fine").map(|(about, _)| about).collect();
    assert!(amiss.contains(&"secrets") && amiss.contains(&"source"), "{looked:#}");
    let told = looked["findings"].as_array().unwrap();
    assert!(told.iter().filter(|one| one["state"] == "to_do").all(|one| one["advice"].is_string()), "{looked:#}");
}

#[tokio::test]
async fn what_is_exported_is_written_where_the_person_chose_and_holds_no_secret() {
    let bureau = Bureau::connected(Office::plain(2)).await;
    bureau.synchronised().await;
    for command in ["export_activity", "export_diagnostics"] {
        bureau.will_choose(None);
        assert_eq!(bureau.ask(command, Value::Null).await, json!({ "file": null }));
    }
    let table = bureau.place("activity.csv");
    bureau.will_choose(Some(table.clone()));
    assert_eq!(bureau.ask("export_activity", Value::Null).await, json!({ "file": "activity.csv" }));
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains(&bureau.office.client(0).name), "{text}");

    let bundle = bureau.place("diagnostics.zip");
    bureau.will_choose(Some(bundle.clone()));
    assert_eq!(bureau.ask("export_diagnostics", Value::Null).await, json!({ "file": "diagnostics.zip" }));
    let (key, secret) = bureau
        .office
        .sandbox
        .world(|world| (world.finbox.administrator_key.clone(), world.silverfin.client.secret.clone()));
    let mut bundle = zip::ZipArchive::new(std::fs::File::open(&bundle).unwrap()).unwrap();
    assert!(bundle.len() > 2, "the bundle has files");
    for index in 0..bundle.len() {
        let mut file = bundle.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for told in [&key, &secret, &bureau.office.client(0).name] {
            assert!(!text.contains(told.as_str()), "{} tells {told}", file.name());
        }
    }
    assert_eq!(bureau.seen(|seen| seen.wishes.last().copied()), Some(FileWish::DiagnosticsZip));

    bureau.will_choose(Some(bureau.place("no such folder").join("activity.csv")));
    assert_eq!(bureau.refusal("export_activity", Value::Null).await, "file_unwritable");
}

#[tokio::test]
async fn notices_of_the_start_are_read_once() {
    let bureau = Bureau::new(Office::plain(1));
    assert_eq!(bureau.snapshot().await["notices"].as_array().map(Vec::len), Some(1));
    bureau.ask("dismiss_notices", Value::Null).await;
    assert_eq!(bureau.snapshot().await["notices"], json!([]));
}
