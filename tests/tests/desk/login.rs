use passerelle_agent::shell::Page;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

async fn paired() -> Bureau {
    let bureau = Bureau::new(Office::plain(1));
    let activated = bureau.ask("activate", json!({ "date": bureau.agent.today() })).await;
    bureau.ask_link("validate_pairing_id", json!({ "pairing_id": activated["pairing_id"] })).await;
    bureau
}

async fn login(bureau: &Bureau) -> Value {
    bureau.snapshot().await["login"].clone()
}

#[tokio::test]
async fn the_firm_may_be_written_in_several_ways_and_nonsense_is_told() {
    let bureau = paired().await;
    let firm = bureau.firms()[0];
    for written in
        [firm.to_string(), format!(" {firm} "), format!("http://127.0.0.1:9/f/{firm}/companies"), String::new()]
    {
        bureau.ask_link("begin_login", json!({ "way": "window", "firm": written })).await;
        assert_eq!(login(&bureau).await["state"], "begun", "{written:?}");
    }
    let nonsense = json!({ "way": "window", "firm": "my firm" });
    assert_eq!(bureau.refusal_of_link("begin_login", nonsense).await, "firm_unreadable");
}

#[tokio::test]
async fn a_login_in_the_window_ends_connected_or_with_a_reason() {
    let bureau = paired().await;
    let firm = bureau.firms()[0];
    bureau.ask_link("begin_login", json!({ "way": "window", "firm": "" })).await;
    bureau.desk.login_window_closed();
    assert_eq!(login(&bureau).await["failure"]["code"], "login_window_closed");

    bureau.ask_link("begin_login", json!({ "way": "window", "firm": "" })).await;
    bureau.desk.login_refused();
    assert_eq!(login(&bureau).await["state"], "failed");

    bureau.ask_link("begin_login", json!({ "way": "window", "firm": "" })).await;
    bureau.ask_link("cancel_login", Value::Null).await;
    assert_eq!(login(&bureau).await["failure"]["title"], "Connexion annulée");

    bureau.log_in(firm).await;
    let ended = login(&bureau).await;
    assert_eq!((&ended["state"], &ended["firm"]), (&json!("connected"), &json!(firm.0)));
}

#[tokio::test]
async fn an_outcome_opens_the_window_that_shows_it_and_is_kept_until_that_is_closed() {
    let bureau = paired().await;
    let firm = bureau.firms()[0];
    let opened = || bureau.seen(|seen| seen.pages.iter().filter(|page| **page == Page::SilverfinLink).count());
    bureau.ask_link("begin_login", json!({ "way": "window", "firm": "" })).await;
    bureau.desk.link_window_closed();
    assert_eq!(login(&bureau).await["state"], "begun", "whoever closes the window goes on in the other one");
    bureau.log_in(firm).await;
    bureau.until("the window is opened", |_| opened() == 1).await;
    assert_eq!(login(&bureau).await["state"], "connected");
    bureau.desk.link_window_closed();
    assert_eq!(login(&bureau).await, json!({ "state": "none" }), "it was seen");

    bureau.ask_link("begin_login", json!({ "way": "window", "firm": "" })).await;
    bureau.desk.login_window_closed();
    assert_eq!(opened(), 1, "whoever closes a window knows that");
    assert_eq!(login(&bureau).await["failure"]["code"], "login_window_closed");

    bureau.ask_link("begin_login", json!({ "way": "browser", "firm": "" })).await;
    let given_up = |snapshot: &Value| snapshot["login"]["failure"]["code"] == "login_took_too_long";
    bureau.until("the browser is given up", given_up).await;
    bureau.until("the window is opened", |_| opened() == 2).await;
    // In the language that is spoken when it is read.
    bureau.ask("set_setting", json!({ "key": "language", "value": "nl" })).await;
    assert_eq!(login(&bureau).await["failure"]["title"], "Aanmelding zonder gevolg");
    bureau.ask_link("cancel_login", Value::Null).await;
    assert_eq!(login(&bureau).await, json!({ "state": "none" }), "another one may be begun");
}

#[tokio::test]
async fn a_pasted_code_connects_and_a_wrong_one_ends_nothing() {
    let bureau = paired().await;
    let firm = bureau.firms()[0];
    let early = json!({ "code": "abc", "firm": "" });
    assert_eq!(bureau.refusal_of_link("paste_code", early).await, "no_login_begun");
    bureau.ask_link("begin_login", json!({ "way": "paste", "firm": firm.to_string() })).await;
    let address = bureau.seen(|seen| seen.opened.last().unwrap().parse().unwrap());
    let wrong = json!({ "code": "what is a code?", "firm": "" });
    assert_eq!(bureau.refusal_of_link("paste_code", wrong).await, "code_unreadable");
    assert_eq!(login(&bureau).await["state"], "begun");
    let ended = bureau.browse(&address, firm);
    bureau.ask_link("paste_code", json!({ "code": ended.as_str(), "firm": firm.to_string() })).await;
    assert_eq!(login(&bureau).await["state"], "connected");
}

#[tokio::test]
async fn a_browser_that_never_comes_back_is_given_up() {
    let bureau = paired().await;
    bureau.ask_link("begin_login", json!({ "way": "browser", "firm": "" })).await;
    // Every wait of this clock is over at once.
    let snapshot = bureau.until("the login is given up", |snapshot| snapshot["login"]["state"] == "failed").await;
    assert_eq!(snapshot["login"]["failure"]["code"], "login_took_too_long");
}

#[tokio::test]
async fn a_desktop_that_opens_nothing_is_told_of() {
    let bureau = paired().await;
    *bureau.surface.refuses.lock().unwrap() = true;
    for way in ["window", "browser", "paste"] {
        let asked = json!({ "way": way, "firm": "" });
        assert_eq!(bureau.refusal_of_link("begin_login", asked).await, "desktop_refused", "{way}");
        assert_eq!(login(&bureau).await, json!({ "state": "none" }), "{way}");
    }
}
