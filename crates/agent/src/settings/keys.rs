//! The table of settings: key, type, default, description.

use std::fmt;
use std::str::FromStr;

use chrono_tz::Tz;

use super::values::{
    AgentName, Bounded, ClientId, DocumentFolder, KeyPattern, LanguageChoice, MappingName, MissedNight,
    NotificationLevel, OwnershipRule, PropertyPart, ProxyMode, ProxyUrl, RedirectUri, Scopes, ServiceUrl, SettingValue,
    SourceKind, TemplateHandle, TimeOfDay, WholePath,
};

/// A built-in default, written as a person would type it.
#[allow(clippy::expect_used, reason = "the texts are constants of this file, and a test reads every one of them")]
fn text<Value: SettingValue>(text: &str) -> Value {
    Value::from_text(text).expect("a built-in default is right")
}

macro_rules! settings {
    ($($variant:ident, $field:ident: $kind:ty, $name:literal, $default:expr, $description:literal;)+) => {
        /// The name of a setting.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SettingKey { $(#[doc = $description] $variant),+ }

        /// A value for every setting.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Values { $(#[doc = $description] pub $field: $kind),+ }

        impl SettingKey {
            /// All of them, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The dotted name: "finbox.url".
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it does, in English.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description),+ }
            }

            /// What may be typed, in English.
            pub fn kind(self) -> &'static str {
                match self { $(Self::$variant => <$kind as SettingValue>::KIND),+ }
            }
        }

        impl Default for Values {
            fn default() -> Self {
                Self { $($field: $default),+ }
            }
        }

        impl Values {
            /// A setting's value as text; `None` where nothing is set.
            pub fn text(&self, key: SettingKey) -> Option<String> {
                match key { $(SettingKey::$variant => self.$field.to_text()),+ }
            }

            pub(super) fn json(&self, key: SettingKey) -> serde_json::Value {
                match key { $(SettingKey::$variant => self.$field.to_json()),+ }
            }

            /// Takes a value from text; the error says what is wrong with it.
            pub(super) fn set(&mut self, key: SettingKey, text: &str) -> Result<(), String> {
                match key { $(SettingKey::$variant => self.$field = SettingValue::from_text(text)?),+ }
                Ok(())
            }

            pub(super) fn take(&mut self, key: SettingKey, from: &Self) {
                match key { $(SettingKey::$variant => self.$field = from.$field.clone()),+ }
            }

            pub(super) fn same(&self, key: SettingKey, other: &Self) -> bool {
                match key { $(SettingKey::$variant => self.$field == other.$field),+ }
            }
        }
    };
}

settings! {
    Language, language: LanguageChoice, "language", LanguageChoice::System,
        "The language of windows, tray, notifications and messages.";
    Source, source: SourceKind, "source", SourceKind::Finbox,
        "Where sheets come from: an external connection of Finbox, or a watched folder.";
    FinboxUrl, finbox_url: Option<ServiceUrl>, "finbox.url", None,
        "The address of Finbox; /v1/... lies below it.";
    FolderPath, folder_path: Option<WholePath>, "folder.path", None,
        "The watched folder, where the source is a folder.";
    SilverfinUrl, silverfin_url: ServiceUrl, "silverfin.url", text("https://live.getsilverfin.com"),
        "The address of Silverfin; /oauth/... and /api/v4/... lie below it.";
    SilverfinClientId, silverfin_client_id: Option<ClientId>, "silverfin.client_id", None,
        "The client id that Silverfin issued to the office. Its secret is no setting: see `secret set`.";
    SilverfinRedirectUri, silverfin_redirect_uri: RedirectUri, "silverfin.redirect_uri", text(RedirectUri::OUT_OF_BAND),
        "Where Silverfin sends the browser after the login, as registered with Silverfin.";
    SilverfinScopes, silverfin_scopes: Scopes, "silverfin.scopes",
        text("user:profile administration:read financials:read financials:write workflows:read permanent_documents:read permanent_documents:write"),
        "The rights that a login to Silverfin asks for.";
    SilverfinBatchSize, silverfin_batch_size: Bounded<3, 500>, "silverfin.batch_size", Bounded::nearest(200),
        "How many properties go into one request, from 1 to 500.";
    SilverfinParallelRequests, silverfin_parallel_requests: Bounded<1, 8>, "silverfin.parallel_requests", Bounded::nearest(4),
        "How many requests may be under way at once, from 1 to 8. Never two writes in one client file.";
    MappingHandle, mapping_handle: TemplateHandle, "mapping.handle", text("social_balance_sheet"),
        "The handle of the template that the figures go into.";
    MappingNamespace, mapping_namespace: PropertyPart, "mapping.namespace", text("social_balance_integration"),
        "The namespace of the figures' properties.";
    MappingKey, mapping_key: KeyPattern, "mapping.key", text("code_{rubric}"),
        "The key of each figure's property; {rubric} stands for the rubric's code.";
    MappingFile, mapping_file: Option<MappingName>, "mapping.file", None,
        "The name of a recorded mapping, which then counts instead of the three settings above.";
    OwnershipPersonnelCosts, ownership_personnel_costs: OwnershipRule, "ownership.personnel_costs", OwnershipRule::Propose,
        "Personnel costs and benefits (102x, 1033), which the books know first-hand.";
    OwnershipTemporaryStaff, ownership_temporary_staff: OwnershipRule, "ownership.temporary_staff", OwnershipRule::Propose,
        "Temporary staff (150x to 152x), which invoices know first-hand.";
    OwnershipTraining, ownership_training: OwnershipRule, "ownership.training", OwnershipRule::Propose,
        "Training (58xx), which is often registered elsewhere.";
    OwnershipPrecedingYear, ownership_preceding_year: OwnershipRule, "ownership.preceding_year", OwnershipRule::Propose,
        "The preceding year's column, which last year's filing knows first-hand.";
    DocumentsPdf, documents_pdf: bool, "documents.pdf", false,
        "Whether each sheet's PDF goes into the client file's permanent documents.";
    DocumentsFolder, documents_folder: DocumentFolder, "documents.folder", text("Bilan social"),
        "The folder among the permanent documents that the PDF goes into.";
    ScheduleWindowStart, schedule_window_start: TimeOfDay, "schedule.window_start", TimeOfDay::after_midnight(60),
        "When the nightly window begins.";
    ScheduleWindowEnd, schedule_window_end: TimeOfDay, "schedule.window_end", TimeOfDay::after_midnight(5 * 60),
        "When the nightly window ends. Before its beginning: on the next morning.";
    ScheduleTimeZone, schedule_time_zone: Tz, "schedule.time_zone", Tz::Europe__Brussels,
        "The office's time zone.";
    ScheduleMissedNight, schedule_missed_night: MissedNight, "schedule.missed_night", MissedNight::CatchUp,
        "What happens when the computer was off or asleep for a whole night.";
    NotificationsLevel, notifications_level: NotificationLevel, "notifications.level", NotificationLevel::Each,
        "Which notifications are shown.";
    NotificationsQuietStart, notifications_quiet_start: Option<TimeOfDay>, "notifications.quiet_start", None,
        "When the quiet hours begin, in which no notification is shown.";
    NotificationsQuietEnd, notifications_quiet_end: Option<TimeOfDay>, "notifications.quiet_end", None,
        "When the quiet hours end; what was held back is shown then.";
    ProxyMode, proxy_mode: ProxyMode, "proxy.mode", ProxyMode::System,
        "How the network is reached.";
    ProxyUrl, proxy_url: Option<ProxyUrl>, "proxy.url", None,
        "The proxy's address, where proxy.mode is manual.";
    CertificatesExtraFile, certificates_extra_file: Option<WholePath>, "certificates.extra_file", None,
        "A PEM file with certificates that are trusted besides the operating system's.";
    AgentName, agent_name: Option<AgentName>, "agent.name", None,
        "What this computer is called among the desktops of one connection; by default the computer's own name.";
}

impl fmt::Display for SettingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// No setting is known by this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no setting {0:?}")]
pub struct UnknownSetting(pub String);

impl FromStr for SettingKey {
    type Err = UnknownSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|key| key.as_str() == text).ok_or_else(|| UnknownSetting(text.to_owned()))
    }
}
