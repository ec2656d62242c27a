//! What holds of the nights whatever befalls a computer: sleeps, crashes, clocks that are set, journeys through time zones,
//! pauses.

use chrono::{Days, Duration};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

/// A few zones: one that changes its clocks in Europe's way, one in America's, one in the south by half an hour, one that
/// never does and is a quarter of an hour off, and the two ends of the world.
const ZONES: [Tz; 6] = [
    Tz::Europe__Brussels,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::Pacific__Kiritimati,
    Tz::Pacific__Pago_Pago,
];
const WINDOWS: [(&str, &str); 4] = [("01:00", "05:00"), ("23:30", "02:30"), ("02:00", "03:00"), ("12:00", "12:00")];
/// How often the computer looks at its clock; the real one does so much more often.
const TICK: Duration = Duration::minutes(12);
/// As the agent reads the journal.
const NIGHTS_LOOKED_AT: Days = Days::new(8);

/// What befalls a computer.
#[derive(Debug, Clone)]
enum Happening {
    Awake { minutes: i64 },
    Asleep { minutes: i64 },
    Crashed { minutes: i64 },
    ClockSet { seconds: i64 },
    Travelled(Tz),
    WindowChanged((&'static str, &'static str)),
    Paused(PauseWish),
    Resumed,
    RetryWanted { minutes: i64 },
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let jump = prop_oneof![-7_200_i64..7_200, -200_000_i64..200_000, -4_000_000_i64..4_000_000];
    let one = prop_oneof![
        6 => (1_i64..2_200).prop_map(|minutes| Happening::Awake { minutes }),
        2 => (1_i64..900).prop_map(|minutes| Happening::Asleep { minutes }),
        1 => (1_i64..9_000).prop_map(|minutes| Happening::Asleep { minutes }),
        1 => (1_i64..600).prop_map(|minutes| Happening::Crashed { minutes }),
        1 => jump.prop_map(|seconds| Happening::ClockSet { seconds }),
        1 => prop::sample::select(&ZONES[..]).prop_map(Happening::Travelled),
        1 => prop::sample::select(&WINDOWS[..]).prop_map(Happening::WindowChanged),
        1 => prop::sample::select(&PauseWish::ALL[..]).prop_map(Happening::Paused),
        2 => Just(Happening::Resumed),
        1 => (0_i64..600).prop_map(|minutes| Happening::RetryWanted { minutes }),
    ];
    prop::collection::vec(one, 1..40)
}

/// A computer with a schedule and what the journal knows of its nights.
struct Computer {
    zone: Tz,
    window: (&'static str, &'static str),
    missed_night: MissedNight,
    active_since: DateTime<Utc>,
    nights: BTreeMap<NaiveDate, NightRecord>,
    pause: Pause,
    retry_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    /// Since when it has been awake and free to run, with the same clock and the same window.
    steady_since: DateTime<Utc>,
    begun: BTreeMap<NaiveDate, Vec<RunKind>>,
}

impl Computer {
    fn new(now: DateTime<Utc>, missed_night: MissedNight) -> Self {
        Self {
            zone: ZONES[0],
            window: WINDOWS[0],
            missed_night,
            active_since: now,
            nights: BTreeMap::new(),
            pause: Pause::Not,
            retry_at: None,
            now,
            steady_since: now,
            begun: BTreeMap::new(),
        }
    }

    fn window(&self) -> NightWindow {
        let time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").unwrap();
        NightWindow::new(time(self.window.0), time(self.window.1), self.zone, "installation")
    }

    fn befalls(&mut self, happening: &Happening, cut_off: &mut impl FnMut() -> bool) {
        match happening {
            Happening::Awake { minutes } => {
                let until = self.now + Duration::minutes(*minutes);
                while self.now < until {
                    self.now = (self.now + TICK).min(until);
                    self.look(cut_off);
                }
                return;
            }
            Happening::Asleep { minutes } | Happening::Crashed { minutes } => self.now += Duration::minutes(*minutes),
            Happening::ClockSet { seconds } => self.now += Duration::seconds(*seconds),
            Happening::Travelled(zone) => self.zone = *zone,
            Happening::WindowChanged(window) => self.window = *window,
            Happening::Paused(wish) => self.pause = wish.from(self.now, &self.window()),
            Happening::Resumed => self.pause = Pause::Not,
            Happening::RetryWanted { minutes } => self.retry_at = Some(self.now + Duration::minutes(*minutes)),
        }
        self.steady_since = self.now;
        self.look(cut_off);
    }

    /// Does what is due, as the controller does; a run that is cut off is noted as begun only.
    fn look(&mut self, cut_off: &mut impl FnMut() -> bool) {
        for _ in 0..8 {
            let today = self.now.with_timezone(&self.zone).date_naive();
            let nights =
                self.nights.range(today - NIGHTS_LOOKED_AT..).map(|(night, record)| (*night, *record)).collect();
            let state = ScheduleState {
                window: self.window(),
                missed_night: self.missed_night,
                active_since: Some(self.active_since),
                nights,
                pause: self.pause,
                retry_at: self.retry_at,
            };
            match next(&state, self.now) {
                Decision::Run { kind, night: Some(night) } => {
                    self.begun.entry(night).or_default().push(kind);
                    let runs = match self.nights.get(&night) {
                        Some(NightRecord::Started { runs }) => runs + 1,
                        _ => 1,
                    };
                    let record = if cut_off() { NightRecord::Started { runs } } else { NightRecord::Finished };
                    self.nights.insert(night, record);
                }
                Decision::Run { night: None, .. } => self.retry_at = None,
                Decision::Ask { night, .. } => {
                    self.nights.insert(night, NightRecord::Skipped);
                }
                Decision::Wait { until } => return assert!(until > self.now, "no waiting for the past"),
                Decision::Paused { until } => {
                    self.steady_since = self.now;
                    return assert!(until.is_none_or(|until| until > self.now));
                }
                Decision::Idle => unreachable!("it is connected"),
            }
        }
        panic!("runs without end at {}", self.now);
    }

    /// The nights whose whole window it was awake for that have had no run.
    fn slept_through_awake(&self) -> Option<NaiveDate> {
        let window = self.window();
        let night = window.latest_begun(self.now);
        [night, night - Days::new(1)].into_iter().find(|night| {
            let was_awake = self.steady_since <= window.start(*night) && window.end(*night) <= self.now;
            was_awake && self.active_since < window.start(*night) && !self.nights.contains_key(night)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_civil_date_has_one_scheduled_run_at_most_and_one_at_least_if_the_computer_was_awake(
        walk in happenings(),
        start in 0_i64..(400 * 1_440),
        cut_off in any::<u64>(),
        missed_night in prop::sample::select(&[MissedNight::CatchUp, MissedNight::Skip, MissedNight::Ask][..]),
    ) {
        let begin: DateTime<Utc> = "2025-12-20T00:00:00Z".parse().unwrap();
        let mut computer = Computer::new(begin + Duration::minutes(start), missed_night);
        let mut turn = 0_u32;
        let mut is_cut_off = || {
            turn += 1;
            cut_off >> (turn % 64) & 1 == 1
        };
        for happening in &walk {
            computer.befalls(happening, &mut is_cut_off);
            prop_assert_eq!(computer.slept_through_awake(), None, "at {}", computer.now);
        }
        for (night, runs) in &computer.begun {
            let scheduled = runs.iter().filter(|kind| **kind == RunKind::Scheduled).count();
            prop_assert!(scheduled <= 1, "{scheduled} scheduled runs for {night}");
            prop_assert!(runs.len() <= RUNS_FOR_A_NIGHT as usize, "{} runs for {night}", runs.len());
        }
    }

    #[test]
    fn a_computer_that_wakes_makes_up_for_the_night_that_it_missed(
        walk in happenings(),
        start in 0_i64..(400 * 1_440),
    ) {
        let begin: DateTime<Utc> = "2025-12-20T00:00:00Z".parse().unwrap();
        let mut computer = Computer::new(begin + Duration::minutes(start), MissedNight::CatchUp);
        for happening in &walk {
            computer.befalls(happening, &mut || false);
            let window = computer.window();
            let tonight = window.latest_begun(computer.now);
            let is_due = computer.pause.at(computer.now) == Pause::Not && window.end(tonight) > computer.active_since;
            prop_assert!(!is_due || computer.begun.contains_key(&tonight), "{tonight} has had no run");
        }
    }

    #[test]
    fn a_computer_that_is_always_on_runs_on_every_date_by_the_schedule_and_on_none_twice(
        first in 0_u64..700,
        zone in prop::sample::select(&ZONES[..]),
        window in prop::sample::select(&WINDOWS[..]),
    ) {
        let day: NaiveDate = "2026-01-05".parse().unwrap();
        let mut computer = Computer::new(DateTime::UNIX_EPOCH, MissedNight::Skip);
        (computer.zone, computer.window) = (zone, window);
        let first = day + Days::new(first);
        computer.now = computer.window().end(first);
        computer.active_since = computer.now;
        computer.befalls(&Happening::Awake { minutes: 10 * 1_440 }, &mut || false);
        let dates: Vec<NaiveDate> = computer.begun.keys().copied().collect();
        prop_assert!(computer.begun.values().all(|runs| runs == &[RunKind::Scheduled]));
        prop_assert!(dates.len() >= 9);
        prop_assert_eq!(&dates, &dates[0].iter_days().take(dates.len()).collect::<Vec<_>>());
    }
}
