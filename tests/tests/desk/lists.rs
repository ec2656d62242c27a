use passerelle_sandbox::world::DossierKind;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

fn wish(filter: &str, search: &str, order: &str, offset: u32, limit: u32) -> Value {
    json!({ "filter": filter, "search": search, "order": order, "offset": offset, "limit": limit })
}

fn names(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["dossier"]["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn dossiers_are_filtered_searched_ordered_and_handed_out_in_parts() {
    let bureau = Bureau::connected(Office::of_every_kind()).await;
    bureau.synchronised().await;
    let all = bureau.ask("dossiers", wish("all", "", "name", 0, 500)).await;
    let total = all["total"].as_u64().unwrap();
    assert_eq!(all["counts"]["all"], json!(total));
    let mut of_filters = 0;
    for filter in ["waiting", "under_way", "delivered", "ended"] {
        let page = bureau.ask("dossiers", wish(filter, "", "urgency", 0, 500)).await;
        assert_eq!(page["total"], page["counts"][filter], "{filter}");
        of_filters += page["total"].as_u64().unwrap();
    }
    assert_eq!(of_filters, total, "every dossier belongs to one filter");

    let sorted = names(&all);
    assert!(sorted.is_sorted_by_key(|name| name.to_lowercase()), "{sorted:?}");
    let part = bureau.ask("dossiers", wish("all", "", "name", 2, 3)).await;
    assert_eq!(names(&part), sorted[2..5]);
    assert_eq!((&part["total"], &part["offset"]), (&json!(total), &json!(2)));

    let client = bureau.office.client(0);
    let row = all["rows"].as_array().unwrap().iter().find(|row| row["dossier"]["name"] == json!(client.name)).unwrap();
    let number = row["enterprise_number"].as_str().unwrap();
    for search in [client.name.to_uppercase(), number.to_owned(), number.replace('.', " ")] {
        let found = bureau.ask("dossiers", wish("all", &search, "name", 0, 10)).await;
        assert!(names(&found).contains(&client.name), "{search}: {found}");
        assert!(found["total"].as_u64().unwrap() < total, "{search}");
    }
    assert_eq!(bureau.ask("dossiers", wish("all", "no such client", "name", 0, 10)).await["total"], 0);
}

#[tokio::test]
async fn a_dossier_is_linked_by_hand_and_delivered() {
    let bureau = Bureau::connected(Office::of_every_kind()).await;
    let client = bureau.office.client_of(DossierKind::NumberTwice);
    bureau.synchronised().await;
    let dossier = client.dossier.to_string();
    let candidates = bureau.ask("link_candidates", json!({ "dossier": dossier, "search": "" })).await;
    let candidates = candidates.as_array().unwrap();
    assert_eq!(candidates.iter().filter(|one| one["reason"] == "same_number").count(), 2, "{candidates:?}");
    let searched =
        bureau.ask("link_candidates", json!({ "dossier": dossier, "search": client.company.to_string() })).await;
    assert_eq!(searched[0]["reason"], "searched");
    assert_eq!(searched[0]["company"], json!(client.company.0));

    let other = bureau.office.client(0);
    let link = |company: u64| json!({ "dossier": dossier, "firm": client.firm.0, "company": company });
    assert_eq!(bureau.refusal("link_dossier", link(other.company.0)).await, "other_enterprise");
    let unknown = json!({ "dossier": "0", "firm": client.firm.0, "company": client.company.0 });
    assert_eq!(bureau.refusal("link_dossier", unknown).await, "dossier_unknown");
    let before = bureau.snapshot().await["counts"]["delivered"].as_u64().unwrap();
    bureau.ask("link_dossier", link(client.company.0)).await;
    bureau.until("it is delivered", |snapshot| snapshot["counts"]["delivered"] == json!(before + 1)).await;
    bureau.office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_waits_is_tried_again_where_there_is_anything_to_try() {
    let bureau = Bureau::connected(Office::of_every_kind()).await;
    assert_eq!(bureau.ask("retry", json!({ "dossier": null })).await, 0);
    bureau.synchronised().await;
    assert!(bureau.ask("retry", json!({ "dossier": null })).await.as_u64().unwrap() > 3);
    let locked = bureau.office.client_of(DossierKind::LockedForbidden).dossier.to_string();
    assert_eq!(bureau.refusal("retry", json!({ "dossier": "4711" })).await, "dossier_unknown");
    bureau.until("the run ends", |snapshot| snapshot["agent"]["is_running"] == false).await;
    assert_eq!(bureau.ask("retry", json!({ "dossier": locked })).await, 1);
}

#[tokio::test]
async fn a_delivered_sheet_opens_where_it_stands_in_silverfin() {
    let bureau = Bureau::connected(Office::plain(1)).await;
    bureau.synchronised().await;
    let row = bureau.ask("dossiers", wish("delivered", "", "name", 0, 1)).await["rows"][0].clone();
    assert_eq!(row["has_page"], true);
    bureau.ask("open_in_silverfin", json!({ "sheet": row["sheet"] })).await;
    let opened = bureau.seen(|seen| seen.opened.last().cloned()).unwrap();
    assert!(opened.contains(&row["firm"].to_string()) && opened.contains(&row["company"].to_string()), "{opened}");
    assert_eq!(bureau.refusal("open_in_silverfin", json!({ "sheet": "x" })).await, "dossier_unknown");
}

fn activity_wish(before: &Value, filter: &str, search: &str, limit: u32) -> Value {
    json!({ "before": before, "filter": filter, "search": search, "dossier": null, "limit": limit })
}

#[tokio::test]
async fn the_activity_is_read_backwards_in_parts() {
    let bureau = Bureau::connected(Office::plain(2)).await;
    bureau.synchronised().await;
    let wish = |before: Value, search: &str, limit: u32| activity_wish(&before, "all", search, limit);
    let all = bureau.ask("activity", wish(Value::Null, "", 500)).await;
    let ids = |page: &Value| -> Vec<i64> {
        page["lines"].as_array().unwrap().iter().map(|line| line["id"].as_i64().unwrap()).collect()
    };
    let whole = ids(&all);
    assert!(whole.len() > 5 && whole.is_sorted_by(|newer, older| newer > older), "{whole:?}");
    assert_eq!(all["next"], Value::Null);
    let (mut read, mut before) = (Vec::new(), Value::Null);
    loop {
        let part = bureau.ask("activity", wish(before, "", 2)).await;
        read.extend(ids(&part));
        before = part["next"].clone();
        if before.is_null() {
            break;
        }
    }
    assert_eq!(read, whole);
    let client = bureau.office.client(0);
    let of_client = bureau.ask("activity", wish(Value::Null, &client.name, 500)).await;
    let lines = of_client["lines"].as_array().unwrap();
    assert!(!lines.is_empty() && lines.len() < whole.len());
    let speaks_of_it = |line: &Value| {
        [&line["dossier"]["name"], &line["text"]]
            .into_iter()
            .any(|text| text.as_str().is_some_and(|text| text.contains(&client.name)))
    };
    assert!(lines.iter().all(speaks_of_it), "{of_client:#}");
}

#[tokio::test]
async fn the_activity_of_one_kind_is_found_behind_many_lines_of_another() {
    let bureau = Bureau::connected(Office::plain(3)).await;
    bureau.synchronised().await;
    let kinds = |page: &Value| -> Vec<String> {
        page["lines"].as_array().unwrap().iter().map(|line| line["event"].as_str().unwrap().to_owned()).collect()
    };
    let all = kinds(&bureau.ask("activity", activity_wish(&Value::Null, "all", "", 500)).await);
    for (filter, kind) in [("connection", "activated"), ("moved", "moved"), ("delivered", "stands")] {
        let newest = bureau.ask("activity", activity_wish(&Value::Null, filter, "", 1)).await;
        let (mut found, mut before) = (kinds(&newest), newest["next"].clone());
        while !before.is_null() {
            let part = bureau.ask("activity", activity_wish(&before, filter, "", 1)).await;
            found.extend(kinds(&part));
            before = part["next"].clone();
        }
        assert!(found.contains(&kind.to_owned()) && found.len() < all.len(), "{filter}: {found:?}");
        let of_kind = |kinds: &[String]| kinds.iter().filter(|one| *one == kind).count();
        assert_eq!(of_kind(&found), of_kind(&all), "{filter}");
    }
    let trouble = bureau.ask("activity", activity_wish(&Value::Null, "trouble", "", 1)).await;
    assert_eq!((&trouble["lines"], &trouble["next"]), (&json!([]), &Value::Null));
}
