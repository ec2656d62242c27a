use std::collections::BTreeMap;

use passerelle_agent::secrets::SecretName;
use passerelle_transport::web::is_secure;
use url::Url;

use super::Desk;
use crate::input::Nothing;
use crate::view::{AgentView, Changed, Outcome, Sandbox, SecretState, Snapshot};

impl Desk {
    pub(crate) async fn snapshot(&self, (): Nothing) -> Outcome<Snapshot> {
        // Before anything is read: what happens meanwhile comes once more as an event.
        let number = self.feed().number();
        let agent = match self.0.handle.snapshot().await {
            Some(snapshot) => AgentView::from(&snapshot),
            None => self.feed().agent().ok_or_else(|| self.failure("unexpected", None, "the agent has ended"))?,
        };
        let status = self.told(self.agent().status())?;
        let firms = self.told(self.firms_here())?;
        let counts = self.told(self.rows())?.counts;
        let messages = self.messages();
        let values = self.agent().values();
        let can_advance = self.surface().can_move_clock();
        let is_sandbox = values.finbox_url.as_ref().is_some_and(|url| is_on_this_computer(url.as_url()))
            || is_on_this_computer(values.silverfin_url.as_url());
        let memory = self.memory();
        Ok(Snapshot {
            number,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            language: messages.language().into(),
            today: self.agent().today(),
            time_zone: values.schedule_time_zone.name().to_owned(),
            computer: self.agent().agent_name(),
            sandbox: is_sandbox.then_some(Sandbox { can_advance }),
            agent,
            activation: status.activation.as_ref().map(Into::into),
            pairing_id: memory.pairing_id.clone(),
            firms,
            login: memory.login.state.in_words(&messages),
            counts,
            settings: self.settings_by_key(),
            secrets: secrets(&memory.secrets),
            autostart: self.surface().autostart(),
            notices: memory.notices.clone(),
            asked_page: self.feed().asked_page(),
        })
    }

    pub(crate) async fn dismiss_notices(&self, (): Nothing) -> Outcome<Nothing> {
        self.memory().notices.clear();
        self.feed().changed(Changed::Day);
        Ok(())
    }
}

fn secrets(known: &BTreeMap<SecretName, SecretState>) -> BTreeMap<String, SecretState> {
    let state = |name: SecretName| known.get(&name).copied().unwrap_or(SecretState::Unknown);
    SecretName::ENTERED.into_iter().map(|name| (name.to_string(), state(name))).collect()
}

fn is_on_this_computer(address: &Url) -> bool {
    address.scheme() == "http" && is_secure(address)
}
