use chrono::NaiveDate;
use http::Method;
use serde_json::json;

use super::values::{AccessKey, Environment, ExternalConnection};
use super::{Call, FinboxClient, answer};
use crate::FinboxError;

/// Finbox with the administrator's access key: what the page "Paramètres > Connexion bilan social" can do.
#[derive(Clone)]
pub struct AdministratorAccess {
    client: FinboxClient,
    key: AccessKey,
}

impl AdministratorAccess {
    pub(super) fn new(client: FinboxClient, key: AccessKey) -> Self {
        Self { client, key }
    }

    /// The environment that the key belongs to.
    pub async fn environment(&self) -> Result<Environment, FinboxError> {
        let call = Call::get(&["v1", "environment"]);
        self.client.repeatable(&self.key.0, &call, |answer| answer::read(&answer)).await
    }

    /// Whether the external connection stands.
    pub async fn external_connection(&self) -> Result<ExternalConnection, FinboxError> {
        let call = Call::get(&["v1", "external-connection"]);
        self.client.repeatable(&self.key.0, &call, |answer| answer::read(&answer)).await
    }

    /// "Activer la connexion externe". Activating an active connection changes nothing.
    ///
    /// `start_date` must be the current calendar day in Brussels, else [`FinboxError::StartDateNotToday`].
    pub async fn activate(&self, start_date: NaiveDate) -> Result<ExternalConnection, FinboxError> {
        let call = Call::new(Method::PUT, &["v1", "external-connection"])
            .body(&json!({ "start_date": start_date.to_string() }));
        self.client.repeatable(&self.key.0, &call, |answer| answer::read(&answer)).await
    }

    /// "Désactiver la connexion externe": revokes the pairing id and every installation's credential at once.
    pub async fn deactivate(&self) -> Result<(), FinboxError> {
        let call = Call::new(Method::DELETE, &["v1", "external-connection"]);
        self.client.repeatable(&self.key.0, &call, |answer| answer::confirms(&answer)).await
    }
}
