//! What a person reads, in four languages, from one set of Fluent files (`messages/*.ftl`). Codes and values go in,
//! sentences come out; nothing else in Passerelle makes sentences for people.

mod activity;
mod arguments;
mod form;
pub mod keys;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
/// A value that goes into a sentence.
pub use fluent_bundle::FluentValue as Argument;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
pub use keys::Key;
use passerelle_social_balance::{Decimal, Language};
use unic_langid::LanguageIdentifier;

use crate::problem::Cause;
use crate::{Reason, SheetState};

/// The sentences of one language.
pub struct Messages {
    language: Language,
    zone: Tz,
    bundle: FluentBundle<FluentResource>,
}

/// The source text of one language.
fn source(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("../../messages/fr.ftl"),
        Language::Dutch => include_str!("../../messages/nl.ftl"),
        Language::English => include_str!("../../messages/en.ftl"),
        Language::German => include_str!("../../messages/de.ftl"),
    }
}

impl Messages {
    /// The sentences of a language, with times as the clocks of Brussels show them.
    pub fn new(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // All four languages run from left to right; the marks would show up in notifications and terminals.
        bundle.set_use_isolating(false);
        // A test holds that every file parses whole and names nothing twice.
        let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { language, zone: Tz::Europe__Brussels, bundle }
    }

    /// The same sentences, with times as the clocks of another zone show them.
    #[must_use]
    pub fn in_zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// The same sentences and those of another Fluent file, which says what only a front end says.
    #[must_use]
    pub fn with_more(mut self, source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        self.bundle.add_resource_overriding(resource);
        self
    }

    /// A sentence of such a file, by its name there.
    pub fn named(&self, name: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.format(name, arguments).unwrap_or_else(|faults| faults.text)
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence. Its arguments stand beside its key in [`keys`].
    pub fn text(&self, key: Key, arguments: &[(&str, Argument<'_>)]) -> String {
        self.format(key.as_str(), arguments).unwrap_or_else(|faults| faults.text)
    }

    /// A state in words: "À associer".
    pub fn state(&self, state: SheetState) -> String {
        self.coded("state", state.as_str(), &[])
    }

    /// What a problem is called, in a few words.
    pub fn title(&self, cause: &Cause) -> String {
        self.coded("title", &cause.code(), &self.arguments_of(cause))
    }

    /// What happened.
    pub fn reason(&self, cause: &Cause) -> String {
        self.coded("reason", &cause.code(), &self.arguments_of(cause))
    }

    /// What can be done about it.
    pub fn fix(&self, cause: &Cause) -> String {
        self.coded("fix", &cause.code(), &self.arguments_of(cause))
    }

    /// What happened to a sheet.
    pub fn sheet_reason(&self, reason: &Reason) -> String {
        self.reason(&Cause::Sheet(reason.clone()))
    }

    /// A day: "24/11/2025".
    pub fn date(&self, date: NaiveDate) -> String {
        form::date(self.language, date)
    }

    /// A night, which is near: "24/11".
    pub fn day(&self, date: NaiveDate) -> String {
        form::day(self.language, date)
    }

    /// A moment, which is near: "24/11 à 02:14".
    pub fn moment(&self, instant: DateTime<Utc>) -> String {
        let local = instant.with_timezone(&self.zone);
        let (date, time) = (self.day(local.date_naive()), local.format("%H:%M").to_string());
        self.text(keys::MOMENT, &[("date", date.into()), ("time", time.into())])
    }

    /// A figure: "1 234,5". All of its decimals, none added.
    pub fn number(&self, number: Decimal) -> String {
        form::number(self.language, number)
    }

    fn coded(&self, kind: &str, code: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        let key = format!("{kind}-{}", code.replace('_', "-"));
        self.format(&key, arguments).unwrap_or_else(|faults| faults.text)
    }

    fn format(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Result<String, Faults> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return Err(Faults { text: key.to_owned() });
        };
        let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        if errors.is_empty() { Ok(text) } else { Err(Faults { text }) }
    }
}

/// A sentence in which something is missing. Shown all the same, and an error in tests.
#[derive(Debug)]
struct Faults {
    text: String,
}

impl fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Messages").field("language", &self.language).finish_non_exhaustive()
    }
}
