//! What only windows say: mistaken questions, and what the desktop itself could not do. Everything else is in the agent's
//! own words.

use passerelle_agent::AgentError;
use passerelle_agent::messages::{Argument, Messages};
use passerelle_agent::settings::{LanguageChoice, SettingKey, SettingsError};
use passerelle_silverfin::LoginError;
use passerelle_social_balance::Language;

use crate::view::{Failure, Fix};

/// The Fluent file of a language.
pub(crate) fn source(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("../messages/fr.ftl"),
        Language::Dutch => include_str!("../messages/nl.ftl"),
        Language::English => include_str!("../messages/en.ftl"),
        Language::German => include_str!("../messages/de.ftl"),
    }
}

/// A failure in our own words: `title-…`, `detail-…` where there is one, `advice-…` where there is one.
pub(crate) fn failure(code: &str, fix: Option<Fix>, detail: &str, messages: &Messages) -> Failure {
    let name = code.replace('_', "-");
    let arguments = [("detail", Argument::from(detail.to_owned()))];
    let optional = |kind: &str| {
        let key = format!("{kind}-{name}");
        let text = messages.named(&key, &arguments);
        (text != key && !text.trim().is_empty()).then_some(text)
    };
    Failure {
        code: code.to_owned(),
        title: messages.named(&format!("title-{name}"), &[]),
        detail: optional("detail"),
        advice: optional("advice"),
        fix,
        dossier: None,
    }
}

/// What is said of a run is said otherwise to a person who has just asked for something: nothing is tried again by itself.
fn in_answer(failure: Failure, messages: &Messages) -> Failure {
    if failure.code == "network_failed" {
        return Failure { advice: Some(messages.named("advice-network-failed", &[])), ..failure };
    }
    failure
}

/// What a person is told of an error of the agent.
pub(crate) fn failure_of(error: &AgentError, messages: &Messages) -> Failure {
    let said = |code: &str, fix: Option<Fix>| failure(code, fix, &error.to_string(), messages);
    match error {
        AgentError::NotPaired => said("not_paired", Some(Fix::OpenConnection)),
        AgentError::NoLoginBegun => said("no_login_begun", Some(Fix::LogIn)),
        AgentError::AlreadyRunning => said("already_running", None),
        AgentError::UnknownFirm(firm) => failure("firm_unknown", None, &firm.to_string(), messages),
        AgentError::UnknownDossier(_) | AgentError::SeveralDossiers(_) => said("dossier_unknown", None),
        AgentError::UnknownCompany(company) => failure("company_unknown", None, &company.to_string(), messages),
        AgentError::SeveralFirms(_) => said("firm_ambiguous", None),
        AgentError::OtherEnterprise { number, .. } => failure("other_enterprise", None, &number.to_string(), messages),
        AgentError::NothingToReview => said("nothing_to_review", None),
        AgentError::Undecided(_) => said("undecided", None),
        AgentError::Settings(SettingsError::Managed { .. }) => said("setting_managed", None),
        AgentError::Settings(SettingsError::Invalid { key, .. }) => {
            failure("setting_invalid", None, expected(*key), messages)
        }
        AgentError::SettingUnusable { key, .. } if *key != SettingKey::FolderPath => {
            failure("setting_invalid", Some(Fix::OpenPreferences), expected(*key), messages)
        }
        AgentError::Login(LoginError::StateDiffers | LoginError::NotARedirect | LoginError::NotACode) => {
            said("code_unreadable", None)
        }
        AgentError::Login(LoginError::InvalidGrant { .. }) => said("code_lapsed", Some(Fix::LogIn)),
        AgentError::Login(LoginError::FirmMissing) => said("firm_missing", None),
        AgentError::Login(LoginError::FirmNotGranted { firm }) => {
            failure("firm_not_granted", Some(Fix::LogIn), &firm.to_string(), messages)
        }
        other => match other.cause() {
            Some(cause) => in_answer(Failure::of(&cause, None, messages), messages),
            None => said("unexpected", Some(Fix::ExportDiagnostics)),
        },
    }
}

/// Why the program could not begin.
#[derive(Debug, Clone, Copy)]
pub enum NotBegun<'a> {
    /// The agent cannot be opened.
    Agent(&'a AgentError),
    /// The nightly service of the command line holds the home.
    ServiceRuns,
    /// Something that nobody foresaw, in technical terms.
    Other(&'a str),
}

/// A message that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In a few words.
    pub title: String,
    /// All there is to know, and what to do.
    pub text: String,
}

/// What is said of that, in the computer's own language: the settings, which would tell another one, may be what cannot be read.
pub fn not_begun(why: NotBegun<'_>, locale: Option<&str>) -> Told {
    let language = LanguageChoice::System.resolve(locale);
    let messages = Messages::new(language).with_more(source(language));
    let unforeseen = |detail: &str| {
        let failure = failure("not_begun", None, detail, &messages);
        [failure.detail, failure.advice]
    };
    let named = |failure: Failure| {
        let sentence = [Some(failure.title), failure.detail].into_iter().flatten().collect::<Vec<_>>().join(". ");
        [Some(sentence), failure.advice]
    };
    let paragraphs = match why {
        NotBegun::Agent(error) => match error.cause() {
            Some(cause) => named(Failure::of(&cause, None, &messages)),
            None => unforeseen(&error.to_string()),
        },
        NotBegun::ServiceRuns => named(failure("service_runs", None, "", &messages)),
        NotBegun::Other(detail) => unforeseen(detail),
    };
    Told {
        title: messages.named("title-not-begun", &[]),
        text: paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
    }
}

/// What a setting's value has to be, as the message of a wrong one distinguishes it. A key's own name is for files.
pub(crate) fn expected(key: SettingKey) -> &'static str {
    match key {
        SettingKey::FinboxUrl | SettingKey::SilverfinUrl | SettingKey::SilverfinRedirectUri => "address",
        SettingKey::ProxyUrl => "proxy",
        SettingKey::SilverfinBatchSize | SettingKey::SilverfinParallelRequests => "number",
        SettingKey::ScheduleWindowStart
        | SettingKey::ScheduleWindowEnd
        | SettingKey::NotificationsQuietStart
        | SettingKey::NotificationsQuietEnd => "time",
        SettingKey::FolderPath | SettingKey::CertificatesExtraFile => "file",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [&str; 27] = [
        "access_not_given",
        "not_paired",
        "no_login_begun",
        "already_running",
        "firm_unknown",
        "dossier_unknown",
        "company_unknown",
        "firm_ambiguous",
        "other_enterprise",
        "nothing_to_review",
        "undecided",
        "setting_managed",
        "setting_invalid",
        "code_unreadable",
        "code_lapsed",
        "firm_missing",
        "firm_not_granted",
        "firm_unreadable",
        "login_window_certificate",
        "login_window_closed",
        "login_took_too_long",
        "desktop_refused",
        "file_unwritable",
        "not_permitted",
        "not_begun",
        "service_runs",
        "unexpected",
    ];

    #[test]
    fn every_failure_has_words_in_every_language_and_no_word_is_left_over() {
        for language in Language::ALL {
            let messages = Messages::new(language).with_more(source(language));
            for code in CODES {
                let failure = failure(code, None, "XX", &messages);
                assert!(!failure.title.starts_with("title-"), "{language}: {code}");
                assert!(failure.detail.is_some() || failure.advice.is_some(), "{language}: {code} says nothing more");
            }
            for line in source(language).lines().filter(|line| line.contains(" = ") && !line.starts_with([' ', '#'])) {
                let name = line.split(" = ").next().unwrap_or_default();
                let known = CODES.iter().any(|code| {
                    name.split_once('-').is_some_and(|(kind, rest)| {
                        ["title", "detail", "advice"].contains(&kind) && rest == code.replace('_', "-")
                    })
                });
                assert!(known || OTHER_NAMES.contains(&name), "{language}: {name} is said by nobody");
            }
        }
    }

    #[test]
    fn a_wrong_setting_is_spoken_of_in_words_not_by_its_name_in_files() {
        for language in Language::ALL {
            let messages = Messages::new(language).with_more(source(language));
            for key in SettingKey::ALL.iter().copied() {
                let wrong = AgentError::Settings(SettingsError::Invalid { key, reason: "is wrong".to_owned() });
                let unusable = AgentError::SettingUnusable { key, reason: "is wrong".to_owned() };
                // Of a folder that cannot be read, the system's own words are passed on.
                let errors = [Some(wrong), (key != SettingKey::FolderPath).then_some(unusable)];
                for error in errors.into_iter().flatten() {
                    let failure = failure_of(&error, &messages);
                    let text =
                        [Some(failure.title), failure.detail, failure.advice].map(Option::unwrap_or_default).join(" ");
                    for technical in [key.as_str(), "is wrong", "whole path", "HH:MM"] {
                        assert!(!text.contains(technical), "{language}: {text}");
                    }
                }
            }
            let managed = failure("setting_managed", None, "proxy.url", &messages);
            assert!(managed.detail.is_some_and(|detail| !detail.contains("proxy.url")), "{language}");
        }
    }

    #[test]
    fn a_program_that_cannot_begin_says_why_in_the_computers_language() {
        let file = "/home/settings.json".into();
        let unreadable = AgentError::Settings(SettingsError::Unreadable { file, cause: "no JSON".to_owned() });
        let told = |why, locale| {
            let Told { title, text } = not_begun(why, locale);
            format!("{title}\n\n{text}")
        };
        insta::assert_snapshot!(told(NotBegun::Agent(&unreadable), Some("fr-BE")));
        insta::assert_snapshot!(told(NotBegun::ServiceRuns, Some("nl-BE")));
        insta::assert_snapshot!(told(NotBegun::Other("no tray"), Some("de_BE.UTF-8")));
        insta::assert_snapshot!(told(NotBegun::Agent(&AgentError::NotPaired), Some("en")));
        assert_eq!(not_begun(NotBegun::ServiceRuns, None).title, "Passerelle n'a pas pu démarrer");
    }

    const OTHER_NAMES: [&str; 5] = [
        "login-window-title",
        "login-browser-done",
        "login-browser-failed",
        "login-browser-foreign",
        "advice-network-failed",
    ];
}
