use super::*;

#[test]
fn each_form_has_the_bytes_that_the_feed_announced() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let sheet = desk.sheet(dossier);
    let listed = read(&desk.send(ask("listSocialBalances").with(&credential)));
    for announced in listed["items"][0]["contents"].as_array().unwrap() {
        let media_type = announced["media_type"].as_str().unwrap();
        let get = || ask("getSocialBalance").with(&credential).path("sheet_id", sheet).header("accept", media_type);
        let content = desk.send(get());
        assert_eq!(content.headers["content-type"], media_type);
        assert_eq!(content.body.len(), announced["bytes"]);
        assert_eq!(Content::new(content.body.to_vec()).sha256(), announced["sha256"].as_str().unwrap());
        desk.world.finbox.knobs.corrupt_contents = true;
        let corrupt = desk.send(get());
        assert_eq!(corrupt.body.len(), content.body.len());
        assert_ne!(Content::new(corrupt.body.to_vec()).sha256(), announced["sha256"].as_str().unwrap());
        desk.world.finbox.knobs.corrupt_contents = false;
    }
}

#[test]
fn accept_decides_the_form() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let sheet = desk.sheet(dossier);
    let mut form = |accept: &str| {
        let get = ask("getSocialBalance").with(&credential).path("sheet_id", sheet).header("accept", accept);
        let answer = desk.send(get);
        match answer.status.as_u16() {
            200 => answer.headers["content-type"].to_str().unwrap().to_owned(),
            _ => problem(&answer),
        }
    };
    for (accept, expected) in [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/pdf, */*;q=0.1", "application/pdf"),
        ("application/json;q=0.5, application/xbrl+xml", "application/xbrl+xml"),
        ("application/json;q=0, */*", "application/xbrl+xml"),
        ("APPLICATION/PDF", "application/pdf"),
        ("text/csv", "406 form_not_available"),
        ("application/pdf;q=0", "406 form_not_available"),
    ] {
        assert_eq!(form(accept), expected, "{accept}");
    }
    desk.world.finbox.knobs.media_types = [MediaType::Json].into();
    let sheet = desk.sheet(dossier);
    let get = ask("getSocialBalance").with(&credential).path("sheet_id", sheet);
    assert_eq!(problem(&desk.send(get.clone().header("accept", "application/pdf"))), "406 form_not_available");
    assert_eq!(desk.send(get).status, 200);
}

#[test]
fn an_acknowledgement_can_be_repeated_and_each_is_counted() {
    let (mut desk, credential) = Desk::paired();
    let dossier = desk.dossier("Boulangerie");
    let sheet = desk.sheet(dossier);
    let body = json!({"firm_id": 12, "company_id": 34, "delivered_at": "2026-02-10T08:59:00Z"});
    let put =
        |sheet: SheetId| ask("acknowledgeSocialBalance").with(&credential).path("sheet_id", sheet).body(body.clone());
    for times in 1..=2 {
        assert_eq!(desk.send(put(sheet)).status, 204);
        assert_eq!(desk.world.acknowledged()[&sheet], times);
    }
    assert_eq!(desk.world.finbox.acknowledgements[0].agent.to_string(), ONE);
    let unknown = desk.send(put(SheetId(uuid::Uuid::nil())));
    assert_eq!(problem(&unknown), "404 sheet_unknown");
}
