use http::StatusCode;
use serde_json::json;

use super::admission::Caller;
use super::firm_id;
use crate::server::{Answer, Call};
use crate::world::{User, World};

fn user<'a>(world: &'a World, caller: Option<&Caller>) -> Option<&'a User> {
    world.silverfin.users.get(&caller?.user)
}

/// Who granted the access.
pub(super) fn details(world: &World, caller: Option<&Caller>) -> Option<Answer> {
    let user = user(world, caller)?;
    let body = json!({
        "id": user.id,
        "name": user.name,
        "username": user.email,
        "created_at": "2019-02-04T08:15:00.000Z",
        "external": false,
        "email": user.email,
        "staff_access": false,
        "email_notification_frequency": "daily",
        "locale": "fr",
    });
    Some(Answer::json(StatusCode::OK, &body))
}

/// The addresses of whoever granted the access. The shape is a guess: no public document has it.
pub(super) fn emails(world: &World, caller: Option<&Caller>) -> Option<Answer> {
    let user = user(world, caller)?;
    Some(Answer::json(StatusCode::OK, &json!([{ "email": user.email, "primary": true }])))
}

/// The firm that the access was granted for.
pub(super) fn firm(world: &World, call: &Call) -> Option<Answer> {
    let firm = world.firm(firm_id(call)?)?;
    Some(Answer::json(StatusCode::OK, &json!({ "id": firm.id, "name": firm.name })))
}
