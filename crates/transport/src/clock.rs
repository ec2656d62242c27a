use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::Notify;

/// Tells the time and waits. Nothing else in Passerelle reads a clock.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The present instant on the wall clock.
    fn now(&self) -> DateTime<Utc>;

    /// Waits for this long. May wake late, never early.
    async fn sleep(&self, duration: Duration);

    /// How long the clock has run since some moment of this program, whatever it was set to meanwhile. Never goes back. May
    /// stand still while the computer sleeps.
    fn running(&self) -> Duration {
        BEGINNING.elapsed()
    }
}

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The computer's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A clock that stands still until it is moved. Sleepers wake when it is moved past their time.
///
/// With [`ManualClock::jumping`], a sleep moves the clock by itself and returns at once: waits cost nothing and the
/// time that they would have taken can be read off the clock.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<Mutex<DateTime<Utc>>>,
    running: Arc<Mutex<Duration>>,
    moved: Arc<Notify>,
    jumps: bool,
}

impl ManualClock {
    /// A clock that stands at `now` until it is moved.
    pub fn standing(now: DateTime<Utc>) -> Self {
        Self { now: Arc::new(Mutex::new(now)), running: Arc::default(), moved: Arc::new(Notify::new()), jumps: false }
    }

    /// A clock that starts at `now` and is moved by every sleep.
    pub fn jumping(now: DateTime<Utc>) -> Self {
        Self { jumps: true, ..Self::standing(now) }
    }

    /// Moves the clock on and wakes whoever has slept long enough.
    pub fn advance(&self, by: Duration) {
        let by = chrono::Duration::from_std(by).unwrap_or(chrono::Duration::MAX);
        self.set(self.now() + by);
    }

    /// Sets the clock, forwards or back. Forwards, the time up to there passes.
    pub fn set(&self, now: DateTime<Utc>) {
        let before = std::mem::replace(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner), now);
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) += (now - before).to_std().unwrap_or_default();
        self.moved.notify_waiters();
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sleep(&self, duration: Duration) {
        if self.jumps {
            self.advance(duration);
            tokio::task::yield_now().await;
            return;
        }
        let until = self.now() + chrono::Duration::from_std(duration).unwrap_or(chrono::Duration::MAX);
        loop {
            let moved = self.moved.notified();
            if self.now() >= until {
                return;
            }
            moved.await;
        }
    }

    fn running(&self) -> Duration {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_passes_its_time() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(Duration::from_secs(10)).await }
        });
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(9));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
    }

    #[test]
    fn what_a_clock_is_set_to_does_not_undo_what_has_passed() {
        let clock = ManualClock::standing(DateTime::UNIX_EPOCH);
        clock.advance(Duration::from_secs(10));
        clock.set(DateTime::UNIX_EPOCH);
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.running(), Duration::from_secs(11));
        let before = SystemClock.running();
        assert!(SystemClock.running() >= before);
    }

    #[tokio::test]
    async fn a_jumping_clock_is_moved_by_a_sleep() {
        let clock = ManualClock::jumping(DateTime::UNIX_EPOCH);
        clock.sleep(Duration::from_mins(1)).await;
        assert_eq!(clock.now().timestamp(), 60);
    }
}
