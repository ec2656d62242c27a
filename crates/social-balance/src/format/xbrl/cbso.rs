use super::super::draft::{Draft, date};
use super::super::{Form, Given, NoteKind, Place, ReadError, Reading, Refusal, number};
use super::cbso_facts::{Meaning, SOCIAL_BALANCE, meaning};
use super::instance::{Context, Fact, Instance, Taxonomy, Unit};
use super::instance_reader;

/// Reads an instance of the CBSO taxonomies: a cell is a metric and a set of members, whatever their order and prefixes.
pub(in super::super) fn read(text: &str, given: &Given) -> Result<Reading, ReadError> {
    let instance = instance_reader::read(text)?;
    let mut draft = Draft::new(Form::CbsoXbrl);
    let mut key = String::new();
    for fact in instance.facts.iter().filter(|fact| fact.taxonomy == Taxonomy::Cbso) {
        let context = context_of(&instance, fact)?;
        key.clear();
        key.extend([fact.name.as_str(), context.members.as_str()]);
        match meaning(&key) {
            Some(meaning) => take(&mut draft, &instance, fact, context, meaning)?,
            None if context.members.contains(SOCIAL_BALANCE) => {
                draft.note(NoteKind::UnknownSocialFact, Place::line(fact.line), number::shown_key(&key));
            }
            None => {}
        }
    }
    take_start(&mut draft, &instance);
    if let Some((model, line)) = instance.schemas.iter().find_map(|(address, line)| Some((model_of(address)?, *line))) {
        draft.model(model, Place::line(line).and_name("schemaRef"))?;
    }
    draft.finish(given)
}

fn take(
    draft: &mut Draft,
    instance: &Instance,
    fact: &Fact,
    context: &Context,
    meaning: Meaning,
) -> Result<(), ReadError> {
    match meaning {
        Meaning::Figure(figure) => {
            refuse_other_currency(instance, fact)?;
            draft.enterprise(&context.identifier, place_of(context))?;
            draft.ends_on(context.end, place_of(context))?;
            let value = number::with_point(&fact.value).map_err(|refusal| ReadError::new(fact.place(), refusal))?;
            draft.figure(figure, value, || fact.place())
        }
        Meaning::JointCommitteeNumber => {
            let member = fact.value.trim().rsplit(':').next().unwrap_or_default();
            draft.joint_committee(member.strip_prefix('m').unwrap_or(member), fact.place());
            Ok(())
        }
        Meaning::JointCommitteeName => {
            draft.joint_committee(&fact.value, fact.place());
            Ok(())
        }
        Meaning::YearStart => {
            draft.starts_on(date(&fact.value, &fact.place())?);
            Ok(())
        }
        Meaning::YearEnd => draft.ends_on(date(&fact.value, &fact.place())?, fact.place()),
        Meaning::EnterpriseName => {
            draft.enterprise_name(&fact.value);
            Ok(())
        }
    }
}

/// Where the identification does not say when the year starts, a period of the filing that closes with it may.
fn take_start(draft: &mut Draft, instance: &Instance) {
    let Some(end) = draft.end() else { return };
    let start =
        instance.contexts.values().filter(|context| context.end == end).filter_map(|context| context.start).min();
    if let Some(start) = start {
        draft.starts_on(start);
    }
}

/// The context that a fact refers to.
pub(super) fn context_of<'i>(instance: &'i Instance, fact: &Fact) -> Result<&'i Context, ReadError> {
    instance.contexts.get(&fact.context).ok_or_else(|| {
        let detail = format!("its context {:?} is not in the file", number::shown(&fact.context));
        ReadError::new(fact.place(), Refusal::InvalidXbrl { detail })
    })
}

/// Figures in another currency are not comparable with anything.
pub(super) fn refuse_other_currency(instance: &Instance, fact: &Fact) -> Result<(), ReadError> {
    match fact.unit.as_ref().and_then(|unit| instance.units.get(unit)) {
        Some(Unit::Currency(currency)) if currency != "EUR" => {
            Err(ReadError::new(fact.place(), Refusal::OtherCurrency { currency: currency.clone() }))
        }
        _ => Ok(()),
    }
}

/// The place of a context.
pub(super) fn place_of(context: &Context) -> Place {
    Place::line(context.line).and_name("context")
}

/// The model's code in an entry point's address: `…/cbso/fws/25.0/mod/m01/m01-f.xsd`.
fn model_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("/mod/")?;
    rest.rsplit('/').next()?.strip_suffix(".xsd")
}
