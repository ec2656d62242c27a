use std::collections::BTreeSet;

use http::StatusCode;
use http::header::WWW_AUTHENTICATE;

use super::access::{Access, Closed};
use super::{firm_id, not_found};
use crate::contract::Operation;
use crate::server::{Answer, Call};
use crate::world::{UserId, World};

/// Who calls an operation that asks for a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) user: UserId,
}

/// Why somebody is not admitted.
pub(crate) struct Refused {
    pub(crate) answer: Answer,
    /// What the contract has against the request, if it is that.
    pub(crate) violation: Option<String>,
}

/// Looks at the credential that an operation asks for: the token, its firm and its scopes. The first use of a token is
/// noted here.
pub(crate) fn admit(
    world: &World,
    access: &mut Access,
    operation: &Operation,
    call: &Call,
) -> Result<Option<Caller>, Box<Refused>> {
    if operation.scopes.is_empty() {
        return Ok(None);
    }
    let token = call.bearer().ok_or_else(|| unauthorized("The access token is missing"))?;
    let grant = access.open(token, call.now).map_err(|closed| {
        unauthorized(match closed {
            Closed::Unknown => "The access token is invalid",
            Closed::Revoked => "The access token was revoked",
            Closed::Expired => "The access token expired",
        })
    })?;
    let sees_firm = world.silverfin.users.get(&grant.user).is_some_and(|user| user.firms.contains_key(&grant.firm));
    if firm_id(call) != Some(grant.firm) || !sees_firm {
        return Err(Box::new(Refused { answer: not_found(), violation: None }));
    }
    if !operation.scopes.iter().any(|needed| needed.is_subset(&grant.scopes)) {
        return Err(forbidden(&operation.scopes));
    }
    Ok(Some(Caller { user: grant.user }))
}

fn unauthorized(description: &str) -> Box<Refused> {
    let challenge = format!(r#"Bearer realm="Silverfin", error="invalid_token", error_description="{description}""#);
    let answer = Answer::error(StatusCode::UNAUTHORIZED, description).with(WWW_AUTHENTICATE, &challenge);
    Box::new(Refused { answer, violation: None })
}

fn forbidden(needed: &[BTreeSet<String>]) -> Box<Refused> {
    let sets: Vec<String> = needed.iter().map(|set| set.iter().cloned().collect::<Vec<_>>().join(" ")).collect();
    let needed = sets.join(" or ");
    let challenge = format!(r#"Bearer realm="Silverfin", error="insufficient_scope", scope="{needed}""#);
    let what = format!("Access to this resource requires scope {needed}");
    let answer = Answer::error(StatusCode::FORBIDDEN, &what).with(WWW_AUTHENTICATE, &challenge);
    Box::new(Refused { answer, violation: Some(format!("the token lacks scope {needed}")) })
}
