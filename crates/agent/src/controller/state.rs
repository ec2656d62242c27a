use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::{AgentSettings, Effect, Input, Outbox, Passed, RunOrder, RunProgress, RunSummary, Standing, WakeDetector};
use crate::messages::Messages;
use crate::problem::{Cause, SetupFault};
use crate::schedule::{self, Decision, Pause, RunKind, ScheduleState};
use crate::shell::{Exit, Page};

/// After waking, the network needs a moment.
const SETTLING: Duration = Duration::seconds(30);
/// Between two runs that begin by themselves, whatever the journal says.
const BREATHER: Duration = Duration::minutes(1);
/// After a run that could not note anything.
const BROKEN_BREATHER: Duration = Duration::minutes(15);
/// How old what is known may grow; other processes write the journal too.
const STALE: Duration = Duration::minutes(1);

/// The agent's state. Changed by [`AgentState::take`] alone.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentState {
    settings: AgentSettings,
    standing: Standing,
    read_at: Option<DateTime<Utc>>,
    reading: Reading,
    pause: Pause,
    run: Option<CurrentRun>,
    missed_night: Option<NaiveDate>,
    /// What kept the last run from its work. The journal knows nothing of it, since nothing of it was noted there.
    obstacle: Option<Cause>,
    outbox: Outbox,
    wake: WakeDetector,
    not_before: Option<DateTime<Utc>>,
    is_quitting: bool,
}

/// Whether the standing is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Not,
    UnderWay,
    /// Something changed meanwhile: what is being read may be old already.
    Outdated,
}

/// The run under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentRun {
    /// What was ordered.
    pub order: RunOrder,
    /// How far it is.
    pub progress: Option<RunProgress>,
}

impl AgentState {
    /// At the start, with the pause that was remembered. Nothing runs before the standing is known.
    pub fn new(settings: AgentSettings, pause: Pause) -> Self {
        Self {
            settings,
            standing: Standing::default(),
            read_at: None,
            reading: Reading::Not,
            pause,
            run: None,
            missed_night: None,
            obstacle: None,
            outbox: Outbox::default(),
            wake: WakeDetector::default(),
            not_before: None,
            is_quitting: false,
        }
    }

    /// How things stand, as last read.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The settings.
    pub fn settings(&self) -> &AgentSettings {
        &self.settings
    }

    /// The pause. Ask it what is left of it.
    pub fn pause(&self) -> Pause {
        self.pause
    }

    /// The run under way.
    pub fn current_run(&self) -> Option<&CurrentRun> {
        self.run.as_ref()
    }

    /// The missed night that somebody has to decide on.
    pub fn missed_night(&self) -> Option<NaiveDate> {
        self.missed_night
    }

    /// When a run next begins by itself: now, where it is due. `None` while nothing is connected or somebody paused.
    pub fn next_run(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.decide(now) {
            Decision::Run { .. } => self.not_before.filter(|instant| *instant > now),
            Decision::Wait { until } | Decision::Ask { until, .. } => Some(until),
            Decision::Paused { .. } | Decision::Idle => None,
        }
    }

    /// Whether the end was asked for.
    pub fn is_quitting(&self) -> bool {
        self.is_quitting
    }

    /// Takes in what happened; says what follows. Pure.
    pub fn take(&mut self, input: Input, messages: &Messages, now: DateTime<Utc>) -> Vec<Effect> {
        let mut effects = match input {
            Input::Tick => self.tick(now),
            Input::Woke => self.woke(now),
            Input::SyncNow => self.sync_now(),
            Input::Pause(wish) => self.paused(wish.from(now, &self.settings.window)),
            Input::Resume => self.resumed(),
            Input::CatchUp { night } => self.catch_up(night),
            Input::SkipNight { night } => {
                self.missed_night = None;
                vec![Effect::SkipNight(night)]
            }
            Input::Standing(standing) => self.stands(*standing, now),
            Input::StandingUnreadable { detail } => self.unreadable(detail, now),
            Input::RunProgress(progress) => {
                if let Some(run) = &mut self.run {
                    run.progress = Some(progress);
                }
                Vec::new()
            }
            Input::RunFinished(summary) => self.run_finished(&summary, now),
            Input::SettingsChanged(settings) => {
                self.settings = *settings;
                self.obstacle = None;
                self.read()
            }
            Input::Changed => {
                self.obstacle = None;
                self.read()
            }
            Input::OpenPage(page) => vec![Effect::OpenPage(page)],
            Input::SecondStart => {
                let page = if self.standing.active_since.is_some() { Page::Dossiers } else { Page::Connection };
                vec![Effect::OpenPage(page)]
            }
            Input::Quit => self.quit(),
            Input::QuitOverdue if self.is_quitting => vec![Effect::Exit(Exit::Overdue)],
            Input::QuitOverdue => Vec::new(),
        };
        effects.extend(self.tell(messages, now));
        effects
    }

    fn tick(&mut self, now: DateTime<Utc>) -> Vec<Effect> {
        if self.wake.tick(now) == Passed::Asleep {
            return self.woke(now);
        }
        if self.pause != Pause::Not && self.pause.at(now) == Pause::Not {
            return self.resumed();
        }
        let is_stale = self.read_at.is_none_or(|at| now - at >= STALE || now < at);
        let is_due = !self.is_held_back(now) && matches!(self.decide(now), Decision::Run { .. });
        let is_free = self.run.is_none() && self.reading == Reading::Not;
        if is_free && (is_stale || is_due) { self.read() } else { Vec::new() }
    }

    fn woke(&mut self, now: DateTime<Utc>) -> Vec<Effect> {
        self.hold_back(now, SETTLING);
        self.read()
    }

    fn sync_now(&mut self) -> Vec<Effect> {
        if self.standing.active_since.is_none() {
            return vec![Effect::OpenPage(Page::Connection)];
        }
        self.begin(RunOrder { kind: RunKind::Manual, night: None })
    }

    fn paused(&mut self, pause: Pause) -> Vec<Effect> {
        self.pause = pause;
        let cancel = self.run.map(|_| Effect::CancelRun);
        std::iter::once(Effect::RememberPause(pause)).chain(cancel).collect()
    }

    fn resumed(&mut self) -> Vec<Effect> {
        self.pause = Pause::Not;
        std::iter::once(Effect::RememberPause(Pause::Not)).chain(self.read()).collect()
    }

    fn catch_up(&mut self, night: NaiveDate) -> Vec<Effect> {
        let effects = self.begin(RunOrder { kind: RunKind::CatchUp, night: Some(night) });
        if !effects.is_empty() {
            self.missed_night = None;
        }
        effects
    }

    /// The only place where a run begins by itself: what is known was read this moment.
    fn stands(&mut self, standing: Standing, now: DateTime<Utc>) -> Vec<Effect> {
        self.standing = standing;
        if let Some(obstacle) = &self.obstacle {
            self.standing.trouble = Some(obstacle.clone());
        }
        self.read_at = Some(now);
        if std::mem::replace(&mut self.reading, Reading::Not) == Reading::Outdated {
            return self.read();
        }
        let decision = self.decide(now);
        self.missed_night = match decision {
            Decision::Ask { night, .. } => Some(night),
            Decision::Run { .. } | Decision::Wait { .. } | Decision::Paused { .. } | Decision::Idle => None,
        };
        if let Some(night) = self.missed_night {
            self.outbox.add_missed_night(night);
        }
        match decision {
            Decision::Run { kind, night } if !self.is_held_back(now) => self.begin(RunOrder { kind, night }),
            _ => Vec::new(),
        }
    }

    fn unreadable(&mut self, detail: String, now: DateTime<Utc>) -> Vec<Effect> {
        self.read_at = Some(now);
        self.reading = Reading::Not;
        self.standing.trouble = Some(SetupFault::JournalUnusable { detail }.into());
        Vec::new()
    }

    fn run_finished(&mut self, summary: &RunSummary, now: DateTime<Utc>) -> Vec<Effect> {
        self.run = None;
        self.hold_back(now, if summary.is_broken { BROKEN_BREATHER } else { BREATHER });
        self.outbox.add(summary);
        self.obstacle = summary.troubles.first().filter(|_| summary.is_broken).cloned();
        if self.is_quitting { vec![Effect::Exit(Exit::Clean)] } else { self.read() }
    }

    fn quit(&mut self) -> Vec<Effect> {
        match (self.run, self.is_quitting) {
            (None, _) => {
                self.is_quitting = true;
                vec![Effect::Exit(Exit::Clean)]
            }
            (Some(_), false) => {
                self.is_quitting = true;
                vec![Effect::CancelRun, Effect::AwaitEnd]
            }
            (Some(_), true) => Vec::new(),
        }
    }

    fn begin(&mut self, order: RunOrder) -> Vec<Effect> {
        if self.run.is_some() || self.is_quitting {
            return Vec::new();
        }
        self.run = Some(CurrentRun { order, progress: None });
        vec![Effect::StartRun(order)]
    }

    fn read(&mut self) -> Vec<Effect> {
        if self.reading == Reading::Not {
            self.reading = Reading::UnderWay;
            vec![Effect::ReadStanding]
        } else {
            self.reading = Reading::Outdated;
            Vec::new()
        }
    }

    fn hold_back(&mut self, now: DateTime<Utc>, wait: Duration) {
        let until = now + wait;
        let longer = self.not_before.filter(|_| self.is_held_back(now));
        self.not_before = Some(longer.map_or(until, |other| other.max(until)));
    }

    /// A wait that seems longer than the longest was begun before the clock was set back.
    fn is_held_back(&self, now: DateTime<Utc>) -> bool {
        self.not_before.is_some_and(|instant| now < instant && instant - now <= BROKEN_BREATHER)
    }

    fn decide(&self, now: DateTime<Utc>) -> Decision {
        let state = ScheduleState {
            window: self.settings.window.clone(),
            missed_night: self.settings.missed_night,
            active_since: self.standing.active_since,
            nights: self.standing.nights.clone(),
            pause: self.pause,
            retry_at: self.standing.retry_at,
        };
        schedule::next(&state, now)
    }

    fn tell(&mut self, messages: &Messages, now: DateTime<Utc>) -> Vec<Effect> {
        let zone = self.settings.window.zone();
        let is_quiet = self.settings.quiet_hours.is_some_and(|hours| hours.are_now(now, zone));
        if is_quiet || self.is_quitting || self.outbox.is_empty() {
            return Vec::new();
        }
        self.outbox.drain(self.settings.level, messages).into_iter().map(Effect::Notify).collect()
    }
}
