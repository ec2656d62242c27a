//! The Finbox client over a real socket against the sandbox, which holds every request to the contract.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;
use std::time::Duration;

use passerelle_finbox::{
    AccessKey, Acknowledgement, AgentAccess, AgentCredential, AgentIdentity, ExternalConnection, FeedUpdate,
    FinboxClient, FinboxError, FinboxSource, LeaseTime, MediaType, SheetSource,
};
use passerelle_sandbox::world::World;
use passerelle_sandbox::{Options, Running, Sandbox, SandboxClock};
use passerelle_social_balance::format::{self, Given};
use passerelle_transport::web::{WebOptions, WebTransport};
use passerelle_transport::{Clock, ManualClock};
use uuid::Uuid;

struct Finbox {
    running: Running,
    clock: ManualClock,
    client: FinboxClient,
}

async fn finbox() -> Finbox {
    let clock = ManualClock::jumping("2026-03-02T10:00:00Z".parse().unwrap());
    let shared = clock.clone();
    let options = Options::with_clock(SandboxClock::following(move || shared.now()));
    let running = Sandbox::start(World::plain(1, 3, clock.now()), options).await.unwrap();
    let transport = Arc::new(WebTransport::new(WebOptions::default()).unwrap());
    let base = running.finbox_url.parse().unwrap();
    let client = FinboxClient::new(base, transport, Arc::new(clock.clone())).unwrap();
    Finbox { running, clock, client }
}

impl Finbox {
    async fn paired(&self, number: u128) -> AgentAccess {
        let key = self.running.sandbox.world(|world| world.finbox.administrator_key.clone());
        let administrator = self.client.administrator(AccessKey(key.into()));
        let active = administrator.activate("2026-03-02".parse().unwrap()).await.unwrap();
        let ExternalConnection::Active(activation) = active else { panic!("it was activated") };
        let agent = AgentIdentity { agent_id: Uuid::from_u128(number), agent_name: format!("DESK-{number}") };
        let pairing = self.client.validate_pairing(&activation.pairing_id.unwrap(), &agent).await.unwrap();
        self.client.agent(pairing.credential)
    }

    fn assert_contract_kept(&self) {
        assert_eq!(self.running.sandbox.violations(), []);
    }
}

#[tokio::test]
async fn every_operation_keeps_to_the_contract() {
    let finbox = finbox().await;
    let agent = finbox.paired(1).await;
    let environment = agent.environment().await.unwrap();
    assert!(!environment.name.is_empty());
    assert!(matches!(agent.external_connection().await.unwrap(), ExternalConnection::Active(_)));
    assert_eq!(agent.dossiers().await.unwrap().len(), 3);

    let connection = agent.add_silverfin_connection(7, "Fiduciaire").await.unwrap();
    assert_eq!(agent.add_silverfin_connection(7, "Fiduciaire").await.unwrap().id, connection.id);
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let minute = LeaseTime::nearest(Duration::from_mins(1));
    let lease = agent.acquire_lease(connection.id, one, minute).await.unwrap();
    let other = finbox.paired(2).await;
    match other.acquire_lease(connection.id, two, minute).await {
        Err(FinboxError::LeaseHeld { holder, until }) => {
            assert_eq!((holder.as_str(), until), ("DESK-1", lease.expires_at));
        }
        other => panic!("{other:?}"),
    }
    agent.release_lease(connection.id, one).await.unwrap();
    other.acquire_lease(connection.id, two, minute).await.unwrap();
    assert_eq!(agent.silverfin_connections().await.unwrap()[0].lease.as_ref().unwrap().agent_name, "DESK-2");
    agent.remove_silverfin_connection(connection.id).await.unwrap();
    finbox.assert_contract_kept();
}

#[tokio::test]
async fn sheets_are_fetched_checked_and_acknowledged() {
    let finbox = finbox().await;
    let agent = finbox.paired(1).await;
    let source = FinboxSource::new(agent);
    let now = finbox.clock.now();
    finbox.running.sandbox.change(|world, _| world.publish_first_sheets(now));
    let FeedUpdate::Page(page) = source.feed(None, None).await.unwrap() else { panic!("a page was expected") };
    assert_eq!((page.items.len(), page.unreadable.len()), (3, 0));
    for entry in &page.items {
        for media_type in [MediaType::Json, MediaType::Xbrl, MediaType::Pdf] {
            let bytes = source.content(entry, media_type).await.unwrap();
            if media_type == MediaType::Json {
                assert_eq!(format::read(&bytes, &Given::default()).unwrap().sheet.model, entry.model);
            }
        }
        let note = Acknowledgement { firm_id: 1, company_id: 2, delivered_at: now };
        source.acknowledge(entry, &note).await.unwrap();
    }
    let cursor = Some(&page.next_cursor);
    let FeedUpdate::Page(empty) = source.feed(cursor, None).await.unwrap() else { panic!("a page was expected") };
    assert_eq!(empty.items.len(), 0);
    assert_eq!(source.feed(cursor, empty.entity_tag.as_ref()).await.unwrap(), FeedUpdate::Unchanged);
    finbox.assert_contract_kept();
}

#[tokio::test]
async fn refusals_are_understood() {
    let finbox = finbox().await;
    let key = finbox.running.sandbox.world(|world| world.finbox.administrator_key.clone());
    let administrator = finbox.client.administrator(AccessKey(key.into()));
    let yesterday = "2026-03-01".parse().unwrap();
    assert!(matches!(administrator.activate(yesterday).await, Err(FinboxError::StartDateNotToday)));
    let wrong = finbox.client.administrator(AccessKey("wrong".into()));
    assert!(matches!(wrong.environment().await, Err(FinboxError::Unauthorised)));
    let stranger = finbox.client.agent(AgentCredential("wrong".into()));
    assert!(matches!(stranger.feed(None, None).await, Err(FinboxError::Unauthorised)));

    let agent = finbox.paired(1).await;
    let ExternalConnection::Active(activation) = administrator.external_connection().await.unwrap() else {
        panic!("it was activated")
    };
    administrator.deactivate().await.unwrap();
    assert!(matches!(agent.feed(None, None).await, Err(FinboxError::Unauthorised)));
    let identity = AgentIdentity { agent_id: Uuid::from_u128(1), agent_name: "DESK".into() };
    let revoked = finbox.client.validate_pairing(&activation.pairing_id.unwrap(), &identity).await;
    assert!(matches!(revoked, Err(FinboxError::PairingRevoked)), "{revoked:?}");
    let unknown = finbox.client.validate_pairing(&"0000-0000-0000-0011".parse().unwrap(), &identity).await;
    assert!(matches!(unknown, Err(FinboxError::PairingUnknown)), "{unknown:?}");
}
