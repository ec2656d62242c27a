use chrono::Days;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

#[tokio::test]
async fn the_start_date_is_the_current_calendar_day_and_no_other() {
    let bureau = Bureau::new(Office::plain(1));
    let today = bureau.agent.today();
    for (date, is_today) in [(today - Days::new(1), false), (today, true), (today + Days::new(1), false)] {
        let checked = bureau.ask("check_start_date", json!({ "date": date })).await;
        assert_eq!(checked, json!({ "today": today, "is_today": is_today }));
        if !is_today {
            assert_eq!(bureau.refusal("activate", json!({ "date": date })).await, "start_date_not_today");
        }
    }
    assert_eq!(bureau.snapshot().await["activation"], Value::Null);
}

#[tokio::test]
async fn the_connection_is_activated_paired_shown_and_ended() {
    let bureau = Bureau::new(Office::plain(2));
    assert_eq!(bureau.refusal("copy_pairing_id", Value::Null).await, "not_paired");
    assert_eq!(bureau.ask("test_source", Value::Null).await, json!({ "is_active": false, "files": null }));

    let today = bureau.agent.today();
    let activated = bureau.ask("activate", json!({ "date": today })).await;
    assert_eq!(activated["start_date"], json!(today));
    let pairing_id = bureau.office.pairing_id();
    assert_eq!(activated["pairing_id"], json!(pairing_id));
    assert_eq!(bureau.ask("test_source", Value::Null).await["is_active"], true);
    bureau.ask("copy_pairing_id", Value::Null).await;
    assert_eq!(bureau.seen(|seen| seen.copied.clone()), [pairing_id.as_str()]);

    let wrong = bureau.desk.call(
        passerelle_api::command::Window::SilverfinLink,
        "validate_pairing_id",
        json!({ "pairing_id": "AAAA-AAAA-AAAA-AAAA" }),
    );
    assert_eq!(wrong.await.unwrap_err().code, "pairing_mistyped");
    assert_eq!(bureau.snapshot().await["activation"]["is_paired"], false);
    let environment = bureau.ask_link("validate_pairing_id", json!({ "pairing_id": pairing_id })).await;
    assert!(environment["name"].as_str().is_some_and(|name| !name.is_empty()), "{environment}");
    assert_eq!(bureau.snapshot().await["activation"]["is_paired"], true);

    let firm = bureau.firms()[0];
    bureau.log_in(firm).await;
    let connections = bureau.ask("connections", Value::Null).await;
    assert_eq!(connections["pairing_id"], json!(pairing_id));
    assert_eq!(connections["trouble"], Value::Null);
    let row = &connections["firms"][0];
    assert_eq!((&row["firm"], &row["is_here"]), (&json!(firm.0), &json!(true)), "{connections}");

    assert_eq!(bureau.refusal("remove_connection", json!({ "firm": 4_711 })).await, "firm_unknown");
    bureau.ask("remove_connection", json!({ "firm": firm.0 })).await;
    assert_eq!(bureau.snapshot().await["firms"], json!([]));

    let deactivated = bureau.ask("deactivate", Value::Null).await;
    assert_eq!(deactivated, json!({ "stopped": 0, "untold": null }));
    assert_eq!(bureau.ask("test_source", Value::Null).await["is_active"], false);
    bureau.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_watched_folder_is_tested_by_its_files() {
    let bureau = Bureau::new(Office::plain(1));
    bureau.ask("set_setting", json!({ "key": "source", "value": "folder" })).await;
    assert_eq!(bureau.refusal("test_source", Value::Null).await, "folder_missing");
    let folder = bureau.place("inbox");
    bureau.ask("set_setting", json!({ "key": "folder.path", "value": folder })).await;
    assert_eq!(bureau.refusal("test_source", Value::Null).await, "folder_unusable");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("sheet.xml"), "<x/>").unwrap();
    assert_eq!(bureau.ask("test_source", Value::Null).await, json!({ "is_active": false, "files": 1 }));
}

#[tokio::test]
async fn windows_are_opened_and_closed_on_demand() {
    use passerelle_agent::shell::Page;
    let bureau = Bureau::new(Office::plain(1));
    let pages = [
        ("connection", Page::Connection),
        ("dossiers", Page::Dossiers),
        ("activity", Page::Activity),
        ("preferences", Page::Preferences),
        ("help", Page::Help),
    ];
    for (name, page) in pages {
        bureau.ask("open_page", json!({ "page": name })).await;
        bureau.snapshot().await;
        assert_eq!(bureau.seen(|seen| seen.pages.last().copied()), Some(page));
    }
    bureau.ask("open_silverfin_link", Value::Null).await;
    bureau.snapshot().await;
    assert_eq!(bureau.seen(|seen| seen.pages.last().copied()), Some(Page::SilverfinLink));
    bureau.ask_link("close_window", Value::Null).await;
    assert_eq!(bureau.seen(|seen| seen.links_closed), 1);
}
