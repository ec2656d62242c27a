//! What holds of the nights under the controller itself, with its waits after waking and between two runs, whatever befalls
//! the computer and its clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Days, Duration, NaiveDate};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::schedule::{NightRecord, NightWindow, PauseWish, RunKind};

static MESSAGES: LazyLock<Messages> = LazyLock::new(french);
const ZONES: [Tz; 4] = [Tz::Europe__Brussels, Tz::America__New_York, Tz::Asia__Kathmandu, Tz::Pacific__Kiritimati];
/// Short enough to count as awake.
const TICK: Duration = Duration::seconds(60);

#[derive(Debug, Clone)]
enum Happening {
    Awake { minutes: i64 },
    Asleep { minutes: i64 },
    ClockSet { seconds: i64 },
    Travelled(Tz),
    Crashed { minutes: i64 },
    CutShort,
    Broken,
    Paused(PauseWish),
    Resumed,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let jump = prop_oneof![-7_200_i64..7_200, -400_000_i64..400_000];
    let one = prop_oneof![
        6 => (1_i64..2_000).prop_map(|minutes| Happening::Awake { minutes }),
        2 => (2_i64..3_000).prop_map(|minutes| Happening::Asleep { minutes }),
        2 => jump.prop_map(|seconds| Happening::ClockSet { seconds }),
        1 => prop::sample::select(&ZONES[..]).prop_map(Happening::Travelled),
        1 => (0_i64..600).prop_map(|minutes| Happening::Crashed { minutes }),
        1 => Just(Happening::CutShort),
        1 => Just(Happening::Broken),
        1 => prop::sample::select(&PauseWish::ALL[..]).prop_map(Happening::Paused),
        2 => Just(Happening::Resumed),
    ];
    prop::collection::vec(one, 1..14)
}

/// A computer with a controller and a journal that knows its nights.
struct Computer {
    state: AgentState,
    zone: Tz,
    now: DateTime<Utc>,
    active_since: DateTime<Utc>,
    nights: BTreeMap<NaiveDate, NightRecord>,
    begun: BTreeMap<NaiveDate, Vec<RunKind>>,
    next_is_cut_short: bool,
    next_is_broken: bool,
    /// Since when it has been awake and free to run, with the same clock in the same zone.
    steady_since: DateTime<Utc>,
}

impl Computer {
    fn new(now: DateTime<Utc>) -> Self {
        Self {
            state: AgentState::new(settings(), Pause::Not),
            zone: ZONES[0],
            now,
            active_since: now - Duration::days(20),
            nights: BTreeMap::new(),
            begun: BTreeMap::new(),
            next_is_cut_short: false,
            next_is_broken: false,
            steady_since: now,
        }
    }

    fn settings(&self) -> AgentSettings {
        let window = settings().window;
        let (start, end) = (window.start(day("2026-01-05")), window.end(day("2026-01-05")));
        let time = |at: DateTime<Utc>| at.with_timezone(&ZONES[0]).time();
        AgentSettings { window: NightWindow::new(time(start), time(end), self.zone, "installation"), ..settings() }
    }

    fn takes(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for effect in self.state.take(input, &MESSAGES, self.now) {
                match effect {
                    Effect::ReadStanding => inputs.push(Input::Standing(Box::new(Standing {
                        active_since: Some(self.active_since),
                        nights: self.nights.clone(),
                        ..Standing::default()
                    }))),
                    Effect::StartRun(order) => inputs.push(self.runs(order)),
                    _ => {}
                }
            }
        }
    }

    fn runs(&mut self, order: RunOrder) -> Input {
        let summary = RunSummary { is_broken: std::mem::take(&mut self.next_is_broken), ..RunSummary::default() };
        if let Some(night) = order.night.filter(|_| !summary.is_broken) {
            self.begun.entry(night).or_default().push(order.kind);
            let runs = self.begun[&night].len();
            let is_cut_short = std::mem::take(&mut self.next_is_cut_short);
            let started = NightRecord::Started { runs: u32::try_from(runs).unwrap() };
            self.nights.insert(night, if is_cut_short { started } else { NightRecord::Finished });
        }
        Input::RunFinished(Box::new(summary))
    }

    fn befalls(&mut self, happening: &Happening) {
        match happening {
            Happening::Awake { minutes } => {
                for _ in 0..*minutes {
                    self.now += TICK;
                    self.takes(Input::Tick);
                }
                return;
            }
            Happening::Asleep { minutes } => self.now += Duration::minutes(*minutes),
            Happening::ClockSet { seconds } => self.now += Duration::seconds(*seconds),
            Happening::Travelled(zone) => {
                self.zone = *zone;
                self.takes(Input::SettingsChanged(Box::new(self.settings())));
            }
            Happening::Crashed { minutes } => {
                self.now += Duration::minutes(*minutes);
                self.state = AgentState::new(self.settings(), self.state.pause());
            }
            Happening::CutShort => self.next_is_cut_short = true,
            Happening::Broken => self.next_is_broken = true,
            Happening::Paused(wish) => self.takes(Input::Pause(*wish)),
            Happening::Resumed => self.takes(Input::Resume),
        }
        self.steady_since = self.now;
    }

    /// A night whose whole window it was awake for, and that has had no run.
    fn passed_over(&self) -> Option<NaiveDate> {
        let window = &self.state.settings().window;
        let night = window.latest_begun(self.now);
        [night, night - Days::new(1)].into_iter().find(|night| {
            let was_awake = self.steady_since <= window.start(*night) && window.end(*night) <= self.now;
            let was_free = self.state.pause() == Pause::Not && self.active_since < window.start(*night);
            was_awake && was_free && !self.nights.contains_key(night)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_civil_date_has_one_scheduled_run_at_most_and_one_at_least_if_the_computer_was_awake(
        walk in happenings(),
        start in 0_i64..(400 * 1_440),
    ) {
        let mut computer = Computer::new(instant("2025-12-20T00:00:00Z") + Duration::minutes(start));
        for happening in &walk {
            computer.befalls(happening);
            prop_assert_eq!(computer.passed_over(), None, "at {}", computer.now);
        }
        for (night, runs) in &computer.begun {
            let scheduled = runs.iter().filter(|kind| **kind == RunKind::Scheduled).count();
            prop_assert!(scheduled <= 1, "{scheduled} scheduled runs for {night}");
            prop_assert!(runs.len() <= 3, "{} runs for {night}", runs.len());
        }
    }
}
