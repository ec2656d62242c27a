//! When the next run is due. Pure: the present instant comes in, a decision comes out.
//!
//! A nightly run belongs to a civil date in the office's time zone, not to an instant: no clock change makes a night run
//! twice or not at all. A night that the computer slept through is caught up once. What runs outside the nights is asked
//! for by a person, or by a sheet whose waiting time is over.

#[cfg(test)]
mod laws;
mod night;
mod pause;
pub mod retry;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
pub use night::NightWindow;
pub use pause::{Pause, PauseWish};
use serde::{Deserialize, Serialize};

use crate::settings::MissedNight;

/// Why a run takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// The night's own.
    Scheduled,
    /// A night that the computer slept through, made up for.
    CatchUp,
    /// Something was due again.
    Retry,
    /// Somebody asked for it.
    Manual,
}

/// What became of a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightRecord {
    /// A run began and has not ended by itself: it is under way, or was cut off.
    Started {
        /// How many runs were begun for this night.
        runs: u32,
    },
    /// A run ended by itself.
    Finished,
    /// Nobody wanted it made up for.
    Skipped,
}

/// All that the decision hangs on, besides the present instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleState {
    /// The nightly window in the office's time zone.
    pub window: NightWindow,
    /// What happens after a missed night.
    pub missed_night: MissedNight,
    /// Since when there is something to synchronise; `None` while nothing is connected.
    pub active_since: Option<DateTime<Utc>>,
    /// What became of the nights around the present. A few days suffice.
    pub nights: BTreeMap<NaiveDate, NightRecord>,
    /// Whether somebody paused.
    pub pause: Pause,
    /// When the first sheet that waits may be tried again.
    pub retry_at: Option<DateTime<Utc>>,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Begin a run now, and note that it began before it does anything.
    Run {
        /// Why.
        kind: RunKind,
        /// The civil date whose night it is; `None` for a retry.
        night: Option<NaiveDate>,
    },
    /// Nothing to do before this instant.
    Wait {
        /// The next instant at which something may be due.
        until: DateTime<Utc>,
    },
    /// Nothing runs by itself before this instant, or before somebody resumes.
    Paused {
        /// When the pause ends by itself.
        until: Option<DateTime<Utc>>,
    },
    /// A night was missed and the accountant says whether it is made up for.
    Ask {
        /// The civil date of the night.
        night: NaiveDate,
        /// The next instant at which something else may be due.
        until: DateTime<Utc>,
    },
    /// Nothing is connected: there is nothing to do.
    Idle,
}

/// How many runs are begun for one night when each is cut off by a crash or a shutdown.
const RUNS_FOR_A_NIGHT: u32 = 3;

/// Decides what to do now. Not asked while a run is under way.
pub fn next(state: &ScheduleState, now: DateTime<Utc>) -> Decision {
    let Some(active_since) = state.active_since else { return Decision::Idle };
    match state.pause.at(now) {
        Pause::Not => {}
        Pause::Until(until) => return Decision::Paused { until: Some(until) },
        Pause::UntilResumed => return Decision::Paused { until: None },
    }
    let tonight = state.window.latest_begun(now);
    let upcoming = state.window.start(tonight + chrono::Days::new(1));
    let wait = Decision::Wait { until: state.retry_at.map_or(upcoming, |retry| retry.min(upcoming)) };
    let retry_due = state.retry_at.is_some_and(|retry| retry <= now);
    let over = now >= state.window.end(tonight);
    let run = |kind| Decision::Run { kind, night: Some(tonight) };

    let night = match state.nights.get(&tonight) {
        None if !over => Some(run(RunKind::Scheduled)),
        None if state.window.end(tonight) <= active_since => None,
        None => match state.missed_night {
            MissedNight::CatchUp => Some(run(RunKind::CatchUp)),
            MissedNight::Skip => None,
            MissedNight::Ask => Some(Decision::Ask { night: tonight, until: upcoming }),
        },
        Some(NightRecord::Started { runs }) if *runs < RUNS_FOR_A_NIGHT => Some(run(RunKind::CatchUp)),
        Some(NightRecord::Started { .. } | NightRecord::Finished | NightRecord::Skipped) => None,
    };
    match night {
        Some(decision @ Decision::Run { .. }) => decision,
        _ if retry_due => Decision::Run { kind: RunKind::Retry, night: None },
        Some(Decision::Ask { night, until }) => {
            Decision::Ask { night, until: state.retry_at.map_or(until, |retry| retry.min(until)) }
        }
        _ => wait,
    }
}
