//! The Finbox client against a script of answers.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use http::header;
use passerelle_finbox::{
    AccessKey, Acknowledgement, AdministratorAccess, AgentAccess, AgentCredential, AgentIdentity, ConnectionId, Cursor,
    EntityTag, ExternalConnection, FeedUpdate, FinboxClient, FinboxError, LeaseTime, MediaType, SheetEntry,
};
use passerelle_transport::{Clock, FailureStage, ManualClock, ScriptedTransport, TransportError, scripted_answer};
use uuid::Uuid;

const ENTRY: &str = r#"{"id":"6f1e7a50-0000-4000-8000-000000000001","dossier_id":"6f1e7a50-0000-4000-8000-0000000000d1",
    "dossier_name":"Brasserie du Pont","enterprise_number":"0403.019.261",
    "financial_year":{"start_date":"2025-01-01","end_date":"2025-12-31"},"model":"abridged","revision":1,
    "created_at":"2026-02-03T04:05:06Z","contents":[
      {"media_type":"application/json","sha256":"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824","bytes":5},
      {"media_type":"application/vnd.new","sha256":"","bytes":-1}]}"#;

struct World {
    transport: Arc<ScriptedTransport>,
    clock: ManualClock,
    client: FinboxClient,
}

fn world(answers: &[(u16, &str)]) -> World {
    let transport = Arc::new(ScriptedTransport::answering(answers.iter().copied()));
    let clock = ManualClock::jumping(DateTime::UNIX_EPOCH);
    let base = "https://finbox.example/office/".parse().unwrap();
    let client = FinboxClient::new(base, transport.clone(), Arc::new(clock.clone())).unwrap();
    World { transport, clock, client }
}

impl World {
    fn agent(&self) -> AgentAccess {
        self.client.agent(AgentCredential("agent-secret".into()))
    }

    fn administrator(&self) -> AdministratorAccess {
        self.client.administrator(AccessKey("admin-secret\n".into()))
    }

    fn waited(&self) -> i64 {
        self.clock.now().timestamp()
    }
}

fn entry() -> SheetEntry {
    serde_json::from_str(ENTRY).unwrap()
}

fn id(number: u128) -> ConnectionId {
    ConnectionId(Uuid::from_u128(number))
}

fn page(items: &str, next: &str, more: bool) -> String {
    format!(r#"{{"items":[{items}],"next_cursor":"{next}","has_more":{more}}}"#)
}

#[test]
fn finbox_is_not_spoken_to_in_the_open() {
    let transport = Arc::new(ScriptedTransport::default());
    let clock = Arc::new(ManualClock::jumping(DateTime::UNIX_EPOCH));
    let base = "http://user:secret@finbox.example/".parse().unwrap();
    let error = FinboxClient::new(base, transport, clock).err().unwrap().to_string();
    assert_eq!(error, "http://finbox.example/ is not an https address (plain http is for this computer only)");
}

#[tokio::test]
async fn the_administrator_activates_and_deactivates_with_the_access_key() {
    let world = world(&[
        (200, r#"{"status":"inactive","start_date":null,"activated_at":null}"#),
        (201, r#"{"status":"active","start_date":"2026-02-01","activated_at":"2026-02-01T09:00:00+01:00","later":1}"#),
        (204, ""),
    ]);
    let administrator = world.administrator();
    assert_eq!(administrator.external_connection().await.unwrap(), ExternalConnection::Inactive);
    let activated = administrator.activate("2026-02-01".parse().unwrap()).await.unwrap();
    assert!(matches!(activated, ExternalConnection::Active(since) if since.activated_at.timestamp() == 1_769_932_800));
    administrator.deactivate().await.unwrap();
    assert_eq!(
        world.transport.lines(),
        [
            "GET https://finbox.example/office/v1/external-connection",
            r#"PUT https://finbox.example/office/v1/external-connection {"start_date":"2026-02-01"}"#,
            "DELETE https://finbox.example/office/v1/external-connection",
        ]
    );
    for request in world.transport.requests() {
        assert_eq!(request.headers()[header::AUTHORIZATION], "Bearer admin-secret");
        assert!(request.headers()[header::AUTHORIZATION].is_sensitive());
    }
}

#[tokio::test]
async fn pairing_needs_no_credential_and_is_tried_once() {
    let answer =
        r#"{"environment":{"id":"6f1e7a50-0000-4000-8000-0000000000e1","name":"Office"},"agent_credential":"x"}"#;
    let world =
        world(&[(200, answer), (404, "{}"), (410, "{}"), (503, ""), (200, r#"{"agent_credential":"top-secret"}"#)]);
    let pairing_id = "0000-0000-0000-0011".parse().unwrap();
    let agent = AgentIdentity { agent_id: Uuid::from_u128(7), agent_name: "DESK-1".into() };
    let pairing = world.client.validate_pairing(&pairing_id, &agent).await.unwrap();
    assert_eq!(pairing.environment.name, "Office");
    let validate = || world.client.validate_pairing(&pairing_id, &agent);
    assert!(matches!(validate().await, Err(FinboxError::PairingUnknown)));
    assert!(matches!(validate().await, Err(FinboxError::PairingRevoked)));
    assert!(matches!(validate().await, Err(FinboxError::Unavailable { status: 503, .. })));
    let garbled = validate().await.unwrap_err();
    assert!(!format!("{garbled:?} {pairing:?}").contains("secret"));
    assert_eq!(
        world.transport.lines()[0],
        r#"POST https://finbox.example/office/v1/pairings/0000-0000-0000-0011/validation {"agent_id":"00000000-0000-0000-0000-000000000007","agent_name":"DESK-1"}"#
    );
    assert_eq!(world.transport.requests().len(), 5);
    assert!(world.transport.requests()[0].headers().get(header::AUTHORIZATION).is_none());
    assert_eq!(world.waited(), 0);
}

#[tokio::test]
async fn a_read_is_tried_three_times_with_short_waits() {
    let world = world(&[(500, ""), (200, "<html>"), (200, "[]")]);
    assert_eq!(world.agent().silverfin_connections().await.unwrap(), []);
    assert_eq!(world.waited(), 5);

    let stubborn = self::world(&[]);
    let error = stubborn.agent().silverfin_connections().await.unwrap_err();
    assert!(matches!(error, FinboxError::Transport(TransportError::Network { .. })));
    assert_eq!(stubborn.transport.requests().len(), 3);
}

#[tokio::test]
async fn what_another_try_cannot_mend_is_not_tried_again() {
    for status in [401, 403, 404, 422, 429] {
        let world = world(&[(status, "")]);
        world.agent().silverfin_connections().await.unwrap_err();
        assert_eq!(world.transport.requests().len(), 1, "{status}");
    }
    let world = world(&[]);
    world.transport.then(Err(TransportError::Certificate { host: "finbox.example".into(), cause: "expired".into() }));
    world.agent().silverfin_connections().await.unwrap_err();
    assert_eq!(world.transport.requests().len(), 1);
}

#[tokio::test]
async fn a_short_pause_is_sat_out_and_a_long_one_is_told() {
    let asks = |seconds: &str| {
        let mut answer = scripted_answer(503, "");
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.parse().unwrap());
        Ok(answer)
    };
    let world = world(&[]);
    world.transport.then(asks("7"));
    world.transport.then(Ok(scripted_answer(200, "[]")));
    world.agent().silverfin_connections().await.unwrap();
    assert_eq!(world.waited(), 7);
    world.transport.then(asks("3600"));
    let error = world.agent().silverfin_connections().await.unwrap_err();
    assert!(matches!(error, FinboxError::Unavailable { until: Some(until), .. } if until.timestamp() == 3607));
    assert_eq!(world.waited(), 7);
}

#[tokio::test]
async fn dossiers_come_whole_and_a_circle_is_found_out() {
    let dossier = r#"{"id":"6f1e7a50-0000-4000-8000-0000000000d1","name":"D","active":true,"enterprise_number":null}"#;
    let first = format!(r#"{{"items":[{dossier}],"next_cursor":"a b"}}"#);
    let last = format!(r#"{{"items":[{dossier}],"next_cursor":null}}"#);
    let world = world(&[(200, &first), (200, &last)]);
    assert_eq!(world.agent().dossiers().await.unwrap().len(), 2);
    assert_eq!(
        world.transport.lines(),
        [
            "GET https://finbox.example/office/v1/dossiers?limit=500",
            "GET https://finbox.example/office/v1/dossiers?limit=500&cursor=a+b",
        ]
    );
    let circle = self::world(&[(200, &first), (200, &first)]);
    assert!(matches!(circle.agent().dossiers().await, Err(FinboxError::Garbled { .. })));
}

#[tokio::test]
async fn one_odd_entry_spoils_no_page() {
    let odd = ENTRY.replace("abridged", "enormous");
    let zero = ENTRY.replace("\"revision\":1", "\"revision\":0");
    let items = format!("{ENTRY},{odd},{zero},17");
    let world = world(&[(200, &page(&items, "c2", false))]);
    let FeedUpdate::Page(page) = world.agent().feed(Some(&Cursor("c1".into())), None).await.unwrap() else {
        panic!("a page was expected")
    };
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].contents.len(), 1);
    assert_eq!(page.unreadable.len(), 3);
    assert_eq!(page.unreadable[0].0.as_deref(), Some("6f1e7a50-0000-4000-8000-000000000001"));
    assert_eq!(page.unreadable[2].0, None);
    assert_eq!((page.next_cursor.0.as_str(), page.has_more), ("c2", false));
}

#[tokio::test]
async fn a_night_with_nothing_new_costs_one_small_answer() {
    let world = world(&[]);
    let mut first = scripted_answer(200, &page("", "c2", false));
    first.headers_mut().insert(header::ETAG, "\"v1\"".parse().unwrap());
    world.transport.then(Ok(first));
    world.transport.then(Ok(scripted_answer(304, "")));
    world.transport.then(Ok(scripted_answer(410, "")));
    let FeedUpdate::Page(page) = world.agent().feed(None, None).await.unwrap() else { panic!("a page was expected") };
    let tag = page.entity_tag.unwrap();
    assert_eq!(tag, EntityTag("\"v1\"".into()));
    let cursor = Cursor("c2".into());
    assert_eq!(world.agent().feed(Some(&cursor), Some(&tag)).await.unwrap(), FeedUpdate::Unchanged);
    assert_eq!(world.transport.requests()[1].headers()[header::IF_NONE_MATCH], "\"v1\"");
    assert!(matches!(world.agent().feed(Some(&cursor), None).await, Err(FinboxError::CursorExpired)));
}

#[tokio::test]
async fn a_feed_that_leads_in_a_circle_is_not_followed() {
    let circle = page(ENTRY, "c1", true);
    let world = world(&[(200, &circle), (200, &circle), (200, &circle)]);
    let error = world.agent().feed(Some(&Cursor("c1".into())), None).await.unwrap_err();
    assert!(matches!(error, FinboxError::Garbled { .. }));
    let end = self::world(&[(200, &page("", "c1", false))]);
    assert!(end.agent().feed(Some(&Cursor("c1".into())), None).await.is_ok());
}

#[tokio::test]
async fn only_the_announced_bytes_are_accepted() {
    let world = world(&[(200, "hellO"), (200, "hello")]);
    let bytes = world.agent().content(&entry(), MediaType::Json).await.unwrap();
    assert_eq!(&bytes[..], b"hello");
    assert_eq!(world.transport.requests()[1].headers()[header::ACCEPT], "application/json");
    let wrong = self::world(&[(200, "hell"), (200, "hell"), (200, "hell")]);
    assert!(matches!(wrong.agent().content(&entry(), MediaType::Json).await, Err(FinboxError::Garbled { .. })));
    let none = self::world(&[]);
    assert!(matches!(none.agent().content(&entry(), MediaType::Pdf).await, Err(FinboxError::NotFound { .. })));
    assert_eq!(none.transport.requests().len(), 0);
}

#[tokio::test]
async fn connections_leases_and_acknowledgements_are_asked_for_as_agreed() {
    let lease =
        r#"{"agent_id":"00000000-0000-0000-0000-000000000007","agent_name":"D","expires_at":"2026-01-01T00:00:00Z"}"#;
    let connection = format!(
        r#"{{"id":"00000000-0000-0000-0000-000000000001","firm_id":13,"firm_name":"F","connected_at":"2026-01-01T00:00:00Z","lease":{lease}}}"#
    );
    let held = r#"{"type":"urn:finbox:problem:lease_held","title":"Held","status":409}"#;
    let world = world(&[(201, &connection), (200, lease), (409, held), (204, ""), (204, ""), (204, "")]);
    let agent = world.agent();
    assert!(agent.add_silverfin_connection(13, "F").await.unwrap().lease.is_some());
    let (me, minute) = (Uuid::from_u128(7), LeaseTime::nearest(Duration::from_secs(1)));
    agent.acquire_lease(id(1), me, minute).await.unwrap();
    assert!(matches!(agent.acquire_lease(id(1), me, minute).await, Err(FinboxError::LeaseHeld { .. })));
    agent.release_lease(id(1), me).await.unwrap();
    agent.remove_silverfin_connection(id(1)).await.unwrap();
    let note = Acknowledgement { firm_id: 13, company_id: 5, delivered_at: DateTime::UNIX_EPOCH };
    agent.acknowledge(entry().id, &note).await.unwrap();
    let base = "https://finbox.example/office/v1";
    let lease_path = format!("{base}/silverfin-connections/{}/lease", id(1));
    assert_eq!(
        world.transport.lines(),
        [
            format!(r#"POST {base}/silverfin-connections {{"firm_id":13,"firm_name":"F"}}"#),
            format!(r#"PUT {lease_path} {{"agent_id":"{me}","ttl_seconds":30}}"#),
            format!(r#"PUT {lease_path} {{"agent_id":"{me}","ttl_seconds":30}}"#),
            format!("DELETE {lease_path}?agent_id={me}"),
            format!("DELETE {base}/silverfin-connections/{}", id(1)),
            format!(
                r#"PUT {base}/social-balances/{}/acknowledgement {{"company_id":5,"delivered_at":"1970-01-01T00:00:00Z","firm_id":13}}"#,
                entry().id
            ),
        ]
    );
}

#[tokio::test]
async fn an_uncertain_acknowledgement_is_made_again_because_twice_is_once() {
    let world = world(&[]);
    world.transport.then(Err(TransportError::Network { stage: FailureStage::AfterSending, cause: "reset".into() }));
    world.transport.then(Ok(scripted_answer(204, "")));
    let note = Acknowledgement { firm_id: 13, company_id: 5, delivered_at: DateTime::UNIX_EPOCH };
    world.agent().acknowledge(entry().id, &note).await.unwrap();
    assert_eq!(world.transport.requests().len(), 2);
}
