use passerelle_api::command::{Window, table};
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

#[tokio::test]
async fn a_window_that_may_not_ask_gets_nothing_and_nothing_is_done() {
    let bureau = Bureau::new(Office::plain(1));
    bureau.snapshot().await;
    let (before, sent) = (bureau.seen(|seen| seen.events.len()), bureau.office.sandbox.ledger().entries().len());
    let mut refused = 0;
    for command in table() {
        for window in Window::ALL.into_iter().filter(|window| !command.windows.contains(window)) {
            let failure = bureau.desk.call(window, command.name, Value::Null).await.expect_err(command.name);
            assert_eq!(failure.code, "not_permitted", "{}", command.name);
            refused += 1;
        }
    }
    assert!(refused > 20, "the table refuses almost nothing");
    assert_eq!(bureau.refusal("format_disk", Value::Null).await, "not_permitted");
    assert_eq!(bureau.seen(|seen| seen.events.len()), before);
    assert_eq!(bureau.office.sandbox.ledger().entries().len(), sent);
}

#[tokio::test]
async fn an_input_of_another_kind_is_refused() {
    let bureau = Bureau::new(Office::plain(1));
    for command in table() {
        let window = command.windows[0];
        let failure = bureau.desk.call(window, command.name, json!(17)).await.expect_err(command.name);
        assert_eq!(failure.code, "unexpected", "{}", command.name);
    }
}

#[test]
fn a_window_may_ask_for_what_it_shows_and_nothing_else() {
    let of = |asking: Window| {
        let commands = table().into_iter().filter(|command| command.windows.contains(&asking));
        commands.map(|command| command.name).collect::<Vec<_>>()
    };
    let link = of(Window::SilverfinLink);
    assert_eq!(
        link,
        [
            "snapshot",
            "connections",
            "validate_pairing_id",
            "begin_login",
            "paste_code",
            "cancel_login",
            "close_window",
            "open_page"
        ]
    );
    let settings = of(Window::Settings);
    let shared: Vec<&str> = link.into_iter().filter(|name| settings.contains(name)).collect();
    assert_eq!(shared, ["snapshot", "connections", "open_page"], "the login is begun and ended in its own window");
}
