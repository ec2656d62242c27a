use chrono::{DateTime, NaiveDate, Utc};

use super::{AgentState, RunProgress};
use crate::messages::{Messages, keys};
use crate::problem::Cause;
use crate::schedule::Pause;

/// How the agent is, in one thing: the one that matters most now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Headline {
    /// It is ending.
    Quitting,
    /// A run is under way.
    Working(Option<RunProgress>),
    /// Something ails the sync as a whole.
    Trouble {
        /// What.
        cause: Cause,
        /// When it is tried again by itself.
        retry_at: Option<DateTime<Utc>>,
    },
    /// Nothing is connected yet.
    NotConnected,
    /// Somebody paused.
    Paused(Option<DateTime<Utc>>),
    /// A night was missed, and somebody has to say whether it is made up for.
    MissedNight(NaiveDate),
    /// Dossiers wait for the accountant.
    Waiting(usize),
    /// All is well.
    UpToDate(Option<DateTime<Utc>>),
}

impl Headline {
    /// Of a state at an instant.
    pub fn of(state: &AgentState, now: DateTime<Utc>) -> Self {
        let standing = state.standing();
        if state.is_quitting() {
            return Self::Quitting;
        }
        if let Some(run) = state.current_run() {
            return Self::Working(run.progress);
        }
        if let Some(cause) = &standing.trouble
            && (standing.active_since.is_none() || cause.needs_person())
        {
            return Self::Trouble { cause: cause.clone(), retry_at: None };
        }
        if standing.active_since.is_none() {
            return Self::NotConnected;
        }
        match state.pause().at(now) {
            Pause::Until(until) => return Self::Paused(Some(until)),
            Pause::UntilResumed => return Self::Paused(None),
            Pause::Not => {}
        }
        if let Some(cause) = &standing.trouble {
            return Self::Trouble { cause: cause.clone(), retry_at: standing.retry_at.filter(|at| *at > now) };
        }
        if let Some(night) = state.missed_night() {
            return Self::MissedNight(night);
        }
        if standing.waiting > 0 {
            return Self::Waiting(standing.waiting);
        }
        Self::UpToDate(standing.last_success)
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Quitting => "quitting",
            Self::Working(_) => "working",
            Self::Trouble { .. } => "trouble",
            Self::NotConnected => "not_connected",
            Self::Paused(_) => "paused",
            Self::MissedNight(_) => "missed_night",
            Self::Waiting(_) => "waiting",
            Self::UpToDate(_) => "up_to_date",
        }
    }

    /// In words.
    pub fn text(&self, messages: &Messages) -> String {
        match self {
            Self::Quitting => messages.text(keys::TRAY_QUITTING, &[]),
            Self::Working(None) => messages.text(keys::TRAY_WORKING, &[]),
            Self::Working(Some(progress)) => messages
                .text(keys::TRAY_WORKING_OF, &[("done", progress.done.into()), ("total", progress.total.into())]),
            Self::Trouble { cause, retry_at: None } => {
                messages.text(keys::TRAY_TROUBLE, &[("title", messages.title(cause).into())])
            }
            Self::Trouble { cause, retry_at: Some(at) } => messages.text(
                keys::TRAY_TROUBLE_RETRY,
                &[("title", messages.title(cause).into()), ("at", messages.moment(*at).into())],
            ),
            Self::NotConnected => messages.text(keys::TRAY_NOT_CONNECTED, &[]),
            Self::Paused(None) => messages.text(keys::TRAY_PAUSED, &[]),
            Self::Paused(Some(until)) => {
                messages.text(keys::TRAY_PAUSED_UNTIL, &[("until", messages.moment(*until).into())])
            }
            Self::MissedNight(night) => {
                messages.text(keys::TRAY_MISSED_NIGHT, &[("night", messages.day(*night).into())])
            }
            Self::Waiting(count) => messages.text(keys::TRAY_WAITING, &[("count", (*count).into())]),
            Self::UpToDate(None) => messages.text(keys::TRAY_NEVER_SYNCED, &[]),
            Self::UpToDate(Some(last)) => {
                messages.text(keys::TRAY_UP_TO_DATE, &[("last", messages.moment(*last).into())])
            }
        }
    }
}
