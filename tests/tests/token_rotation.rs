//! Silverfin's refresh tokens are good once. A desktop that dies anywhere around a renewal is still logged in afterwards.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::sync::Arc;

use passerelle_agent::SheetState;
use passerelle_agent::merge::Choice;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::secrets::{SecretName, Vault as _};
use passerelle_agent::watch::NoWatch;
use passerelle_silverfin::FirmId;
use passerelle_tests::{Client, Cut, Desktop, EndAtTheCut, Office};
use secrecy::ExposeSecret as _;

/// An office at night: the afternoon's access token has ended, and a sheet is to be delivered.
async fn at_night() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    office.later(12);
    (office, desktop, client)
}

fn kept_tokens(desktop: &Desktop, client: &Client) -> String {
    let name = SecretName::SilverfinTokens(FirmId(client.place().firm.0));
    desktop.vault.get(&name).unwrap().unwrap().expose_secret().to_owned()
}

/// Which request of the night (from 1) renews the login.
async fn renewal() -> usize {
    let (office, desktop, _client) = at_night().await;
    let before = office.sandbox.ledger().entries().len();
    desktop.sync().await;
    let ledger = office.sandbox.ledger();
    let is_renewal = |operation: Option<&str>| operation == Some("postOauthToken");
    1 + ledger.entries()[before..].iter().position(|entry| is_renewal(entry.operation.as_deref())).unwrap()
}

/// The night that ends so, with the tokens that were kept before it.
async fn night_that_ends(cut: Cut) -> (Office, Desktop, Client, String) {
    let (office, desktop, client) = at_night().await;
    let before = kept_tokens(&desktop, &client);
    let wire = Arc::clone(&desktop.wire);
    let desktop = desktop.reopened(Arc::new(EndAtTheCut(wire)));
    desktop.wire.cut(Some(cut));
    desktop.try_sync(RunKind::Scheduled).await.unwrap_err();
    desktop.wire.cut(None);
    (office, desktop.reopened(Arc::new(NoWatch)), client, before)
}

/// The next run delivers, without a new login, after so many renewals of its own; and so do the nights behind it.
async fn assert_goes_on(office: &Office, desktop: &Desktop, client: &Client, renewals: usize) {
    let before = office.count("postOauthToken");
    desktop.until_nothing_is_due(Choice::Keep).await.unwrap();
    assert_eq!(office.count("postOauthToken") - before, renewals);
    assert_eq!(desktop.state(client), Some(SheetState::Delivered));
    for _ in 0..2 {
        client.correct_a_little();
        desktop.next_night().await;
        assert_eq!(desktop.state(client), Some(SheetState::Delivered));
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_crash_between_keeping_the_new_pair_and_its_first_use_leaves_a_login_that_works() {
    let (office, desktop, client, before) = night_that_ends(Cut::Before(renewal().await + 1)).await;
    assert_ne!(kept_tokens(&desktop, &client), before, "the new pair was kept");
    assert_goes_on(&office, &desktop, &client, 0).await;
}

#[tokio::test]
async fn a_crash_before_the_new_pair_was_kept_leaves_the_old_one_which_still_works() {
    let (office, desktop, client, before) = night_that_ends(Cut::After(renewal().await)).await;
    assert_eq!(kept_tokens(&desktop, &client), before, "the new pair never arrived");
    assert_goes_on(&office, &desktop, &client, 1).await;
}

#[tokio::test]
async fn a_crash_at_the_first_use_itself_leaves_the_new_pair_which_works() {
    let (office, desktop, client, before) = night_that_ends(Cut::After(renewal().await + 1)).await;
    assert_ne!(kept_tokens(&desktop, &client), before, "the new pair was kept");
    assert_goes_on(&office, &desktop, &client, 0).await;
}

#[tokio::test]
async fn a_replayed_refresh_token_is_refused_by_silverfin_and_told_as_a_lapsed_login() {
    let (office, desktop, client) = at_night().await;
    let name = SecretName::SilverfinTokens(FirmId(client.place().firm.0));
    let old = desktop.vault.get(&name).unwrap().unwrap();
    desktop.sync().await;
    // A keyring put back from a copy.
    desktop.vault.set(&name, &old).unwrap();
    client.correct_a_little();
    let desktop = desktop.reopened(Arc::new(NoWatch));
    desktop.next_night().await;
    let connections = desktop.agent.status().unwrap();
    assert!(connections.firms.iter().any(|firm| firm.login_lapsed_at.is_some()), "{connections:?}");
    // A new login is the way on, and nothing was lost meanwhile.
    desktop.log_in(client.place().firm.0).await.unwrap();
    desktop.until_nothing_is_due(Choice::Keep).await.unwrap();
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}
