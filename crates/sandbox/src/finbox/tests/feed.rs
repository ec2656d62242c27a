use super::*;

fn feed(credential: &str) -> Ask {
    ask("listSocialBalances").with(credential)
}

fn cursor(answer: &Answer) -> String {
    read(answer)["next_cursor"].as_str().unwrap().to_owned()
}

#[test]
fn sheets_come_oldest_first_page_by_page_and_go_on_the_next_night() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let made: Vec<String> = (0..5).map(|_| desk.sheet(dossier).to_string()).collect();
    let first = desk.send(feed(&credential).query("limit", 3));
    assert_eq!((ids(&first), read(&first)["has_more"].clone()), (made[..3].to_vec(), json!(true)));
    let second = desk.send(feed(&credential).query("limit", 3).query("cursor", cursor(&first)));
    assert_eq!((ids(&second), read(&second)["has_more"].clone()), (made[3..].to_vec(), json!(false)));
    desk.later(TimeDelta::days(1));
    let new = desk.sheet(dossier).to_string();
    let third = desk.send(feed(&credential).query("cursor", cursor(&second)));
    assert_eq!(ids(&third), vec![new]);
    // An old cursor stays valid.
    assert_eq!(ids(&desk.send(feed(&credential).query("cursor", cursor(&first)))).len(), 3);
}

#[test]
fn an_entry_says_what_the_sheet_is_and_what_it_corrects() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let old = desk.sheet(dossier);
    let new = desk.world.correct_a_little(old, desk.now).unwrap();
    let listed = read(&desk.send(feed(&credential)));
    let [first, second] = listed["items"].as_array().unwrap().as_slice() else { panic!("two entries") };
    assert_eq!((first["revision"].clone(), first["supersedes"].clone()), (json!(1), Value::Null));
    assert_eq!((second["revision"].clone(), second["supersedes"].clone()), (json!(2), json!(old)));
    assert_eq!(second["id"], json!(new));
    assert_eq!(second["dossier_name"], "Boulangerie");
    assert_eq!(second["enterprise_number"], "0199000151");
    assert_eq!(second["financial_year"], json!({"start_date": "2025-01-01", "end_date": "2025-12-31"}));
    assert_eq!(second["model"], "micro");
    assert_eq!(second["contents"].as_array().unwrap().len(), 3);
}

#[test]
fn a_night_with_nothing_new_is_one_short_answer() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    desk.sheet(dossier);
    let first = desk.send(feed(&credential));
    let at_end = || feed(&credential).query("cursor", cursor(&first));
    let empty = desk.send(at_end());
    assert_eq!(ids(&empty), Vec::<String>::new());
    let tag = empty.headers["etag"].to_str().unwrap().to_owned();
    for tags in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let nothing = desk.send(at_end().header("if-none-match", &tags));
        assert_eq!((nothing.status.as_u16(), nothing.body.len()), (304, 0), "{tags}");
    }
    desk.later(TimeDelta::days(1));
    desk.sheet(dossier);
    assert_eq!(desk.send(at_end().header("if-none-match", &tag)).status, 200);
}

#[test]
fn what_was_made_before_the_activation_or_between_two_is_never_listed_nor_handed_out() {
    let mut desk = Desk::new();
    let dossier = desk.dossier("Boulangerie");
    let before = desk.sheet(dossier);
    desk.later(TimeDelta::seconds(1));
    let id = read(&desk.activate("2026-02-10"))["pairing_id"].as_str().unwrap().to_owned();
    let credential = desk.credential(&id, ONE);
    assert_eq!(ids(&desk.send(feed(&credential))), Vec::<String>::new());
    let content = desk.send(ask("getSocialBalance").with(&credential).path("sheet_id", before));
    assert_eq!(problem(&content), "404 sheet_unknown");
    let during = desk.sheet(dossier).to_string();
    assert_eq!(ids(&desk.send(feed(&credential))), vec![during]);
    desk.administrator(ask("deactivateExternalConnection"));
    desk.later(TimeDelta::seconds(1));
    desk.sheet(dossier);
    desk.later(TimeDelta::seconds(1));
    let id = read(&desk.activate("2026-02-10"))["pairing_id"].as_str().unwrap().to_owned();
    let credential = desk.credential(&id, ONE);
    assert_eq!(ids(&desk.send(feed(&credential))), Vec::<String>::new());
    let after = desk.sheet(dossier).to_string();
    assert_eq!(ids(&desk.send(feed(&credential))), vec![after]);
}

#[test]
fn entries_can_be_repeated_and_the_feed_still_ends() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let made: Vec<String> = (0..6).map(|_| desk.sheet(dossier).to_string()).collect();
    desk.world.finbox.knobs.repeated_entries = 5;
    let mut found = Vec::new();
    let mut page = desk.send(feed(&credential).query("limit", 2));
    for _ in 0..20 {
        found.extend(ids(&page));
        if read(&page)["has_more"] == json!(false) {
            break;
        }
        page = desk.send(feed(&credential).query("limit", 2).query("cursor", cursor(&page)));
    }
    assert_eq!(read(&page)["has_more"], json!(false));
    assert!(found.len() > made.len());
    found.dedup();
    let distinct: std::collections::BTreeSet<_> = found.iter().collect();
    assert_eq!(distinct, made.iter().collect());
}

#[test]
fn cursors_can_expire_and_the_feed_begins_again_without_one() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    desk.sheet(dossier);
    let old = cursor(&desk.send(feed(&credential)));
    desk.world.finbox.knobs.cursor_generation += 1;
    let expired = desk.send(feed(&credential).query("cursor", &old));
    assert_eq!(problem(&expired), "410 cursor_expired");
    let again = desk.send(feed(&credential));
    assert_eq!(ids(&again).len(), 1);
    assert_eq!(desk.send(feed(&credential).query("cursor", cursor(&again))).status, 200);
    assert_eq!(problem(&desk.send(feed(&credential).query("cursor", "what"))), "400 cursor_invalid");
}

#[test]
fn the_access_key_reads_no_sheets() {
    let (mut desk, _) = Desk::paired();
    assert_eq!(problem(&desk.administrator(ask("listSocialBalances"))), "403 forbidden");
    assert_eq!(problem(&desk.administrator(ask("getSocialBalance"))), "403 forbidden");
    assert_eq!(problem(&desk.administrator(ask("acknowledgeSocialBalance"))), "403 forbidden");
}
