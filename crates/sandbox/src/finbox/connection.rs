use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Brussels;
use http::StatusCode;
use serde_json::{Value, json};

use super::access::Caller;
use super::{Refusal, invalid, refuse};
use crate::server::{Answer, Call};
use crate::world::{ExternalConnection, Finbox, PairingId, World};

pub(super) fn environment(world: &World) -> Answer {
    Answer::json(StatusCode::OK, &world.finbox.environment)
}

pub(super) fn show(world: &World, caller: &Caller) -> Answer {
    let mut body = body(&world.finbox);
    if matches!(caller, Caller::Agent(_))
        && let Some(fields) = body.as_object_mut()
    {
        // Whoever holds the pairing id can let further agents in: that is the administrator's business.
        fields.remove("pairing_id");
    }
    Answer::json(StatusCode::OK, &body)
}

pub(super) fn activate(world: &mut World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    caller.administrator()?;
    let asked: NaiveDate = call
        .json_text("start_date")
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| invalid("start_date is missing"))?;
    let today = today_in_belgium(call.now);
    let active_since = match world.finbox.connection {
        ExternalConnection::Active { start_date, .. } => Some(start_date),
        ExternalConnection::Inactive => None,
    };
    // A repeated request stays good when midnight passes in between.
    if asked != today && active_since != Some(asked) {
        return Err(refuse(
            StatusCode::UNPROCESSABLE_ENTITY,
            "start_date_not_today",
            &format!("The start date must be today, {today} in Belgium"),
        ));
    }
    if active_since.is_some() {
        return Ok(Answer::json(StatusCode::OK, &body(&world.finbox)));
    }
    let pairing_id = PairingId::draw(&mut world.random);
    world.finbox.connection = ExternalConnection::Active { start_date: asked, activated_at: call.now, pairing_id };
    Ok(Answer::json(StatusCode::CREATED, &body(&world.finbox)).applied())
}

pub(super) fn deactivate(world: &mut World, caller: &Caller) -> Result<Answer, Refusal> {
    caller.administrator()?;
    let finbox = &mut world.finbox;
    let before = std::mem::replace(&mut finbox.connection, ExternalConnection::Inactive);
    let ExternalConnection::Active { pairing_id, .. } = before else {
        return Ok(Answer::empty(StatusCode::NO_CONTENT));
    };
    finbox.revoked_pairing_ids.insert(pairing_id);
    for agent in finbox.agents.values_mut() {
        agent.revoked = true;
    }
    for connection in finbox.silverfin_connections.values_mut() {
        connection.lease = None;
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT).applied())
}

/// The calendar day in Belgium, which is not that of the computer or of UTC for an hour or two around midnight.
fn today_in_belgium(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Brussels).date_naive()
}

fn body(finbox: &Finbox) -> Value {
    match &finbox.connection {
        ExternalConnection::Inactive => json!({"status": "inactive", "start_date": null, "activated_at": null}),
        ExternalConnection::Active { start_date, activated_at, pairing_id } => json!({
            "status": "active",
            "start_date": start_date,
            "activated_at": activated_at,
            "pairing_id": pairing_id.to_string(),
        }),
    }
}
