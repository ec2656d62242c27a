use std::collections::BTreeSet;
use std::fmt::Write as _;

use bytes::Bytes;
use http::{Method, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::values::{
    AgentCredential, ConnectionId, Environment, ExternalConnection, Lease, LeaseTime, SilverfinConnection,
};
use super::{Call, FinboxClient, answer};
use crate::{
    Acknowledgement, Cursor, Dossier, EntityTag, FeedPage, FeedUpdate, FinboxError, MediaType, SheetEntry, SheetId,
};

/// The largest page that there is.
const PER_PAGE: &str = "500";
/// The most pages that a list can have: 250 000 rows.
const MOST_PAGES: usize = 500;

/// Finbox as a paired installation: this connection's sheets, its Silverfin firms and who syncs them.
#[derive(Clone)]
pub struct AgentAccess {
    client: FinboxClient,
    credential: AgentCredential,
}

impl AgentAccess {
    pub(super) fn new(client: FinboxClient, credential: AgentCredential) -> Self {
        Self { client, credential }
    }

    /// The environment that the credential belongs to.
    pub async fn environment(&self) -> Result<Environment, FinboxError> {
        self.read(&Call::get(&["v1", "environment"])).await
    }

    /// Whether the external connection still stands.
    pub async fn external_connection(&self) -> Result<ExternalConnection, FinboxError> {
        self.read(&Call::get(&["v1", "external-connection"])).await
    }

    /// "Connexions existantes".
    pub async fn silverfin_connections(&self) -> Result<Vec<SilverfinConnection>, FinboxError> {
        self.read(&Call::get(&["v1", "silverfin-connections"])).await
    }

    /// Records a Silverfin firm once its login has succeeded. Once per firm, however often it is called.
    pub async fn add_silverfin_connection(&self, firm_id: u64, name: &str) -> Result<SilverfinConnection, FinboxError> {
        let call = Call::new(Method::POST, &["v1", "silverfin-connections"])
            .body(&json!({ "firm_id": firm_id, "firm_name": name }));
        self.read(&call).await
    }

    /// Takes a Silverfin firm away.
    pub async fn remove_silverfin_connection(&self, connection: ConnectionId) -> Result<(), FinboxError> {
        self.done(&Call::new(Method::DELETE, &["v1", "silverfin-connections", &connection.to_string()])).await
    }

    /// Acquires or renews the right to sync a connection; [`FinboxError::LeaseHeld`] names who has it otherwise.
    pub async fn acquire_lease(
        &self,
        connection: ConnectionId,
        agent_id: Uuid,
        time: LeaseTime,
    ) -> Result<Lease, FinboxError> {
        let call = Call::new(Method::PUT, &["v1", "silverfin-connections", &connection.to_string(), "lease"])
            .body(&json!({ "agent_id": agent_id, "ttl_seconds": time.seconds() }));
        self.read(&call).await
    }

    /// Gives the lease back. Another installation's lease stays.
    pub async fn release_lease(&self, connection: ConnectionId, agent_id: Uuid) -> Result<(), FinboxError> {
        let call = Call::new(Method::DELETE, &["v1", "silverfin-connections", &connection.to_string(), "lease"])
            .query("agent_id", agent_id.to_string());
        self.done(&call).await
    }

    /// Every client file of the environment.
    pub async fn dossiers(&self) -> Result<Vec<Dossier>, FinboxError> {
        #[derive(Deserialize)]
        struct Page {
            items: Vec<Dossier>,
            #[serde(default)]
            next_cursor: Option<String>,
        }
        let mut dossiers: Vec<Dossier> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut call = Call::get(&["v1", "dossiers"]).query("limit", PER_PAGE);
        for _ in 0..MOST_PAGES {
            let page: Page = self.read(&call).await?;
            dossiers.extend(page.items);
            let Some(cursor) = page.next_cursor else { return Ok(dossiers) };
            if !seen.insert(cursor.clone()) {
                return Err(answer::garbled("the list of dossiers leads in a circle"));
            }
            call = Call::get(&["v1", "dossiers"]).query("limit", PER_PAGE).query("cursor", cursor);
        }
        Err(answer::garbled("the list of dossiers does not end"))
    }

    /// One page of the feed of sheets, oldest first.
    pub async fn feed(&self, cursor: Option<&Cursor>, tag: Option<&EntityTag>) -> Result<FeedUpdate, FinboxError> {
        let mut call = Call::get(&["v1", "social-balances"]).query("limit", PER_PAGE);
        if let Some(cursor) = cursor {
            call = call.query("cursor", cursor.0.clone());
        }
        call.entity_tag = tag.map(|tag| tag.0.clone());
        let conditional = tag.is_some();
        let page = self.client.repeatable(&self.credential.0, &call, |answer| {
            if answer.status() == StatusCode::NOT_MODIFIED {
                return if conditional {
                    Ok(FeedUpdate::Unchanged)
                } else {
                    Err(answer::garbled("\"not modified\" without having been asked for"))
                };
            }
            read_feed(&answer, cursor).map(FeedUpdate::Page)
        });
        match page.await {
            Err(FinboxError::Refused { status: 410, .. }) => Err(FinboxError::CursorExpired),
            page => page,
        }
    }

    /// The bytes of one form of a sheet, whose SHA-256 is the one that the feed announced.
    pub async fn content(&self, entry: &SheetEntry, media_type: MediaType) -> Result<Bytes, FinboxError> {
        let content = entry.contents.iter().find(|content| content.media_type == media_type).ok_or_else(|| {
            FinboxError::NotFound { detail: format!("the feed announces no {} of this sheet", media_type.as_str()) }
        })?;
        let mut call = Call::get(&["v1", "social-balances", &entry.id.to_string(), "content"]);
        call.accept = media_type.as_str();
        let expected = content.sha256.0.to_ascii_lowercase();
        self.client
            .repeatable(&self.credential.0, &call, |answer| {
                let found = hexadecimal(&Sha256::digest(answer.body()));
                if found == expected {
                    Ok(answer.into_body())
                } else {
                    Err(answer::garbled(format!("the bytes are not the announced ones: {found}, not {expected}")))
                }
            })
            .await
    }

    /// Tells Finbox that a sheet stands in Silverfin.
    pub async fn acknowledge(&self, sheet: SheetId, acknowledgement: &Acknowledgement) -> Result<(), FinboxError> {
        let call = Call::new(Method::PUT, &["v1", "social-balances", &sheet.to_string(), "acknowledgement"])
            .body(&json!(acknowledgement));
        self.done(&call).await
    }

    async fn read<T: serde::de::DeserializeOwned + Send>(&self, call: &Call) -> Result<T, FinboxError> {
        self.client.repeatable(&self.credential.0, call, |answer| answer::read(&answer)).await
    }

    async fn done(&self, call: &Call) -> Result<(), FinboxError> {
        self.client.repeatable(&self.credential.0, call, |answer| answer::confirms(&answer)).await
    }
}

fn read_feed(answer: &passerelle_transport::Answer, asked: Option<&Cursor>) -> Result<FeedPage, FinboxError> {
    #[derive(Deserialize)]
    struct Page {
        items: Vec<Value>,
        next_cursor: String,
        has_more: bool,
    }
    let page: Page = answer::read(answer)?;
    if page.has_more && asked.is_some_and(|asked| asked.0 == page.next_cursor) {
        return Err(answer::garbled("the feed leads in a circle"));
    }
    let mut items = Vec::new();
    let mut unreadable = Vec::new();
    for item in page.items {
        let id = item.get("id").map(|id| answer::shortened(&id.as_str().map_or_else(|| id.to_string(), str::to_owned)));
        match SheetEntry::deserialize(&item) {
            Ok(entry) if entry.revision == 0 => unreadable.push((id, "revisions count from 1, not 0".to_owned())),
            Ok(entry) => items.push(entry),
            Err(error) => unreadable.push((id, answer::shortened(&error.to_string()))),
        }
    }
    let entity_tag =
        answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(|tag| EntityTag(tag.to_owned()));
    Ok(FeedPage { items, unreadable, next_cursor: Cursor(page.next_cursor), has_more: page.has_more, entity_tag })
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
