use super::*;

#[test]
fn dossiers_come_in_pages_until_there_is_no_cursor() {
    let (mut desk, credential) = Desk::paired();
    for index in 0..5 {
        desk.dossier(&format!("Boulangerie {index}"));
    }
    let mut found = Vec::new();
    let mut next = ask("listDossiers").with(&credential).query("limit", 2);
    let mut pages = 0;
    loop {
        let page = desk.send(next);
        found.extend(ids(&page));
        pages += 1;
        let Some(cursor) = read(&page)["next_cursor"].as_str().map(str::to_owned) else { break };
        next = ask("listDossiers").with(&credential).query("limit", 2).query("cursor", cursor);
    }
    assert_eq!(pages, 3);
    let all: Vec<String> = desk.world.finbox.dossiers.keys().map(ToString::to_string).collect();
    assert_eq!(found, all);
    let foreign = desk.send(ask("listDossiers").with(&credential).query("cursor", "c2hlZXRzLjAuMA"));
    assert_eq!(problem(&foreign), "400 cursor_invalid");
}

#[test]
fn a_dossier_without_a_number_says_so() {
    let (mut desk, credential) = Desk::paired();
    desk.world.add_dossier("Boulangerie", None);
    let listed = read(&desk.send(ask("listDossiers").with(&credential)));
    assert_eq!(listed["items"][0]["enterprise_number"], Value::Null);
    assert_eq!(listed["next_cursor"], Value::Null);
    assert_eq!(listed["items"][0]["payroll_file_numbers"], json!(["1PX0001"]));
}
