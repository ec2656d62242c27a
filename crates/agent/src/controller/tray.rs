//! The tray as a value. A renderer compares it with what it showed last and shows the difference.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{AgentState, Headline, Input};
use crate::messages::{Messages, keys};
use crate::schedule::{Pause, PauseWish};
use crate::shell::Page;

/// Icon, tooltip and menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tray {
    /// The icon.
    pub icon: Icon,
    /// State and last success. At most 127 characters: Windows shows no more.
    pub tooltip: String,
    /// The menu, from top to bottom.
    pub menu: Vec<Entry>,
}

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Icon {
    /// Up to date.
    UpToDate,
    /// At work.
    AtWork,
    /// Waiting for the accountant.
    WaitingForYou,
    /// Paused.
    Paused,
    /// Not connected.
    NotConnected,
}

/// A line of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Something to read, not to click.
    Line(String),
    /// Something to click.
    Item(Item),
    /// Something that opens.
    Submenu {
        /// Its label.
        label: String,
        /// What is in it.
        items: Vec<Item>,
    },
}

/// Something to click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its label.
    pub label: String,
    /// What a click means.
    pub event: TrayEvent,
    /// Whether it can be clicked now.
    pub enabled: bool,
}

/// What a click means. Its JSON form is the menu item's id, so that clicks need no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrayEvent {
    /// Run now.
    SyncNow,
    /// Pause for half an hour.
    PauseHalfAnHour,
    /// Pause until tomorrow.
    PauseUntilTomorrow,
    /// Pause until resumed.
    PauseUntilResumed,
    /// Resume.
    Resume,
    /// Make up for a night.
    CatchUp(NaiveDate),
    /// Do not make up for it.
    SkipNight(NaiveDate),
    /// Open a page.
    Open(Page),
    /// End.
    Quit,
}

impl TrayEvent {
    /// The menu item's id.
    pub fn id(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The event of a menu item's id.
    pub fn from_id(id: &str) -> Option<Self> {
        serde_json::from_str(id).ok()
    }

    /// What it tells the controller.
    pub fn input(self) -> Input {
        match self {
            Self::SyncNow => Input::SyncNow,
            Self::PauseHalfAnHour => Input::Pause(PauseWish::HalfAnHour),
            Self::PauseUntilTomorrow => Input::Pause(PauseWish::UntilTomorrow),
            Self::PauseUntilResumed => Input::Pause(PauseWish::UntilResumed),
            Self::Resume => Input::Resume,
            Self::CatchUp(night) => Input::CatchUp { night },
            Self::SkipNight(night) => Input::SkipNight { night },
            Self::Open(page) => Input::OpenPage(page),
            Self::Quit => Input::Quit,
        }
    }
}

const LONGEST_TOOLTIP: usize = 127;

impl Tray {
    /// Of a state at an instant, in a language.
    pub fn of(state: &AgentState, messages: &Messages, now: DateTime<Utc>) -> Self {
        let headline = Headline::of(state, now);
        Self {
            icon: icon(&headline),
            tooltip: tooltip(&headline, state, messages),
            menu: menu(&headline, state, messages, now),
        }
    }
}

fn icon(headline: &Headline) -> Icon {
    match headline {
        Headline::Quitting | Headline::Working(_) => Icon::AtWork,
        Headline::Trouble { cause, .. } if cause.needs_person() => Icon::WaitingForYou,
        Headline::Trouble { .. } | Headline::NotConnected => Icon::NotConnected,
        Headline::Paused(_) => Icon::Paused,
        Headline::MissedNight(_) | Headline::Waiting(_) => Icon::WaitingForYou,
        Headline::UpToDate(_) => Icon::UpToDate,
    }
}

fn tooltip(headline: &Headline, state: &AgentState, messages: &Messages) -> String {
    let mut text = format!("Passerelle · {}", headline.text(messages));
    if let Some(last) = state.standing().last_success
        && !matches!(headline, Headline::UpToDate(_))
    {
        text.push('\n');
        text.push_str(&messages.text(keys::TRAY_LAST_SUCCESS, &[("last", messages.moment(last).into())]));
    }
    text.chars().take(LONGEST_TOOLTIP).collect()
}

fn menu(headline: &Headline, state: &AgentState, messages: &Messages, now: DateTime<Utc>) -> Vec<Entry> {
    let item = |key, event| Item { label: messages.text(key, &[]), event, enabled: true };
    let is_active = state.standing().active_since.is_some();
    let is_free = state.current_run().is_none() && !state.is_quitting();
    let sync_now = Item { enabled: is_active && is_free, ..item(keys::TRAY_SYNC_NOW, TrayEvent::SyncNow) };
    let mut menu = vec![Entry::Line(headline.text(messages)), Entry::Item(sync_now)];
    if let Some(night) = state.missed_night() {
        let label = messages.text(keys::TRAY_CATCH_UP, &[("night", messages.day(night).into())]);
        menu.push(Entry::Item(Item { label, event: TrayEvent::CatchUp(night), enabled: is_free }));
        menu.push(Entry::Item(item(keys::TRAY_SKIP_NIGHT, TrayEvent::SkipNight(night))));
    }
    if state.pause().at(now) == Pause::Not {
        let items = vec![
            item(keys::TRAY_PAUSE_HALF_AN_HOUR, TrayEvent::PauseHalfAnHour),
            item(keys::TRAY_PAUSE_UNTIL_TOMORROW, TrayEvent::PauseUntilTomorrow),
            item(keys::TRAY_PAUSE_UNTIL_RESUMED, TrayEvent::PauseUntilResumed),
        ];
        menu.push(Entry::Submenu { label: messages.text(keys::TRAY_PAUSE, &[]), items });
    } else {
        menu.push(Entry::Item(item(keys::TRAY_RESUME, TrayEvent::Resume)));
    }
    let waiting = state.standing().waiting;
    if waiting > 0 {
        let label = messages.text(keys::TRAY_DOSSIERS, &[("count", waiting.into())]);
        menu.push(Entry::Item(Item { label, event: TrayEvent::Open(Page::Dossiers), enabled: true }));
    }
    menu.push(Entry::Item(item(keys::TRAY_SETTINGS, TrayEvent::Open(Page::Connection))));
    menu.push(Entry::Item(item(keys::TRAY_QUIT, TrayEvent::Quit)));
    menu
}
