use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde_json::json;

use super::invalid;
use crate::server::{Answer, Call};
use crate::world::{Agent, AgentId, Finbox, PairingId, World};

/// How long a vain attempt counts.
const ATTEMPTS_COUNT_FOR: TimeDelta = TimeDelta::minutes(10);

/// "Valider l'id de connexion": whoever holds the pairing id gets an agent credential.
pub(super) fn validate(world: &mut World, call: &Call) -> Answer {
    if let Some(refusal) = too_many(&mut world.finbox, call.now) {
        return refusal;
    }
    let id: Option<PairingId> = call.path_text("pairing_id").and_then(|text| text.parse().ok());
    let active = id.as_ref().is_some_and(|id| world.finbox.pairing_id() == Some(id));
    if !active {
        world.finbox.failed_pairings.push(call.now);
        return match id {
            Some(id) if world.finbox.revoked_pairing_ids.contains(&id) => Answer::problem(
                StatusCode::GONE,
                "pairing_revoked",
                "The connection of this pairing id was deactivated",
            ),
            _ => Answer::problem(StatusCode::NOT_FOUND, "pairing_unknown", "There is no such pairing id"),
        };
    }
    let agent_id: Option<AgentId> = call.json_text("agent_id").and_then(|text| text.parse().ok());
    let (Some(agent_id), Some(name)) = (agent_id, call.json_text("agent_name")) else {
        return *invalid("agent_id and agent_name are needed");
    };
    // A second pairing of one installation replaces the first.
    for agent in world.finbox.agents.values_mut().filter(|agent| agent.id == agent_id) {
        agent.revoked = true;
    }
    let credential = format!("fbx_agent_{}", world.random.token(40));
    let agent = Agent { id: agent_id, name: name.to_owned(), paired_at: call.now, revoked: false };
    world.finbox.agents.insert(credential.clone(), agent);
    let body = json!({"environment": world.finbox.environment, "agent_credential": credential});
    Answer::json(StatusCode::OK, &body).applied()
}

fn too_many(finbox: &mut Finbox, now: DateTime<Utc>) -> Option<Answer> {
    finbox.failed_pairings.retain(|attempt| *attempt + ATTEMPTS_COUNT_FOR > now);
    if finbox.failed_pairings.len() < finbox.knobs.pairing_attempts {
        return None;
    }
    let free_again = *finbox.failed_pairings.first()? + ATTEMPTS_COUNT_FOR;
    let seconds = (free_again - now).num_seconds().max(1);
    let title = "Too many pairing ids were tried";
    let refusal = Answer::problem(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", title);
    Some(refusal.with(RETRY_AFTER, &seconds.to_string()))
}
