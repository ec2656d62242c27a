use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::TimeDelta;
use http::{Request, header};
use passerelle_transport::{Answer, Clock, Pace, Pacer, Transport, retry_after, without_echoes};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::{Grant, LoginAttempt, LoginError, TokenPair};
use crate::client::is_markup;
use crate::{AccessTokens, Firm, FirmId, SilverfinAddress, SilverfinApi as _, SilverfinClient, SilverfinError};

/// How long an access token lasts where the answer does not say: Silverfin's documented two hours.
const DEFAULT_LIFE: i64 = 7200;
const LONGEST_LIFE: i64 = 86_400;
/// The waits before a refresh is tried again.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// What of a request must not come back in an error.
const SECRET_FIELDS: [&str; 3] = ["code", "code_verifier", "refresh_token"];

/// The application as Silverfin registered it.
#[derive(Debug, Clone)]
pub struct ClientCredentials {
    /// The client id.
    pub id: String,
    /// The client secret, which Silverfin demands of desktop programs too.
    pub secret: SecretString,
}

/// Talks to the token endpoint.
#[derive(Clone)]
pub struct OAuthClient {
    address: SilverfinAddress,
    credentials: ClientCredentials,
    redirect_uri: String,
    transport: Arc<dyn Transport>,
    pacer: Arc<Pacer>,
    clock: Arc<dyn Clock>,
}

/// A login that stands.
#[derive(Debug)]
pub struct CompletedLogin {
    /// The firm that the access was granted for, as Silverfin confirmed it.
    pub firm: Firm,
    /// What to keep.
    pub tokens: TokenPair,
}

impl OAuthClient {
    /// The token endpoint of the Silverfin at `address`. `redirect_uri` is the registered one.
    pub fn new(
        address: SilverfinAddress,
        credentials: ClientCredentials,
        redirect_uri: &str,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let pacer = Arc::new(Pacer::new(Arc::clone(&clock), Pace::default()));
        Self { address, credentials, redirect_uri: redirect_uri.to_owned(), transport, pacer, clock }
    }

    /// The same at the pace of the clients of this Silverfin: when it asks to wait, it asks all of them.
    #[must_use]
    pub fn at_pace(self, pacer: Arc<Pacer>) -> Self {
        Self { pacer, ..self }
    }

    /// Whether Silverfin answers where a login begins, whatever it answers. The window that shows its pages could not say why
    /// it stays empty.
    pub async fn answers_at(&self, address: &Url) -> Result<(), LoginError> {
        let request = Request::get(address.as_str())
            .header(header::ACCEPT, "text/html")
            .body(Bytes::new())
            .map_err(|_| garbled("the request cannot be written"))?;
        let turn = self.pacer.turn().await.map_err(|paused| LoginError::RateLimited { until: Some(paused.until) })?;
        let outcome = self.transport.send(request).await;
        turn.ended(&outcome);
        outcome?;
        Ok(())
    }

    /// Exchanges the grant for tokens and asks Silverfin which firm they are for.
    ///
    /// The firm is the one that Silverfin named at the end of the login, else `firm`, else the one that was asked for.
    pub async fn complete(
        &self,
        grant: &Grant,
        attempt: &LoginAttempt,
        firm: Option<FirmId>,
    ) -> Result<CompletedLogin, LoginError> {
        let firm = grant.firm.or(firm).or(attempt.asked_firm()).ok_or(LoginError::FirmMissing)?;
        let tokens = self.exchange_code(&grant.code, attempt, firm).await?;
        let firm = self.granted_firm(&tokens, firm).await?;
        Ok(CompletedLogin { firm, tokens })
    }

    /// Exchanges a code. Not repeated inside: a code is good once.
    pub async fn exchange_code(
        &self,
        code: &SecretString,
        attempt: &LoginAttempt,
        firm: FirmId,
    ) -> Result<TokenPair, LoginError> {
        self.ask(
            firm,
            &[
                ("grant_type", "authorization_code"),
                ("code", code.expose_secret()),
                ("redirect_uri", attempt.redirect_uri()),
                ("code_verifier", attempt.verifier().expose_secret()),
            ],
        )
        .await
    }

    /// Renews a pair. May be repeated, and is, when the network or the server stumbles: until the new access token is
    /// first used, the old refresh token stays good.
    pub async fn refresh(&self, tokens: &TokenPair, firm: FirmId) -> Result<TokenPair, LoginError> {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", tokens.refresh.expose_secret()),
            ("redirect_uri", self.redirect_uri.as_str()),
        ];
        for wait in WAITS {
            match self.ask(firm, &fields).await {
                Err(error) if error.is_passing() => self.clock.sleep(wait).await,
                other => return other,
            }
        }
        self.ask(firm, &fields).await
    }

    /// Asks which firm the tokens are for.
    pub async fn granted_firm(&self, tokens: &TokenPair, firm: FirmId) -> Result<Firm, LoginError> {
        let client = SilverfinClient::new(
            self.address.clone(),
            firm,
            Arc::clone(&self.transport),
            Arc::clone(&self.pacer),
            Arc::clone(&self.clock),
            Arc::new(JustGranted(tokens.access.clone())),
        );
        client.firm().await.map_err(|error| LoginError::from_verification(error, firm))
    }

    async fn ask(&self, firm: FirmId, fields: &[(&str, &str)]) -> Result<TokenPair, LoginError> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.credentials.id)
            .append_pair("client_secret", self.credentials.secret.expose_secret().trim())
            .extend_pairs(fields)
            .finish();
        let firm = firm.to_string();
        let request = Request::post(self.address.below(["f", &firm, "oauth", "token"]).as_str())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(Bytes::from(body))
            .map_err(|_| garbled("the request cannot be written"))?;
        let turn = self.pacer.turn().await.map_err(|paused| LoginError::RateLimited { until: Some(paused.until) })?;
        let outcome = self.transport.send(request).await;
        turn.ended(&outcome);
        let answer = outcome?;
        if answer.status().is_success() {
            // A refresh token that stays the same is no echo.
            return self.read_tokens(answer.body());
        }
        let sent = fields.iter().filter(|(name, _)| SECRET_FIELDS.contains(name)).map(|(_, value)| *value);
        let secrets: Vec<&str> = sent.chain([self.credentials.secret.expose_secret()]).collect();
        Err(self.refusal(&without_echoes(answer, &secrets)))
    }

    fn refusal(&self, answer: &Answer) -> LoginError {
        let now = self.clock.now();
        let status = answer.status().as_u16();
        let until = retry_after(answer.headers(), now);
        if (400..=499).contains(&status) && status != 429 && is_markup(answer.body()) {
            return garbled(&format!("a page of HTML came with status {status}"));
        }
        let said: Refusal = serde_json::from_slice(answer.body()).unwrap_or_default();
        let description: String = said.error_description.unwrap_or_default().chars().take(300).collect();
        match (status, said.error.as_deref()) {
            (400..=499, Some("invalid_grant")) => LoginError::InvalidGrant { description },
            (400..=499, Some("invalid_client")) | (401, None) => LoginError::InvalidClient,
            (429, _) => LoginError::RateLimited { until },
            (408 | 500..=599, _) => LoginError::Unavailable { status, until },
            (400..=499, code) => {
                let code = code.map_or_else(|| status.to_string(), |code| code.chars().take(60).collect());
                LoginError::Refused { code, description }
            }
            _ => garbled(&format!("status {status} makes no sense here")),
        }
    }

    fn read_tokens(&self, body: &[u8]) -> Result<TokenPair, LoginError> {
        #[derive(Deserialize)]
        struct Given {
            access_token: String,
            refresh_token: String,
            #[serde(default)]
            expires_in: Value,
            #[serde(default)]
            scope: Option<String>,
        }
        // The reader's own words are left out: they may quote a token.
        let given: Given =
            serde_json::from_slice(body).map_err(|_| garbled("the answer does not hold the two tokens"))?;
        let life = given.expires_in.as_i64().unwrap_or(DEFAULT_LIFE).clamp(0, LONGEST_LIFE);
        Ok(TokenPair {
            access: given.access_token.into(),
            refresh: given.refresh_token.into(),
            expires_at: self.clock.now() + TimeDelta::seconds(life),
            scope: given.scope,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    error: Option<String>,
    error_description: Option<String>,
}

fn garbled(reason: &str) -> LoginError {
    LoginError::Garbled { reason: reason.to_owned() }
}

/// A token that is used to see whom it is for, and not renewed.
struct JustGranted(SecretString);

#[async_trait]
impl AccessTokens for JustGranted {
    async fn current(&self) -> Result<SecretString, SilverfinError> {
        Ok(self.0.clone())
    }

    async fn renewed(&self, _rejected: &SecretString) -> Result<SecretString, SilverfinError> {
        Err(SilverfinError::LoginLapsed)
    }
}
