//! The kinds of value that a setting can have. Each is read from text, checked once, and printed as it was meant.

use std::fmt;
use std::path::PathBuf;

use chrono::{NaiveTime, Timelike};
use passerelle_social_balance::Language;
use url::{Host, Url};

/// A value that a setting can have. The text form is what a person types and what is shown.
pub(super) trait SettingValue: Sized + Clone + PartialEq {
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

/// A choice between words.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in settings.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl SettingValue for $name {
            const KIND: &'static str = choice!(@words $($word),+);

            fn from_text(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text.trim())
                    .ok_or_else(|| format!("must be {}", Self::KIND))
            }

            fn to_text(&self) -> Option<String> { Some(self.as_str().to_owned()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { formatter.pad(self.as_str()) }
        }
    };
    (@words $first:literal $(, $rest:literal)*) => { concat!($first $(, "|", $rest)*) };
}

choice! {
    /// Where sheets come from.
    SourceKind {
        /// An external connection of Finbox.
        Finbox = "finbox",
        /// A folder that files are put into.
        Folder = "folder",
    }
}

choice! {
    /// What is done with rubrics that the payroll does not know first-hand.
    OwnershipRule {
        /// Written like all others.
        Deliver = "deliver",
        /// Written only where nothing stands, or what was delivered earlier still stands unchanged.
        Propose = "propose",
        /// Never written.
        Leave = "leave",
    }
}

choice! {
    /// What happens when the computer was off or asleep for a whole night.
    MissedNight {
        /// The night is caught up once, on waking.
        CatchUp = "catch_up",
        /// The next night does it.
        Skip = "skip",
        /// The accountant is asked.
        Ask = "ask",
    }
}

choice! {
    /// Which notifications are shown.
    NotificationLevel {
        /// One for each sheet, and problems.
        Each = "each",
        /// One for each run, and problems.
        Summary = "summary",
        /// Problems only.
        Problems = "problems",
        /// None at all.
        None = "none",
    }
}

choice! {
    /// How the network is reached.
    ProxyMode {
        /// As the operating system says.
        System = "system",
        /// Directly.
        None = "none",
        /// By the address in `proxy.url`.
        Manual = "manual",
    }
}

/// The language that a person is spoken to in: a fixed one, or the computer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LanguageChoice {
    /// The computer's, or French where Passerelle does not speak it.
    System,
    /// This one.
    Fixed(Language),
}

impl LanguageChoice {
    /// The language to speak, where the computer's own is `locale` ("nl-BE", "de_BE.UTF-8").
    pub fn resolve(self, locale: Option<&str>) -> Language {
        match self {
            Self::Fixed(language) => language,
            Self::System => locale.and_then(|tag| tag.parse().ok()).unwrap_or_default(),
        }
    }
}

impl SettingValue for LanguageChoice {
    const KIND: &'static str = "fr|nl|en|de|system";

    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "system" {
            return Ok(Self::System);
        }
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == text)
            .map(Self::Fixed)
            .ok_or_else(|| format!("must be {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(match self {
            Self::System => "system".to_owned(),
            Self::Fixed(language) => language.tag().to_owned(),
        })
    }
}

/// The address of a service: https, or http on this computer itself. No credentials, no query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceUrl(Url);

impl ServiceUrl {
    /// Checks an address.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = parse_url(text)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            return Err("must begin with https:// (http:// only for this computer itself)".to_owned());
        }
        Ok(Self(url))
    }

    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for ServiceUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0.as_str().trim_end_matches('/'))
    }
}

impl SettingValue for ServiceUrl {
    const KIND: &'static str = "https address";

    fn from_text(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// The address of a proxy. No credentials: they would be a secret in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyUrl(Url);

impl ProxyUrl {
    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

impl SettingValue for ProxyUrl {
    const KIND: &'static str = "http or https address";

    fn from_text(text: &str) -> Result<Self, String> {
        let url = parse_url(text)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("must begin with http:// or https://".to_owned());
        }
        Ok(Self(url))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.as_str().trim_end_matches('/').to_owned())
    }
}

/// Where Silverfin sends the browser after the login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// The address that lets the code stand on a page of Silverfin's own.
    pub const OUT_OF_BAND: &'static str = "urn:ietf:wg:oauth:2.0:oob";

    /// The address as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code stands on Silverfin's own page.
    pub fn is_out_of_band(&self) -> bool {
        self.0 == Self::OUT_OF_BAND
    }
}

impl SettingValue for RedirectUri {
    const KIND: &'static str =
        "urn:ietf:wg:oauth:2.0:oob, an https address, or an http address of this computer itself";

    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == Self::OUT_OF_BAND {
            return Ok(Self(text.to_owned()));
        }
        let url = parse_url(text)?;
        if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("must be {}", Self::KIND))
        }
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

fn parse_url(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text.trim()).map_err(|error| format!("is not an address: {error}"))?;
    if url.host().is_none() || url.cannot_be_a_base() {
        return Err("names no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not hold a query or a fragment".to_owned());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const LOW: u16, const HIGH: u16>(u16);

impl<const LOW: u16, const HIGH: u16> Bounded<LOW, HIGH> {
    /// The number, if it lies between the bounds.
    pub fn new(number: u16) -> Option<Self> {
        (LOW..=HIGH).contains(&number).then_some(Self(number))
    }

    /// The nearest number between the bounds.
    pub(super) const fn nearest(number: u16) -> Self {
        Self(if number < LOW {
            LOW
        } else if number > HIGH {
            HIGH
        } else {
            number
        })
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<const LOW: u16, const HIGH: u16> SettingValue for Bounded<LOW, HIGH> {
    const KIND: &'static str = "whole number";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim()
            .parse()
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| format!("must be a whole number from {LOW} to {HIGH}"))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }

    fn to_json(&self) -> serde_json::Value {
        self.0.into()
    }
}

impl SettingValue for bool {
    const KIND: &'static str = "true|false";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("must be {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn to_json(&self) -> serde_json::Value {
        (*self).into()
    }
}

/// A time of day to the minute, as the clock on the wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(NaiveTime);

impl TimeOfDay {
    /// So many whole minutes after midnight; a day has 1440.
    pub(super) const fn after_midnight(minutes: u32) -> Self {
        match NaiveTime::from_num_seconds_from_midnight_opt(minutes % 1440 * 60, 0) {
            Some(time) => Self(time),
            None => Self(NaiveTime::MIN),
        }
    }

    /// The time.
    pub fn time(self) -> NaiveTime {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl SettingValue for TimeOfDay {
    const KIND: &'static str = "time of day, HH:MM";

    fn from_text(text: &str) -> Result<Self, String> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Self)
            .map_err(|_| "must be a time of day such as 01:30".to_owned())
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl SettingValue for chrono_tz::Tz {
    const KIND: &'static str = "time zone such as Europe/Brussels";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("must be a {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.name().to_owned())
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
