use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::access::{ACCESS_LIFE, Access, Challenge, Grant};
use super::{firm_id, not_found};
use crate::server::{Answer, Call, CallBody};
use crate::world::World;

const INVALID_GRANT: &str = "The provided authorization grant is invalid, expired, revoked, does not match the \
    redirection URI used in the authorization request, or was issued to another client.";
const INVALID_CLIENT: &str = "Client authentication failed due to unknown client, no client authentication included, \
    or unsupported authentication method.";

/// Exchanges a code or a refresh token for a pair. Parameters may come in the query, as a form or as JSON.
pub(super) fn exchange(world: &World, access: &mut Access, call: &Call) -> Answer {
    let parameters = parameters(call);
    let given = |name: &str| parameters.get(name).map(String::as_str);
    let Some(firm) = firm_id(call).filter(|firm| world.firm(*firm).is_some()) else { return not_found() };
    let client = &world.silverfin.client;
    if given("client_id") != Some(&client.id) || given("client_secret") != Some(&client.secret) {
        return Answer::oauth_error(StatusCode::UNAUTHORIZED, "invalid_client", INVALID_CLIENT);
    }
    let missing = |name: &str| {
        let description = format!("Missing required parameter: {name}.");
        Answer::oauth_error(StatusCode::BAD_REQUEST, "invalid_request", &description)
    };
    let grant = match given("grant_type") {
        None => return missing("grant_type"),
        Some("authorization_code") => {
            let Some(text) = given("code") else { return missing("code") };
            let Some(redirect_uri) = given("redirect_uri") else { return missing("redirect_uri") };
            access
                .take_code(text, call.now)
                .filter(|code| code.firm == firm && code.redirect_uri == redirect_uri)
                .filter(|code| code.challenge.as_ref().is_none_or(|asked| answers(asked, given("code_verifier"))))
                .map(|code| access.issue(&code, call.now))
        }
        Some("refresh_token") => {
            let Some(refresh_token) = given("refresh_token") else { return missing("refresh_token") };
            access.refresh(firm, refresh_token, call.now)
        }
        Some(_) => {
            let description = "The authorization grant type is not supported by the authorization server.";
            return Answer::oauth_error(StatusCode::BAD_REQUEST, "unsupported_grant_type", description);
        }
    };
    match grant {
        Some(grant) => pair(&grant).applied(),
        None => Answer::oauth_error(StatusCode::BAD_REQUEST, "invalid_grant", INVALID_GRANT),
    }
}

/// Revokes a token. An unknown one is answered in the same way.
pub(super) fn revoke(world: &World, access: &mut Access, call: &Call) -> Answer {
    let parameters = parameters(call);
    let given = |name: &str| parameters.get(name).map(String::as_str);
    let client = &world.silverfin.client;
    if given("client_id") != Some(&client.id) || given("client_secret") != Some(&client.secret) {
        let description = "You are not authorized to revoke this token";
        return Answer::oauth_error(StatusCode::FORBIDDEN, "unauthorized_client", description);
    }
    access.revoke(given("token").unwrap_or_default());
    Answer::json(StatusCode::OK, &json!({})).applied()
}

fn pair(grant: &Grant) -> Answer {
    let scopes: Vec<&str> = grant.scopes.iter().map(String::as_str).collect();
    let body = json!({
        "access_token": grant.access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS_LIFE.num_seconds(),
        "refresh_token": grant.refresh_token,
        "scope": scopes.join(" "),
        "created_at": grant.issued_at.timestamp(),
    });
    Answer::json(StatusCode::OK, &body).with(CACHE_CONTROL, "no-store")
}

fn parameters(call: &Call) -> BTreeMap<String, String> {
    let mut parameters = call.query.clone();
    match &call.body {
        CallBody::Form(fields) => parameters.extend(fields.clone()),
        CallBody::Json(Value::Object(members)) => {
            let texts = members.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
            parameters.extend(texts);
        }
        _ => {}
    }
    parameters
}

fn answers(challenge: &Challenge, verifier: Option<&str>) -> bool {
    let Some(verifier) = verifier else { return false };
    if challenge.plain {
        return verifier == challenge.text;
    }
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge.text
}
