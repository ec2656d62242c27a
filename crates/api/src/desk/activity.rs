use std::collections::{BTreeMap, BTreeSet};

use passerelle_agent::AgentError;
use passerelle_agent::journal::{Activity, ActivityFilter, RunId, RunRecord};
use passerelle_agent::messages::{Argument, Messages, keys};
use passerelle_agent::schedule::RunKind;
use passerelle_finbox::DossierId;

use super::Desk;
use super::dossiers::LONGEST_PAGE;
use crate::input::ActivityInput;
use crate::view::{ActivityLine, ActivityNight, ActivityPage, Dossier, NightKind, Outcome};

impl Desk {
    pub(crate) async fn activity(&self, input: ActivityInput) -> Outcome<ActivityPage> {
        let page = self.activity_page(&input);
        self.told(page)
    }

    fn activity_page(&self, input: &ActivityInput) -> Result<ActivityPage, AgentError> {
        let messages = self.messages();
        let journal = self.agent().journal();
        let names: BTreeMap<DossierId, String> =
            journal.dossiers()?.into_iter().map(|dossier| (dossier.id, dossier.name)).collect();
        let dossier = input.dossier.as_ref().and_then(|id| id.parse().ok()).map(DossierId);
        let filter = ActivityFilter { dossier, ..ActivityFilter::default() };
        let limit = input.limit.clamp(1, LONGEST_PAGE) as usize;
        let words: Vec<String> = input.search.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut lines: Vec<ActivityLine> = journal
            .activity(&filter)?
            .into_iter()
            .filter(|line| input.before.is_none_or(|before| line.id < before))
            .map(|line| line_of(&line, &names, &messages))
            .filter(|line| words.is_empty() || is_met(&words, line))
            .take(limit + 1)
            .collect();
        let next = if lines.len() > limit { lines.get(limit - 1).map(|line| line.id) } else { None };
        lines.truncate(limit);
        let wanted: BTreeSet<i64> = lines.iter().filter_map(|line| line.run).collect();
        let nights = journal
            .runs(u32::MAX)?
            .into_iter()
            .filter(|run| wanted.contains(&run.id.0))
            .map(|run| night_of(&run, &messages))
            .collect();
        Ok(ActivityPage { lines, nights, next })
    }
}

fn is_met(words: &[String], line: &ActivityLine) -> bool {
    let name = line.dossier.as_ref().map(|dossier| dossier.name.as_str()).unwrap_or_default();
    let text = format!("{name} {}", line.text).to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn line_of(line: &Activity, names: &BTreeMap<DossierId, String>, messages: &Messages) -> ActivityLine {
    ActivityLine {
        id: line.id,
        at: line.at,
        run: line.run.map(|RunId(run)| run),
        dossier: line
            .dossier
            .map(|id| Dossier { id: id.to_string(), name: names.get(&id).cloned().unwrap_or_else(|| id.to_string()) }),
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
