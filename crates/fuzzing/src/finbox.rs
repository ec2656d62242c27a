//! What Finbox answers.

use chrono::{NaiveDate, TimeDelta};
use futures::executor::block_on;
use passerelle_finbox::{
    AccessKey, AgentCredential, AgentIdentity, ConnectionId, Cursor, EntityTag, FeedUpdate, FinboxClient, FinboxError,
    LeaseTime,
};
use passerelle_transport::{Clock as _, ScriptedTransport};
use uuid::Uuid;

use crate::answers::{LONGEST_ERROR, Script};

const CREDENTIAL: &str = "finbox-credential-that-no-error-may-show";

/// Any answer of Finbox is understood or is an error of bounded length that shows no credential; no answer makes the
/// client ask for ever, and no entry of the feed is passed over in silence.
pub(super) fn finbox_answer(bytes: &[u8]) {
    let Some(script) = Script::read(bytes) else { return };
    let (transport, clock) = script.network();
    let address = "https://finbox.example/api".parse().expect("an address");
    let client = FinboxClient::new(address, transport.clone(), clock.clone()).expect("https");
    let agent = client.agent(AgentCredential(CREDENTIAL.into()));
    let administrator = client.administrator(AccessKey(CREDENTIAL.into()));
    let identity = AgentIdentity { agent_id: Uuid::from_u128(1), agent_name: "bureau-1".to_owned() };
    let connection = ConnectionId(Uuid::from_u128(2));
    let day = NaiveDate::default();
    let outcome = block_on(async {
        match script.operation {
            "feed" => agent.feed(None, None).await.map(|update| check_feed(&script, &transport, &update)),
            "feed_behind" => {
                let (cursor, tag) = (Cursor("behind".to_owned()), EntityTag("\"tag\"".to_owned()));
                agent.feed(Some(&cursor), Some(&tag)).await.map(|update| check_feed(&script, &transport, &update))
            }
            "environment" => agent.environment().await.map(drop),
            "connection" => agent.external_connection().await.map(drop),
            "activate" => administrator.activate(day).await.map(drop),
            "connections" => agent.silverfin_connections().await.map(drop),
            "add_connection" => agent.add_silverfin_connection(13, "Fiduciaire").await.map(drop),
            "lease" => agent
                .acquire_lease(connection, identity.agent_id, LeaseTime::nearest(std::time::Duration::ZERO))
                .await
                .map(drop),
            "dossiers" => agent.dossiers().await.map(drop),
            "pairing" => {
                let id = "0000-0000-0000-0000".parse().expect("a pairing id");
                client.validate_pairing(&id, &identity).await.map(drop)
            }
            "deactivate" => administrator.deactivate().await,
            _ => Ok(()),
        }
    });
    script.assert_asked_little(&transport);
    assert!(clock.now().timestamp() < TimeDelta::minutes(5).num_seconds(), "the client waited {}", clock.now());
    if let Err(error) = outcome {
        check_error(&error);
    }
}

fn check_error(error: &FinboxError) {
    let said = error.to_string();
    assert!(said.chars().count() <= LONGEST_ERROR, "an error of {} bytes", said.len());
    assert!(!format!("{error:?} {said}").contains(CREDENTIAL));
}

fn check_feed(script: &Script<'_>, transport: &ScriptedTransport, update: &FeedUpdate) {
    let FeedUpdate::Page(page) = update else { return };
    // The answer that was taken is the last that was asked for.
    let taken = transport.requests().len().checked_sub(1).and_then(|index| script.answers.get(index));
    let body: serde_json::Value = serde_json::from_slice(taken.expect("an answer").body()).expect("JSON");
    let listed = body["items"].as_array().expect("a list").len();
    assert_eq!(page.items.len() + page.unreadable.len(), listed, "an entry was passed over");
    for (id, reason) in &page.unreadable {
        let length = id.as_deref().unwrap_or_default().chars().count() + reason.chars().count();
        assert!(length <= LONGEST_ERROR, "an entry's reason of {length} characters");
    }
}
