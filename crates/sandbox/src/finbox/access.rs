use http::StatusCode;
use http::header::WWW_AUTHENTICATE;

use super::{Refusal, refuse};
use crate::server::{Answer, Call};
use crate::world::{Agent, World};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Caller {
    /// Whoever holds the administrator's access key.
    Administrator,
    /// An installation that validated a pairing id.
    Agent(Agent),
}

impl Caller {
    /// Who holds the request's credential; 401 where it is missing, unknown or revoked.
    pub(super) fn of(world: &World, call: &Call) -> Result<Self, Refusal> {
        let credential = call.bearer().ok_or_else(unauthorised)?;
        if credential == world.finbox.administrator_key {
            return Ok(Self::Administrator);
        }
        match world.finbox.agents.get(credential) {
            Some(agent) if !agent.revoked => Ok(Self::Agent(agent.clone())),
            _ => Err(unauthorised()),
        }
    }

    /// Only the administrator may switch the connection on and off.
    pub(super) fn administrator(&self) -> Result<(), Refusal> {
        match self {
            Self::Administrator => Ok(()),
            Self::Agent(_) => Err(forbidden("This needs the administrator's access key")),
        }
    }

    /// Only an agent reads sheets and holds leases.
    pub(super) fn agent(&self) -> Result<&Agent, Refusal> {
        match self {
            Self::Agent(agent) => Ok(agent),
            Self::Administrator => Err(forbidden("This needs an agent's credential")),
        }
    }
}

pub(super) fn forbidden(title: &str) -> Refusal {
    refuse(StatusCode::FORBIDDEN, "forbidden", title)
}

fn unauthorised() -> Refusal {
    let title = "The credential is missing, unknown or revoked";
    let answer = Answer::problem(StatusCode::UNAUTHORIZED, "unauthorised", title);
    Box::new(answer.with(WWW_AUTHENTICATE, "Bearer realm=\"finbox\""))
}
