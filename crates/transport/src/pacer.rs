use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::retry_after::LONGEST;
use crate::{Answer, Clock, TransportError, retry_after};

/// How hard a service may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How many requests may be under way at once.
    pub parallel: usize,
    /// The first gap between two requests once the service has said that there were too many.
    pub gap_floor: Duration,
    /// The widest that the gap grows.
    pub gap_ceiling: Duration,
    /// The longest pause that a caller is made to sit out. Behind a longer one it is told until when, and can do
    /// something else.
    pub patience: Duration,
    /// After so many failures in a row nobody asks any more until [`Pacer::begin_anew`].
    pub endurance: u32,
    /// How long a caller is told to stay away then.
    pub rest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            parallel: 4,
            gap_floor: Duration::from_secs(1),
            gap_ceiling: Duration::from_secs(30),
            patience: Duration::from_secs(45),
            endurance: 12,
            rest: Duration::from_mins(5),
        }
    }
}

/// The service asks for a pause that is longer than a caller is made to wait, or has failed too often in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the service is left alone until {until}")]
pub struct Paused {
    /// When the pause ends.
    pub until: DateTime<Utc>,
}

/// Lets requests to one service through at a pace that the service can bear.
///
/// At most [`Pace::parallel`] at once. Survives a wall clock that is set back. When the service asks to wait, everybody
/// waits. When it says "too many" without saying for how long, requests are spread by a gap that doubles each time and
/// halves with each success. A service that fails [`Pace::endurance`] times in a row is left alone: a night with thousands
/// of sheets must not become a storm on a server that is down.
pub struct Pacer {
    clock: Arc<dyn Clock>,
    pace: Pace,
    permits: Semaphore,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    paused_until: Option<DateTime<Utc>>,
    gap: Duration,
    last_start: Option<DateTime<Utc>>,
    /// Counts the widenings of the gap: of requests that were under way together, only the first may widen it.
    widenings: u64,
    failures_in_a_row: u32,
}

/// The right to make one request. Held while the request is under way; given back when it is dropped.
pub struct Turn<'a> {
    pacer: &'a Pacer,
    widenings: u64,
    _permit: Option<SemaphorePermit<'a>>,
}

impl Pacer {
    /// A pacer that knows of no trouble yet.
    pub fn new(clock: Arc<dyn Clock>, pace: Pace) -> Self {
        let permits = Semaphore::new(pace.parallel.max(1));
        Self { clock, pace, permits, state: Mutex::default() }
    }

    /// Waits for the right to make one request. A caller that gives up waiting leaves nothing behind.
    pub async fn turn(&self) -> Result<Turn<'_>, Paused> {
        // The semaphore is never closed; were it, the pace would be lost but not the work.
        let permit = self.permits.acquire().await.ok();
        loop {
            let wait = match self.start(self.clock.now())? {
                Start::Now { widenings } => return Ok(Turn { pacer: self, widenings, _permit: permit }),
                Start::Later(wait) => wait,
            };
            self.clock.sleep(wait).await;
        }
    }

    /// Until when everybody waits, if the service asked for that and the time has not passed.
    pub fn paused_until(&self) -> Option<DateTime<Utc>> {
        let now = self.clock.now();
        self.state().paused_until.filter(|until| *until > now && *until - now <= LONGEST)
    }

    /// Forgets failures, because there is reason to try again: another night, or somebody asks. What the service itself
    /// asked for still holds.
    pub fn begin_anew(&self) {
        self.state().failures_in_a_row = 0;
    }

    fn start(&self, now: DateTime<Utc>) -> Result<Start, Paused> {
        let mut state = self.state();
        if let Some(until) = state.paused_until.filter(|until| *until > now && *until - now <= LONGEST) {
            let wait = span(now, until);
            return if wait > self.pace.patience { Err(Paused { until }) } else { Ok(Start::Later(wait)) };
        }
        state.paused_until = None;
        if state.failures_in_a_row >= self.pace.endurance {
            return Err(Paused { until: later(now, self.pace.rest) });
        }
        if let Some(last) = state.last_start.filter(|last| *last <= now) {
            let wait = state.gap.saturating_sub(span(last, now));
            if !wait.is_zero() {
                return Ok(Start::Later(wait));
            }
        }
        state.last_start = Some(now);
        Ok(Start::Now { widenings: state.widenings })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Start {
    Now { widenings: u64 },
    Later(Duration),
}

impl Turn<'_> {
    /// The service answered as usual.
    pub fn succeeded(self) {
        let mut state = self.pacer.state();
        state.gap = if state.gap <= self.pacer.pace.gap_floor { Duration::ZERO } else { state.gap / 2 };
        state.failures_in_a_row = 0;
    }

    /// The request came to this end. What the answer means beyond the pace is the caller's to say.
    pub fn ended(self, outcome: &Result<Answer, TransportError>) {
        let Ok(answer) = outcome else { return self.failed() };
        let until = retry_after(answer.headers(), self.pacer.clock.now());
        match (answer.status().as_u16(), until) {
            (429, _) | (500..=599, Some(_)) => {
                self.asked_to_wait(until);
            }
            (500..=599, None) => self.failed(),
            _ => self.succeeded(),
        }
    }

    /// No answer came, or one of a server in trouble.
    pub fn failed(self) {
        let mut state = self.pacer.state();
        state.failures_in_a_row = state.failures_in_a_row.saturating_add(1);
    }

    /// The service asks to wait: until an instant, or, where it names none, for as long as the pacer thinks fit.
    /// Answers until when everybody now waits.
    pub fn asked_to_wait(self, until: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let now = self.pacer.clock.now();
        let pace = &self.pacer.pace;
        let mut state = self.pacer.state();
        state.failures_in_a_row = state.failures_in_a_row.saturating_add(1);
        let until = until.unwrap_or_else(|| {
            if state.widenings == self.widenings {
                state.gap = (state.gap * 2).max(pace.gap_floor).min(pace.gap_ceiling);
                state.widenings += 1;
            }
            later(now, state.gap)
        });
        let until = state.paused_until.map_or(until, |paused| paused.max(until));
        state.paused_until = Some(until);
        until
    }
}

fn span(from: DateTime<Utc>, until: DateTime<Utc>) -> Duration {
    (until - from).to_std().unwrap_or_default()
}

fn later(from: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(by).ok().and_then(|by| from.checked_add_signed(by)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ManualClock;

    fn pacer(clock: &ManualClock) -> Arc<Pacer> {
        Arc::new(Pacer::new(Arc::new(clock.clone()), Pace::default()))
    }

    fn seconds(clock: &ManualClock) -> i64 {
        clock.now().timestamp()
    }

    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn no_more_than_the_pace_are_under_way_at_once() {
        let pacer = pacer(&ManualClock::standing(DateTime::UNIX_EPOCH));
        let mut under_way = Vec::new();
        for _ in 0..4 {
            under_way.push(pacer.turn().await.unwrap());
        }
        let fifth = tokio::spawn({
            let pacer = Arc::clone(&pacer);
            async move { pacer.turn().await.map(Turn::succeeded) }
        });
        settle().await;
        assert!(!fifth.is_finished());
        under_way.pop();
        fifth.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn when_the_service_names_a_time_everybody_waits_for_it() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        pacer.turn().await.unwrap().asked_to_wait(Some(later(clock.now(), Duration::from_secs(10))));
        let waiting: Vec<_> = (0..3)
            .map(|_| {
                let pacer = Arc::clone(&pacer);
                tokio::spawn(async move { pacer.turn().await.map(Turn::succeeded) })
            })
            .collect();
        settle().await;
        clock.advance(Duration::from_secs(9));
        settle().await;
        assert!(waiting.iter().all(|waiter| !waiter.is_finished()));
        clock.advance(Duration::from_secs(1));
        for waiter in waiting {
            waiter.await.unwrap().unwrap();
        }
        assert_eq!(pacer.paused_until(), None);
    }

    #[tokio::test]
    async fn a_pause_beyond_patience_is_told_instead_of_sat_out() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        let until = later(clock.now(), Duration::from_hours(1));
        pacer.turn().await.unwrap().asked_to_wait(Some(until));
        assert_eq!(pacer.turn().await.err(), Some(Paused { until }));
        clock.advance(Duration::from_hours(1));
        assert!(pacer.turn().await.is_ok());
    }

    #[tokio::test]
    async fn without_a_time_the_wait_doubles_up_to_a_ceiling_and_decays_with_success() {
        let clock = ManualClock::jumping(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        let mut starts = Vec::new();
        for _ in 0..8 {
            let turn = pacer.turn().await.unwrap();
            starts.push(seconds(&clock));
            turn.asked_to_wait(None);
        }
        assert_eq!(starts, [0, 1, 3, 7, 15, 31, 61, 91]);
        let mut gaps = Vec::new();
        let mut before = clock.now();
        for _ in 0..8 {
            let turn = pacer.turn().await.unwrap();
            gaps.push((clock.now() - before).num_milliseconds());
            before = clock.now();
            turn.succeeded();
        }
        assert_eq!(gaps, [30_000, 15_000, 7_500, 3_750, 1_875, 937, 0, 0]);
    }

    #[tokio::test]
    async fn a_service_that_fails_over_and_over_is_left_alone_until_there_is_reason_to_try_again() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        for _ in 0..11 {
            pacer.turn().await.unwrap().failed();
        }
        pacer.turn().await.unwrap().succeeded();
        for _ in 0..12 {
            pacer.turn().await.unwrap().failed();
        }
        let until = later(clock.now(), Duration::from_mins(5));
        assert_eq!(pacer.turn().await.err(), Some(Paused { until }));
        clock.advance(Duration::from_mins(6));
        assert!(pacer.turn().await.is_err());
        pacer.begin_anew();
        assert!(pacer.turn().await.is_ok());
    }

    #[tokio::test]
    async fn a_clock_set_back_does_not_lengthen_the_wait_for_ever() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH + TimeDelta::days(700));
        let pacer = pacer(&clock);
        pacer.turn().await.unwrap().asked_to_wait(Some(later(clock.now(), Duration::from_secs(10))));
        clock.set(DateTime::UNIX_EPOCH);
        assert!(pacer.turn().await.is_ok());
    }

    #[tokio::test]
    async fn requests_that_were_under_way_together_widen_the_gap_once() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        let turns = [pacer.turn().await.unwrap(), pacer.turn().await.unwrap(), pacer.turn().await.unwrap()];
        for turn in turns {
            assert_eq!(turn.asked_to_wait(None).timestamp(), 1);
        }
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_leaves_its_place_to_others() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let pacer = pacer(&clock);
        pacer.turn().await.unwrap().asked_to_wait(Some(later(clock.now(), Duration::from_secs(10))));
        let impatient: Vec<_> = (0..8)
            .map(|_| {
                let pacer = Arc::clone(&pacer);
                tokio::spawn(async move { pacer.turn().await.map(Turn::succeeded) })
            })
            .collect();
        settle().await;
        for waiter in impatient {
            waiter.abort();
        }
        settle().await;
        clock.advance(Duration::from_secs(10));
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(pacer.turn().await.unwrap());
        }
    }
}
