//! What Silverfin will not have: locked periods, missing rights. Told with Silverfin's own words, tried again on each
//! night, and at once when somebody asks.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::run::Outcome;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::{Address, Lock};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];

async fn locked(lock: Lock) -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.lock(lock);
    client.publish_figures(&FIGURES);
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::WaitsForPerson);
    assert_eq!(desktop.state(&client), Some(SheetState::Refused));
    client.assert_untouched();
    (office, desktop, client)
}

#[tokio::test]
async fn a_locked_period_is_told_in_whatever_manner_silverfin_says_it() {
    for (lock, words) in [
        (Lock::Unprocessable, "The period is locked"),
        (Lock::Forbidden, "You are not allowed to change a locked period"),
    ] {
        let (office, desktop, client) = locked(lock).await;
        assert_eq!(desktop.reason(&client), Some(Reason::PeriodLocked { detail: words.to_owned() }));
        office.assert_nothing_wrong();
    }
    let (office, desktop, client) = locked(Lock::Silent).await;
    assert_eq!(desktop.reason(&client), Some(Reason::WriteIgnored), "only the reading back tells");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn once_the_period_is_unlocked_the_next_night_delivers() {
    for lock in [Lock::Unprocessable, Lock::Forbidden, Lock::Silent] {
        let (office, desktop, client) = locked(lock).await;
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::Refused));
        client.lock(Lock::Unlocked);
        desktop.next_night().await;
        client.assert_stands(&FIGURES);
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn once_the_period_is_unlocked_the_accountant_may_ask_for_it_at_once() {
    let (office, desktop, client) = locked(Lock::Unprocessable).await;
    client.lock(Lock::Unlocked);
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_untouched();
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    assert_eq!(desktop.agent.retry(Some(dossier.id)).unwrap(), 1);
    desktop.try_sync(RunKind::Retry).await.unwrap();
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_into_a_period_that_was_locked_since_is_refused_and_what_stands_stays() {
    for lock in [Lock::Unprocessable, Lock::Forbidden, Lock::Silent] {
        let (office, desktop, client) = Office::of_one_client().await;
        client.publish_figures(&FIGURES);
        desktop.next_night().await;
        client.lock(lock);
        client.correct(&[("1003", "13"), ("1013", "18240")]);
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::Refused));
        client.assert_stands(&FIGURES);
        client.lock(Lock::Unlocked);
        desktop.next_night().await;
        client.assert_stands(&[("1003", "13"), ("1013", "18240")]);
        office.assert_nothing_wrong();
    }
}

#[tokio::test]
async fn a_right_that_the_login_lacks_is_named() {
    let office = Office::plain(1);
    let desktop = office.desktop("bureau-1");
    desktop.set("silverfin.scopes", "user:profile administration:read financials:read workflows:read");
    desktop.connect().await;
    let client = office.client(0);
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    let Some(Reason::NoRight { scope, .. }) = desktop.reason(&client) else { panic!("{:?}", desktop.reason(&client)) };
    assert_eq!(scope.as_deref(), Some("financials:write"));
    client.assert_untouched();
    let violations = office.sandbox.take_violations();
    assert!(violations.iter().all(|one| one.what.contains("financials:write")), "{violations:?}");

    desktop.set("silverfin.scopes", "user:profile administration:read financials:read financials:write workflows:read");
    desktop.log_in(client.firm.0).await.unwrap();
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_figure_with_documents_attached_cannot_be_taken_away_and_nothing_else_is_changed_with_it() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    let place = client.place();
    office.sandbox.change(|world, _| {
        let period = world.period_mut(place.firm, place.company, place.period).unwrap();
        let properties = period.properties.get_mut(&place.reconciliation).unwrap();
        properties.get_mut(&Address::of_rubric("1013")).unwrap().attached_documents.push("note.pdf".to_owned());
    });
    client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    let Some(Reason::SilverfinRefused { status, detail }) = desktop.reason(&client) else {
        panic!("{:?}", desktop.reason(&client));
    };
    assert_eq!(status, 422);
    assert!(detail.contains("documents attached"), "{detail}");
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_refusal_for_one_client_file_keeps_no_other_back() {
    let (office, desktop) = Office::connected(4).await;
    let clients: Vec<Client> = (0..4).map(|nth| office.client(nth)).collect();
    clients[1].lock(Lock::Unprocessable);
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    desktop.next_night().await;
    for (nth, client) in clients.iter().enumerate() {
        assert_eq!(desktop.state(client) == Some(SheetState::Delivered), nth != 1, "{}", client.name);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn all_that_waits_may_be_asked_for_again_at_once() {
    let (office, desktop) = Office::connected(3).await;
    let clients: Vec<Client> = (0..3).map(|nth| office.client(nth)).collect();
    for client in &clients {
        client.publish_figures(&FIGURES);
    }
    clients[0].lock(Lock::Unprocessable);
    clients[1].person_types("1003", "11");
    let periods = format!("*/companies/{}/periods", clients[2].company);
    office.sandbox.add_fault(FaultRule::path("GET", &periods, Times::Always, FaultKind::status(503)));
    desktop.next_night().await;
    let states = || clients.iter().map(|client| desktop.state(client).unwrap()).collect::<Vec<_>>();
    assert_eq!(states(), [SheetState::Refused, SheetState::NeedsReview, SheetState::RetryAt]);

    office.sandbox.clear_faults();
    clients[0].lock(Lock::Unlocked);
    clients[1].person_types("1003", "12");
    assert_eq!(desktop.agent.retry(None).unwrap(), 3);
    desktop.try_sync(RunKind::Retry).await.unwrap();
    assert_eq!(states(), [SheetState::Delivered; 3]);
    for client in &clients {
        client.assert_stands(&FIGURES);
    }
    assert_eq!(desktop.agent.retry(None).unwrap(), 0, "what is delivered is not asked for again");
    office.assert_nothing_wrong();
}
