use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::super::account::Year;
use super::super::draft::{Draft, Figure, Named, date, named};
use super::super::{Form, Given, NoteKind, Place, ReadError, Reading, number};
use super::cbso::{context_of, place_of, refuse_other_currency};
use super::instance::{Context, Instance, Taxonomy};
use super::instance_reader;

/// Element, code and how the pair is known: from a filing, from another reader of such filings, or derived from the
/// pattern of its neighbours' names.
static ELEMENTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../../../data/pfs-elements.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split(',');
            Some((fields.next()?, fields.next()?))
        })
        .collect()
});

/// How the names of the social balance's elements begin, to tell an unknown cell from the rest of the accounts.
const SOCIAL_BEGINNINGS: [&str; 8] = [
    "AverageNumberEmployeesPersonnelRegister",
    "NumberHoursActuallyWorked",
    "PersonnelCosts",
    "AdvantagesAdditionWages",
    "NumberEmployees",
    "HiredTemporaryStaff",
    "PersonsPlaced",
    "Initiatives",
];

const JOINT_COMMITTEE: &str = "XCode_JointCommitteeCode_";

/// The closing date, and the first day where a period says it.
struct Period {
    start: Option<NaiveDate>,
    end: NaiveDate,
}

/// Reads an instance of the `pfs` taxonomies: one element per cell, the year told by the context's dates.
pub(in super::super) fn read(text: &str, given: &Given) -> Result<Reading, ReadError> {
    let instance = instance_reader::read(text)?;
    let mut draft = Draft::new(Form::PfsXbrl);
    let current = current_period(&instance);
    for fact in instance.facts.iter().filter(|fact| fact.taxonomy == Taxonomy::Pfs) {
        let context = context_of(&instance, fact)?;
        let year = current.as_ref().and_then(|current| year_of(&fact.context, context, current));
        if let Some(&code) = ELEMENTS.get(fact.name.as_str()) {
            let Some(year) = year else { continue };
            let Some(figure) = figure(&mut draft, code, year, fact.place()) else { continue };
            refuse_other_currency(&instance, fact)?;
            draft.enterprise(&context.identifier, place_of(context))?;
            let value = number::with_point(&fact.value).map_err(|refusal| ReadError::new(fact.place(), refusal))?;
            draft.figure(figure, value, || fact.place())?;
        } else if let Some(code) = fact.name.strip_prefix(JOINT_COMMITTEE) {
            draft.joint_committee(code, fact.place());
        } else if fact.name == "EntityCurrentLegalName" {
            draft.enterprise_name(&fact.value);
        } else if fact.name == "PeriodStartDate" && year == Some(Year::This) {
            draft.starts_on(date(&fact.value, &fact.place())?);
        } else if SOCIAL_BEGINNINGS.iter().any(|beginning| fact.name.starts_with(beginning)) {
            draft.note(NoteKind::UnknownSocialFact, Place::line(fact.line), number::shown_key(&fact.name));
        }
    }
    if let Some(current) = current {
        if let Some(start) = current.start {
            draft.starts_on(start);
        }
        draft.ends_on(current.end, Place::named("the latest context"))?;
    }
    for (address, line) in &instance.schemas {
        if let Some(model) = model_of(address) {
            draft.model(model, Place::line(*line).and_name("schemaRef"))?;
        }
    }
    draft.finish(given)
}

fn figure(draft: &mut Draft, code: &str, year: Year, place: Place) -> Option<Figure> {
    match named(code, year) {
        Named::Figure(figure) => Some(figure),
        Named::NoPrecedingCell => {
            draft.note(NoteKind::NoPrecedingCell, place, code);
            None
        }
        Named::Nothing => None,
    }
}

/// The financial year: what the usual contexts say, else the period that ends last.
fn current_period(instance: &Instance) -> Option<Period> {
    let named = |id: &str| instance.contexts.get(id);
    let duration = named("CurrentDuration").or_else(|| {
        instance
            .contexts
            .values()
            .filter(|context| context.start.is_some())
            .max_by_key(|context| (context.end, context.start))
    });
    let instant = named("CurrentInstant").or_else(|| instance.contexts.values().max_by_key(|context| context.end));
    let end = instant.or(duration)?.end;
    Some(Period { start: duration.filter(|duration| duration.end == end).and_then(|duration| duration.start), end })
}

/// Which column a context's figures stand in; none for years further back and for contexts with dimensions.
fn year_of(id: &str, context: &Context, current: &Period) -> Option<Year> {
    if !context.members.is_empty() {
        return None;
    }
    if context.end == current.end {
        let whole = context.start.is_none() || context.start == current.start;
        return whole.then_some(Year::This);
    }
    let day_before = current.start.and_then(|start| start.pred_opt());
    let preceding = Some(context.end) == day_before || id == "PrecedingDuration" || id == "PrecedingInstant";
    preceding.then_some(Year::Preceding)
}

/// The model's name in an entry point's address: `…/pfs/npo/full/pfs-npo-full-2017-04-01.xsd`.
fn model_of(address: &str) -> Option<&'static str> {
    let (_, path) = address.split_once("/pfs/")?;
    let file = path.rsplit('/').next()?;
    file.split(['-', '.']).find_map(|word| match word {
        "full" => Some("full"),
        "abbr" | "abr" | "abridged" | "short" => Some("abridged"),
        "micro" => Some("micro"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_has_a_code_that_is_read_and_says_how_it_is_known() {
        let lines: Vec<Vec<&str>> =
            include_str!("../../../data/pfs-elements.csv").lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines[0], ["element", "code", "known_from"]);
        for line in &lines[1..] {
            assert_eq!(line.len(), 3, "{line:?}");
            assert!(matches!(named(line[1], Year::This), Named::Figure(_)), "{line:?}");
            assert!(matches!(line[2], "filing" | "reader" | "derived"), "{line:?}");
        }
        assert_eq!(ELEMENTS.len(), lines.len() - 1, "an element stands twice");
    }

    #[test]
    fn the_entry_point_names_the_model() {
        assert_eq!(model_of("http://www.nbb.be/be/fr/pfs/npo/full/pfs-npo-full-2017-04-01.xsd"), Some("full"));
        assert_eq!(model_of("http://www.nbb.be/be/fr/pfs/ci/abbr/pfs-abbr-2015-04-01.xsd"), Some("abridged"));
        assert_eq!(model_of("http://www.nbb.be/be/fr/pfs/ci/micro/pfs-micro-2017-04-01.xsd"), Some("micro"));
        assert_eq!(model_of("http://www.nbb.be/be/fr/cbso/fws/25.0/mod/m01/m01-f.xsd"), None);
    }
}
