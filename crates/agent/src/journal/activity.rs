use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{DossierId, SheetId};
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_social_balance::RubricCode;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::text::{instant, json, number, parsed, read_instant, read_json, read_number};
use super::{Journal, JournalError, LinkedBy, RunId, SheetRecord};
use crate::watch::Commit;
use crate::{Reason, SheetState};

/// Something that happened, with its particulars. Sentences are made of it where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The external connection was activated.
    Activated {
        /// The start date.
        start_date: Option<NaiveDate>,
    },
    /// This desktop was paired.
    Paired {
        /// The environment's name.
        environment: String,
    },
    /// The external connection was deactivated.
    Deactivated {
        /// How many sheets will not be sent any more.
        stopped: usize,
    },
    /// A Silverfin firm was logged in to.
    FirmConnected {
        /// The firm.
        firm: FirmId,
        /// Its name.
        name: String,
    },
    /// A Silverfin firm was removed.
    FirmRemoved {
        /// The firm.
        firm: FirmId,
    },
    /// Somebody has to log in to Silverfin again.
    LoginLapsed {
        /// The firm.
        firm: FirmId,
    },
    /// The feed listed sheets from before the activation; they are not delivered.
    BeforeActivation {
        /// How many.
        count: usize,
    },
    /// The feed listed something that cannot be understood.
    UnreadableEntry {
        /// Its id, where it has one.
        id: Option<String>,
        /// What is wrong with it.
        detail: String,
    },
    /// Another desktop synchronises this firm.
    Standby {
        /// The firm.
        firm: FirmId,
        /// The other desktop.
        holder: String,
    },
    /// A sheet went from one state to another.
    Moved {
        /// From where.
        from: SheetState,
        /// To where.
        to: SheetState,
        /// Why.
        reason: Option<Reason>,
    },
    /// A sheet's figures were read back and are right.
    Stands {
        /// Rubrics that were written.
        written: Vec<RubricCode>,
        /// Rubrics whose standing value was kept.
        kept: Vec<RubricCode>,
        /// How many rubrics stood right already.
        right_already: usize,
    },
    /// Figures of the sheet were not delivered, because there is no place for them.
    LeftOut {
        /// Rubrics that the mapping has no place for.
        without_place: Vec<RubricCode>,
        /// Rubrics of one payroll file that the layout of another one does not have: half a sum would be wrong.
        of_other_layout: Vec<RubricCode>,
    },
    /// The accountant decided.
    Decided {
        /// For how many rubrics.
        rubrics: usize,
    },
    /// The accountant asked for another try.
    RetryAsked,
    /// A dossier was linked.
    Linked {
        /// The client file.
        company: CompanyId,
        /// Its name.
        name: String,
        /// By whom.
        by: LinkedBy,
    },
    /// A link that led nowhere was dropped.
    LinkDropped,
    /// A PDF was uploaded.
    DocumentStored,
    /// A PDF could not be uploaded.
    DocumentGivenUp {
        /// Why.
        detail: String,
    },
    /// Something failed for the run as a whole.
    RunTroubled {
        /// Why.
        reason: Reason,
    },
    /// A notification was shown.
    Notified {
        /// Its title.
        title: String,
        /// Its text.
        body: String,
    },
}

impl Event {
    /// The kind's name in data.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Activated { .. } => "activated",
            Self::Paired { .. } => "paired",
            Self::Deactivated { .. } => "deactivated",
            Self::FirmConnected { .. } => "firm_connected",
            Self::FirmRemoved { .. } => "firm_removed",
            Self::LoginLapsed { .. } => "login_lapsed",
            Self::BeforeActivation { .. } => "before_activation",
            Self::UnreadableEntry { .. } => "unreadable_entry",
            Self::Standby { .. } => "standby",
            Self::Moved { .. } => "moved",
            Self::Stands { .. } => "stands",
            Self::LeftOut { .. } => "left_out",
            Self::Decided { .. } => "decided",
            Self::RetryAsked => "retry_asked",
            Self::Linked { .. } => "linked",
            Self::LinkDropped => "link_dropped",
            Self::DocumentStored => "document_stored",
            Self::DocumentGivenUp { .. } => "document_given_up",
            Self::RunTroubled { .. } => "run_troubled",
            Self::Notified { .. } => "notified",
        }
    }
}

/// One line of the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Its number; later ones are higher.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// In which run.
    pub run: Option<RunId>,
    /// The sheet that it is about.
    pub sheet: Option<SheetId>,
    /// The dossier that it is about.
    pub dossier: Option<DossierId>,
    /// The firm that it is about.
    pub firm: Option<FirmId>,
    /// What happened.
    pub event: Event,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// Only after this line's number.
    pub after: Option<i64>,
    /// Only before this line's number.
    pub before: Option<i64>,
    /// Only of this dossier.
    pub dossier: Option<DossierId>,
    /// Only of these kinds, as [`Event::kind`] names them.
    pub kinds: Option<&'static [&'static str]>,
    /// At most so many, the newest.
    pub at_most: Option<u32>,
}

impl Journal {
    /// Notes something for people that comes with no other change.
    pub fn note(&self, event: &Event, now: DateTime<Utc>, run: Option<RunId>) -> Result<(), JournalError> {
        self.commit(Commit::Noted, |transaction| note(transaction, now, run, event))
    }

    /// Lines of the activity, newest first.
    pub fn activity(&self, filter: &ActivityFilter) -> Result<Vec<Activity>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT activity_id, at, run_id, sheet_id, dossier_id, firm_id, detail FROM activity
                 WHERE activity_id > ?1 AND activity_id < ?2 AND (?3 IS NULL OR dossier_id = ?3)
                 AND (?4 IS NULL OR kind IN (SELECT value FROM json_each(?4)))
                 ORDER BY activity_id DESC LIMIT ?5",
            )?;
            let rows = statement.query_map(
                params![
                    filter.after.unwrap_or(0),
                    filter.before.unwrap_or(i64::MAX),
                    filter.dossier.map(|dossier| dossier.to_string()),
                    filter.kinds.map(|kinds| json(&kinds)).transpose()?,
                    filter.at_most.unwrap_or(u32::MAX)
                ],
                |row| {
                    Ok((|| {
                        Ok(Activity {
                            id: row.get(0)?,
                            at: read_instant(&row.get::<_, String>(1)?)?,
                            run: row.get::<_, Option<i64>>(2)?.map(RunId),
                            sheet: row.get::<_, Option<String>>(3)?.as_deref().map(parsed).transpose()?.map(SheetId),
                            dossier: row
                                .get::<_, Option<String>>(4)?
                                .as_deref()
                                .map(parsed)
                                .transpose()?
                                .map(DossierId),
                            firm: row.get::<_, Option<i64>>(5)?.map(read_number).transpose()?.map(FirmId),
                            event: read_json(&row.get::<_, String>(6)?)?,
                        })
                    })())
                },
            )?;
            rows.map(|row| row?).collect()
        })
    }
}

pub(super) fn note(
    connection: &Connection,
    now: DateTime<Utc>,
    run: Option<RunId>,
    event: &Event,
) -> Result<(), JournalError> {
    let firm = match event {
        Event::FirmConnected { firm, .. }
        | Event::FirmRemoved { firm }
        | Event::LoginLapsed { firm }
        | Event::Standby { firm, .. } => Some(*firm),
        _ => None,
    };
    insert(connection, now, run, (None, None, firm), event)
}

pub(super) fn note_of_dossier(
    connection: &Connection,
    now: DateTime<Utc>,
    run: Option<RunId>,
    dossier: DossierId,
    event: &Event,
) -> Result<(), JournalError> {
    insert(connection, now, run, (None, Some(dossier), None), event)
}

pub(super) fn note_of_sheet(
    connection: &Connection,
    now: DateTime<Utc>,
    run: Option<RunId>,
    record: &SheetRecord,
    event: &Event,
) -> Result<(), JournalError> {
    let about = (Some(record.id()), Some(record.entry.dossier_id), record.target.map(|target| target.firm));
    insert(connection, now, run, about, event)
}

fn insert(
    connection: &Connection,
    now: DateTime<Utc>,
    run: Option<RunId>,
    (sheet, dossier, firm): (Option<SheetId>, Option<DossierId>, Option<FirmId>),
    event: &Event,
) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO activity (at, run_id, kind, sheet_id, dossier_id, firm_id, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            instant(now),
            run.map(|run| run.0),
            event.kind(),
            sheet.map(|sheet| sheet.to_string()),
            dossier.map(|dossier| dossier.to_string()),
            firm.map(|firm| number(firm.0)).transpose()?,
            json(event)?,
        ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_called_as_in_data() {
        for event in [
            Event::RetryAsked,
            Event::LinkDropped,
            Event::DocumentStored,
            Event::Decided { rubrics: 1 },
            Event::BeforeActivation { count: 1 },
            Event::Activated { start_date: None },
            Event::Stands { written: Vec::new(), kept: Vec::new(), right_already: 0 },
            Event::Moved { from: SheetState::Fetched, to: SheetState::Sending, reason: None },
            Event::LeftOut { without_place: Vec::new(), of_other_layout: Vec::new() },
            Event::LoginLapsed { firm: FirmId(1) },
            Event::FirmRemoved { firm: FirmId(1) },
            Event::FirmConnected { firm: FirmId(1), name: String::new() },
            Event::Standby { firm: FirmId(1), holder: String::new() },
            Event::Paired { environment: String::new() },
            Event::Deactivated { stopped: 1 },
            Event::UnreadableEntry { id: None, detail: String::new() },
            Event::Linked { company: CompanyId(1), name: String::new(), by: LinkedBy::Number },
            Event::DocumentGivenUp { detail: String::new() },
            Event::RunTroubled { reason: Reason::NoEnterpriseNumber },
            Event::Notified { title: String::new(), body: String::new() },
        ] {
            assert_eq!(serde_json::to_value(&event).unwrap()["kind"], event.kind());
        }
    }
}
