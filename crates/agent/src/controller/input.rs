use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use passerelle_social_balance::Language;

use super::{Notice, RunOrder, RunProgress, RunSummary, Standing};
use crate::schedule::{NightWindow, Pause, PauseWish};
use crate::settings::{MissedNight, NotificationLevel, TimeOfDay, Values};
use crate::shell::{Exit, Page};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A while has passed.
    Tick,
    /// The computer woke up.
    Woke,
    /// Somebody wants a run now.
    SyncNow,
    /// Somebody wants nothing to run by itself for a while.
    Pause(PauseWish),
    /// Somebody ended the pause.
    Resume,
    /// Somebody wants a missed night made up for.
    CatchUp {
        /// The civil date of the night.
        night: NaiveDate,
    },
    /// Somebody does not want it made up for.
    SkipNight {
        /// The civil date of the night.
        night: NaiveDate,
    },
    /// How things stand was read.
    Standing(Box<Standing>),
    /// How things stand could not be read.
    StandingUnreadable {
        /// What was said.
        detail: String,
    },
    /// A run has come so far.
    RunProgress(RunProgress),
    /// A run has ended.
    RunFinished(Box<RunSummary>),
    /// Settings have changed.
    SettingsChanged(Box<AgentSettings>),
    /// Something changed elsewhere: a link, a decision, a connection, a secret.
    Changed,
    /// Somebody wants to see a page.
    OpenPage(Page),
    /// Passerelle was started a second time.
    SecondStart,
    /// Somebody wants the end.
    Quit,
    /// The time for a clean end is over.
    QuitOverdue,
}

/// What follows from an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Begin a run.
    StartRun(RunOrder),
    /// End the run that is under way, between two requests.
    CancelRun,
    /// Read how things stand.
    ReadStanding,
    /// Remember the pause beyond a restart.
    RememberPause(Pause),
    /// Note that a night is not made up for.
    SkipNight(NaiveDate),
    /// Show a notification, and note it.
    Notify(Notice),
    /// Open a page.
    OpenPage(Page),
    /// Wait for the clean end, but not for ever.
    AwaitEnd,
    /// End.
    Exit(Exit),
}

/// The hours of the day in which no notification is shown. They may pass midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub start: TimeOfDay,
    /// When they end.
    pub end: TimeOfDay,
}

impl QuietHours {
    /// Whether they are now, by the clocks of the zone.
    pub fn are_now(self, now: DateTime<Utc>, zone: Tz) -> bool {
        let time = now.with_timezone(&zone).time();
        let (start, end) = (self.start.time(), self.end.time());
        if start <= end { (start..end).contains(&time) } else { time >= start || time < end }
    }
}

/// The settings that the controller goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSettings {
    /// The nightly window.
    pub window: NightWindow,
    /// What happens after a missed night.
    pub missed_night: MissedNight,
    /// Which notifications are shown.
    pub level: NotificationLevel,
    /// When none is shown.
    pub quiet_hours: Option<QuietHours>,
    /// The language.
    pub language: Language,
}

impl AgentSettings {
    /// From the settings; `installation` names this installation, `locale` is the computer's language.
    pub fn new(settings: &Values, installation: &str, locale: Option<&str>) -> Self {
        let quiet_hours = match (settings.notifications_quiet_start, settings.notifications_quiet_end) {
            (Some(start), Some(end)) => Some(QuietHours { start, end }),
            _ => None,
        };
        Self {
            window: NightWindow::from_settings(settings, installation),
            missed_night: settings.schedule_missed_night,
            level: settings.notifications_level,
            quiet_hours,
            language: settings.language.resolve(locale),
        }
    }
}
