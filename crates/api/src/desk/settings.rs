use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use passerelle_agent::controller::Input;
use passerelle_agent::secrets::{SecretName, VaultError};
use passerelle_agent::settings::{self, SettingKey, SettingsError};
use passerelle_agent::{AgentError, web_options};
use passerelle_transport::web::WebTransport;
use secrecy::{ExposeSecret, SecretString};

use super::Desk;
use crate::input::{Nothing, SecretInput, SettingInput, SwitchInput};
use crate::surface::FileWish;
use crate::view::{Changed, Origin, Outcome, SecretState, Setting, Written};
use crate::{logs, words};

impl From<settings::Setting> for Setting {
    fn from(setting: settings::Setting) -> Self {
        Self {
            key: setting.key.as_str().to_owned(),
            value: setting.value,
            default: setting.default,
            origin: match setting.origin {
                settings::Origin::Default => Origin::Default,
                settings::Origin::Set => Origin::Set,
                settings::Origin::Managed => Origin::Managed,
            },
            kind: setting.key.kind().to_owned(),
        }
    }
}

impl Desk {
    pub(super) fn settings_by_key(&self) -> BTreeMap<String, Setting> {
        let list = self.agent().settings().settings().list();
        list.into_iter().map(|setting| (setting.key.as_str().to_owned(), setting.into())).collect()
    }

    pub(crate) async fn set_setting(&self, input: SettingInput) -> Outcome<Setting> {
        let key = input.key.parse::<SettingKey>().map_err(SettingsError::Unknown);
        let key = self.told(key.map_err(AgentError::Settings))?;
        let value = input.value.filter(|value| !value.trim().is_empty());
        let before = self.agent().settings().settings().setting(key);
        self.keep(key, value.as_deref())?;
        if matches!(key, SettingKey::ProxyMode | SettingKey::ProxyUrl | SettingKey::CertificatesExtraFile) {
            // With a file that holds no certificates nothing would be reached any more.
            self.reach_network_anew(key).or_else(|failure| {
                let before = before.value.as_deref().filter(|_| before.origin == settings::Origin::Set);
                self.keep(key, before).and(Err(failure))
            })?;
        }
        if key == SettingKey::Language {
            self.rename_login_window();
        }
        let settings = self.agent_settings()?;
        self.0.handle.send(Input::SettingsChanged(Box::new(settings))).await;
        self.feed().changed(Changed::Settings);
        Ok(self.agent().settings().settings().setting(key).into())
    }

    fn keep(&self, key: SettingKey, value: Option<&str>) -> Outcome<Nothing> {
        let changed = {
            let mut settings = self.agent().settings();
            match value {
                Some(value) => settings.set(key, value),
                None => settings.reset(key),
            }
        };
        self.told(changed.map_err(AgentError::Settings))
    }

    /// A proxy whose address is still to come changes nothing yet.
    fn reach_network_anew(&self, key: SettingKey) -> Outcome<Nothing> {
        let options = match web_options(&self.agent().values()) {
            Err(AgentError::SettingMissing(_)) => return Ok(()),
            options => self.told(options)?,
        };
        let transport = WebTransport::new(options).map_err(|error| {
            tracing::warn!(causes = %logs::chain(&error), %key, "the network cannot be reached as the settings say");
            self.failure("setting_invalid", None, words::expected(key))
        })?;
        self.0.network.replace(Arc::new(transport));
        Ok(())
    }

    pub(crate) async fn set_secret(&self, input: SecretInput) -> Outcome<Nothing> {
        let entered = input.name.parse::<SecretName>().ok().filter(|name| SecretName::ENTERED.contains(name));
        let name = entered.ok_or_else(|| self.failure("setting_invalid", None, ""))?;
        let secret = input.value.0.expose_secret().trim().to_owned();
        let state = if secret.is_empty() { SecretState::Missing } else { SecretState::Present };
        let kept = match state {
            SecretState::Missing => self.agent().vault().delete(name).await,
            _ => self.agent().vault().set(name, SecretString::from(secret)).await,
        };
        self.told(kept.map_err(AgentError::Vault))?;
        self.memory().secrets.insert(name, state);
        self.feed().changed(Changed::Settings);
        self.agent_changed().await;
        Ok(())
    }

    /// Looks which secrets are there. Waits for a keyring that a person has to unlock, so nobody waits for this.
    pub async fn look_for_secrets(&self) {
        for name in SecretName::ENTERED {
            let mut found = self.agent().vault().get(name).await;
            // Each of these calls waits in line behind the one that a person is being asked for.
            while matches!(found, Err(VaultError::Locked)) && self.agent().vault().is_waiting() {
                found = self.agent().vault().get(name).await;
            }
            let state = match found {
                Ok(Some(_)) => SecretState::Present,
                Ok(None) => SecretState::Missing,
                Err(VaultError::Locked) => SecretState::Unknown,
                Err(error) => {
                    tracing::warn!(%error, %name, "the keyring cannot say whether a secret is there");
                    SecretState::Unknown
                }
            };
            self.memory().secrets.insert(name, state);
        }
        self.feed().changed(Changed::Settings);
    }

    pub(crate) async fn set_autostart(&self, input: SwitchInput) -> Outcome<Nothing> {
        let changed = self.surface().set_autostart(input.on);
        self.feed().changed(Changed::Settings);
        self.desktop(changed)
    }

    pub(crate) async fn choose_folder(&self, (): Nothing) -> Outcome<Written> {
        self.choose_for(SettingKey::FolderPath, FileWish::Folder).await
    }

    pub(crate) async fn choose_certificates(&self, (): Nothing) -> Outcome<Written> {
        self.choose_for(SettingKey::CertificatesExtraFile, FileWish::Certificates).await
    }

    async fn choose_for(&self, key: SettingKey, wish: FileWish) -> Outcome<Written> {
        let Some(path) = self.surface().choose(wish).await else { return Ok(Written { file: None }) };
        let value = path.display().to_string();
        self.set_setting(SettingInput { key: key.as_str().to_owned(), value: Some(value) }).await?;
        Ok(written(Some(&path)))
    }
}

/// What a window is told of a place that a person chose: its name.
pub(super) fn written(path: Option<&Path>) -> Written {
    let name = path.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    Written { file: name }
}
