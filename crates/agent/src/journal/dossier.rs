use chrono::{DateTime, Utc};
use passerelle_finbox::DossierId;
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_social_balance::EnterpriseNumber;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::text::{damaged, instant, number, parsed, read_number};
use super::{Event, Journal, JournalError};
use crate::watch::Commit;

/// Who linked a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkedBy {
    /// The enterprise number, which exactly one client file has.
    Number,
    /// The accountant.
    Person,
}

/// The Silverfin client file that a dossier is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The firm.
    pub firm: FirmId,
    /// The client file.
    pub company: CompanyId,
    /// The client file's name, for people.
    pub company_name: String,
    /// Who linked it.
    pub by: LinkedBy,
}

/// A dossier as the journal knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierRecord {
    /// The dossier.
    pub id: DossierId,
    /// Its name, for people.
    pub name: String,
    /// Whose it is, where that is known.
    pub enterprise_number: Option<EnterpriseNumber>,
    /// What it is linked to.
    pub link: Option<Link>,
}

impl Journal {
    /// All dossiers, by name.
    pub fn dossiers(&self) -> Result<Vec<DossierRecord>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT * FROM dossier ORDER BY name, dossier_id")?;
            let rows = statement.query_map([], |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// One dossier.
    pub fn dossier(&self, id: DossierId) -> Result<Option<DossierRecord>, JournalError> {
        self.read(|connection| one(connection, id))
    }

    /// Whose dossier it is: by the source, else by its newest sheet.
    pub fn enterprise_of(&self, id: DossierId) -> Result<Option<EnterpriseNumber>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(ENTERPRISE_OF)?;
            let number: Option<Option<String>> =
                statement.query_row(params![id.to_string()], |row| row.get(0)).optional()?;
            number.flatten().as_deref().map(parsed).transpose()
        })
    }

    /// The other dossiers that are linked to a client file.
    pub fn linked_beside(
        &self,
        id: DossierId,
        firm: FirmId,
        company: CompanyId,
    ) -> Result<Vec<DossierRecord>, JournalError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM dossier WHERE firm_id = ?1 AND company_id = ?2 AND dossier_id <> ?3 ORDER BY dossier_id",
            )?;
            let rows = statement
                .query_map(params![number(firm.0)?, number(company.0)?, id.to_string()], |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// Links a dossier, and says so. A dossier without an enterprise number takes the client file's.
    pub fn link(
        &self,
        id: DossierId,
        link: &Link,
        number_of_company: Option<EnterpriseNumber>,
        now: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.commit(Commit::Link, |transaction| set_link(transaction, id, link, number_of_company, now))
    }

    /// Links these dossiers by their numbers, all in one transaction, as far as nobody has linked them meanwhile.
    pub fn link_by_number(&self, links: &[(DossierId, Link)], now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Link, |transaction| {
            for (id, link) in links {
                if one(transaction, *id)?.is_some_and(|dossier| dossier.link.is_none()) {
                    set_link(transaction, *id, link, None, now)?;
                }
            }
            Ok(())
        })
    }

    /// Drops a link that leads nowhere any more.
    pub fn unlink(&self, id: DossierId, now: DateTime<Utc>) -> Result<(), JournalError> {
        self.commit(Commit::Link, |transaction| {
            transaction.execute(
                "UPDATE dossier SET firm_id = NULL, company_id = NULL, company_name = NULL, linked_by = NULL,
                 linked_at = NULL WHERE dossier_id = ?1",
                params![id.to_string()],
            )?;
            super::activity::note_of_dossier(transaction, now, None, id, &Event::LinkDropped)
        })
    }
}

fn one(connection: &Connection, id: DossierId) -> Result<Option<DossierRecord>, JournalError> {
    let mut statement = connection.prepare_cached("SELECT * FROM dossier WHERE dossier_id = ?1")?;
    statement.query_row(params![id.to_string()], |row| Ok(read(row))).optional()?.transpose()
}

fn set_link(
    connection: &Connection,
    id: DossierId,
    link: &Link,
    number_of_company: Option<EnterpriseNumber>,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached(
        "UPDATE dossier SET firm_id = ?2, company_id = ?3, company_name = ?4, linked_by = ?5, linked_at = ?6,
         enterprise_number = coalesce(enterprise_number, ?7) WHERE dossier_id = ?1",
    )?;
    statement.execute(params![
        id.to_string(),
        number(link.firm.0)?,
        number(link.company.0)?,
        link.company_name,
        match link.by {
            LinkedBy::Number => "number",
            LinkedBy::Person => "person",
        },
        instant(now),
        number_of_company.map(EnterpriseNumber::digits),
    ])?;
    let event = Event::Linked { company: link.company, name: link.company_name.clone(), by: link.by };
    super::activity::note_of_dossier(connection, now, None, id, &event)
}

const ENTERPRISE_OF: &str = "SELECT coalesce(enterprise_number,
     (SELECT sheet.enterprise_number FROM sheet WHERE sheet.dossier_id = dossier.dossier_id
      AND sheet.enterprise_number IS NOT NULL ORDER BY sheet.created_at DESC LIMIT 1))
     FROM dossier WHERE dossier_id = ?1";

/// Stores what the source says of a dossier; a link that is there stays.
pub(super) fn remember(
    connection: &Connection,
    id: DossierId,
    name: &str,
    enterprise_number: Option<EnterpriseNumber>,
) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO dossier (dossier_id, name, enterprise_number) VALUES (?1, ?2, ?3)
         ON CONFLICT (dossier_id) DO UPDATE SET name = ?2, enterprise_number = coalesce(?3, enterprise_number)",
    )?;
    statement.execute(params![id.to_string(), name, enterprise_number.map(EnterpriseNumber::digits)])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<DossierRecord, JournalError> {
    let company: Option<i64> = row.get("company_id")?;
    let link = match company {
        None => None,
        Some(company) => Some(Link {
            firm: FirmId(read_number(row.get("firm_id")?)?),
            company: CompanyId(read_number(company)?),
            company_name: row.get::<_, Option<String>>("company_name")?.unwrap_or_default(),
            by: match row.get::<_, String>("linked_by")?.as_str() {
                "number" => LinkedBy::Number,
                "person" => LinkedBy::Person,
                other => return Err(damaged("who linked a dossier", other)),
            },
        }),
    };
    Ok(DossierRecord {
        id: DossierId(parsed(&row.get::<_, String>("dossier_id")?)?),
        name: row.get("name")?,
        enterprise_number: row.get::<_, Option<String>>("enterprise_number")?.as_deref().map(parsed).transpose()?,
        link,
    })
}
