//! What a person or an office can set: defaults, differences from them in a file, and the office's policy on top.
//!
//! Every key has a name, a type that admits only right values, a default and a description. Secrets are no settings.

mod keys;
mod layers;
mod store;
mod values;

pub use keys::{SettingKey, Values};
pub use layers::{Origin, Setting, Settings};
pub use store::{SettingsError, SettingsStore, SettingsWarning};
pub use values::{
    AgentName, Bounded, ClientId, DocumentFolder, KeyPattern, LanguageChoice, MappingName, MissedNight,
    NotificationLevel, OwnershipRule, PropertyPart, ProxyMode, ProxyUrl, RedirectUri, Scopes, ServiceUrl, SourceKind,
    TemplateHandle, TimeOfDay, WholePath,
};
