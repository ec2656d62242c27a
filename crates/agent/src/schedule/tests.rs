use chrono::Duration;
use chrono_tz::Tz;

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
fn a_window_in_the_hour_that_spring_skips_is_not_over_before_it_begins() {
    let skipped = window("02:00", "03:00");
    let night = day("2026-03-29");
    assert!(skipped.end(night) > skipped.start(night));
    let state = ScheduleState { window: skipped, missed_night: MissedNight::Skip, ..state() };
    assert_eq!(next(&state, state.window.start(night)), run(RunKind::Scheduled, "2026-03-29"));
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
