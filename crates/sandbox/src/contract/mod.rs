//! The two contracts as data, and what they say of a request and of an answer.
//!
//! Nothing here knows what an operation does: only which parameters, bodies, scopes and answers its contract has.

mod answers;
mod body;
mod document;
mod multipart;
mod request;
mod schema;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub(crate) use answers::check_answer;
pub(crate) use document::{Contract, Found, Operation};
pub(crate) use request::read_request;

/// A service of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Where the sheets come from.
    Finbox,
    /// Where their figures go.
    Silverfin,
}

/// A contract document that cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ContractError {
    /// The text is not YAML.
    #[error("the contract is not readable: {0}")]
    Unreadable(String),
    /// Something that is missing, or that the validator does not know.
    #[error("the contract at {place}: {what}")]
    Unsupported {
        /// Where in the document.
        place: String,
        /// What is wrong there.
        what: String,
    },
}

/// What a request or an answer does that its contract does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objection {
    /// How a strict server answers to it.
    pub(crate) status: http::StatusCode,
    /// What is wrong, in words that name the place.
    pub(crate) what: String,
}

static FINBOX: LazyLock<Result<Contract, ContractError>> =
    LazyLock::new(|| Contract::read(include_str!("../../contracts/finbox.openapi.yml")));
static SILVERFIN: LazyLock<Result<Contract, ContractError>> =
    LazyLock::new(|| Contract::read(include_str!("../../contracts/silverfin.openapi.yml")));

/// The contract of a service.
pub(crate) fn of(service: Service) -> Result<&'static Contract, ContractError> {
    match service {
        Service::Finbox => FINBOX.as_ref(),
        Service::Silverfin => SILVERFIN.as_ref(),
    }
    .map_err(Clone::clone)
}

impl Service {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Finbox, Self::Silverfin];

    /// The ids of the operations in the service's contract: what a fault can be aimed at.
    pub fn operations(self) -> Result<Vec<&'static str>, ContractError> {
        Ok(of(self)?.operations().iter().map(|operation| operation.id.as_str()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_contracts_are_understood_whole() {
        assert_eq!(Service::Finbox.operations().unwrap().len(), 14);
        assert_eq!(Service::Silverfin.operations().unwrap().len(), 31);
    }
}
