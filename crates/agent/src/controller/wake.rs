use chrono::{DateTime, Duration, Utc};

/// Tells sleep from time that merely passed, by comparing the wall clock at each tick. No power events of the operating
/// system are needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WakeDetector {
    last: Option<DateTime<Utc>>,
}

/// What lies between two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// A tick's worth of time.
    Awake,
    /// Much more: the computer slept, or its clock was set forward.
    Asleep,
    /// The clock was set back.
    SetBack,
}

/// Ticks come every ten seconds and may be late on a busy computer; a gap of this length is more than that.
const GAP: Duration = Duration::seconds(75);

impl WakeDetector {
    /// Notes a tick.
    pub fn tick(&mut self, now: DateTime<Utc>) -> Passed {
        let passed = match self.last {
            Some(last) if now < last - Duration::seconds(1) => Passed::SetBack,
            Some(last) if now - last > GAP => Passed::Asleep,
            _ => Passed::Awake,
        };
        self.last = Some(now);
        passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_between_ticks_is_sleep() {
        let start = DateTime::UNIX_EPOCH;
        let mut detector = WakeDetector::default();
        let mut after = |seconds: i64| detector.tick(start + Duration::seconds(seconds));
        assert_eq!(after(0), Passed::Awake);
        assert_eq!(after(10), Passed::Awake);
        assert_eq!(after(70), Passed::Awake, "busy");
        assert_eq!(after(30_000), Passed::Asleep);
        assert_eq!(after(30_010), Passed::Awake);
        assert_eq!(after(10_000), Passed::SetBack);
        assert_eq!(after(10_010), Passed::Awake);
    }
}
