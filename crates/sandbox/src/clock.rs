use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// The sandbox's own time: it can be moved, and nothing in the sandbox reads any other.
#[derive(Clone)]
pub struct SandboxClock {
    base: Base,
    offset: Arc<Mutex<TimeDelta>>,
}

#[derive(Clone)]
enum Base {
    Standing(DateTime<Utc>),
    System,
    Following(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>),
}

impl SandboxClock {
    /// A clock that stands at this instant until it is moved.
    pub fn standing(at: DateTime<Utc>) -> Self {
        Self::on(Base::Standing(at))
    }

    /// The computer's clock.
    pub fn system() -> Self {
        Self::on(Base::System)
    }

    /// A clock that somebody else moves: a simulation's.
    pub fn following(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self::on(Base::Following(Arc::new(now)))
    }

    fn on(base: Base) -> Self {
        Self { base, offset: Arc::default() }
    }

    /// The present instant in the sandbox.
    pub fn now(&self) -> DateTime<Utc> {
        self.unmoved() + *self.offset.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the sandbox on.
    pub fn advance(&self, by: Duration) {
        if let Ok(by) = TimeDelta::from_std(by) {
            *self.offset.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }

    /// Moves the sandbox to this instant, forwards or back; from there it goes on at its own pace.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.offset.lock().unwrap_or_else(PoisonError::into_inner) = now - self.unmoved();
    }

    #[allow(clippy::disallowed_methods, reason = "the one place where the sandbox reads the computer's clock")]
    fn unmoved(&self) -> DateTime<Utc> {
        match &self.base {
            Base::Standing(at) => *at,
            Base::System => Utc::now(),
            Base::Following(now) => now(),
        }
    }
}

impl fmt::Debug for SandboxClock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SandboxClock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_until_it_is_moved() {
        let clock = SandboxClock::standing(DateTime::UNIX_EPOCH);
        let same = clock.clone();
        assert_eq!(clock.now(), DateTime::UNIX_EPOCH);
        clock.advance(Duration::from_mins(1));
        assert_eq!(same.now().timestamp(), 60);
        clock.set(DateTime::UNIX_EPOCH + TimeDelta::days(2));
        assert_eq!(same.now().timestamp(), 172_800);
    }

    #[test]
    fn a_moved_clock_still_follows() {
        let base = Arc::new(Mutex::new(DateTime::UNIX_EPOCH));
        let seen = base.clone();
        let clock = SandboxClock::following(move || *seen.lock().unwrap());
        clock.advance(Duration::from_secs(5));
        *base.lock().unwrap() += TimeDelta::seconds(1);
        assert_eq!(clock.now().timestamp(), 6);
    }
}
