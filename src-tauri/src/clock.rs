//! The clock of a demo: the computer's own, moved.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use passerelle_transport::{Clock, SystemClock};

/// The computer's clock, so many milliseconds ahead.
#[derive(Debug, Default)]
pub(crate) struct MovedClock {
    ahead: AtomicI64,
}

impl MovedClock {
    /// Moves it to this instant, from where it goes on at its usual pace.
    pub(crate) fn set(&self, now: DateTime<Utc>) {
        self.ahead.store((now - SystemClock.now()).num_milliseconds(), Ordering::Relaxed);
    }
}

#[async_trait]
impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.ahead.load(Ordering::Relaxed))
    }

    async fn sleep(&self, duration: Duration) {
        SystemClock.sleep(duration).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_clock_goes_on_from_there() {
        let clock = MovedClock::default();
        let night = SystemClock.now() + TimeDelta::hours(9);
        clock.set(night);
        assert!((clock.now() - night).abs() < TimeDelta::seconds(5));
    }
}
