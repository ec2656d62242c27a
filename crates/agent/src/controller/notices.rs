//! What a person is notified of, gathered until it may be shown, then told in few words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Arisen, RunSummary, SyncedSheet};
use crate::messages::{Messages, keys};
use crate::problem::{Cause, FixAction};
use crate::settings::NotificationLevel;
use crate::shell::Page;

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The same for notices of the same thing: a desktop that can lets the later one take the earlier one's place.
    pub tag: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// What a click opens.
    pub page: Page,
}

/// What is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outbox {
    synced: Vec<SyncedSheet>,
    arisen: Vec<Arisen>,
    troubles: Vec<Cause>,
    missed_night: Option<NaiveDate>,
    /// Troubles that were told and have not gone away.
    known_troubles: Vec<Cause>,
    /// Nights that were told of.
    known_nights: BTreeSet<NaiveDate>,
}

/// After so many sheets in one run the rest are told as one.
const SINGLE_NOTICES: usize = 8;

impl Outbox {
    /// Takes in what came of a run. A trouble is told once, until a run does without it.
    pub fn add(&mut self, summary: &RunSummary) {
        self.synced.extend(summary.synced.iter().cloned());
        self.arisen.extend(summary.arisen.iter().filter(|one| one.cause.needs_person()).cloned());
        if !summary.is_broken {
            self.known_troubles.retain(|known| summary.troubles.contains(known));
            self.troubles.retain(|waiting| summary.troubles.contains(waiting));
        }
        for trouble in summary.troubles.iter().filter(|trouble| trouble.needs_person()) {
            if !self.known_troubles.contains(trouble) {
                self.known_troubles.push(trouble.clone());
                self.troubles.push(trouble.clone());
            }
        }
    }

    /// Takes in a missed night that somebody has to decide on. Told once.
    pub fn add_missed_night(&mut self, night: NaiveDate) {
        if self.known_nights.insert(night) {
            self.missed_night = Some(night);
        }
    }

    /// Whether nothing is to be told.
    pub fn is_empty(&self) -> bool {
        self.synced.is_empty() && self.arisen.is_empty() && self.troubles.is_empty() && self.missed_night.is_none()
    }

    /// Takes everything out, in words.
    pub fn drain(&mut self, level: NotificationLevel, messages: &Messages) -> Vec<Notice> {
        let synced = std::mem::take(&mut self.synced);
        let arisen = std::mem::take(&mut self.arisen);
        let troubles = std::mem::take(&mut self.troubles);
        let missed_night = self.missed_night.take();
        let mut notices = match level {
            NotificationLevel::None => return Vec::new(),
            NotificationLevel::Problems => Vec::new(),
            NotificationLevel::Summary => summary_notice(&synced, messages).into_iter().collect(),
            NotificationLevel::Each => synced_notices(&synced, messages),
        };
        notices.extend(troubles.iter().map(|cause| trouble_notice(cause, messages)));
        notices.extend(problem_notices(&arisen, messages));
        notices.extend(missed_night.map(|night| missed_night_notice(night, messages)));
        notices
    }
}

fn synced_body(sheet: &SyncedSheet, messages: &Messages) -> String {
    let year = messages.date(sheet.financial_year.end());
    let arguments =
        [("dossier", sheet.dossier.as_str().into()), ("year", year.into()), ("firm", sheet.firm.as_str().into())];
    messages.text(keys::NOTICE_SYNCED_BODY, &arguments)
}

fn synced_notices(synced: &[SyncedSheet], messages: &Messages) -> Vec<Notice> {
    let (single, rest) = synced.split_at(synced.len().min(SINGLE_NOTICES));
    let one_by_one = single.iter().map(|sheet| (format!("synced-{}", sheet.sheet.0), synced_body(sheet, messages)));
    let as_one = rest.first().map(|first| {
        let body = messages.text(keys::NOTICE_REST_BODY, &[("count", rest.len().into())]);
        (format!("synced-rest-{}", first.sheet.0), body)
    });
    let title = messages.text(keys::NOTICE_SYNCED_TITLE, &[]);
    one_by_one
        .chain(as_one)
        .map(|(tag, body)| Notice { tag, title: title.clone(), body, page: Page::Activity })
        .collect()
}

fn summary_notice(synced: &[SyncedSheet], messages: &Messages) -> Option<Notice> {
    let first = synced.first()?;
    let (title, body) = match synced {
        [one] => (keys::NOTICE_SYNCED_TITLE, synced_body(one, messages)),
        several => {
            (keys::NOTICE_SUMMARY_TITLE, messages.text(keys::NOTICE_SUMMARY_BODY, &[("count", several.len().into())]))
        }
    };
    let tag = format!("summary-{}", first.sheet.0);
    Some(Notice { tag, title: messages.text(title, &[]), body, page: Page::Activity })
}

fn trouble_notice(cause: &Cause, messages: &Messages) -> Notice {
    let body = format!("{} {}", messages.reason(cause), messages.fix(cause));
    Notice { tag: format!("trouble-{}", cause.code()), title: messages.title(cause), body, page: page(cause) }
}

/// One for each cause, with the first dossier and how many more.
fn problem_notices(arisen: &[Arisen], messages: &Messages) -> Vec<Notice> {
    let mut by_cause: BTreeMap<String, Vec<&Arisen>> = BTreeMap::new();
    for one in arisen {
        by_cause.entry(one.cause.code()).or_default().push(one);
    }
    let notice = |(code, all): (String, Vec<&Arisen>)| {
        let first = all.first()?;
        let detail = messages.reason(&first.cause);
        let arguments = [("dossier", first.dossier.name.as_str().into()), ("detail", detail.into())];
        let mut body = messages.text(keys::NOTICE_PROBLEM_BODY, &arguments);
        let dossiers: BTreeSet<_> = all.iter().map(|one| one.dossier.id).collect();
        if dossiers.len() > 1 {
            body.push('\n');
            body.push_str(&messages.text(keys::NOTICE_PROBLEM_OTHERS, &[("count", (dossiers.len() - 1).into())]));
        }
        Some(Notice {
            tag: format!("problem-{code}-{}", first.dossier.id.0),
            title: messages.title(&first.cause),
            body,
            page: page(&first.cause),
        })
    };
    by_cause.into_iter().filter_map(notice).collect()
}

fn missed_night_notice(night: NaiveDate, messages: &Messages) -> Notice {
    Notice {
        tag: "missed-night".to_owned(),
        title: messages.text(keys::NOTICE_MISSED_NIGHT_TITLE, &[]),
        body: messages.text(keys::NOTICE_MISSED_NIGHT_BODY, &[("night", messages.day(night).into())]),
        page: Page::Activity,
    }
}

fn page(cause: &Cause) -> Page {
    match cause.fix() {
        Some(FixAction::LogIn) => Page::SilverfinLink,
        Some(FixAction::OpenConnection) => Page::Connection,
        Some(FixAction::OpenPreferences) => Page::Preferences,
        Some(FixAction::ExportDiagnostics) => Page::Help,
        Some(FixAction::LinkDossier | FixAction::OpenInSilverfin | FixAction::Retry | FixAction::Review) | None => {
            Page::Dossiers
        }
    }
}
