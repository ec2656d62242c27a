use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};

use super::access::{Caller, forbidden};
use super::{Refusal, invalid, refuse};
use crate::server::{Answer, Call};
use crate::world::{Agent, AgentId, ConnectionId, FirmId, Lease, SilverfinConnection, World};

/// "Connexions existantes".
pub(super) fn list(world: &World) -> Answer {
    let connections: Vec<Value> = world.finbox.silverfin_connections.values().map(body).collect();
    Answer::json(StatusCode::OK, &connections)
}

/// "Ajouter une connexion Silverfin".
pub(super) fn add(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let firm = call.json_number("firm_id").map(FirmId);
    let (Some(firm_id), Some(firm_name)) = (firm, call.json_text("firm_name")) else {
        return Err(invalid("firm_id and firm_name are needed"));
    };
    if let Some(known) = world.finbox.silverfin_connections.values().find(|known| known.firm_id == firm_id) {
        return Ok(Answer::json(StatusCode::OK, &body(known)));
    }
    let connection = SilverfinConnection {
        id: ConnectionId(world.random.uuid()),
        firm_id,
        firm_name: firm_name.to_owned(),
        connected_at: call.now,
        lease: None,
    };
    let answer = Answer::json(StatusCode::CREATED, &body(&connection)).applied();
    world.finbox.silverfin_connections.insert(connection.id, connection);
    Ok(answer)
}

pub(super) fn remove(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let id = connection_id(call)?;
    world.finbox.silverfin_connections.remove(&id).ok_or_else(unknown)?;
    Ok(Answer::empty(StatusCode::NO_CONTENT).applied())
}

/// One desktop of several syncs a connection: the one that holds its lease.
pub(super) fn acquire_lease(world: &mut World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    let agent = own_lease(caller, call.json_text("agent_id"))?;
    let seconds = call.json_number("ttl_seconds").and_then(|seconds| i64::try_from(seconds).ok());
    let time = seconds.and_then(TimeDelta::try_seconds).ok_or_else(|| invalid("ttl_seconds is needed"))?;
    let connection = world.finbox.silverfin_connections.get_mut(&connection_id(call)?).ok_or_else(unknown)?;
    if let Some(held) = &connection.lease
        && held.agent_id != agent.id
        && held.expires_at > call.now
    {
        return Err(lease_held(held));
    }
    let lease = Lease { agent_id: agent.id, agent_name: agent.name.clone(), expires_at: call.now + time };
    let answer = Answer::json(StatusCode::OK, &lease).applied();
    connection.lease = Some(lease);
    Ok(answer)
}

pub(super) fn release_lease(world: &mut World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    let agent = own_lease(caller, call.query_text("agent_id"))?;
    let connection = world.finbox.silverfin_connections.get_mut(&connection_id(call)?).ok_or_else(unknown)?;
    let released = connection.lease.take_if(|lease| lease.agent_id == agent.id);
    let answer = Answer::empty(StatusCode::NO_CONTENT);
    Ok(if released.is_some() { answer.applied() } else { answer })
}

/// The agent that asks, if it asks in its own name.
fn own_lease<'caller>(caller: &'caller Caller, named: Option<&str>) -> Result<&'caller Agent, Refusal> {
    let agent = caller.agent()?;
    let named: Option<AgentId> = named.and_then(|text| text.parse().ok());
    if named == Some(agent.id) { Ok(agent) } else { Err(forbidden("The agent_id is not the one of this credential")) }
}

fn connection_id(call: &Call) -> Result<ConnectionId, Refusal> {
    call.path_text("connection_id").and_then(|text| text.parse().ok()).ok_or_else(unknown)
}

fn unknown() -> Refusal {
    refuse(StatusCode::NOT_FOUND, "connection_unknown", "There is no such Silverfin connection")
}

/// Names the holder and when its lease ends, in words and as an extension member.
fn lease_held(lease: &Lease) -> Refusal {
    let body = json!({
        "type": "urn:finbox:problem:lease_held",
        "title": "Another agent syncs this connection",
        "status": 409,
        "detail": format!("{} holds the lease until {}", lease.agent_name, lease.expires_at.to_rfc3339()),
        "lease": lease,
    });
    Box::new(Answer::bytes(StatusCode::CONFLICT, "application/problem+json", body.to_string()))
}

fn body(connection: &SilverfinConnection) -> Value {
    let mut body = json!({
        "id": connection.id,
        "firm_id": connection.firm_id,
        "firm_name": connection.firm_name,
        "connected_at": connection.connected_at,
    });
    if let (Some(fields), Some(lease)) = (body.as_object_mut(), &connection.lease) {
        fields.insert("lease".to_owned(), json!(lease));
    }
    body
}
