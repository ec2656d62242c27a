use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::PairingId;

/// The administrator's access key: may activate and deactivate the connection. A secret.
#[derive(Debug, Clone)]
pub struct AccessKey(pub SecretString);

/// What an installation got for a pairing id: may fetch this connection's sheets and nothing else. A secret.
#[derive(Debug, Clone)]
pub struct AgentCredential(pub SecretString);

/// The accountant's environment in Finbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The office's own enterprise number, as Finbox spells it.
    #[serde(default)]
    pub enterprise_number: Option<String>,
}

/// Whether the external connection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExternalConnection {
    /// Nothing is sent.
    Inactive,
    /// Sheets made since the activation are sent.
    Active(Activation),
}

/// Since when, and how installations are paired with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// The calendar day that was given at the activation.
    #[serde(default)]
    pub start_date: Option<NaiveDate>,
    /// Sheets made before this instant are never sent.
    pub activated_at: DateTime<Utc>,
    /// The pairing id, where the caller may see it.
    #[serde(default)]
    pub pairing_id: Option<PairingId>,
}

impl<'de> Deserialize<'de> for ExternalConnection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(tag = "status", rename_all = "snake_case")]
        enum Written {
            Inactive,
            Active(Activation),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Inactive => Self::Inactive,
            Written::Active(activation) => Self::Active(activation),
        })
    }
}

/// One installation of Passerelle, as its colleagues see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentIdentity {
    /// Made once per installation.
    pub agent_id: Uuid,
    /// The computer's name.
    pub agent_name: String,
}

/// What a valid pairing id gives.
#[derive(Debug)]
pub struct Pairing {
    /// Whose Finbox it is.
    pub environment: Environment,
    /// What this installation may fetch sheets with from now on.
    pub credential: AgentCredential,
}

/// Names a Silverfin connection in Finbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub Uuid);

impl fmt::Display for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A Silverfin firm that sheets go to ("Connexions existantes").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilverfinConnection {
    /// The connection.
    pub id: ConnectionId,
    /// The firm's number in Silverfin.
    pub firm_id: u64,
    /// The firm's name.
    pub firm_name: String,
    /// Since when.
    pub connected_at: DateTime<Utc>,
    /// Which installation syncs it at present.
    #[serde(default)]
    pub lease: Option<Lease>,
}

/// The right of one installation to sync a connection, until it ends or is renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The holder.
    pub agent_id: Uuid,
    /// The holder's computer.
    pub agent_name: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// For how long a lease is asked: 30 seconds to an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseTime(Duration);

impl LeaseTime {
    /// The nearest time that Finbox grants.
    pub fn nearest(time: Duration) -> Self {
        Self(time.clamp(Duration::from_secs(30), Duration::from_hours(1)))
    }

    /// In whole seconds.
    pub fn seconds(self) -> u64 {
        self.0.as_secs()
    }
}
