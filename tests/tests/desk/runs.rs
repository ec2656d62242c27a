use std::time::Duration;

use passerelle_agent::controller::Input;
use passerelle_agent::schedule::PauseWish;
use passerelle_agent::shell::Exit;
use passerelle_api::view::Changed;
use passerelle_tests::Office;
use serde_json::{Value, json};

use crate::bureau::Bureau;

#[tokio::test]
async fn what_is_asked_for_is_delivered() {
    let bureau = Bureau::connected(Office::plain(3)).await;
    let snapshot = bureau.synchronised().await;
    assert_eq!(snapshot["counts"]["delivered"], 3, "{snapshot:#}");
    bureau.office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_pause_lasts_as_long_as_it_was_asked_for() {
    let bureau = Bureau::connected(Office::plain(1)).await;
    for (length, has_end) in
        [(PauseWish::HalfAnHour, true), (PauseWish::UntilTomorrow, true), (PauseWish::UntilResumed, false)]
    {
        bureau.tell(Input::Pause(length)).await;
        let agent = bureau.snapshot().await["agent"].clone();
        assert_eq!((&agent["is_paused"], agent["paused_until"].is_string()), (&json!(true), has_end), "{length:?}");
        bureau.ask("resume", Value::Null).await;
        assert_eq!(bureau.snapshot().await["agent"]["is_paused"], false, "{length:?}");
    }
}

#[tokio::test]
async fn the_next_night_delivers_what_payroll_made() {
    let bureau = Bureau::connected(Office::plain(2)).await;
    bureau.office.publish();
    let today = bureau.agent.today();
    bureau.ask("next_night", Value::Null).await;
    let snapshot = bureau.until("the night delivers", |snapshot| snapshot["counts"]["delivered"] == 2).await;
    assert_eq!(snapshot["today"], json!(today.succ_opt()));
    bureau.office.assert_nothing_wrong();
}

#[tokio::test]
async fn midnight_reaches_the_windows_that_are_open() {
    let bureau = Bureau::new(Office::plain(1));
    bureau.ticks().await;
    let today = bureau.snapshot().await["today"].clone();
    assert!(!bureau.changes().contains(&Changed::Day));
    bureau.office.clock.advance(Duration::from_hours(24));
    bureau.ticks().await;
    assert_ne!(bureau.snapshot().await["today"], today);
    assert!(bureau.changes().contains(&Changed::Day));
    bureau.ticks().await;
    bureau.snapshot().await;
    assert!(!bureau.changes().contains(&Changed::Day), "a day begins once");
}

#[tokio::test]
async fn a_missed_night_is_made_up_for_or_skipped_as_the_person_decides() {
    for (command, delivered) in [("catch_up", 1), ("skip_night", 0)] {
        let bureau = Bureau::connected(Office::plain(1)).await;
        bureau.ask("set_setting", json!({ "key": "schedule.missed_night", "value": "ask" })).await;
        bureau.office.publish();
        // The computer sleeps through the night, and the next morning.
        bureau.office.clock.advance(Duration::from_hours(20));
        bureau.ticks().await;
        let missed = bureau.until("a night was missed", |snapshot| snapshot["agent"]["missed_night"].is_string()).await;
        let night = missed["agent"]["missed_night"].clone();
        bureau.ask(command, json!({ "night": night })).await;
        let after = bureau
            .until("the night is decided on", |snapshot| {
                let agent = &snapshot["agent"];
                agent["missed_night"].is_null()
                    && agent["is_running"] == false
                    && snapshot["counts"]["delivered"] == delivered
            })
            .await;
        assert_eq!(after["counts"]["delivered"], delivered, "{command}");
    }
}

#[tokio::test]
async fn the_end_that_was_asked_for_is_clean() {
    let bureau = Bureau::connected(Office::plain(1)).await;
    bureau.tell(Input::Quit).await;
    assert_eq!(bureau.ended().await, Exit::Clean);
}
