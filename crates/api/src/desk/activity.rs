use std::collections::{BTreeMap, BTreeSet};

use passerelle_agent::AgentError;
use passerelle_agent::journal::{self, Activity, Journal, RunId, RunRecord};
use passerelle_agent::messages::{Argument, Messages, keys};
use passerelle_agent::schedule::RunKind;
use passerelle_finbox::DossierId;

use super::Desk;
use super::dossiers::LONGEST_PAGE;
use crate::input::ActivityInput;
use crate::view::{ActivityFilter, ActivityLine, ActivityNight, ActivityPage, Dossier, NightKind, Outcome};

impl Desk {
    pub(crate) async fn activity(&self, input: ActivityInput) -> Outcome<ActivityPage> {
        let page = self.activity_page(&input);
        self.told(page)
    }

    fn activity_page(&self, input: &ActivityInput) -> Result<ActivityPage, AgentError> {
        let journal = self.agent().journal();
        let limit = input.limit.clamp(1, LONGEST_PAGE) as usize;
        let mut lines = self.wanted_lines(input, limit + 1)?;
        let next = if lines.len() > limit { lines.get(limit - 1).map(|line| line.id) } else { None };
        lines.truncate(limit);
        let messages = self.messages();
        let wanted: BTreeSet<i64> = lines.iter().filter_map(|line| line.run).collect();
        let mut nights = Vec::new();
        for run in wanted.into_iter().rev() {
            nights.extend(journal.run(RunId(run))?.map(|run| night_of(&run, &messages)));
        }
        Ok(ActivityPage { lines, nights, next })
    }

    /// So many lines at most. A search is for what a line says in words, which the journal does not know: it is read
    /// backwards until enough is found, and no further.
    fn wanted_lines(&self, input: &ActivityInput, at_most: usize) -> Result<Vec<ActivityLine>, AgentError> {
        let (journal, messages) = (self.agent().journal(), self.messages());
        let words: Vec<String> = input.search.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut names = Names::default();
        let asked = if words.is_empty() { at_most.try_into().unwrap_or(PART) } else { PART };
        let mut filter = journal::ActivityFilter {
            before: input.before,
            dossier: input.dossier.as_ref().and_then(|id| id.parse().ok()).map(DossierId),
            kinds: kinds(input.filter),
            at_most: Some(asked),
            ..journal::ActivityFilter::default()
        };
        let mut wanted = Vec::new();
        loop {
            let part = journal.activity(&filter)?;
            for line in &part {
                let line = line_of(line, names.of(journal, line.dossier)?, &messages);
                if words.is_empty() || is_met(&words, &line) {
                    wanted.push(line);
                }
                if wanted.len() == at_most {
                    return Ok(wanted);
                }
            }
            match part.last() {
                Some(last) if part.len() == asked as usize => filter.before = Some(last.id),
                _ => return Ok(wanted),
            }
        }
    }
}

/// So many lines are read at once where it is not known how many are needed.
const PART: u32 = 1_000;

/// The kinds of events that a filter lets through.
fn kinds(filter: ActivityFilter) -> Option<&'static [&'static str]> {
    match filter {
        ActivityFilter::All => None,
        ActivityFilter::Delivered => Some(&["stands", "left_out", "document_stored"]),
        ActivityFilter::Moved => Some(&["moved"]),
        ActivityFilter::Connection => Some(&[
            "activated",
            "paired",
            "deactivated",
            "firm_connected",
            "firm_removed",
            "linked",
            "link_dropped",
            "decided",
            "retry_asked",
        ]),
        ActivityFilter::Trouble => {
            Some(&["login_lapsed", "unreadable_entry", "run_troubled", "document_given_up", "standby"])
        }
    }
}

/// The names of the dossiers that lines speak of, each looked up once.
#[derive(Default)]
struct Names(BTreeMap<DossierId, Dossier>);

impl Names {
    fn of(&mut self, journal: &Journal, id: Option<DossierId>) -> Result<Option<Dossier>, AgentError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.0.get(&id) {
            return Ok(Some(known.clone()));
        }
        let name = journal.dossier(id)?.map_or_else(|| id.to_string(), |dossier| dossier.name);
        let dossier = Dossier { id: id.to_string(), name };
        self.0.insert(id, dossier.clone());
        Ok(Some(dossier))
    }
}

fn is_met(words: &[String], line: &ActivityLine) -> bool {
    let name = line.dossier.as_ref().map(|dossier| dossier.name.as_str()).unwrap_or_default();
    let text = format!("{name} {}", line.text).to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn line_of(line: &Activity, dossier: Option<Dossier>, messages: &Messages) -> ActivityLine {
    ActivityLine {
        id: line.id,
        at: line.at,
        run: line.run.map(|RunId(run)| run),
        dossier,
        event: line.event.kind().to_owned(),
        text: messages.event(&line.event),
    }
}

fn night_of(run: &RunRecord, messages: &Messages) -> ActivityNight {
    let night = run.night.map(|night| messages.day(night)).unwrap_or_default();
    let of_night: &[(&str, Argument<'_>)] = &[("night", night.into())];
    let (kind, key, arguments) = match run.kind {
        RunKind::Scheduled => (NightKind::Scheduled, keys::RUN_SCHEDULED, of_night),
        RunKind::CatchUp => (NightKind::CatchUp, keys::RUN_CATCH_UP, of_night),
        RunKind::Manual => (NightKind::Manual, keys::RUN_MANUAL, &[][..]),
        RunKind::Retry => (NightKind::Retry, keys::RUN_RETRY, &[][..]),
    };
    ActivityNight {
        run: run.id.0,
        kind,
        night: run.night,
        started_at: run.started_at,
        finished_at: run.finished_at,
        text: messages.text(key, arguments),
    }
}
