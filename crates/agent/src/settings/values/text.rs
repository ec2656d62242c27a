use std::fmt;
use std::path::PathBuf;

use super::SettingValue;

/// A short text that obeys a rule of its own.
macro_rules! text {
    ($(#[$meta:meta])* $name:ident, $kind:literal, $longest:literal, $rule:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks a text.
            pub fn parse(text: &str) -> Result<Self, String> {
                let text = text.trim();
                let rule: fn(&str) -> bool = $rule;
                if text.is_empty() || text.chars().count() > $longest || text.contains(char::is_control) || !rule(text) {
                    return Err(format!("must be a {} of at most {} characters", $kind, $longest));
                }
                Ok(Self(text.to_owned()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl SettingValue for $name {
            const KIND: &'static str = $kind;

            fn from_text(text: &str) -> Result<Self, String> { Self::parse(text) }

            fn to_text(&self) -> Option<String> { Some(self.0.clone()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { formatter.pad(&self.0) }
        }
    };
}

text! {
    /// Part of a property's address. Silverfin allows no dot in it.
    PropertyPart, "text without dots or spaces", 100, |text| !text.contains(['.', ' '])
}
text! {
    /// The key of each rubric, with `{rubric}` where the rubric's code goes. No dot.
    KeyPattern, "text without dots or spaces in which {rubric} stands once", 100, |text| {
        !text.contains(['.', ' ']) && text.matches("{rubric}").count() == 1
    }
}
text! {
    /// What identifies a template across client files.
    TemplateHandle, "template handle", 200, |_| true
}
text! {
    /// What Silverfin knows the office's program by.
    ClientId, "client id", 400, |text| text.chars().all(|character| character.is_ascii_graphic())
}
text! {
    /// The rights that a login asks for, with spaces between.
    Scopes, "list of scopes with spaces between", 400, |text| {
        text.chars().all(|character| character.is_ascii_lowercase() || matches!(character, ':' | '_' | ' '))
    }
}
text! {
    /// The name of a mapping in the home: letters, digits, `-` and `_`.
    MappingName, "name made of letters, digits, - and _", 60, |text| {
        text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
    }
}
text! {
    /// The name of a folder among the permanent documents.
    DocumentFolder, "folder name without slashes", 100, |text| !text.contains(['/', '\\'])
}
text! {
    /// What this computer is called among the desktops of one connection.
    AgentName, "name", 100, |_| true
}

impl KeyPattern {
    /// The key of one rubric.
    pub fn key(&self, code: passerelle_social_balance::RubricCode) -> String {
        self.0.replace("{rubric}", code.as_str())
    }
}

/// A folder or file by its whole path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholePath(PathBuf);

impl WholePath {
    /// The path.
    pub fn as_path(&self) -> &std::path::Path {
        &self.0
    }
}

impl SettingValue for WholePath {
    const KIND: &'static str = "whole path";

    fn from_text(text: &str) -> Result<Self, String> {
        let path = PathBuf::from(text);
        if path.is_absolute() && !text.contains('\0') {
            Ok(Self(path))
        } else {
            Err("must be a whole path, from the root of the disk on".to_owned())
        }
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.to_string_lossy().into_owned())
    }
}
