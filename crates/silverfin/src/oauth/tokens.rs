use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// How long before its end an access token is no longer used.
const EARLY: TimeDelta = TimeDelta::seconds(60);

/// What a login gives: the right to call for two hours, and the right to renew it once.
///
/// Not serialisable by accident: the only way out is [`TokenPair::to_secret`].
#[derive(Debug, Clone)]
pub struct TokenPair {
    /// Goes with every call.
    pub access: SecretString,
    /// Renews the pair, once.
    pub refresh: SecretString,
    /// When the access token ends.
    pub expires_at: DateTime<Utc>,
    /// The rights that were granted, where Silverfin says so.
    pub scope: Option<String>,
}

/// The secret that was kept is not one of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret that was kept cannot be read")]
pub struct UnreadableSecret;

#[derive(Serialize, Deserialize)]
struct Kept {
    access: String,
    refresh: String,
    expires_at: DateTime<Utc>,
    #[serde(default)]
    scope: Option<String>,
}

impl TokenPair {
    /// Whether the access token is still to be used at this instant. It counts as ended a minute early.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now + EARLY < self.expires_at
    }

    /// Whether the granted rights hold this one. `None` where Silverfin did not say what it granted.
    pub fn grants(&self, scope: &str) -> Option<bool> {
        self.scope.as_ref().map(|granted| granted.split_whitespace().any(|word| word == scope))
    }

    /// The pair as one secret, to be kept in a keyring.
    pub fn to_secret(&self) -> SecretString {
        let kept = Kept {
            access: self.access.expose_secret().to_owned(),
            refresh: self.refresh.expose_secret().to_owned(),
            expires_at: self.expires_at,
            scope: self.scope.clone(),
        };
        serde_json::to_string(&kept).unwrap_or_default().into()
    }

    /// The pair that was kept.
    pub fn from_secret(secret: &SecretString) -> Result<Self, UnreadableSecret> {
        let kept: Kept = serde_json::from_str(secret.expose_secret()).map_err(|_| UnreadableSecret)?;
        Ok(Self {
            access: kept.access.into(),
            refresh: kept.refresh.into(),
            expires_at: kept.expires_at,
            scope: kept.scope,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_survives_the_keyring_and_shows_itself_nowhere_else() {
        let pair = TokenPair {
            access: "aaa-secret".into(),
            refresh: "rrr-secret".into(),
            expires_at: "2026-01-01T02:00:00Z".parse().unwrap(),
            scope: Some("financials:read workflows:read".into()),
        };
        assert!(!format!("{pair:?}").contains("secret"));
        let kept = TokenPair::from_secret(&pair.to_secret()).unwrap();
        assert_eq!(kept.access.expose_secret(), "aaa-secret");
        assert_eq!(kept.refresh.expose_secret(), "rrr-secret");
        assert_eq!((kept.expires_at, &kept.scope), (pair.expires_at, &pair.scope));
        assert_eq!((kept.grants("workflows:read"), kept.grants("workflows")), (Some(true), Some(false)));
        assert_eq!(TokenPair::from_secret(&"{}".into()).unwrap_err(), UnreadableSecret);
    }

    #[test]
    fn a_token_counts_as_ended_a_minute_early() {
        let pair = TokenPair {
            access: "a".into(),
            refresh: "r".into(),
            expires_at: "2026-01-01T02:00:00Z".parse().unwrap(),
            scope: None,
        };
        assert!(pair.is_fresh("2026-01-01T01:58:59Z".parse().unwrap()));
        assert!(!pair.is_fresh("2026-01-01T01:59:00Z".parse().unwrap()));
    }
}
