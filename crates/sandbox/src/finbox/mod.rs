//! Finbox, by its contract: what each operation answers and what it changes. Pure but for the world that it is handed.
//!
//! Requests that the contract does not allow never get here.

mod access;
mod connection;
mod cursor;
mod dossiers;
mod feed;
mod firms;
mod pairing;
mod sheets;
#[cfg(test)]
mod tests;

use http::StatusCode;

use crate::server::{Answer, Call};
use crate::world::World;

use access::Caller;

/// Answers one request.
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    if call.operation == "validatePairing" {
        return pairing::validate(world, call);
    }
    let caller = match Caller::of(world, call) {
        Ok(caller) => caller,
        Err(refusal) => return *refusal,
    };
    let answered = match call.operation.as_str() {
        "getEnvironment" => Ok(connection::environment(world)),
        "getExternalConnection" => Ok(connection::show(world, &caller)),
        "activateExternalConnection" => connection::activate(world, call, &caller),
        "deactivateExternalConnection" => connection::deactivate(world, &caller),
        "listSilverfinConnections" => Ok(firms::list(world)),
        "addSilverfinConnection" => firms::add(world, call),
        "removeSilverfinConnection" => firms::remove(world, call),
        "acquireLease" => firms::acquire_lease(world, call, &caller),
        "releaseLease" => firms::release_lease(world, call, &caller),
        "listDossiers" => dossiers::list(world, call),
        "listSocialBalances" => feed::list(world, call, &caller),
        "getSocialBalance" => sheets::content(world, call, &caller),
        "acknowledgeSocialBalance" => sheets::acknowledge(world, call, &caller),
        other => {
            let title = format!("The sandbox does not know the operation {other}");
            Err(refuse(StatusCode::NOT_IMPLEMENTED, "not_implemented", &title))
        }
    };
    answered.unwrap_or_else(|refusal| *refusal)
}

/// An answer that says no. Boxed, because it goes up through many hands.
type Refusal = Box<Answer>;

fn refuse(status: StatusCode, code: &str, title: &str) -> Refusal {
    Box::new(Answer::problem(status, code, title))
}

/// Refused because of what the body or the path says; the contract's own checks did not notice.
fn invalid(what: &str) -> Refusal {
    refuse(StatusCode::BAD_REQUEST, "invalid_request", what)
}
