use passerelle_api::FileWish;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

/// An authority of nobody.
const CERTIFICATE: &str = include_str!("../../../crates/transport/tests/certificates/authority.pem");

#[tokio::test]
async fn a_setting_is_kept_refused_or_taken_back() {
    let bureau = Bureau::new(Office::plain(1));
    for (key, value, kept) in [
        ("notifications.level", json!("summary"), Ok("summary")),
        ("schedule.window_start", json!("02:30"), Ok("02:30")),
        ("notifications.quiet_start", json!("22:00"), Ok("22:00")),
        ("silverfin.batch_size", json!("0"), Err("setting_invalid")),
        ("silverfin.url", json!("ftp://example.com"), Err("setting_invalid")),
        ("no.such.setting", json!("1"), Err("settings_unreadable")),
    ] {
        let answer = bureau.try_ask("set_setting", json!({ "key": key, "value": value })).await;
        match (answer, kept) {
            (Ok(setting), Ok(kept)) => {
                assert_eq!((&setting["value"], &setting["origin"]), (&json!(kept), &json!("set")), "{key}");
                assert_eq!(bureau.snapshot().await["settings"][key], setting);
            }
            (Err(failure), Err(code)) => assert_eq!(failure.code, code, "{key}"),
            (answer, _) => panic!("{key}: {answer:?}"),
        }
    }
    for nothing in [Value::Null, json!("  ")] {
        let back = bureau.ask("set_setting", json!({ "key": "notifications.level", "value": nothing })).await;
        assert_eq!(back["origin"], "default");
    }
}

#[tokio::test]
async fn another_language_counts_at_once() {
    let bureau = Bureau::new(Office::plain(1));
    let mut headlines = std::collections::BTreeSet::new();
    for language in ["fr", "nl", "en", "de"] {
        bureau.ask("set_setting", json!({ "key": "language", "value": language })).await;
        let snapshot = bureau.snapshot().await;
        assert_eq!(snapshot["language"], language);
        headlines.insert(snapshot["agent"]["text"].as_str().unwrap().to_owned());
    }
    assert_eq!(headlines.len(), 4, "{headlines:?}");
}

#[tokio::test]
async fn a_secret_goes_in_and_never_comes_out() {
    let bureau = Bureau::new(Office::plain(1));
    let secret = "a-key-of-nobody-5417";
    bureau.ask("set_secret", json!({ "name": "finbox.access_key", "value": secret })).await;
    let snapshot = bureau.snapshot().await;
    assert_eq!(snapshot["secrets"]["finbox.access_key"], "present");
    assert!(!snapshot.to_string().contains(secret));
    bureau.ask("set_secret", json!({ "name": "finbox.access_key", "value": " " })).await;
    assert_eq!(bureau.snapshot().await["secrets"]["finbox.access_key"], "missing");
    // A token is no secret that a person enters.
    for name in ["silverfin.tokens", "nonsense"] {
        let refused = bureau.refusal("set_secret", json!({ "name": name, "value": "x" })).await;
        assert_eq!(refused, "setting_invalid", "{name}");
    }
    bureau.desk.look_for_secrets().await;
    let secrets = bureau.snapshot().await["secrets"].clone();
    assert_eq!(
        (&secrets["finbox.access_key"], &secrets["silverfin.client_secret"]),
        (&json!("missing"), &json!("present"))
    );
}

#[tokio::test]
async fn the_start_with_the_session_is_shown_as_the_system_has_it() {
    let bureau = Bureau::new(Office::plain(1));
    assert_eq!(bureau.snapshot().await["autostart"], "off");
    for (on, shown) in [(true, "on"), (false, "off")] {
        bureau.ask("set_autostart", json!({ "on": on })).await;
        assert_eq!(bureau.snapshot().await["autostart"], shown);
    }
    *bureau.surface.refuses.lock().unwrap() = true;
    assert_eq!(bureau.refusal("set_autostart", json!({ "on": true })).await, "desktop_refused");
    assert_eq!(bureau.snapshot().await["autostart"], "off");
}

#[tokio::test]
async fn a_place_is_kept_where_one_was_chosen() {
    let bureau = Bureau::new(Office::plain(1));
    let certificates = bureau.place("office.pem");
    std::fs::write(&certificates, CERTIFICATE).unwrap();
    for (command, key, place, wish) in [
        ("choose_folder", "folder.path", bureau.place("inbox"), FileWish::Folder),
        ("choose_certificates", "certificates.extra_file", certificates, FileWish::Certificates),
    ] {
        bureau.will_choose(None);
        assert_eq!(bureau.ask(command, Value::Null).await, json!({ "file": null }));
        assert_eq!(bureau.snapshot().await["settings"][key]["origin"], "default");
        bureau.will_choose(Some(place.clone()));
        let answer = bureau.ask(command, Value::Null).await;
        assert_eq!(answer["file"], json!(place.file_name().unwrap().to_str()));
        assert_eq!(bureau.snapshot().await["settings"][key]["value"], json!(place.to_str()));
        assert_eq!(bureau.seen(|seen| seen.wishes.last().copied()), Some(wish));
    }
}

#[tokio::test]
async fn a_file_without_certificates_is_refused_and_the_former_one_stays() {
    let bureau = Bureau::new(Office::plain(1));
    let key = "certificates.extra_file";
    let [good, bad] = ["good.pem", "bad.pem"].map(|name| bureau.place(name));
    std::fs::write(&good, CERTIFICATE).unwrap();
    std::fs::write(&bad, "no certificate").unwrap();
    for former in [None, Some(good)] {
        bureau.ask("set_setting", json!({ "key": key, "value": former })).await;
        bureau.will_choose(Some(bad.clone()));
        assert_eq!(bureau.refusal("choose_certificates", Value::Null).await, "setting_invalid");
        assert_eq!(bureau.snapshot().await["settings"][key]["value"], json!(former));
    }
}
