//! The rules of the login: who renews, in which order, and what a crash or a failure leaves behind.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{Doorkeeper, Store, client, clock, pair, session};
use passerelle_silverfin::{AccessTokens, SilverfinApi, SilverfinError};
use passerelle_transport::{FailureStage, ManualClock, TransportError};
use secrecy::ExposeSecret;

fn late() -> ManualClock {
    let clock = clock();
    clock.advance(Duration::from_hours(3));
    clock
}

#[tokio::test]
async fn a_fresh_token_is_used_as_it_is() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = clock();
    let client = client(doorkeeper.clone(), &clock, session(&doorkeeper, &store, &clock));
    client.firm().await.unwrap();
    client.firm().await.unwrap();
    assert_eq!(doorkeeper.log(), ["call with access-1", "call with access-1"]);
}

#[tokio::test]
async fn an_ended_token_is_renewed_and_stored_before_its_first_use() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    let session = session(&doorkeeper, &store, &clock);
    assert_eq!(session.current().await.unwrap().expose_secret(), "access-2");
    assert_eq!(store.kept(), "refresh-2", "stored although nothing was called with it yet");
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1"]);
    client(doorkeeper.clone(), &clock, session).firm().await.unwrap();
    assert_eq!(doorkeeper.log(), ["call with access-2"]);
}

#[tokio::test]
async fn a_crash_between_storing_and_first_use_costs_nothing() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    session(&doorkeeper, &store, &clock).current().await.unwrap();
    let after_the_crash = session(&doorkeeper, &store, &clock);
    client(doorkeeper.clone(), &clock, after_the_crash).firm().await.unwrap();
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1", "call with access-2"]);
}

#[tokio::test]
async fn a_pair_that_cannot_be_stored_is_never_used_and_the_old_one_still_works() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    let session = session(&doorkeeper, &store, &clock);
    *store.is_full.lock().unwrap() = true;
    let error = client(doorkeeper.clone(), &clock, session.clone()).firm().await.unwrap_err();
    assert!(matches!(error, SilverfinError::CredentialsUnavailable { .. }), "{error:?}");
    assert_eq!(store.kept(), "refresh-1");
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1"], "no call was made with the pair that was lost");
    client(doorkeeper.clone(), &clock, session).firm().await.unwrap();
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1", "call with access-3"]);
    assert_eq!(store.kept(), "refresh-3");
}

#[tokio::test]
async fn many_callers_renew_once() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    let here = session(&doorkeeper, &store, &clock);
    let there = session(&doorkeeper, &store, &clock);
    let callers: Vec<_> = (0..20)
        .map(|number| {
            let session = Arc::clone(if number % 2 == 0 { &here } else { &there });
            tokio::spawn(async move { session.current().await.unwrap().expose_secret().to_owned() })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.unwrap(), "access-2");
    }
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1"]);
}

#[tokio::test]
async fn a_token_that_another_process_made_worthless_is_replaced_by_its_new_one() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = clock();
    let here = client(doorkeeper.clone(), &clock, session(&doorkeeper, &store, &clock));
    here.firm().await.unwrap();
    let there = session(&doorkeeper, &store, &clock);
    let theirs = there.renewed(&"access-1".into()).await.unwrap();
    assert_eq!(theirs.expose_secret(), "access-2");
    client(doorkeeper.clone(), &clock, there).firm().await.unwrap();
    doorkeeper.log();
    here.firm().await.unwrap();
    assert_eq!(doorkeeper.log(), ["call with access-1", "call with access-2"]);
}

#[tokio::test]
async fn a_refused_renewal_looks_into_the_store_again_before_anyone_is_told_to_log_in() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    {
        let mut silverfin = doorkeeper.state.lock().unwrap();
        silverfin.refresh.clear();
        silverfin.issue(None);
    }
    let mut newer = pair(2);
    newer.expires_at = "1970-01-01T09:00:00Z".parse().unwrap();
    store.slipped_in.lock().unwrap().push(newer);
    let session = session(&doorkeeper, &store, &clock);
    assert_eq!(session.current().await.unwrap().expose_secret(), "access-2");
    assert_eq!(doorkeeper.log(), ["renewal with refresh-1"]);
}

#[tokio::test]
async fn a_login_that_is_really_over_has_lapsed() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    doorkeeper.state.lock().unwrap().refresh.clear();
    let clock = late();
    assert!(matches!(session(&doorkeeper, &store, &clock).current().await, Err(SilverfinError::LoginLapsed)));
    assert_eq!(store.kept(), "refresh-1", "what is kept is left to whoever logs in again");
    let nobody = Arc::new(Store::default());
    assert!(matches!(session(&doorkeeper, &nobody, &clock).current().await, Err(SilverfinError::LoginLapsed)));
}

#[tokio::test]
async fn trouble_with_the_network_is_not_yet_and_leaves_no_write_in_doubt() {
    let network = TransportError::Network { stage: FailureStage::AfterSending, cause: "reset".into() };
    for fault in [Err(network), Ok(503), Ok(200)] {
        let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
        let clock = late();
        doorkeeper.state.lock().unwrap().faults = vec![fault.clone(), fault.clone(), fault];
        let session = session(&doorkeeper, &store, &clock);
        let error = session.current().await.unwrap_err();
        assert!(matches!(error, SilverfinError::Transport(_)), "{error:?}");
        assert!(!error.leaves_write_uncertain(), "{error:?}");
        assert_eq!(doorkeeper.log().len(), 3);
        assert_eq!(session.current().await.unwrap().expose_secret(), "access-2");
    }
}

#[tokio::test]
async fn a_closed_keyring_is_no_logout() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    *store.is_closed.lock().unwrap() = true;
    let clock = clock();
    let error = session(&doorkeeper, &store, &clock).current().await.unwrap_err();
    assert!(matches!(error, SilverfinError::CredentialsUnavailable { reason } if reason == "locked"));
}

#[tokio::test]
async fn wrong_client_credentials_are_told_as_such() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    doorkeeper.state.lock().unwrap().faults = vec![Ok(401)];
    let error = session(&doorkeeper, &store, &clock).current().await.unwrap_err();
    assert!(matches!(error, SilverfinError::InvalidClient));
}

#[tokio::test]
async fn a_caller_that_gives_up_in_the_middle_of_a_renewal_leaves_a_login_that_works() {
    let (doorkeeper, store) = (Doorkeeper::with_first_pair(), Store::holding(1));
    let clock = late();
    let session = session(&doorkeeper, &store, &clock);
    let given_up = tokio::spawn({
        let session = session.clone();
        async move { session.current().await }
    });
    tokio::task::yield_now().await;
    given_up.abort();
    let _ = given_up.await;
    client(doorkeeper.clone(), &clock, session).firm().await.unwrap();
}
