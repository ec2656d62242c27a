use std::sync::Arc;

use passerelle_agent::AgentError;
use passerelle_agent::messages::Messages;
use passerelle_agent::problem::SetupFault;
use passerelle_silverfin::FirmId;
use tokio_util::sync::CancellationToken;

use crate::view::{Failure, Fix, Login, LoginWay};
use crate::words;

/// The login that is under way, or how the last one ended.
#[derive(Default)]
pub(super) struct CurrentLogin {
    pub(super) state: LoginState,
    /// Silverfin's host, where a login window was opened for this login.
    pub(super) window_host: Option<String>,
    /// Ends the waiting for a browser.
    pub(super) cancel: CancellationToken,
}

/// Where a login is. In no language: whoever changes it reads the outcome in the new one.
#[derive(Debug, Clone, Default)]
pub(super) enum LoginState {
    /// None was begun, or its outcome was seen.
    #[default]
    None,
    /// The person is on Silverfin's pages.
    Begun { way: LoginWay, host: String },
    /// The code is exchanged for access.
    Finishing,
    /// The firm has granted access.
    Connected { firm: FirmId, name: String },
    /// It did not come about.
    Failed(Mishap),
}

/// Why a login did not come about.
#[derive(Debug, Clone)]
pub(super) enum Mishap {
    /// The person gave it up.
    Cancelled,
    /// What happened in a window or a browser.
    Here { code: &'static str, fix: Option<Fix> },
    /// What the agent could not do.
    Agent(Arc<AgentError>),
}

impl LoginState {
    /// As windows show it.
    pub(super) fn in_words(&self, messages: &Messages) -> Login {
        match self {
            Self::None => Login::None,
            Self::Begun { way, host } => Login::Begun { way: *way, host: host.clone() },
            Self::Finishing => Login::Finishing,
            Self::Connected { firm, name } => Login::Connected { firm: firm.0, name: name.clone() },
            Self::Failed(mishap) => Login::Failed {
                failure: match mishap {
                    Mishap::Cancelled => Failure::of(&SetupFault::LoginCancelled.into(), None, messages),
                    Mishap::Here { code, fix } => words::failure(code, *fix, "", messages),
                    Mishap::Agent(error) => words::failure_of(error, messages),
                },
            },
        }
    }

    pub(super) fn is_under_way(&self) -> bool {
        matches!(self, Self::Begun { .. } | Self::Finishing)
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self, Self::Connected { .. } | Self::Failed(_))
    }
}
