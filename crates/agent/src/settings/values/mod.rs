//! The kinds of value that a setting can have. Each is read from text, checked once, and printed as it was meant.

mod address;
mod choice;
mod number;
mod text;

pub use address::{ProxyUrl, RedirectUri, ServiceUrl};
pub use choice::{LanguageChoice, MissedNight, NotificationLevel, OwnershipRule, ProxyMode, SourceKind};
pub use number::{Bounded, TimeOfDay};
pub use text::{
    AgentName, ClientId, DocumentFolder, KeyPattern, MappingName, PropertyPart, Scopes, TemplateHandle, WholePath,
};

/// A value that a setting can have. The text form is what a person types and what is shown.
pub(in crate::settings) trait SettingValue: Sized + Clone + PartialEq {
    /// What may be typed, in English.
    const KIND: &'static str;

    /// Reads text; the error says what is wrong with it.
    fn from_text(text: &str) -> Result<Self, String>;

    /// The text that reads to this value again; `None` where nothing is set.
    fn to_text(&self) -> Option<String>;

    /// The form in the file.
    fn to_json(&self) -> serde_json::Value {
        self.to_text().map_or(serde_json::Value::Null, serde_json::Value::String)
    }
}

/// What may be left out: the empty text is nothing.
impl<Value: SettingValue> SettingValue for Option<Value> {
    const KIND: &'static str = Value::KIND;

    fn from_text(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() { Ok(None) } else { Value::from_text(text).map(Some) }
    }

    fn to_text(&self) -> Option<String> {
        self.as_ref().and_then(Value::to_text)
    }

    fn to_json(&self) -> serde_json::Value {
        self.as_ref().map_or(serde_json::Value::Null, Value::to_json)
    }
}
