//! Numbered events, and what the journal's commits mean to a window.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use passerelle_agent::controller;
use passerelle_agent::watch::{Commit, Interrupted, Moment, Watch};
use tokio::sync::Notify;

use crate::surface::Surface;
use crate::view::{AgentView, AskedPage, Changed, Event, Happening, Page, Progress};

/// A run commits thousands of times; windows need not read so often.
const BETWEEN_CHANGES: Duration = Duration::from_millis(250);

/// Numbers what happens and passes it on.
pub struct Feed {
    surface: Arc<dyn Surface>,
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    number: u32,
    agent: Option<AgentView>,
    day: Option<NaiveDate>,
    changed: BTreeSet<Changed>,
    changes: u64,
    asked_page: Option<AskedPage>,
}

impl Feed {
    /// A feed into these windows. [`Feed::run`] passes changes on.
    pub fn new(surface: Arc<dyn Surface>) -> Self {
        Self { surface, state: Mutex::default(), wake: Notify::new() }
    }

    /// The number of the last event.
    pub fn number(&self) -> u32 {
        self.state().number
    }

    /// How the agent was when it last said so.
    pub fn agent(&self) -> Option<AgentView> {
        self.state().agent.clone()
    }

    /// The agent is otherwise than before, or another day has begun.
    pub fn agent_is(&self, snapshot: &controller::Snapshot) {
        let agent = AgentView::from(snapshot);
        let day_before = {
            let mut state = self.state();
            state.agent = Some(agent.clone());
            state.day.replace(snapshot.today)
        };
        self.tell(Happening::Agent { agent });
        if day_before.is_some_and(|day| day != snapshot.today) {
            self.changed(Changed::Day);
        }
    }

    /// Passes something on at once.
    pub fn tell(&self, happening: Happening) {
        let number = self.state().next_number();
        self.surface.emit(&Event { number, happening });
    }

    /// Somebody wants to see a page of "Paramètres". Its window need not be there yet: it finds the wish when it is.
    pub fn ask_for(&self, page: Page) {
        let number = {
            let mut state = self.state();
            let number = state.next_number();
            state.asked_page = Some(AskedPage { number, page });
            number
        };
        self.surface.emit(&Event { number, happening: Happening::Page { page } });
    }

    /// The page that somebody last wanted to see.
    pub fn asked_page(&self) -> Option<AskedPage> {
        self.state().asked_page
    }

    /// Notes that something may be no longer what it was; windows are told soon.
    pub fn changed(&self, what: Changed) {
        let mut state = self.state();
        state.changes += 1;
        state.changed.insert(what);
        drop(state);
        self.wake.notify_one();
    }

    /// How often something changed so far: what was read before is old when this has grown.
    pub fn changes(&self) -> u64 {
        self.state().changes
    }

    /// Passes changes on, several at once, for as long as the program lives.
    pub async fn run(&self) {
        loop {
            self.wake.notified().await;
            self.flush();
            // How often windows are bothered is no time of the domain.
            tokio::time::sleep(BETWEEN_CHANGES).await;
        }
    }

    /// Passes on what has changed.
    pub fn flush(&self) {
        let what: Vec<Changed> = std::mem::take(&mut self.state().changed).into_iter().collect();
        if !what.is_empty() {
            self.tell(Happening::Changed { what });
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next_number(&mut self) -> u32 {
        self.number = self.number.wrapping_add(1);
        self.number
    }
}

/// Turns commits of the journal into changes. Handed to the agent when it is opened, before there is a window.
pub struct JournalWatch(pub Arc<Feed>);

impl Watch for JournalWatch {
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted> {
        if moment == Moment::After {
            self.0.changed(Changed::Activity);
            match commit {
                Commit::Activation | Commit::Firm => self.0.changed(Changed::Connection),
                Commit::Noted => {}
                _ => self.0.changed(Changed::Dossiers),
            }
        }
        Ok(())
    }
}

impl From<&controller::Snapshot> for AgentView {
    fn from(snapshot: &controller::Snapshot) -> Self {
        let progress =
            |progress: controller::RunProgress| Progress { done: count(progress.done), total: count(progress.total) };
        Self {
            headline: snapshot.headline.to_owned(),
            text: snapshot.headline_text.clone(),
            last_success: snapshot.last_success,
            next_run: snapshot.next_run,
            is_running: snapshot.is_running,
            progress: snapshot.progress.map(progress),
            waiting: count(snapshot.waiting),
            is_paused: snapshot.is_paused,
            paused_until: snapshot.paused_until,
            missed_night: snapshot.missed_night,
            trouble: snapshot.trouble.clone().map(Into::into),
        }
    }
}

/// A count as windows are told it.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
