use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{Cursor, EntityTag};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::text::{damaged, instant, json, optional_instant};
use super::{Event, Journal, JournalError};
use crate::watch::Commit;

/// Where sheets come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The external connection of Finbox.
    Finbox,
    /// A watched folder.
    Folder,
}

impl SourceKind {
    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Finbox => "finbox",
            Self::Folder => "folder",
        }
    }
}

/// One activation of the connection. A reactivation is another one and starts anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activation {
    /// Its number in the journal.
    pub id: i64,
    /// Where sheets come from.
    pub source: SourceKind,
    /// The start date, the day of the activation.
    pub start_date: Option<NaiveDate>,
    /// The instant before which nothing is delivered; unknown on a desktop that was only paired, where the source
    /// alone holds to it.
    pub activated_at: Option<DateTime<Utc>>,
    /// The environment's name, once paired.
    pub environment_name: Option<String>,
    /// When this desktop was paired.
    pub paired_at: Option<DateTime<Utc>>,
    /// Where reading of the feed goes on.
    #[serde(skip)]
    pub cursor: Option<Cursor>,
    /// The feed's state behind the cursor.
    #[serde(skip)]
    pub entity_tag: Option<EntityTag>,
    /// How often in a row the feed could not be read.
    #[serde(skip)]
    pub feed_attempts: u32,
    /// When the feed is tried again, where it could not be read.
    #[serde(skip)]
    pub feed_retry_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When the source was told of its end.
    pub told_source_at: Option<DateTime<Utc>>,
}

/// What is known of an activation when it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivation {
    /// Where sheets come from.
    pub source: SourceKind,
    /// The start date.
    pub start_date: Option<NaiveDate>,
    /// The instant of the activation, as the source says it.
    pub activated_at: Option<DateTime<Utc>>,
}

impl Activation {
    /// Whether the source speaks of this very activation. Where its instant was not known when this desktop was paired, it
    /// is one that began before the pairing.
    fn is_the_same_as(&self, new: &NewActivation) -> bool {
        self.source == new.source
            && match (self.activated_at, new.activated_at) {
                (Some(known), Some(said)) => known == said,
                (None, Some(said)) => self.paired_at.is_none_or(|paired| said <= paired),
                (_, None) => true,
            }
    }
}

impl Journal {
    /// The activation that is current.
    pub fn activation(&self) -> Result<Option<Activation>, JournalError> {
        self.read(current)
    }

    /// The last activation, ended or not.
    pub fn last_activation(&self) -> Result<Option<Activation>, JournalError> {
        self.read(|connection| one(connection, "SELECT * FROM activation ORDER BY activation_id DESC LIMIT 1"))
    }

    /// Begins an activation. Where the current one is the same, it goes on, and takes on what was not known of it before;
    /// where it is another, it ends and whatever it had not delivered is stopped.
    pub fn activate(&self, new: &NewActivation, now: DateTime<Utc>) -> Result<Activation, JournalError> {
        self.commit(Commit::Activation, |transaction| {
            if let Some(another) = current(transaction)?.filter(|current| !current.is_the_same_as(new)) {
                end(transaction, &another, now)?;
            }
            if let Some(same) = current(transaction)? {
                transaction.execute(
                    "UPDATE activation SET activated_at = coalesce(activated_at, ?1), start_date = coalesce(start_date, ?2)
                     WHERE activation_id = ?3",
                    params![new.activated_at.map(instant), new.start_date.map(|day| day.to_string()), same.id],
                )?;
                return current(transaction)?.ok_or_else(|| damaged("an activation", "nothing"));
            }
            transaction.execute(
                "INSERT INTO activation (source, start_date, activated_at) VALUES (?1, ?2, ?3)",
                params![new.source.as_str(), new.start_date.map(|day| day.to_string()), new.activated_at.map(instant)],
            )?;
            super::activity::note(transaction, now, None, &Event::Activated { start_date: new.start_date })?;
            current(transaction)?.ok_or_else(|| damaged("an activation", "nothing"))
        })
    }

    /// Notes that this desktop was paired with an environment.
    pub fn paired(&self, environment_id: &str, name: &str, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Activation, |transaction| {
            transaction.execute(
                "UPDATE activation SET environment_id = ?1, environment_name = ?2, paired_at = ?3 WHERE ended_at IS NULL",
                params![environment_id, name, instant(now)],
            )?;
            super::wish::wait_no_longer(transaction, "source_unauthorised")?;
            super::activity::note(transaction, now, None, &Event::Paired { environment: name.to_owned() })
        })
    }

    /// Ends the current activation: whatever was not delivered is stopped for good.
    pub fn deactivate(&self, now: DateTime<Utc>) -> Result<Option<usize>, JournalError> {
        self.commit(Commit::Activation, |transaction| match current(transaction)? {
            Some(current) => end(transaction, &current, now).map(Some),
            None => Ok(None),
        })
    }

    /// Notes that the source knows of the last activation's end.
    pub fn told_source_of_end(&self, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Activation, |transaction| {
            transaction.execute(
                "UPDATE activation SET told_source_at = ?1 WHERE ended_at IS NOT NULL AND told_source_at IS NULL",
                params![instant(now)],
            )?;
            Ok(())
        })
    }

    /// Notes that the feed could not be read, and when it is tried again. `None`: not before somebody does something.
    pub fn feed_failed(&self, retry_at: Option<DateTime<Utc>>) -> Result<(), JournalError> {
        self.commit(Commit::FeedPage, |transaction| {
            transaction.execute(
                "UPDATE activation SET feed_attempts = feed_attempts + 1, feed_retry_at = ?1 WHERE ended_at IS NULL",
                params![retry_at.map(instant)],
            )?;
            Ok(())
        })
    }

    /// Notes that the feed can be read again.
    pub fn feed_answered(&self) -> Result<(), JournalError> {
        self.commit(Commit::FeedPage, |transaction| {
            transaction
                .execute("UPDATE activation SET feed_attempts = 0, feed_retry_at = NULL WHERE ended_at IS NULL", [])?;
            Ok(())
        })
    }

    /// Forgets where the feed was, so that it is read from its beginning; what is known already is known by its id.
    pub fn forget_cursor(&self) -> Result<(), JournalError> {
        self.commit(Commit::FeedPage, |transaction| {
            transaction.execute("UPDATE activation SET cursor = NULL, entity_tag = NULL WHERE ended_at IS NULL", [])?;
            Ok(())
        })
    }
}

fn end(connection: &Connection, activation: &Activation, now: DateTime<Utc>) -> Result<usize, JournalError> {
    let at = instant(now);
    connection.execute(
        "UPDATE activation SET ended_at = ?2, cursor = NULL, entity_tag = NULL WHERE activation_id = ?1",
        params![activation.id, at],
    )?;
    let under_way = "activation_id = ?1 AND state NOT IN ('delivered', 'superseded', 'stopped')";
    let stopped = super::step::stop(connection, under_way, params![activation.id], now)?;
    connection.execute(
        "UPDATE document SET state = 'given_up', detail = ?1 WHERE state NOT IN ('stored', 'given_up')",
        params![json(&"deactivated")?],
    )?;
    super::activity::note(connection, now, None, &Event::Deactivated { stopped })?;
    Ok(stopped)
}

pub(super) fn current(connection: &Connection) -> Result<Option<Activation>, JournalError> {
    one(connection, "SELECT * FROM activation WHERE ended_at IS NULL")
}

fn one(connection: &Connection, query: &str) -> Result<Option<Activation>, JournalError> {
    connection.query_row(query, [], |row| Ok(read(row))).optional()?.transpose()
}

fn read(row: &Row<'_>) -> Result<Activation, JournalError> {
    let source: String = row.get("source")?;
    let start_date: Option<String> = row.get("start_date")?;
    Ok(Activation {
        id: row.get("activation_id")?,
        source: match source.as_str() {
            "finbox" => SourceKind::Finbox,
            "folder" => SourceKind::Folder,
            other => return Err(damaged("a source", other)),
        },
        start_date: start_date.as_deref().map(super::text::parsed).transpose()?,
        activated_at: optional_instant(row, "activated_at")?,
        environment_name: row.get("environment_name")?,
        paired_at: optional_instant(row, "paired_at")?,
        cursor: row.get::<_, Option<String>>("cursor")?.map(Cursor),
        entity_tag: row.get::<_, Option<String>>("entity_tag")?.map(EntityTag),
        feed_attempts: row.get("feed_attempts")?,
        feed_retry_at: optional_instant(row, "feed_retry_at")?,
        ended_at: optional_instant(row, "ended_at")?,
        told_source_at: optional_instant(row, "told_source_at")?,
    })
}
