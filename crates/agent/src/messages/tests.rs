use std::collections::{BTreeMap, BTreeSet};

use passerelle_silverfin::FirmId;

use super::*;
use crate::problem::{FixAction, SetupFault};

/// One of every reason. A new variant does not compile until it has a place here.
pub(crate) fn reasons() -> Vec<Reason> {
    let (text, service) = (|| "Détail".to_owned(), || "silverfin".to_owned());
    let day: NaiveDate = "2025-12-31".parse().unwrap();
    let all = vec![
        Reason::NoCompany { enterprise_number: "0403019261".to_owned() },
        Reason::SeveralCompanies { enterprise_number: "0403019261".to_owned(), count: 2 },
        Reason::NoEnterpriseNumber,
        Reason::LinkedCompanyGone { company: 12_345 },
        Reason::NoFirmConnected,
        Reason::NoPeriod { end_date: day },
        Reason::YearStartDiffers { sheet: day, silverfin: day },
        Reason::NoTemplate { handle: text() },
        Reason::WorkflowArchived { workflow: text() },
        Reason::WorkflowCompleted { workflow: text() },
        Reason::SeveralTemplates { handle: text(), count: 2 },
        Reason::ChangedInSilverfin { rubrics: vec!["1003".to_owned()] },
        Reason::ChangedInSilverfin { rubrics: vec!["1003".to_owned(); 9] },
        Reason::PeriodLocked { detail: text() },
        Reason::WriteIgnored,
        Reason::NoRight { scope: None, detail: text() },
        Reason::NoRight { scope: Some("financials:write".to_owned()), detail: String::new() },
        Reason::SilverfinRefused { status: 422, detail: text() },
        Reason::UnreadableSheet { detail: text() },
        Reason::SheetContradictsFeed { detail: text() },
        Reason::NetworkFailed { service: service() },
        Reason::CertificateNotTrusted { host: text() },
        Reason::AskedToWait { service: service(), until: None },
        Reason::AskedToWait { service: "finbox".to_owned(), until: Some(DateTime::UNIX_EPOCH) },
        Reason::ServiceUnavailable { service: service(), status: 503 },
        Reason::AnswerGarbled { service: service(), detail: text() },
        Reason::LoginLapsed { firm: text() },
        Reason::OtherPayrollFileMissing { dossier: text() },
        Reason::KeyringLocked,
        Reason::SourceUnauthorised,
        Reason::NoTrustworthyAnswer { detail: text() },
    ];
    for reason in &all {
        match reason {
            Reason::NoCompany { .. }
            | Reason::SeveralCompanies { .. }
            | Reason::NoEnterpriseNumber
            | Reason::LinkedCompanyGone { .. }
            | Reason::NoFirmConnected
            | Reason::NoPeriod { .. }
            | Reason::YearStartDiffers { .. }
            | Reason::NoTemplate { .. }
            | Reason::WorkflowArchived { .. }
            | Reason::WorkflowCompleted { .. }
            | Reason::SeveralTemplates { .. }
            | Reason::ChangedInSilverfin { .. }
            | Reason::PeriodLocked { .. }
            | Reason::WriteIgnored
            | Reason::NoRight { .. }
            | Reason::SilverfinRefused { .. }
            | Reason::UnreadableSheet { .. }
            | Reason::SheetContradictsFeed { .. }
            | Reason::NetworkFailed { .. }
            | Reason::CertificateNotTrusted { .. }
            | Reason::AskedToWait { .. }
            | Reason::ServiceUnavailable { .. }
            | Reason::AnswerGarbled { .. }
            | Reason::LoginLapsed { .. }
            | Reason::OtherPayrollFileMissing { .. }
            | Reason::KeyringLocked
            | Reason::SourceUnauthorised
            | Reason::NoTrustworthyAnswer { .. } => {}
        }
    }
    all
}

fn faults() -> Vec<SetupFault> {
    let text = || "Détail".to_owned();
    vec![
        SetupFault::AccessKeyMissing,
        SetupFault::FinboxAddressMissing,
        SetupFault::FolderMissing,
        SetupFault::FolderUnusable { folder: text(), detail: text() },
        SetupFault::NotActive,
        SetupFault::StartDateNotToday,
        SetupFault::PairingMistyped,
        SetupFault::PairingUnknown,
        SetupFault::PairingRevoked,
        SetupFault::TooManyTries { until: None },
        SetupFault::TooManyTries { until: Some(DateTime::UNIX_EPOCH) },
        SetupFault::LeaseHeld { holder: text(), until: DateTime::UNIX_EPOCH },
        SetupFault::ClientMissing,
        SetupFault::ClientUnknown,
        SetupFault::LoginCancelled,
        SetupFault::LoginRefused { detail: text() },
        SetupFault::WrongFirm { wanted: FirmId(1), granted: FirmId(2) },
        SetupFault::NotAdministrator,
        SetupFault::KeyringMissing { detail: text() },
        SetupFault::SecretDamaged { detail: text() },
        SetupFault::SettingsUnreadable { detail: text() },
        SetupFault::PolicyUnreadable { detail: text() },
        SetupFault::MappingUnusable { detail: text() },
        SetupFault::JournalUnusable { detail: text() },
        SetupFault::DiskFull,
        SetupFault::HomeReadOnly { detail: text() },
    ]
}

/// One of every cause.
pub(crate) fn causes() -> Vec<Cause> {
    reasons().into_iter().map(Cause::Sheet).chain(faults().into_iter().map(Cause::Setup)).collect()
}

/// The messages of a file, each with the names of its arguments, read without the library.
fn messages_in(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source(language).lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
            key = name.to_owned();
            assert!(messages.insert(key.clone(), BTreeSet::new()).is_none(), "{language}: {key} stands twice");
        }
        for piece in line.split('$').skip(1) {
            let name: String = piece.chars().take_while(|one| one.is_ascii_alphanumeric() || *one == '_').collect();
            messages.get_mut(&key).unwrap().insert(name);
        }
    }
    messages
}

#[test]
fn every_language_has_exactly_the_messages_that_are_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, arguments) in keys::ALL {
        used.insert(key.as_str().to_owned(), arguments.iter().map(|name| (*name).to_owned()).collect());
    }
    let others = SheetState::ALL.iter().map(|state| format!("state-{}", state.as_str().replace('_', "-")));
    let coded = causes().into_iter().flat_map(|cause| {
        let code = cause.code().replace('_', "-");
        ["title", "reason", "fix"].map(|kind| format!("{kind}-{code}"))
    });
    let names: BTreeSet<String> = used.keys().cloned().chain(others).chain(coded).collect();
    for language in Language::ALL {
        FluentResource::try_new(source(language).to_owned()).map_err(|(_, errors)| errors).unwrap();
        let messages = messages_in(language);
        assert_eq!(messages.keys().cloned().collect::<BTreeSet<_>>(), names, "{language}");
        for (key, arguments) in &used {
            assert_eq!(&messages[key], arguments, "{language} {key}");
        }
    }
}

#[test]
fn every_message_formats_in_every_language_with_all_that_it_needs() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let formatted = |key: &str, arguments: &[(&str, Argument<'_>)]| {
            let text = messages.format(key, arguments).unwrap_or_else(|faults| panic!("{language} {key}: {faults:?}"));
            assert!(!text.is_empty() && !text.contains(['{', '$', '\u{2068}']), "{language} {key}: {text}");
            text
        };
        for (key, names) in keys::ALL {
            for count in [0_u64, 1, 2, 37] {
                let arguments: Vec<(&str, Argument<'_>)> = names.iter().map(|name| (*name, count.into())).collect();
                formatted(key.as_str(), &arguments);
            }
        }
        for state in SheetState::ALL {
            formatted(&format!("state-{}", state.as_str().replace('_', "-")), &[]);
        }
        for cause in causes() {
            let arguments = messages.arguments_of(&cause);
            for kind in ["title", "reason", "fix"] {
                formatted(&format!("{kind}-{}", cause.code().replace('_', "-")), &arguments);
            }
            let sentences = [messages.title(&cause), messages.reason(&cause), messages.fix(&cause)].join(" ");
            for (name, value) in &arguments {
                if let Argument::String(text) = value
                    && text != "none"
                {
                    assert!(sentences.contains(text.as_ref()), "{language} {}: {name} is not told", cause.code());
                }
            }
        }
        for action in FixAction::ALL {
            assert!(!action.label(&messages).starts_with("action-"));
        }
    }
}

#[test]
fn the_languages_differ() {
    let all = Language::ALL.map(|language| Messages::new(language).text(keys::TRAY_QUIT, &[]));
    assert_eq!(all, ["Quitter Passerelle", "Passerelle afsluiten", "Quit Passerelle", "Passerelle beenden"]);
}

#[test]
fn one_and_many_are_told_apart() {
    let reason = |count: usize| {
        let rubrics = (0..count).map(|number| format!("100{number}")).collect();
        Messages::new(Language::French).sheet_reason(&Reason::ChangedInSilverfin { rubrics })
    };
    insta::assert_snapshot!(reason(1), @"Une rubrique a été modifiée dans Silverfin (1000), et le bilan dit autre chose.");
    insta::assert_snapshot!(reason(2), @"2 rubriques ont été modifiées dans Silverfin (1000, 1001), et le bilan dit autre chose.");
    insta::assert_snapshot!(reason(10), @"10 rubriques ont été modifiées dans Silverfin (1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, …), et le bilan dit autre chose.");
}

#[test]
fn a_moment_is_told_in_the_offices_time() {
    let instant: DateTime<Utc> = "2026-11-24T01:14:00Z".parse().unwrap();
    let told = Language::ALL.map(|language| Messages::new(language).moment(instant));
    assert_eq!(told, ["24/11 à 02:14", "24/11 om 02:14", "24/11 at 02:14", "24.11. um 02:14"]);
    assert_eq!(Messages::new(Language::English).in_zone(Tz::UTC).moment(instant), "24/11 at 01:14");
}
