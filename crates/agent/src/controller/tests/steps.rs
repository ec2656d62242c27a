//! What follows from each input: pure.

use std::sync::LazyLock;

use chrono::{Duration, NaiveTime};

use super::*;
use crate::schedule::{PauseWish, RunKind};
use crate::settings::{MissedNight, TimeOfDay};
use crate::shell::{Exit, Page};

fn take(state: &mut AgentState, input: Input, now: DateTime<Utc>) -> Vec<Effect> {
    static MESSAGES: LazyLock<Messages> = LazyLock::new(french);
    state.take(input, &MESSAGES, now)
}

fn night_order(kind: RunKind, night: &str) -> RunOrder {
    RunOrder { kind, night: Some(day(night)) }
}

fn finished(summary: RunSummary) -> Input {
    Input::RunFinished(Box::new(summary))
}

#[test]
fn nothing_runs_before_it_is_known_how_things_stand() {
    let mut state = AgentState::new(settings(), Pause::Not);
    assert_eq!(take(&mut state, Input::Tick, morning()), [Effect::ReadStanding]);
    assert_eq!(take(&mut state, Input::Tick, morning()), [], "it is being read already");
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), morning()), []);
}

#[test]
fn the_night_begins_by_itself_on_fresh_knowledge() {
    let (mut state, effects) = state_of(settled(), morning());
    assert_eq!(effects, []);
    let start = state.settings().window.start(day("2026-11-25"));
    let mut now = morning();
    let mut reads = 0;
    while now < start {
        for effect in take(&mut state, Input::Tick, now) {
            assert_eq!(effect, Effect::ReadStanding);
            reads += 1;
            assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), now), []);
        }
        now += Duration::seconds(10);
    }
    assert!(reads > 600, "other processes write the journal too");
    assert_eq!(take(&mut state, Input::Tick, now), [Effect::ReadStanding]);
    let order = night_order(RunKind::Scheduled, "2026-11-25");
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), now), [Effect::StartRun(order)]);
    assert_eq!(take(&mut state, Input::Tick, now), [], "one at a time");
    assert_eq!(take(&mut state, Input::SyncNow, now), []);
}

#[test]
fn a_missed_night_is_caught_up_once_the_network_has_had_its_moment() {
    let (mut state, _) = state_of(settled(), morning());
    take(&mut state, Input::Tick, morning());
    let waking = instant("2026-11-27T07:41:00Z");
    assert_eq!(take(&mut state, Input::Tick, waking), [Effect::ReadStanding]);
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), waking), [], "just woken");
    let later = waking + Duration::seconds(30);
    assert_eq!(take(&mut state, Input::Tick, later), [Effect::ReadStanding]);
    let order = night_order(RunKind::CatchUp, "2026-11-27");
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), later), [Effect::StartRun(order)]);
}

#[test]
fn a_clock_that_is_set_back_does_not_hold_the_nights_back_until_it_has_caught_up() {
    let (mut state, _) = state_of(settled(), instant("2026-11-28T09:00:00Z"));
    take(&mut state, finished(RunSummary::default()), instant("2026-11-28T09:00:00Z"));
    take(&mut state, Input::Standing(Box::new(settled())), instant("2026-11-28T09:00:00Z"));
    let night = instant("2026-11-25T03:50:00Z");
    assert_eq!(take(&mut state, Input::Tick, night), [Effect::ReadStanding]);
    let order = night_order(RunKind::Scheduled, "2026-11-25");
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), night), [Effect::StartRun(order)]);
}

#[test]
fn a_run_that_noted_nothing_is_not_begun_again_at_once() {
    let (mut state, effects) = state_of(Standing { nights: [].into(), ..settled() }, morning());
    assert_eq!(effects.len(), 1);
    let broken = RunSummary { is_broken: true, ..RunSummary::default() };
    assert_eq!(take(&mut state, finished(broken), morning()), [Effect::ReadStanding]);
    let unchanged = || Input::Standing(Box::new(Standing { nights: [].into(), ..settled() }));
    assert_eq!(take(&mut state, unchanged(), morning()), []);
    let soon = morning() + Duration::minutes(14);
    assert_eq!(take(&mut state, Input::Changed, soon), [Effect::ReadStanding]);
    assert_eq!(take(&mut state, unchanged(), soon), []);
    let later = morning() + Duration::minutes(15);
    assert_eq!(take(&mut state, Input::Changed, later), [Effect::ReadStanding]);
    assert!(matches!(take(&mut state, unchanged(), later).as_slice(), [Effect::StartRun(_)]));
}

#[test]
fn what_kept_a_run_from_its_work_is_said_until_a_run_does_its_work() {
    let (mut state, _) = state_of(settled(), morning());
    let locked = Cause::Sheet(crate::Reason::KeyringLocked);
    let broken = RunSummary { troubles: vec![locked.clone()], is_broken: true, ..RunSummary::default() };
    take(&mut state, finished(broken), morning());
    take(&mut state, Input::Standing(Box::new(settled())), morning());
    assert_eq!(Headline::of(&state, morning()), Headline::Trouble { cause: locked, retry_at: None });
    take(&mut state, finished(RunSummary::default()), morning());
    take(&mut state, Input::Standing(Box::new(settled())), morning());
    assert!(matches!(Headline::of(&state, morning()), Headline::UpToDate(_)));
}

#[test]
fn what_changes_while_it_is_read_is_read_again() {
    let mut state = AgentState::new(settings(), Pause::Not);
    assert_eq!(take(&mut state, Input::Changed, morning()), [Effect::ReadStanding]);
    assert_eq!(take(&mut state, Input::Changed, morning()), []);
    let old = Standing { nights: [].into(), ..settled() };
    assert_eq!(
        take(&mut state, Input::Standing(Box::new(old)), morning()),
        [Effect::ReadStanding],
        "nothing begins on it"
    );
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), morning()), []);
}

#[test]
fn a_pause_stops_the_run_and_ends_by_itself() {
    let (mut state, _) = state_of(settled(), morning());
    take(&mut state, Input::Tick, morning());
    assert_eq!(take(&mut state, Input::SyncNow, morning()).len(), 1);
    let until = morning() + Duration::minutes(30);
    let effects = take(&mut state, Input::Pause(PauseWish::HalfAnHour), morning());
    assert_eq!(effects, [Effect::RememberPause(Pause::Until(until)), Effect::CancelRun]);
    take(&mut state, finished(RunSummary::default()), morning());
    take(&mut state, Input::Standing(Box::new(Standing { nights: [].into(), ..settled() })), morning());
    assert!(state.current_run().is_none(), "nothing begins by itself");
    for minute in 1..30 {
        let now = morning() + Duration::minutes(minute);
        assert!(!take(&mut state, Input::Tick, now).contains(&Effect::RememberPause(Pause::Not)));
        take(&mut state, Input::Standing(Box::new(settled())), now);
    }
    assert_eq!(take(&mut state, Input::Tick, until), [Effect::RememberPause(Pause::Not), Effect::ReadStanding]);
}

#[test]
fn somebody_may_want_a_run_during_a_pause_but_not_before_anything_is_connected() {
    let (mut state, _) = state_of(settled(), morning());
    take(&mut state, Input::Pause(PauseWish::UntilResumed), morning());
    let manual = RunOrder { kind: RunKind::Manual, night: None };
    assert_eq!(take(&mut state, Input::SyncNow, morning()), [Effect::StartRun(manual)]);
    let (mut state, _) = state_of(Standing::default(), morning());
    assert_eq!(take(&mut state, Input::SyncNow, morning()), [Effect::OpenPage(Page::Connection)]);
}

#[test]
fn a_missed_night_waits_for_the_answer() {
    let asking = AgentSettings { missed_night: MissedNight::Ask, ..settings() };
    let missed = || Input::Standing(Box::new(Standing { nights: [].into(), ..settled() }));
    let asked = || {
        let mut state = AgentState::new(asking.clone(), Pause::Not);
        let effects = take(&mut state, missed(), morning());
        (state, effects)
    };
    let (mut state, effects) = asked();
    assert!(matches!(effects.as_slice(), [Effect::Notify(notice)] if notice.title == "Nuit manquée"));
    assert_eq!(take(&mut state, missed(), morning()), [], "asked once");
    let night = day("2026-11-24");
    assert_eq!(take(&mut state, Input::SkipNight { night }, morning()), [Effect::SkipNight(night)]);
    assert_eq!(state.missed_night(), None);
    let (mut state, _) = asked();
    let order = night_order(RunKind::CatchUp, "2026-11-24");
    assert_eq!(take(&mut state, Input::CatchUp { night }, morning()), [Effect::StartRun(order)]);
}

#[test]
fn notices_wait_for_the_end_of_the_quiet_hours() {
    let time = |hour| TimeOfDay::new(NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
    let quiet_hours = Some(QuietHours { start: time(22), end: time(7) });
    let mut state = AgentState::new(AgentSettings { quiet_hours, ..settings() }, Pause::Not);
    let night = instant("2026-11-24T02:00:00Z");
    let summary = RunSummary { synced: vec![synced(1)], ..RunSummary::default() };
    assert_eq!(take(&mut state, finished(summary), night), [Effect::ReadStanding]);
    assert_eq!(take(&mut state, Input::Standing(Box::new(settled())), night), []);
    let almost = instant("2026-11-24T05:59:59Z");
    assert!(!take(&mut state, Input::Tick, almost).iter().any(|effect| matches!(effect, Effect::Notify(_))));
    let up = instant("2026-11-24T06:00:00Z");
    assert!(take(&mut state, Input::Tick, up).iter().any(|effect| matches!(effect, Effect::Notify(_))));
}

#[test]
fn quitting_stops_the_run_and_does_not_wait_for_ever() {
    let (mut state, _) = state_of(settled(), morning());
    assert_eq!(take(&mut state.clone(), Input::Quit, morning()), [Effect::Exit(Exit::Clean)]);
    take(&mut state, Input::SyncNow, morning());
    assert_eq!(take(&mut state, Input::QuitOverdue, morning()), [], "nobody asked for the end");
    assert_eq!(take(&mut state, Input::Quit, morning()), [Effect::CancelRun, Effect::AwaitEnd]);
    assert_eq!(take(&mut state, Input::Quit, morning()), []);
    let mut late = state.clone();
    let summary = RunSummary { synced: vec![synced(1)], ..RunSummary::default() };
    assert_eq!(take(&mut state, finished(summary), morning()), [Effect::Exit(Exit::Clean)]);
    assert_eq!(take(&mut late, Input::QuitOverdue, morning()), [Effect::Exit(Exit::Overdue)]);
}

#[test]
fn a_second_start_opens_the_window_of_the_first() {
    let (mut state, _) = state_of(settled(), morning());
    assert_eq!(take(&mut state, Input::SecondStart, morning()), [Effect::OpenPage(Page::Dossiers)]);
    let (mut state, _) = state_of(Standing::default(), morning());
    assert_eq!(take(&mut state, Input::SecondStart, morning()), [Effect::OpenPage(Page::Connection)]);
    assert_eq!(take(&mut state, Input::OpenPage(Page::Help), morning()), [Effect::OpenPage(Page::Help)]);
}

#[test]
fn a_journal_that_cannot_be_read_is_shown_and_nothing_runs() {
    let (mut state, _) = state_of(settled(), morning());
    take(&mut state, Input::Changed, morning());
    let effects = take(&mut state, Input::StandingUnreadable { detail: "disk".to_owned() }, morning());
    assert_eq!(effects, []);
    assert_eq!(Headline::of(&state, morning()).text(&french()), "Journal inutilisable");
}
