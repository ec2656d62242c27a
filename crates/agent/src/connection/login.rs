use passerelle_finbox::FinboxError;
use passerelle_silverfin::oauth::{Grant, LoginAttempt};
use passerelle_silverfin::{Firm, FirmId, TokenStore};
use url::Url;

use crate::agent::{Agent, AgentError};
use crate::journal::SourceKind;
use crate::secrets::SecretName;
use crate::settings::SettingKey;

impl Agent {
    /// Begins a login: where the person logs in to Silverfin and agrees. A firm that is named is only preselected.
    pub async fn authorize_url(&self, firm: Option<FirmId>) -> Result<Url, AgentError> {
        self.begin_login(firm, None).await.map(|(url, _)| url)
    }

    /// The same, with what recognises the login's end. `redirect_uri` takes the place of the configured one: a browser is
    /// sent back to a port of this computer.
    pub async fn begin_login(
        &self,
        firm: Option<FirmId>,
        redirect_uri: Option<&str>,
    ) -> Result<(Url, LoginAttempt), AgentError> {
        let settings = self.values();
        let id = settings.silverfin_client_id.ok_or(AgentError::SettingMissing(SettingKey::SilverfinClientId))?;
        let redirect_uri = redirect_uri.unwrap_or(settings.silverfin_redirect_uri.as_str());
        let attempt = LoginAttempt::begin(self.silverfin_address()?, redirect_uri, firm, &mut self.seeded());
        let scopes = settings.silverfin_scopes.to_string();
        let scopes: Vec<&str> = scopes.split_whitespace().collect();
        let url = attempt.authorize_url(id.as_str(), &scopes);
        self.vault.set(SecretName::LoginAttempt, attempt.to_secret()).await?;
        Ok((url, attempt))
    }

    /// Whether the application is known and Silverfin answers where a login begins.
    pub async fn reach_login(&self, address: &Url) -> Result<(), AgentError> {
        Ok(self.oauth().await?.answers_at(address).await?)
    }

    /// Ends the login with the address that Silverfin sent the browser to.
    pub async fn complete_login(&self, redirect: &Url) -> Result<Firm, AgentError> {
        let attempt = self.login_attempt().await?;
        let grant = attempt.read_redirect(redirect)?;
        self.finish_login(&attempt, &grant, None).await
    }

    /// Ends the login with a code, or an address with one, that a person pasted.
    pub async fn complete_login_with_code(&self, code: &str, firm: Option<FirmId>) -> Result<Firm, AgentError> {
        let attempt = self.login_attempt().await?;
        let grant = attempt.read_pasted(code)?;
        self.finish_login(&attempt, &grant, firm).await
    }

    async fn login_attempt(&self) -> Result<LoginAttempt, AgentError> {
        let secret = self.vault.get(SecretName::LoginAttempt).await?.ok_or(AgentError::NoLoginBegun)?;
        LoginAttempt::from_secret(&secret).map_err(|_| AgentError::NoLoginBegun)
    }

    async fn finish_login(
        &self,
        attempt: &LoginAttempt,
        grant: &Grant,
        firm: Option<FirmId>,
    ) -> Result<Firm, AgentError> {
        let activation = self.journal.activation()?.ok_or(AgentError::NotActive)?;
        let login = self.oauth().await?.complete(grant, attempt, firm).await?;
        self.token_store(login.firm.id).store(&login.tokens).await.map_err(|error| {
            AgentError::Silverfin(passerelle_silverfin::SilverfinError::CredentialsUnavailable { reason: error.reason })
        })?;
        let name = login.firm.name.clone().unwrap_or_else(|| login.firm.id.to_string());
        let connection = match activation.source {
            SourceKind::Folder => None,
            SourceKind::Finbox => {
                let added = self.agent_access().await?.add_silverfin_connection(login.firm.id.0, &name).await;
                Some(added.map_err(|error| not_paired(&error).unwrap_or_else(|| error.into()))?.id.0)
            }
        };
        self.journal.connect_firm(login.firm.id, &name, connection, self.clock.now())?;
        self.vault.delete(SecretName::LoginAttempt).await?;
        Ok(login.firm)
    }
}

fn not_paired(error: &FinboxError) -> Option<AgentError> {
    matches!(error, FinboxError::Unauthorised).then_some(AgentError::NotPaired)
}
