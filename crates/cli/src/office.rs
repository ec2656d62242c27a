//! The agent of this home, and the words that a person is told its answers in.

use std::sync::Arc;

use chrono_tz::Tz;
use passerelle_agent::messages::Messages;
use passerelle_agent::watch::NoWatch;
use passerelle_agent::{Agent, AgentError, Outside, web_options};
use passerelle_api::this_computer;
use passerelle_social_balance::EnterpriseNumber;
use passerelle_transport::web::WebTransport;
use passerelle_transport::{Clock, SystemClock};

use crate::failure::Failure;
use crate::problem::failure_of;
use crate::surroundings::Surroundings;

/// One installation, opened for one command.
pub(crate) struct Office {
    pub(crate) agent: Arc<Agent>,
    pub(crate) messages: Messages,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Office {
    /// Opens the agent of a home, with this computer's own clock, network and chance.
    pub(crate) fn open(surroundings: Surroundings) -> Result<Self, Failure> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        Self::with_clock(surroundings, clock)
    }

    /// The same, with another clock.
    pub(crate) fn with_clock(surroundings: Surroundings, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let values = surroundings.settings.settings().values().clone();
        let messages = Messages::new(surroundings.language()).in_zone(values.schedule_time_zone);
        let failed = |error: &AgentError| failure_of(error, &messages);
        let options = web_options(&values).map_err(|error| failed(&error))?;
        let transport = WebTransport::new(options).map_err(|error| {
            Failure::failed("network_set_up", error.to_string())
                .with_fix("check the settings proxy.mode, proxy.url and certificates.extra_file")
        })?;
        let outside = Outside {
            clock: Arc::clone(&clock),
            transport: Arc::new(transport),
            vault: surroundings.vault(),
            watch: Arc::new(NoWatch),
            seed: this_computer::seed(),
            computer_name: this_computer::name(),
        };
        let agent = Agent::open(surroundings.home, surroundings.settings, outside).map_err(|error| failed(&error))?;
        Ok(Self { agent: Arc::new(agent), messages, clock })
    }

    /// What a person is told of an error of the agent.
    pub(crate) fn failure(&self, error: &AgentError) -> Failure {
        failure_of(error, &self.messages)
    }

    /// The office's time zone.
    pub(crate) fn zone(&self) -> Tz {
        self.agent.values().schedule_time_zone
    }

    /// Finds a dossier by its id, the beginning of its id, its enterprise number or its name.
    pub(crate) fn dossier(&self, text: &str) -> Result<passerelle_agent::journal::DossierRecord, Failure> {
        let mut wanted = text.to_owned();
        if let Ok(number) = text.parse::<EnterpriseNumber>() {
            let rows = self.agent.dossiers().map_err(|error| self.failure(&error))?;
            let mut ids: Vec<String> = rows
                .iter()
                .filter(|row| row.enterprise_number == Some(number))
                .map(|row| row.dossier.to_string())
                .collect();
            ids.dedup();
            match ids.as_slice() {
                [] => {}
                [one] => wanted.clone_from(one),
                _ => return Err(self.failure(&AgentError::SeveralDossiers(text.to_owned()))),
            }
        }
        self.agent.find_dossier(&wanted).map_err(|error| self.failure(&error))
    }
}
