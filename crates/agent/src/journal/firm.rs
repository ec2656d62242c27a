use chrono::{DateTime, Utc};
use passerelle_silverfin::FirmId;
use rusqlite::{Row, params};
use serde::Serialize;
use uuid::Uuid;

use super::text::{instant, json, number, optional_instant, parsed, read_instant, read_number};
use super::{Event, Journal, JournalError};
use crate::watch::Commit;

/// A Silverfin firm that was logged in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirmRecord {
    /// Its number.
    pub firm: FirmId,
    /// Its name.
    pub name: String,
    /// The connection's id in Finbox, where Finbox is the source.
    pub connection: Option<Uuid>,
    /// When it was connected.
    pub connected_at: DateTime<Utc>,
    /// Since when somebody has to log in again.
    pub login_lapsed_at: Option<DateTime<Utc>>,
}

impl Journal {
    /// The connected firms, by number.
    pub fn firms(&self) -> Result<Vec<FirmRecord>, JournalError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM firm WHERE removed_at IS NULL ORDER BY firm_id")?;
            let rows = statement.query_map([], |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// Notes a login: a new firm, or a known one again.
    pub fn connect_firm(
        &self,
        firm: FirmId,
        name: &str,
        connection: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.commit(Commit::Firm, |transaction| {
            transaction.execute(
                "INSERT INTO firm (firm_id, name, connection_id, connected_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (firm_id) DO UPDATE SET name = ?2, connection_id = coalesce(?3, connection_id),
                 connected_at = ?4, login_lapsed_at = NULL, removed_at = NULL",
                params![number(firm.0)?, name, connection.map(|id| id.to_string()), instant(now)],
            )?;
            super::wish::wait_no_longer(transaction, "login_lapsed")?;
            super::activity::note(transaction, now, None, &Event::FirmConnected { firm, name: name.to_owned() })
        })
    }

    /// Notes once that somebody has to log in again. Says whether that is news.
    pub fn login_lapsed(&self, firm: FirmId, now: DateTime<Utc>) -> Result<bool, JournalError> {
        self.commit(Commit::Firm, |transaction| {
            let changed = transaction.execute(
                "UPDATE firm SET login_lapsed_at = ?2 WHERE firm_id = ?1 AND login_lapsed_at IS NULL",
                params![number(firm.0)?, instant(now)],
            )?;
            if changed == 1 {
                super::activity::note(transaction, now, None, &Event::LoginLapsed { firm })?;
            }
            Ok(changed == 1)
        })
    }

    /// Notes that a login works after all.
    pub fn login_works(&self, firm: FirmId) -> Result<(), JournalError> {
        self.commit(Commit::Firm, |transaction| {
            transaction
                .execute("UPDATE firm SET login_lapsed_at = NULL WHERE firm_id = ?1", params![number(firm.0)?])?;
            Ok(())
        })
    }

    /// Removes a firm. Links into it are dropped; what was on its way there is matched anew.
    pub fn remove_firm(&self, firm: FirmId, now: DateTime<Utc>) -> Result<bool, JournalError> {
        self.commit(Commit::Firm, |transaction| {
            let firm_id = number(firm.0)?;
            let removed = transaction.execute(
                "UPDATE firm SET removed_at = ?2 WHERE firm_id = ?1 AND removed_at IS NULL",
                params![firm_id, instant(now)],
            )?;
            transaction.execute(
                "UPDATE dossier SET firm_id = NULL, company_id = NULL, company_name = NULL, linked_by = NULL,
                 linked_at = NULL WHERE firm_id = ?1",
                params![firm_id],
            )?;
            transaction.execute(
                "UPDATE document SET state = 'given_up', detail = ?2
                 WHERE firm_id = ?1 AND state NOT IN ('stored', 'given_up')",
                params![firm_id, json(&"firm_removed")?],
            )?;
            if removed == 1 {
                super::activity::note(transaction, now, None, &Event::FirmRemoved { firm })?;
            }
            Ok(removed == 1)
        })
    }
}

fn read(row: &Row<'_>) -> Result<FirmRecord, JournalError> {
    Ok(FirmRecord {
        firm: FirmId(read_number(row.get("firm_id")?)?),
        name: row.get("name")?,
        connection: row.get::<_, Option<String>>("connection_id")?.as_deref().map(parsed).transpose()?,
        connected_at: read_instant(&row.get::<_, String>("connected_at")?)?,
        login_lapsed_at: optional_instant(row, "login_lapsed_at")?,
    })
}
