//! Reads the feed and fetches what it announces.

use std::collections::BTreeSet;
use std::sync::Arc;

use passerelle_finbox::{Cursor, EntityTag, FeedPage, FeedUpdate, FinboxError, MediaType, SheetEntry};
use passerelle_social_balance::Sheet;
use passerelle_social_balance::check::{self, Subject};
use passerelle_social_balance::format::{self, Given};

use super::side_by_side::SideBySide;
use super::{Progress, RunError, Sync};
use crate::delivery::Trouble;
use crate::journal::{Activation, Event, NewContent, NewSheet, SheetRecord};
use crate::{Reason, SheetState};

/// More pages than any office's feed has (a hundred thousand sheets): a source that goes on beyond is broken.
const MOST_PAGES: usize = 500;
/// Requests for contents that are under way at once.
const PARALLEL_FETCHES: usize = 4;
/// Contents that are stored in one transaction. Those that a crash keeps from being stored are fetched once more.
const STORED_AT_ONCE: usize = 32;

/// What is known of a sheet beforehand, which the sheet itself is held to.
pub(crate) fn given(record: &SheetRecord) -> Given {
    Given {
        enterprise_number: record.enterprise_number,
        financial_year: Some(record.entry.financial_year),
        model: Some(record.entry.model),
        ..Given::default()
    }
}

impl Sync {
    /// Reads the feed to its end. What fails is a trouble of the run; what is known already goes on all the same.
    pub(super) async fn read_feed(&self) -> Result<(), RunError> {
        let mut began_anew = false;
        let mut seen = BTreeSet::new();
        self.found(|found| found.feed_is_current = false);
        for _ in 0..MOST_PAGES {
            let Some(activation) = self.journal.activation()? else { return Ok(()) };
            let update = self.source.feed(activation.cursor.as_ref(), activation.entity_tag.as_ref()).await;
            let page = match update {
                Ok(FeedUpdate::Unchanged) => {
                    self.found(|found| found.feed_is_current = true);
                    if activation.feed_attempts > 0 {
                        self.journal.feed_answered()?;
                    }
                    return Ok(());
                }
                Ok(FeedUpdate::Page(page)) => page,
                // A cursor that the source will not have, for whatever reason, leads nowhere; the beginning does.
                Err(FinboxError::CursorExpired | FinboxError::Refused { .. } | FinboxError::NotFound { .. })
                    if !began_anew && activation.cursor.is_some() =>
                {
                    began_anew = true;
                    self.journal.forget_cursor()?;
                    continue;
                }
                Err(error) => return self.feed_failed(activation.feed_attempts, &error),
            };
            let known = seen.len();
            seen.extend(page.items.iter().map(|entry| entry.id));
            if page.has_more && seen.len() == known && page.unreadable.is_empty() {
                return self.feed_leads_nowhere("the feed goes on without bringing anything".to_owned());
            }
            self.store_page(&page, &activation)?;
            if !page.has_more {
                self.found(|found| found.feed_is_current = true);
                return Ok(());
            }
            if activation.cursor.as_ref() == Some(&page.next_cursor) || !self.goes_on() {
                return Ok(());
            }
        }
        self.feed_leads_nowhere(format!("the feed has more than {MOST_PAGES} pages"))
    }

    /// The feed has no end that this run can come to. The next one goes on where this one was.
    fn feed_leads_nowhere(&self, detail: String) -> Result<(), RunError> {
        self.run_troubled(Reason::AnswerGarbled { service: "finbox".to_owned(), detail })
    }

    /// The night is not over with that: the feed is tried again as a sheet would be. Only where the credential is refused
    /// does it take a person.
    fn feed_failed(&self, attempts: u32, error: &FinboxError) -> Result<(), RunError> {
        let trouble = Trouble::of_source(error);
        let waits = trouble.reason != Reason::SourceUnauthorised;
        self.journal.feed_failed(waits.then(|| self.next_try(attempts + 1, trouble.until)))?;
        self.run_troubled(trouble.reason)
    }

    fn store_page(&self, page: &FeedPage, activation: &Activation) -> Result<(), RunError> {
        let is_new = |entry: &&SheetEntry| activation.activated_at.is_none_or(|at| entry.created_at >= at);
        let sheets: Vec<NewSheet> = page
            .items
            .iter()
            .filter(is_new)
            .map(|entry| NewSheet {
                entry: entry.clone(),
                enterprise_number: entry.enterprise_number.as_deref().and_then(|text| text.parse().ok()),
            })
            .collect();
        let mut events: Vec<Event> = page
            .unreadable
            .iter()
            .map(|(id, detail)| Event::UnreadableEntry { id: id.clone(), detail: detail.clone() })
            .collect();
        let earlier = page.items.len() - sheets.len();
        if earlier > 0 {
            events.push(Event::BeforeActivation { count: earlier });
        }
        let fresh = self.journal.announce(
            activation,
            &sheets,
            &events,
            (&page.next_cursor, tag_to_ask_with(page, activation.cursor.as_ref())),
            self.clock.now(),
            self.run,
        )?;
        let announced = self.found(|found| {
            found.announced += fresh.len();
            found.announced
        });
        (self.progress)(Progress::Reading { announced });
        Ok(())
    }

    pub(super) fn run_troubled(&self, reason: Reason) -> Result<(), RunError> {
        if !self.dry_run {
            self.journal.note(&Event::RunTroubled { reason: reason.clone() }, self.clock.now(), self.run)?;
        }
        self.count_trouble(reason);
        Ok(())
    }

    /// Fetches every content that is missing and due.
    pub(super) async fn fetch_contents(self: &Arc<Self>) -> Result<(), RunError> {
        let now = self.clock.now();
        let missing: Vec<SheetRecord> = self
            .journal
            .sheets_under_way()?
            .into_iter()
            .filter(|record| !record.has_figures && self.is_due(record, now))
            .collect();
        let total = missing.len();
        let going_on = missing.into_iter().take_while(|_| self.goes_on());
        let mut fetching =
            SideBySide::new(PARALLEL_FETCHES, &self.tasks, going_on.map(|record| Arc::clone(self).fetch(record)));
        let mut done = 0;
        loop {
            let group = fetching.next_group(STORED_AT_ONCE).await;
            if group.is_empty() {
                return Ok(());
            }
            done += group.len();
            let contents: Vec<NewContent> =
                group.into_iter().filter_map(Result::transpose).collect::<Result<_, _>>()?;
            if !contents.is_empty() {
                let stored = self.journal.store_contents(&contents, self.clock.now(), self.run);
                self.unless_stopped(stored.map_err(RunError::from))?;
            }
            (self.progress)(Progress::Fetching { done, total });
        }
    }

    /// Fetches one content. `None` where it rests now instead, and why is noted.
    async fn fetch(self: Arc<Self>, mut record: SheetRecord) -> Result<Option<NewContent>, RunError> {
        if record.enterprise_number.is_none() {
            let dossier = self.journal.dossier(record.entry.dossier_id)?;
            record.enterprise_number = dossier.and_then(|dossier| dossier.enterprise_number);
        }
        let rested = match self.source.content(&record.entry, MediaType::Json).await {
            Ok(bytes) => match read(&bytes, &record) {
                Ok((sheet, findings)) => return Ok(Some(NewContent { id: record.id(), sheet, findings })),
                Err(reason @ Reason::NoEnterpriseNumber) => self.rest(&[record], SheetState::Unmatched, reason, None),
                Err(reason) => {
                    self.refuse_unreadable(&record, &reason).await;
                    self.rest(&[record], SheetState::Refused, reason, None)
                }
            },
            Err(error) => self.rest_in_trouble(&[record], Trouble::of_source(&error)),
        };
        self.unless_stopped(rested)?;
        Ok(None)
    }

    /// Tells the source of a sheet that cannot be read: a folder puts its file aside.
    async fn refuse_unreadable(&self, record: &SheetRecord, reason: &Reason) {
        if !self.dry_run
            && let Reason::UnreadableSheet { detail } | Reason::SheetContradictsFeed { detail } = reason
            && let Err(error) = self.source.refuse(&record.entry, detail).await
        {
            tracing::warn!(sheet = %record.id(), %error, "the source was not told of an unreadable sheet");
        }
    }
}

/// The tag for the next look. It speaks of the address that it came from, so it is of use only where the next look asks
/// for the same: sent with another cursor, it could hide a page from us.
fn tag_to_ask_with<'page>(page: &'page FeedPage, asked: Option<&Cursor>) -> Option<&'page EntityTag> {
    page.entity_tag.as_ref().filter(|_| asked == Some(&page.next_cursor))
}

/// Reads a sheet, holds it to what the feed says, and runs the checks. They warn and refuse nothing.
fn read(bytes: &[u8], record: &SheetRecord) -> Result<(Sheet, u32), Reason> {
    let reading = format::read(bytes, &given(record)).map_err(|error| {
        let detail = error.to_string();
        match error.code() {
            "missing_enterprise_number" => Reason::NoEnterpriseNumber,
            "other_enterprise" | "other_year" => Reason::SheetContradictsFeed { detail },
            _ => Reason::UnreadableSheet { detail },
        }
    })?;
    let report = check::run(&Subject { accounts: &reading.accounts, ..Subject::new(&reading.sheet) });
    let findings = u32::try_from(report.findings.len()).unwrap_or(u32::MAX);
    Ok((reading.sheet, findings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_sent_only_where_it_came_from() {
        let page = |next: &str| FeedPage {
            items: Vec::new(),
            unreadable: Vec::new(),
            next_cursor: Cursor(next.to_owned()),
            has_more: false,
            entity_tag: Some(EntityTag("\"a\"".to_owned())),
        };
        let asked = Cursor("5".to_owned());
        assert!(tag_to_ask_with(&page("5"), Some(&asked)).is_some());
        assert!(tag_to_ask_with(&page("9"), Some(&asked)).is_none(), "the next look asks for another page");
        assert!(tag_to_ask_with(&page("5"), None).is_none());
    }
}
