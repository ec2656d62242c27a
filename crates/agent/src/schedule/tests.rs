use chrono::Duration;
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

/// An installation whose place is the beginning of the window is not to be found by its name; tests that look at the minute
/// take a window of no width.
fn window(start: &str, end: &str) -> NightWindow {
    let time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    NightWindow::new(time(start), time(end), Tz::Europe__Brussels, "installation")
}

fn state() -> ScheduleState {
    ScheduleState {
        window: window("01:00", "05:00"),
        missed_night: MissedNight::CatchUp,
        active_since: Some(instant("2026-01-01T08:00:00Z")),
        nights: BTreeMap::new(),
        pause: Pause::Not,
        retry_at: None,
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn run(kind: RunKind, night: &str) -> Decision {
    Decision::Run { kind, night: Some(day(night)) }
}

#[test]
fn the_wall_clock_decides_in_summer_and_in_winter() {
    let narrow = window("02:30", "02:31");
    let starts = |night: &str| narrow.start(day(night)).to_rfc3339();
    let seconds = Duration::seconds(starts("2026-01-10").split(':').nth(2).unwrap()[..2].parse().unwrap());
    let table = [
        ("2026-01-10", "2026-01-10T01:30:00Z", "winter"),
        ("2026-07-10", "2026-07-10T00:30:00Z", "summer"),
        ("2026-03-29", "2026-03-29T01:30:00Z", "spring: 02:30 is not shown, 03:30 stands for it"),
        ("2026-10-25", "2026-10-25T00:30:00Z", "autumn: 02:30 is shown twice, the first counts"),
    ];
    for (night, expected, why) in table {
        assert_eq!(narrow.start(day(night)), instant(expected) + seconds, "{why}");
    }
}

#[test]
fn installations_are_spread_over_the_window_and_stay_where_they_are() {
    let time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    let start = |installation: &str| {
        NightWindow::new(time("01:00"), time("05:00"), Tz::Europe__Brussels, installation).start(day("2026-01-10"))
    };
    let starts: std::collections::BTreeSet<_> = (0..200).map(|number| start(&number.to_string())).collect();
    assert!(starts.len() > 190);
    assert!(*starts.first().unwrap() >= instant("2026-01-10T00:00:00Z"));
    assert!(*starts.last().unwrap() < instant("2026-01-10T03:00:00Z"), "a quarter of the window is left to finish");
    assert_eq!(start("a"), start("a"));
}

#[test]
fn a_window_may_pass_midnight_and_belongs_to_the_date_on_which_it_begins() {
    let late = window("23:00", "03:00");
    assert_eq!(late.latest_begun(instant("2026-01-11T01:59:00Z")), day("2026-01-10"));
    assert!(late.end(day("2026-01-10")) == instant("2026-01-11T02:00:00Z"));
}

#[test]
fn a_night_runs_once_within_its_window() {
    let mut state = state();
    state.nights.insert(day("2026-01-09"), NightRecord::Finished);
    let start = state.window.start(day("2026-01-10"));
    assert_eq!(next(&state, start - Duration::seconds(1)), Decision::Wait { until: start });
    assert_eq!(next(&state, start), run(RunKind::Scheduled, "2026-01-10"));
    assert_eq!(next(&state, instant("2026-01-10T03:59:59Z")), run(RunKind::Scheduled, "2026-01-10"));
    state.nights.insert(day("2026-01-10"), NightRecord::Finished);
    let tomorrow = state.window.start(day("2026-01-11"));
    assert_eq!(next(&state, start), Decision::Wait { until: tomorrow });
}

#[test]
fn a_missed_night_is_made_up_for_as_the_setting_says() {
    let mut state = state();
    let morning = instant("2026-01-12T07:41:00Z");
    let until = state.window.start(day("2026-01-13"));
    assert_eq!(next(&state, morning), run(RunKind::CatchUp, "2026-01-12"), "once, for however many nights");
    state.missed_night = MissedNight::Skip;
    assert_eq!(next(&state, morning), Decision::Wait { until });
    state.missed_night = MissedNight::Ask;
    assert_eq!(next(&state, morning), Decision::Ask { night: day("2026-01-12"), until });
    state.nights.insert(day("2026-01-12"), NightRecord::Skipped);
    assert_eq!(next(&state, morning), Decision::Wait { until });
}

#[test]
fn a_night_before_the_activation_was_not_missed() {
    let mut state = state();
    state.active_since = Some(instant("2026-01-10T13:00:00Z"));
    assert!(matches!(next(&state, instant("2026-01-10T13:00:00Z")), Decision::Wait { .. }));
    state.active_since = None;
    assert_eq!(next(&state, instant("2026-01-10T13:00:00Z")), Decision::Idle);
}

#[test]
fn a_night_that_was_cut_off_is_tried_again_but_not_for_ever() {
    let mut state = state();
    let now = instant("2026-01-10T03:30:00Z");
    for runs in 1..RUNS_FOR_A_NIGHT {
        state.nights.insert(day("2026-01-10"), NightRecord::Started { runs });
        assert_eq!(next(&state, now), run(RunKind::CatchUp, "2026-01-10"));
    }
    state.nights.insert(day("2026-01-10"), NightRecord::Started { runs: RUNS_FOR_A_NIGHT });
    assert!(matches!(next(&state, now), Decision::Wait { .. }));
}

#[test]
fn a_sheet_whose_wait_is_over_is_tried_by_day_too() {
    let mut state = state();
    state.nights.insert(day("2026-01-10"), NightRecord::Finished);
    state.retry_at = Some(instant("2026-01-10T10:00:00Z"));
    let retry = instant("2026-01-10T10:00:00Z");
    assert_eq!(next(&state, retry - Duration::seconds(1)), Decision::Wait { until: retry });
    assert_eq!(next(&state, retry), Decision::Run { kind: RunKind::Retry, night: None });
    state.nights.clear();
    assert_eq!(next(&state, retry), run(RunKind::CatchUp, "2026-01-10"), "a night takes retries with it");
    state.missed_night = MissedNight::Ask;
    assert_eq!(next(&state, retry), Decision::Run { kind: RunKind::Retry, night: None }, "a question holds up nothing");
}

#[test]
fn a_pause_holds_everything_back_until_it_ends() {
    let mut state = state();
    let now = instant("2026-01-10T03:00:00Z");
    state.retry_at = Some(now);
    state.pause = PauseWish::HalfAnHour.from(now, &state.window);
    let until = now + Duration::minutes(30);
    assert_eq!(next(&state, now), Decision::Paused { until: Some(until) });
    assert_eq!(next(&state, until), run(RunKind::Scheduled, "2026-01-10"));
    state.pause = PauseWish::UntilResumed.from(now, &state.window);
    assert_eq!(next(&state, now + Duration::days(400)), Decision::Paused { until: None });
    let evening = instant("2026-03-28T20:00:00Z");
    let tomorrow = PauseWish::UntilTomorrow.from(evening, &state.window);
    assert_eq!(tomorrow, Pause::Until(instant("2026-03-28T23:00:00Z")));
}

/// What befalls a computer.
#[derive(Debug, Clone)]
enum Happening {
    Passes { seconds: i64 },
    ClockSet { back_or_forth: i64 },
    Paused(PauseWish),
    Resumed,
    RetryWanted { minutes: i64 },
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        8 => (1_i64..20_000).prop_map(|seconds| Happening::Passes { seconds }),
        2 => (1_i64..400_000).prop_map(|seconds| Happening::Passes { seconds }),
        1 => (-200_000_i64..200_000).prop_map(|back_or_forth| Happening::ClockSet { back_or_forth }),
        1 => prop::sample::select(&PauseWish::ALL[..]).prop_map(Happening::Paused),
        2 => Just(Happening::Resumed),
        1 => (0_i64..600).prop_map(|minutes| Happening::RetryWanted { minutes }),
    ];
    prop::collection::vec(one, 1..120)
}

/// Runs that began, by the night they belong to.
type Begun = BTreeMap<(NaiveDate, RunKind), u32>;

fn act(state: &mut ScheduleState, now: DateTime<Utc>, is_cut_off: bool, begun: &mut Begun) -> Decision {
    let decision = next(state, now);
    match decision {
        Decision::Run { kind, night: Some(night) } => {
            *begun.entry((night, kind)).or_default() += 1;
            let runs = match state.nights.get(&night) {
                Some(NightRecord::Started { runs }) => runs + 1,
                _ => 1,
            };
            let record = if is_cut_off { NightRecord::Started { runs } } else { NightRecord::Finished };
            state.nights.insert(night, record);
        }
        Decision::Run { night: None, .. } => state.retry_at = None,
        Decision::Wait { until } | Decision::Ask { until, .. } => assert!(until > now, "no waiting for the past"),
        Decision::Paused { until } => assert!(until.is_none_or(|until| until > now)),
        Decision::Idle => {}
    }
    decision
}

proptest! {
    #[test]
    fn no_walk_of_the_clock_runs_a_night_twice(
        walk in happenings(),
        start in 0_i64..(400 * 86_400),
        cut_off in any::<u64>(),
    ) {
        let mut state = state();
        let mut now = instant("2025-12-20T00:00:00Z") + Duration::seconds(start);
        let mut begun = Begun::new();
        for (step, happening) in walk.iter().enumerate() {
            match happening {
                Happening::Passes { seconds } => now += Duration::seconds(*seconds),
                Happening::ClockSet { back_or_forth } => now += Duration::seconds(*back_or_forth),
                Happening::Paused(wish) => state.pause = wish.from(now, &state.window),
                Happening::Resumed => state.pause = Pause::Not,
                Happening::RetryWanted { minutes } => state.retry_at = Some(now + Duration::minutes(*minutes)),
            }
            let is_cut_off = cut_off >> (step % 64) & 1 == 1;
            for _ in 0..5 {
                if !matches!(act(&mut state, now, is_cut_off, &mut begun), Decision::Run { .. }) {
                    break;
                }
            }
        }
        for ((night, kind), runs) in begun {
            let most = if kind == RunKind::Scheduled { 1 } else { RUNS_FOR_A_NIGHT };
            prop_assert!(runs <= most, "{runs} runs of {kind:?} for {night}");
        }
    }

    #[test]
    fn a_computer_that_is_always_on_runs_every_night_and_none_twice(
        first in 0_u64..700,
        minutes in 1_i64..30,
        pass_midnight in any::<bool>(),
    ) {
        let mut state = state();
        if pass_midnight {
            state.window = window("23:30", "02:30");
        }
        let first = day("2026-01-05") + chrono::Days::new(first);
        state.nights.insert(first, NightRecord::Finished);
        let mut now = state.window.end(first);
        let mut begun = Begun::new();
        for _ in 0..(14 * 24 * 60 / minutes) {
            now += Duration::minutes(minutes);
            act(&mut state, now, false, &mut begun);
        }
        let scheduled: Vec<NaiveDate> = begun.keys().map(|(night, kind)| {
            assert_eq!(*kind, RunKind::Scheduled);
            *night
        }).collect();
        let expected: Vec<NaiveDate> = first.iter_days().skip(1).take(scheduled.len()).collect();
        prop_assert!(scheduled.len() >= 13);
        prop_assert_eq!(scheduled, expected);
        prop_assert!(begun.values().all(|runs| *runs == 1));
    }
}
