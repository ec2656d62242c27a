//! The end of a login: what the token endpoint answers, and the address or code that a person brings.

use chrono::{DateTime, Utc};
use futures::executor::block_on;
use passerelle_silverfin::oauth::{ClientCredentials, LoginAttempt, OUT_OF_BAND};
use passerelle_silverfin::{FirmId, LoginError, OAuthClient, SCOPES, TokenPair};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::Url;

use crate::answers::{LONGEST_ERROR, Script};
use crate::silverfin::address;

const REDIRECT: &str = "http://127.0.0.1:9999/back";

/// Any answer of the token endpoint is a pair or an error, and neither an error nor anything for logs quotes a token.
pub(super) fn silverfin_token(bytes: &[u8]) {
    let Some(script) = Script::read(bytes) else { return };
    let (transport, clock) = script.network();
    let credentials = ClientCredentials { id: "client-of-the-office".to_owned(), secret: "client-secret".into() };
    let oauth = OAuthClient::new(address(), credentials, OUT_OF_BAND, transport.clone(), clock);
    let kept = TokenPair {
        access: "access-token-kept".into(),
        refresh: "refresh-token-kept".into(),
        expires_at: DateTime::<Utc>::UNIX_EPOCH,
        scope: None,
    };
    let outcome = match script.operation {
        "refresh" => block_on(oauth.refresh(&kept, FirmId(13))),
        "code" => block_on(oauth.exchange_code(&"code-of-the-login".into(), &attempt(OUT_OF_BAND), FirmId(13))),
        _ => return,
    };
    script.assert_asked_little(&transport);
    match outcome {
        Ok(pair) => {
            let shown = format!("{pair:?}");
            for token in [&pair.access, &pair.refresh] {
                let token = token.expose_secret();
                assert!(
                    token.len() < 8
                        || pair.scope.as_deref().unwrap_or_default().contains(token)
                        || !shown.contains(token)
                );
            }
            let again = TokenPair::from_secret(&pair.to_secret()).expect("what was kept can be read");
            assert_eq!(again.access.expose_secret(), pair.access.expose_secret());
            assert_eq!(again.refresh.expose_secret(), pair.refresh.expose_secret());
        }
        Err(error) => check_error(&script, &error),
    }
}

fn check_error(script: &Script<'_>, error: &LoginError) {
    let said = format!("{error:?} {error}");
    assert!(said.chars().count() <= 2 * LONGEST_ERROR, "an error of {} bytes", said.len());
    // Of what was not asked with, the service knows nothing that it could repeat.
    let asked_with = if script.operation == "code" { "code-of-the-login" } else { "refresh-token-kept" };
    let mut secrets = vec!["client-secret", asked_with];
    let bodies: Vec<Value> =
        script.answers.iter().filter_map(|answer| serde_json::from_slice(answer.body()).ok()).collect();
    let given = bodies.iter().flat_map(|body| ["access_token", "refresh_token"].map(|name| &body[name]));
    secrets.extend(given.filter_map(Value::as_str).filter(|token| token.len() >= 8));
    for secret in secrets {
        // What Silverfin itself says in words for people is repeated, whatever it is.
        let in_words = script.answers.iter().any(|answer| {
            let body = String::from_utf8_lossy(answer.body()).into_owned();
            body.matches(secret).count() != 1
        });
        assert!(in_words || !said.contains(secret), "a secret in {said}");
    }
}

/// Whatever a person pastes, or the login window arrives at, is the end of this login or is not; where the login has an
/// address of its own to come back to, only an answer to this very question counts.
pub(super) fn login_end(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for redirect in [OUT_OF_BAND, REDIRECT] {
        let attempt = attempt(redirect);
        let authorize = attempt.authorize_url("client-of-the-office", SCOPES);
        let state = query(&authorize, "state").expect("a state");
        if let Ok(grant) = attempt.read_pasted(text) {
            assert!(!grant.code.expose_secret().is_empty());
            assert!(!format!("{grant:?}").contains(grant.code.expose_secret()) || grant.code.expose_secret().len() < 8);
        }
        let Ok(arrived) = Url::parse(text) else { continue };
        let Ok(grant) = attempt.read_redirect(&arrived) else { continue };
        assert_eq!(Some(grant.code.expose_secret().to_owned()), query(&arrived, "code"));
        let given = query(&arrived, "state");
        if redirect == OUT_OF_BAND {
            assert!(given.is_none_or(|given| given == state), "an answer to another login was taken");
            assert_eq!(arrived.host_str(), Some(address().host()), "the code stands on Silverfin's own page alone");
        } else {
            assert_eq!(given, Some(state), "an answer to another login was taken");
            assert_eq!(arrived.host_str(), Some("127.0.0.1"));
        }
    }
}

fn attempt(redirect: &str) -> LoginAttempt {
    LoginAttempt::begin(address(), redirect, Some(FirmId(13)), &mut StdRng::from_seed([7; 32]))
}

fn query(address: &Url, name: &str) -> Option<String> {
    address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_a_redirect_answers_the_laws_own_question() {
        let text = include_str!("../seeds/login/login_end/redirect.txt");
        let grant = attempt(REDIRECT).read_redirect(&text.parse().unwrap()).unwrap();
        assert_eq!((grant.code.expose_secret(), grant.firm), ("abcDEF0123456789", Some(FirmId(13))));
    }
}
