use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{AgentState, Headline, RunProgress};
use crate::messages::Messages;
use crate::problem::Problem;
use crate::schedule::Pause;

/// All that a window needs to show how the agent is. It asks for one when it opens and is told of each that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    /// The headline's code.
    pub headline: &'static str,
    /// The headline in words.
    pub headline_text: String,
    /// The day of the office's calendar.
    pub today: NaiveDate,
    /// When a run last ended by itself without trouble.
    pub last_success: Option<DateTime<Utc>>,
    /// When a run next begins by itself.
    pub next_run: Option<DateTime<Utc>>,
    /// How many dossiers wait for the accountant.
    pub waiting: usize,
    /// Whether a run is under way.
    pub is_running: bool,
    /// How far the run under way is.
    pub progress: Option<RunProgress>,
    /// Whether nothing runs by itself.
    pub is_paused: bool,
    /// When the pause ends by itself.
    pub paused_until: Option<DateTime<Utc>>,
    /// A missed night that somebody has to decide on.
    pub missed_night: Option<NaiveDate>,
    /// What ails the sync as a whole.
    pub trouble: Option<Problem>,
}

impl Snapshot {
    /// Of a state at an instant, in a language.
    pub fn of(state: &AgentState, messages: &Messages, now: DateTime<Utc>) -> Self {
        let headline = Headline::of(state, now);
        let pause = state.pause().at(now);
        let standing = state.standing();
        Self {
            headline: headline.code(),
            headline_text: headline.text(messages),
            today: state.settings().window.day(now),
            last_success: standing.last_success,
            next_run: state.next_run(now),
            waiting: standing.waiting,
            is_running: state.current_run().is_some(),
            progress: state.current_run().and_then(|run| run.progress),
            is_paused: pause != Pause::Not,
            paused_until: match pause {
                Pause::Until(until) => Some(until),
                Pause::Not | Pause::UntilResumed => None,
            },
            missed_night: state.missed_night(),
            trouble: standing.trouble.as_ref().map(|cause| Problem::new(cause, None, messages)),
        }
    }
}
