//! The commands, each a method of [`Desk`]. The table of [`crate::command`] says who may ask for which.

#![allow(clippy::unused_async, reason = "the table calls every command alike, those too that wait for nothing")]

mod activity;
mod agent;
mod connection;
mod dossiers;
mod help;
mod login;
mod login_state;
mod loopback;
mod settings;
mod snapshot;
mod window_network;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono_tz::Tz;
use passerelle_agent::controller::{AgentSettings, Handle};
use passerelle_agent::messages::Messages;
use passerelle_agent::secrets::SecretName;
use passerelle_agent::{Agent, AgentError};
use passerelle_social_balance::Language;
use passerelle_transport::Clock;

use crate::feed::Feed;
use crate::network::Network;
use crate::surface::{Surface, SurfaceError};
use crate::view::{Failure, Fix, Notice, Outcome, SecretState};
use crate::{logs, words};
use dossiers::Rows;
use login_state::CurrentLogin;

/// What a desk is made of.
pub struct DeskOptions {
    /// The agent.
    pub agent: Arc<Agent>,
    /// The way to its controller.
    pub handle: Handle,
    /// The clock that the agent goes by.
    pub clock: Arc<dyn Clock>,
    /// The desktop.
    pub surface: Arc<dyn Surface>,
    /// The events.
    pub feed: Arc<Feed>,
    /// The network that the agent uses.
    pub network: Arc<Network>,
    /// The computer's language.
    pub locale: Option<String>,
    /// What a person should hear of the start.
    pub notices: Vec<Notice>,
}

/// Where windows ask. One for the whole program, however many windows there are.
pub struct Desk(Arc<Inner>);

impl Clone for Desk {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

struct Inner {
    agent: Arc<Agent>,
    handle: Handle,
    clock: Arc<dyn Clock>,
    surface: Arc<dyn Surface>,
    feed: Arc<Feed>,
    network: Arc<Network>,
    locale: Option<String>,
    memory: Mutex<Memory>,
}

/// What is known for as long as the program runs.
#[derive(Default)]
struct Memory {
    notices: Vec<Notice>,
    pairing_id: Option<String>,
    secrets: BTreeMap<SecretName, SecretState>,
    login: CurrentLogin,
    rows: Option<Arc<Rows>>,
    messages: Option<(Language, Tz, Arc<Messages>)>,
}

impl Desk {
    /// A desk.
    pub fn new(options: DeskOptions) -> Self {
        let DeskOptions { agent, handle, clock, surface, feed, network, locale, notices } = options;
        let memory = Mutex::new(Memory { notices, ..Memory::default() });
        Self(Arc::new(Inner { agent, handle, clock, surface, feed, network, locale, memory }))
    }

    /// The words of the language in force.
    pub fn messages(&self) -> Arc<Messages> {
        let values = self.agent().values();
        let (language, zone) = (values.language.resolve(self.0.locale.as_deref()), values.schedule_time_zone);
        let mut memory = self.memory();
        match &memory.messages {
            Some((known, in_zone, messages)) if (*known, *in_zone) == (language, zone) => Arc::clone(messages),
            _ => {
                let messages = Messages::new(language).in_zone(zone).with_more(words::source(language));
                let messages = Arc::new(messages);
                memory.messages = Some((language, zone, Arc::clone(&messages)));
                messages
            }
        }
    }

    fn agent(&self) -> &Arc<Agent> {
        &self.0.agent
    }

    fn feed(&self) -> &Feed {
        &self.0.feed
    }

    fn surface(&self) -> &dyn Surface {
        self.0.surface.as_ref()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the controller goes by, after settings have changed.
    fn agent_settings(&self) -> Outcome<AgentSettings> {
        let installation = self.told(self.agent().agent_id())?.to_string();
        Ok(AgentSettings::new(&self.agent().values(), &installation, self.0.locale.as_deref()))
    }

    fn told<T>(&self, outcome: Result<T, AgentError>) -> Outcome<T> {
        outcome.map_err(|error| Box::new(self.failure_of(&error)))
    }

    /// What a person is told of an error of the agent. Its causes go to the log.
    fn failure_of(&self, error: &AgentError) -> Failure {
        tracing::warn!(causes = %logs::chain(error), "the agent could not do what was asked");
        words::failure_of(error, &self.messages())
    }

    fn desktop<T>(&self, outcome: Result<T, SurfaceError>) -> Outcome<T> {
        outcome.map_err(|error| Box::new(words::failure("desktop_refused", None, &error.0, &self.messages())))
    }

    fn failure(&self, code: &str, fix: Option<Fix>, detail: &str) -> Box<Failure> {
        Box::new(words::failure(code, fix, detail, &self.messages()))
    }

    pub(crate) fn not_permitted(&self, command: &str) -> Box<Failure> {
        tracing::warn!(command, "a window asked for what it may not ask for");
        self.failure("not_permitted", None, command)
    }

    pub(crate) fn unexpected(&self, what: &str, error: &dyn std::error::Error) -> Box<Failure> {
        tracing::error!(causes = %logs::chain(error), "{what}");
        self.failure("unexpected", Some(Fix::ExportDiagnostics), what)
    }
}
