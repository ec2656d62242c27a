//! The feed is delivered at least once, in pages, and may be odd: nothing is missed, nothing is done twice.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::run::Outcome;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

fn events(desktop: &Desktop, wanted: fn(&Event) -> bool) -> usize {
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    activity.iter().filter(|line| wanted(&line.event)).count()
}

#[tokio::test]
async fn a_night_with_nothing_new_costs_one_request() {
    let (office, desktop) = Office::connected(3).await;
    for nth in 0..3 {
        office.client(nth).publish();
    }
    desktop.next_night().await;
    for _ in 0..3 {
        let sent = desktop.wire.sent();
        assert_eq!(desktop.next_night().await.outcome(), Outcome::Done);
        assert_eq!(desktop.wire.sent(), sent + 1);
    }
    let last = office.sandbox.ledger().entries().last().cloned().unwrap();
    assert_eq!((last.operation.as_deref(), last.status), (Some("listSocialBalances"), Some(304)));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_entry_that_is_listed_again_is_known_by_its_id() {
    let (office, desktop) = Office::connected(6).await;
    office.sandbox.change(|world, _| world.finbox.knobs.repeated_entries = 3);
    let clients: Vec<Client> = (0..6).map(|nth| office.client(nth)).collect();
    let mut announced = Vec::new();
    let mut sheets = Vec::new();
    for pair in clients.chunks(2) {
        sheets.extend(pair.iter().map(Client::publish));
        announced.push(desktop.next_night().await.announced);
    }
    assert_eq!(announced, [2, 2, 2]);
    for (client, sheet) in clients.iter().zip(sheets) {
        client.assert_stands_as_due(&[]);
        assert_eq!(client.times_acknowledged(sheet), 1);
    }
    assert!(office.sandbox.audit().repeated_writes.is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_cursor_that_has_expired_begins_the_feed_anew_without_doing_anything_twice() {
    let (office, desktop) = Office::connected(3).await;
    let (old, new) = (office.client(0), office.client(1));
    let sheet = old.publish();
    desktop.next_night().await;
    let writes = office.writes().len();
    office.sandbox.change(|world, _| world.finbox.knobs.cursor_generation += 1);
    new.publish();
    let report = desktop.next_night().await;
    assert_eq!((report.announced, report.troubles.len()), (1, 0));
    new.assert_stands_as_due(&[]);
    assert_eq!(old.times_acknowledged(sheet), 1);
    assert!(office.writes()[writes..].iter().all(|entry| entry.company == Some(new.company.0)));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn more_entries_than_a_page_holds_are_read_to_the_last() {
    let (office, desktop) = Office::connected(2).await;
    let (corrected_often, last) = (office.client(0), office.client(1));
    corrected_often.publish_figures(&[("1003", "1")]);
    for heads in 2..=505 {
        corrected_often.correct(&[("1003", &heads.to_string())]);
    }
    last.publish();
    let report = desktop.next_night().await;
    assert_eq!((report.announced, report.delivered.len()), (506, 2));
    corrected_often.assert_stands(&[("1003", "505")]);
    last.assert_stands_as_due(&[]);
    assert_eq!(office.count("listSocialBalances"), 3, "two pages, and once more under the lease");
    assert_eq!(office.count("getSocialBalance"), 2, "what is superseded already is not fetched");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_content_that_is_not_what_the_feed_announced_is_not_delivered() {
    let (office, desktop, client) = Office::of_one_client().await;
    office.sandbox.change(|world, _| world.finbox.knobs.corrupt_contents = true);
    client.publish();
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt));
    assert!(matches!(desktop.reason(&client), Some(Reason::AnswerGarbled { service, .. }) if service == "finbox"));
    client.assert_untouched();
    office.sandbox.change(|world, _| world.finbox.knobs.corrupt_contents = false);
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_entry_that_nobody_can_understand_is_told_and_stands_in_nobodys_way() {
    let (office, desktop) = Office::connected(2).await;
    let (odd, usual) = (office.client(0), office.client(1));
    odd.publish();
    usual.publish();
    let name = odd.name.clone();
    desktop.wire.rewrite("/social-balances", move |page| {
        for entry in page["items"].as_array_mut().unwrap() {
            if entry["dossier_name"] == name.as_str() {
                entry["financial_year"] = "l'an dernier".into();
            }
        }
    });
    desktop.next_night().await;
    usual.assert_stands_as_due(&[]);
    assert_eq!(desktop.row(&odd), None);
    assert_eq!(events(&desktop, |event| matches!(event, Event::UnreadableEntry { id: Some(_), .. })), 1);
    desktop.next_night().await;
    assert_eq!(events(&desktop, |event| matches!(event, Event::UnreadableEntry { .. })), 1, "told once");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sheet_that_nobody_can_read_is_refused_and_its_correction_delivered() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.make_unreadable(client.publish());
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    assert_eq!(desktop.state(&client), Some(SheetState::Refused));
    assert!(matches!(desktop.reason(&client), Some(Reason::UnreadableSheet { .. })));
    let fetched = office.count("getSocialBalance");
    desktop.next_night().await;
    assert_eq!(office.count("getSocialBalance"), fetched, "it will not become readable by itself");
    client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    client.assert_stands(&[("1003", "13")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_unreadable_sheet_is_looked_at_again_when_somebody_asks() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.make_unreadable(client.publish());
    desktop.next_night().await;
    let fetched = office.count("getSocialBalance");
    assert_eq!(desktop.agent.retry(None).unwrap(), 1);
    desktop.sync().await;
    assert_eq!(office.count("getSocialBalance"), fetched + 1);
    assert_eq!(desktop.state(&client), Some(SheetState::Refused));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn while_finbox_is_out_of_order_what_is_known_already_goes_on() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    client.lock(passerelle_sandbox::world::Lock::Unprocessable);
    desktop.next_night().await;
    client.lock(passerelle_sandbox::world::Lock::Unlocked);
    office.sandbox.add_fault(FaultRule::operation("listSocialBalances", Times::Always, FaultKind::status(503)));
    let report = desktop.next_night().await;
    assert!(matches!(report.troubles[..], [Reason::ServiceUnavailable { status: 503, .. }]));
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_feed_that_never_ends_does_not_hold_the_night_up_for_ever() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    office.sandbox.add_fault(FaultRule::operation("listSocialBalances", Times::Always, FaultKind::RepeatingPage));
    desktop.next_night().await;
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_feed_with_more_pages_than_any_office_has_is_told_and_gone_on_with() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    office.sandbox.add_fault(FaultRule::operation("listSocialBalances", Times::Always, FaultKind::EndlessPages));
    let report = desktop.next_night().await;
    let [Reason::AnswerGarbled { service, detail }] = &report.troubles[..] else { panic!("{:?}", report.troubles) };
    assert_eq!((service.as_str(), detail.as_str()), ("finbox", "the feed has more than 500 pages"));
    assert_eq!(events(&desktop, |event| matches!(event, Event::RunTroubled { .. })), 1, "told once");
    assert_eq!(office.count("listSocialBalances"), 500);
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}
