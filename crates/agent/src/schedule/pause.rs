use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::NightWindow;

/// Whether nothing runs by itself for a while. Not an error, and nothing is recorded as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// Not paused.
    #[default]
    Not,
    /// Until this instant.
    Until(DateTime<Utc>),
    /// Until somebody resumes.
    UntilResumed,
}

/// For how long somebody wants to pause, as the menu offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseWish {
    /// For half an hour.
    HalfAnHour,
    /// Until the next civil day begins.
    UntilTomorrow,
    /// Until somebody resumes.
    UntilResumed,
}

impl Pause {
    /// What is left of the pause.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>) -> Self {
        match self {
            Self::Until(until) if until <= now => Self::Not,
            other => other,
        }
    }
}

impl PauseWish {
    /// As the menu lists them.
    pub const ALL: [Self; 3] = [Self::HalfAnHour, Self::UntilTomorrow, Self::UntilResumed];

    /// The pause that begins now.
    pub fn from(self, now: DateTime<Utc>, window: &NightWindow) -> Pause {
        match self {
            Self::HalfAnHour => Pause::Until(now + Duration::minutes(30)),
            Self::UntilTomorrow => Pause::Until(window.tomorrow(now)),
            Self::UntilResumed => Pause::UntilResumed,
        }
    }
}
