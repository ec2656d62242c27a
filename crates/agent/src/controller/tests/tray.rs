use super::*;
use crate::schedule::PauseWish;
use crate::settings::MissedNight;

/// The tray as lines: icon, tooltip, menu. What cannot be clicked stands in brackets.
fn drawn(state: &AgentState, messages: &Messages) -> String {
    let tray = Tray::of(state, messages, morning());
    let mut lines = vec![format!("{:?}: {}", tray.icon, tray.tooltip.replace('\n', " / "))];
    for entry in tray.menu {
        match entry {
            Entry::Line(text) => lines.push(format!("[{text}]")),
            Entry::Item(item) if item.enabled => lines.push(item.label),
            Entry::Item(item) => lines.push(format!("[{}]", item.label)),
            Entry::Submenu { label, items } => {
                let items: Vec<_> = items.into_iter().map(|item| item.label).collect();
                lines.push(format!("{label} > {}", items.join(" | ")));
            }
        }
    }
    lines.join("\n")
}

fn settled_state() -> AgentState {
    state_of(settled(), morning()).0
}

#[test]
fn all_is_well() {
    insta::assert_snapshot!(drawn(&settled_state(), &french()), @"
    UpToDate: Passerelle · À jour · dernière synchronisation 24/11 à 02:14
    [À jour · dernière synchronisation 24/11 à 02:14]
    Synchroniser maintenant
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn nothing_is_connected_yet() {
    let (state, _) = state_of(Standing::default(), morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    NotConnected: Passerelle · Pas de connexion
    [Pas de connexion]
    [Synchroniser maintenant]
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn a_run_is_under_way() {
    let mut state = settled_state();
    state.take(Input::SyncNow, &french(), morning());
    state.take(Input::RunProgress(RunProgress { done: 12, total: 40 }), &french(), morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    AtWork: Passerelle · Synchronisation en cours… 12 sur 40 / Dernière synchronisation 24/11 à 02:14
    [Synchronisation en cours… 12 sur 40]
    [Synchroniser maintenant]
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn dossiers_wait() {
    let (state, _) = state_of(Standing { waiting: 3, ..settled() }, morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    WaitingForYou: Passerelle · 3 dossiers attendent votre décision / Dernière synchronisation 24/11 à 02:14
    [3 dossiers attendent votre décision]
    Synchroniser maintenant
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Dossiers à traiter (3)…
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn somebody_paused() {
    let mut state = settled_state();
    state.take(Input::Pause(PauseWish::HalfAnHour), &french(), morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    Paused: Passerelle · En pause jusqu'au 24/11 à 10:30 / Dernière synchronisation 24/11 à 02:14
    [En pause jusqu'au 24/11 à 10:30]
    Synchroniser maintenant
    Reprendre
    Paramètres…
    Quitter Passerelle
    ");
    state.take(Input::Pause(PauseWish::UntilResumed), &french(), morning());
    assert!(drawn(&state, &french()).contains("[En pause jusqu'à la reprise]"));
}

#[test]
fn the_login_has_lapsed() {
    let (state, _) = state_of(Standing { trouble: Some(login_lapsed()), waiting: 1, ..settled() }, morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    WaitingForYou: Passerelle · Reconnexion à Silverfin nécessaire / Dernière synchronisation 24/11 à 02:14
    [Reconnexion à Silverfin nécessaire]
    Synchroniser maintenant
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Dossiers à traiter (1)…
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn the_network_is_gone_for_a_while() {
    let trouble = Some(Cause::Sheet(Reason::NetworkFailed { service: "finbox".to_owned() }));
    let retry_at = Some(instant("2026-11-24T09:05:00Z"));
    let (state, _) = state_of(Standing { retry_at, trouble, ..settled() }, morning());
    let first_lines: Vec<String> = drawn(&state, &french()).lines().take(2).map(str::to_owned).collect();
    insta::assert_snapshot!(first_lines.join("\n"), @"
    NotConnected: Passerelle · Finbox injoignable · nouvel essai 24/11 à 10:05 / Dernière synchronisation 24/11 à 02:14
    [Finbox injoignable · nouvel essai 24/11 à 10:05]
    ");
}

#[test]
fn a_night_was_missed_and_somebody_decides() {
    let mut state = AgentState::new(AgentSettings { missed_night: MissedNight::Ask, ..settings() }, Pause::Not);
    let standing = Standing { nights: [].into(), ..settled() };
    state.take(Input::Standing(Box::new(standing)), &french(), morning());
    insta::assert_snapshot!(drawn(&state, &french()), @"
    WaitingForYou: Passerelle · La nuit du 24/11 a été manquée / Dernière synchronisation 24/11 à 02:14
    [La nuit du 24/11 a été manquée]
    Synchroniser maintenant
    Rattraper la nuit du 24/11
    Ne pas la rattraper
    Mettre en pause > 30 minutes | Jusqu'à demain | Jusqu'à la reprise
    Paramètres…
    Quitter Passerelle
    ");
}

#[test]
fn every_language_draws_it() {
    let (state, _) = state_of(Standing { waiting: 3, ..settled() }, morning());
    let drawn = Language::ALL.map(|language| drawn(&state, &Messages::new(language)));
    assert!(drawn.iter().all(|text| text.lines().count() == 7 && !text.contains("tray-")));
}

#[test]
fn a_click_comes_back_as_what_it_means() {
    let mut state = settled_state();
    state.take(Input::Pause(PauseWish::UntilResumed), &french(), morning());
    let mut items = Vec::new();
    for state in [settled_state(), state] {
        for entry in Tray::of(&state, &french(), morning()).menu {
            match entry {
                Entry::Line(_) => {}
                Entry::Item(item) => items.push(item),
                Entry::Submenu { items: inner, .. } => items.extend(inner),
            }
        }
    }
    items.push(Item { label: String::new(), event: TrayEvent::CatchUp(day("2026-11-24")), enabled: true });
    for item in items {
        assert_eq!(TrayEvent::from_id(&item.event.id()), Some(item.event));
    }
    assert_eq!(TrayEvent::from_id("garbage"), None);
    assert_eq!(TrayEvent::PauseUntilTomorrow.input(), Input::Pause(PauseWish::UntilTomorrow));
}

#[test]
fn a_tooltip_is_short_enough_for_windows() {
    let firm = "x".repeat(300);
    let trouble = Some(Cause::Sheet(Reason::NetworkFailed { service: firm }));
    let (state, _) = state_of(Standing { trouble, ..settled() }, morning());
    assert_eq!(Tray::of(&state, &french(), morning()).tooltip.chars().count(), 127);
}
