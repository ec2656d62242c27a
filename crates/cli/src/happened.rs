//! Lines of the activity, in a person's words.

use passerelle_agent::journal::{Event, LinkedBy, RunRecord};
use passerelle_agent::messages::{Argument, Messages, keys};
use passerelle_agent::schedule::RunKind;

/// What happened, in a sentence.
pub(crate) fn happened(event: &Event, messages: &Messages) -> String {
    let say = |key, arguments: &[(&str, Argument<'_>)]| messages.text(key, arguments);
    let count = |count: usize| Argument::from(count);
    match event {
        Event::Activated { .. } => say(keys::ACTIVITY_ACTIVATED, &[]),
        Event::Paired { environment } => say(keys::ACTIVITY_PAIRED, &[("environment", environment.as_str().into())]),
        Event::Deactivated { stopped } => say(keys::ACTIVITY_DEACTIVATED, &[("count", count(*stopped))]),
        Event::FirmConnected { name, .. } => say(keys::ACTIVITY_FIRM_CONNECTED, &[("firm", name.as_str().into())]),
        Event::FirmRemoved { firm } => say(keys::ACTIVITY_FIRM_REMOVED, &[("firm", firm.to_string().into())]),
        Event::LoginLapsed { firm } => say(keys::ACTIVITY_LOGIN_LAPSED, &[("firm", firm.to_string().into())]),
        Event::BeforeActivation { count: sheets } => {
            say(keys::ACTIVITY_BEFORE_ACTIVATION, &[("count", count(*sheets))])
        }
        Event::UnreadableEntry { detail, .. } => {
            say(keys::ACTIVITY_UNREADABLE_ENTRY, &[("detail", detail.as_str().into())])
        }
        Event::Standby { firm, holder } => {
            say(keys::ACTIVITY_STANDBY, &[("firm", firm.to_string().into()), ("holder", holder.as_str().into())])
        }
        Event::Moved { to, reason: None, .. } => say(keys::ACTIVITY_MOVED, &[("to", messages.state(*to).into())]),
        Event::Moved { to, reason: Some(reason), .. } => say(
            keys::ACTIVITY_MOVED_BECAUSE,
            &[("to", messages.state(*to).into()), ("reason", messages.sheet_reason(reason).into())],
        ),
        Event::Stands { written, kept, right_already } => say(
            keys::ACTIVITY_STANDS,
            &[("written", count(written.len())), ("kept", count(kept.len())), ("right", count(*right_already))],
        ),
        Event::Decided { rubrics } => say(keys::ACTIVITY_DECIDED, &[("count", count(*rubrics))]),
        Event::RetryAsked => say(keys::ACTIVITY_RETRY_ASKED, &[]),
        Event::Linked { name, by, .. } => {
            let key = match by {
                LinkedBy::Number => keys::ACTIVITY_LINKED_BY_NUMBER,
                LinkedBy::Person => keys::ACTIVITY_LINKED_BY_PERSON,
            };
            say(key, &[("company", name.as_str().into())])
        }
        Event::LinkDropped => say(keys::ACTIVITY_LINK_DROPPED, &[]),
        Event::DocumentStored => say(keys::ACTIVITY_DOCUMENT_STORED, &[]),
        Event::DocumentGivenUp { detail } => {
            say(keys::ACTIVITY_DOCUMENT_GIVEN_UP, &[("detail", detail.as_str().into())])
        }
        Event::RunTroubled { reason } => {
            say(keys::ACTIVITY_RUN_TROUBLED, &[("reason", messages.sheet_reason(reason).into())])
        }
        Event::Notified { title, body } => {
            say(keys::ACTIVITY_NOTIFIED, &[("title", title.as_str().into()), ("body", body.as_str().into())])
        }
    }
}

/// A run, as a heading.
pub(crate) fn run_heading(run: &RunRecord, messages: &Messages) -> String {
    let night = run.night.map(|night| messages.day(night)).unwrap_or_default();
    let (key, arguments): (_, &[(&str, Argument<'_>)]) = match run.kind {
        RunKind::Scheduled => (keys::RUN_SCHEDULED, &[("night", night.into())]),
        RunKind::CatchUp => (keys::RUN_CATCH_UP, &[("night", night.into())]),
        RunKind::Manual => (keys::RUN_MANUAL, &[]),
        RunKind::Retry => (keys::RUN_RETRY, &[]),
    };
    format!("{}, {}", messages.text(key, arguments), messages.moment(run.started_at))
}
