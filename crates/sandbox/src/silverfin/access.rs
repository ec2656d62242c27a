use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::world::{Address, CompanyId, FirmId, PeriodId, Random, UserId};

/// How long a code may be exchanged. Source: Doorkeeper's default.
pub(crate) const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// How long an access token opens the API. Source: Silverfin's documents.
pub(crate) const ACCESS_LIFE: TimeDelta = TimeDelta::hours(2);
/// How long a refresh token can be exchanged. Source: Silverfin's documents.
pub(crate) const REFRESH_LIFE: TimeDelta = TimeDelta::days(60);

/// Who is logged in, which codes and tokens are out, and the properties of files and periods, which no world knows.
#[derive(Clone)]
pub(crate) struct Access {
    random: Random,
    sessions: BTreeMap<String, UserId>,
    codes: BTreeMap<String, Code>,
    grants: Vec<Grant>,
    /// Everything that was ever handed out and opens something.
    issued: BTreeSet<String>,
    pub(crate) elsewhere: BTreeMap<(FirmId, CompanyId, Option<PeriodId>), BTreeMap<Address, serde_json::Value>>,
}

/// What a code stands for.
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) user: UserId,
    pub(crate) firm: FirmId,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) issued_at: DateTime<Utc>,
}

/// A PKCE challenge (RFC 7636).
#[derive(Clone)]
pub(crate) struct Challenge {
    pub(crate) plain: bool,
    pub(crate) text: String,
}

/// A pair of tokens.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) user: UserId,
    pub(crate) firm: FirmId,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) issued_at: DateTime<Utc>,
    revoked: bool,
    /// The refresh token that was given for this pair. It dies when this pair's access token is first used.
    given: Option<String>,
}

/// Why an access token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    Unknown,
    Revoked,
    Expired,
}

impl Access {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed ^ 0x5117_E4F1),
            sessions: BTreeMap::new(),
            codes: BTreeMap::new(),
            grants: Vec::new(),
            issued: BTreeSet::new(),
            elsewhere: BTreeMap::new(),
        }
    }

    /// Everything that was ever handed out and opens something: cookies, codes, tokens.
    pub(crate) fn issued(&self) -> &BTreeSet<String> {
        &self.issued
    }

    fn token(&mut self, length: usize) -> String {
        let token = self.random.token(length);
        self.issued.insert(token.clone());
        token
    }

    /// Logs somebody in; what comes back is the session's cookie.
    pub(crate) fn log_in(&mut self, user: UserId) -> String {
        let cookie = self.token(32);
        self.sessions.insert(cookie.clone(), user);
        cookie
    }

    /// Who is logged in with this cookie.
    pub(crate) fn session(&self, cookie: &str) -> Option<UserId> {
        self.sessions.get(cookie).copied()
    }

    /// Hands out a code.
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        let text = self.token(43);
        self.codes.insert(text.clone(), code);
        text
    }

    /// Takes a code in. It is gone afterwards, whether it is still good or not.
    pub(crate) fn take_code(&mut self, text: &str, now: DateTime<Utc>) -> Option<Code> {
        self.codes.remove(text).filter(|code| now < code.issued_at + CODE_LIFE)
    }

    /// A pair for a code.
    pub(crate) fn issue(&mut self, code: &Code, now: DateTime<Utc>) -> Grant {
        let grant = Grant {
            access_token: self.token(43),
            refresh_token: self.token(43),
            user: code.user,
            firm: code.firm,
            scopes: code.scopes.clone(),
            issued_at: now,
            revoked: false,
            given: None,
        };
        self.grants.push(grant.clone());
        grant
    }

    /// A new pair for a refresh token. The old pair lives on until the new access token is first used.
    pub(crate) fn refresh(&mut self, firm: FirmId, refresh_token: &str, now: DateTime<Utc>) -> Option<Grant> {
        let good = |grant: &&Grant| {
            grant.refresh_token == refresh_token
                && grant.firm == firm
                && !grant.revoked
                && now < grant.issued_at + REFRESH_LIFE
        };
        let old = self.grants.iter().find(good)?.clone();
        let new = Grant {
            access_token: self.token(43),
            refresh_token: self.token(43),
            issued_at: now,
            given: Some(old.refresh_token.clone()),
            ..old
        };
        self.grants.push(new.clone());
        Some(new)
    }

    /// Uses an access token. Its first use ends the life of the pair that it was refreshed from.
    pub(crate) fn open(&mut self, access_token: &str, now: DateTime<Utc>) -> Result<Grant, Closed> {
        let index = self.grants.iter().position(|grant| grant.access_token == access_token).ok_or(Closed::Unknown)?;
        let grant = self.grants.get_mut(index).ok_or(Closed::Unknown)?;
        if grant.revoked {
            return Err(Closed::Revoked);
        }
        if now >= grant.issued_at + ACCESS_LIFE {
            return Err(Closed::Expired);
        }
        let given = grant.given.take();
        let grant = grant.clone();
        for old in self.grants.iter_mut().filter(|old| given.as_ref() == Some(&old.refresh_token)) {
            old.revoked = true;
        }
        Ok(grant)
    }

    /// Revokes the pair that this token, of either kind, belongs to.
    pub(crate) fn revoke(&mut self, token: &str) {
        for grant in &mut self.grants {
            if grant.access_token == token || grant.refresh_token == token {
                grant.revoked = true;
            }
        }
    }

    /// Revokes every pair.
    pub(crate) fn revoke_all(&mut self) {
        for grant in &mut self.grants {
            grant.revoked = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRM: FirmId = FirmId(7);

    fn issued() -> (Access, Grant) {
        let mut access = Access::new(1);
        let code = Code {
            user: UserId(1),
            firm: FIRM,
            scopes: BTreeSet::new(),
            redirect_uri: String::new(),
            challenge: None,
            issued_at: at(0),
        };
        let text = access.issue_code(code);
        let code = access.take_code(&text, at(599)).unwrap();
        assert!(access.take_code(&text, at(599)).is_none(), "a code is good once");
        let grant = access.issue(&code, at(0));
        (access, grant)
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn a_code_is_good_for_ten_minutes() {
        let (mut access, grant) = issued();
        let code = Code {
            user: grant.user,
            firm: FIRM,
            scopes: BTreeSet::new(),
            redirect_uri: String::new(),
            challenge: None,
            issued_at: at(0),
        };
        let text = access.issue_code(code);
        assert!(access.take_code(&text, at(600)).is_none());
    }

    #[test]
    fn the_old_refresh_token_dies_when_the_new_access_token_is_first_used() {
        let (mut access, first) = issued();
        let second = access.refresh(FIRM, &first.refresh_token, at(1)).unwrap();
        let third = access.refresh(FIRM, &first.refresh_token, at(2)).unwrap();
        assert_ne!(second.refresh_token, third.refresh_token);
        assert!(access.open(&first.access_token, at(3)).is_ok(), "the old access token opens until then, too");
        assert!(access.open(&second.access_token, at(4)).is_ok());
        assert!(access.refresh(FIRM, &first.refresh_token, at(5)).is_none());
        assert_eq!(access.open(&first.access_token, at(5)).err(), Some(Closed::Revoked));
        assert!(access.open(&third.access_token, at(6)).is_ok(), "the other pair lives on");
        assert!(access.refresh(FIRM, &second.refresh_token, at(7)).is_some());
    }

    #[test]
    fn tokens_end() {
        let (mut access, grant) = issued();
        assert!(access.open(&grant.access_token, at(7_199)).is_ok());
        assert_eq!(access.open(&grant.access_token, at(7_200)).err(), Some(Closed::Expired));
        assert_eq!(access.open("other", at(0)).err(), Some(Closed::Unknown));
        let sixty_days = 60 * 86_400;
        assert!(access.refresh(FirmId(8), &grant.refresh_token, at(1)).is_none(), "another firm's address");
        assert!(access.refresh(FIRM, &grant.refresh_token, at(sixty_days - 1)).is_some());
        assert!(access.refresh(FIRM, &grant.refresh_token, at(sixty_days)).is_none());
    }
}
