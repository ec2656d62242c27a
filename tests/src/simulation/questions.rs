//! What the accountant was asked, what was answered, and what should have been asked.

use passerelle_agent::merge::{Choice, StandingValue};
use passerelle_sandbox::world::{Address, Author, Change, CompanyId, OverwrittenEdit, Place};
use passerelle_silverfin::PropertyValue;
use passerelle_social_balance::{Decimal, Owner, RubricCode};
use serde_json::Value;

use super::evidence::{Evidence, Template, marked, marker_address};
use super::record::Answered;

/// A figure that a person left in a field: from one step of the ledger to another.
struct Left<'a> {
    figure: Option<Decimal>,
    /// What a program had written there last before.
    found: Option<&'a Change>,
    from: u64,
    until: u64,
}

impl Evidence<'_> {
    /// Whether the accountant had agreed, before it was written, that this value takes the place of that one.
    pub(super) fn agreed_to_take(&self, edit: &OverwrittenEdit) -> bool {
        let (persons, ours) = (number(edit.persons.as_ref()), number(edit.applications.as_ref()));
        let written = self.request(edit.request).map_or(u64::MAX, |request| request.started);
        self.answers(edit.place.company, &edit.address).any(|answer| {
            answer.choice == Choice::Take
                && answer.standing == persons
                && answer.new == ours
                && answer.at.steps < written
        })
    }

    /// Whether the accountant was asked about a figure that no person had left there: by the time of the answer nothing of
    /// the kind had ever stood there, or a program had put it there last. Forgiven is a sum of several payroll files from
    /// before an activation: a desktop that knows one of them only must not write half a sum.
    pub(super) fn was_asked_in_vain(&self, answer: &Answered) -> bool {
        let Some(template) = self.templates().into_iter().find(|one| one.place.company == answer.company) else {
            return false;
        };
        let history = self.history(template.place, &Address::new("social_balance_integration", answer.key.clone()));
        let by_then = history.iter().filter(|change| change.at <= answer.asked_at);
        let asked_about = by_then.rev().find(|change| number(change.value.as_ref()) == answer.standing);
        let activation = self.record.activations.iter().rfind(|one| one.since <= answer.asked_at);
        let is_earlier_sum = |change: &Change| {
            template.dossiers.len() > 1 && activation.is_some_and(|activation| change.at < activation.since)
        };
        asked_about.is_none_or(|change| change.author == Author::Application && !is_earlier_sum(change))
    }

    /// Whether the accountant chose to keep this.
    pub(super) fn chose_to_keep(&self, company: CompanyId, key: &str, standing: Option<Decimal>) -> bool {
        self.record.answered.iter().any(|answer| {
            let same = answer.company == company && answer.key == key;
            same && answer.choice == Choice::Keep && answer.standing == standing
        })
    }

    /// Every figure of the payroll's that a person had left, that a sheet contradicts with something new, and that nobody was
    /// asked about by the time that this sheet's marker said that it stands whole. Nothing new says a sheet that repeats what
    /// the one before it said, or what a program had written there before the person came.
    pub(super) fn unasked(&self, template: &Template) -> Vec<String> {
        let markers = self.history(template.place, &marker_address());
        let whole: Vec<_> = markers
            .iter()
            .filter_map(|change| marked(change).filter(|marked| marked.is_whole).map(|marked| (change, marked)))
            .map(|(change, marked)| (change, self.together(&marked.sheets)))
            .collect();
        let mut wrongs = Vec::new();
        for code in RubricCode::all().filter(|code| code.rubric().owner() == Owner::Payroll) {
            let address = Address::of_rubric(code.as_str());
            for left in self.left_by_persons(template.place, &address) {
                let mut said_before = None;
                for (marker, cells) in &whole {
                    let Some(says) = cells.get(&code).copied() else { continue };
                    let is_new = said_before.replace(says) != Some(says)
                        && left.found.is_none_or(|found| number(found.value.as_ref()) != Some(says));
                    let stood = self.step(marker);
                    let is_contradicted = left.from < stood && stood < left.until && left.figure != Some(says);
                    if is_new
                        && is_contradicted
                        && !self.was_asked(template.place.company, &address, left.figure, says, stood)
                        && !self.typed_after_the_last_look(template.place, &address, marker.request)
                    {
                        let (name, figure) = (&template.name, left.figure);
                        wrongs.push(format!("{code} of {name} was left as {figure:?}, where {says} was new"));
                    }
                }
            }
        }
        wrongs
    }

    fn was_asked(
        &self,
        company: CompanyId,
        address: &Address,
        standing: Option<Decimal>,
        new: Decimal,
        by: u64,
    ) -> bool {
        self.answers(company, address)
            .any(|answer| answer.standing == standing && answer.new == Some(new) && answer.at.steps < by)
    }

    fn answers(&self, company: CompanyId, address: &Address) -> impl Iterator<Item = &Answered> {
        self.record.answered.iter().filter(move |answer| answer.company == company && answer.key == address.key)
    }

    /// What persons left in a field, each until somebody changed it again.
    fn left_by_persons(&self, place: Place, address: &Address) -> Vec<Left<'_>> {
        let history = self.history(place, address);
        let mut typed = self.record.typed.iter().filter(|typed| typed.place == place && typed.address == *address);
        let step = |change: &Change| match change.author {
            Author::Person => typed.next().map_or(0, |typed| typed.at.steps),
            Author::Application => self.step(change),
        };
        let steps: Vec<u64> = history.iter().map(step).collect();
        let persons = history.iter().enumerate().filter(|(_, change)| change.author == Author::Person);
        persons
            .map(|(nth, change)| Left {
                figure: number(change.value.as_ref()),
                found: history[..nth].iter().rfind(|change| change.author == Author::Application),
                from: steps[nth],
                until: match (history.get(nth + 1).map(|next| next.author), steps.get(nth + 1)) {
                    // What people do comes between two steps.
                    (Some(Author::Person), Some(step)) => step + 1,
                    (Some(Author::Application), Some(step)) => *step,
                    _ => u64::MAX,
                },
            })
            .collect()
    }

    /// When a program's change was made; what no request made came last of all.
    fn step(&self, change: &Change) -> u64 {
        self.request(change.request).and_then(|request| request.finished).unwrap_or(u64::MAX - 1)
    }

    fn history(&self, place: Place, address: &Address) -> &[Change] {
        self.property(place, address).map(|property| property.history.as_slice()).unwrap_or_default()
    }
}

/// The number that stands there, as anybody may have typed it.
fn number(value: Option<&Value>) -> Option<Decimal> {
    StandingValue::read(&PropertyValue::Text(value?.as_str()?.to_owned())).number()
}
