use std::fmt;

use chrono::{DateTime, Utc};
use passerelle_social_balance::{FinancialYear, Model};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// Names one sheet in its source. A corrected sheet has an id of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetId(pub Uuid);

/// Names one client file of the accountant in the source. An enterprise with two payroll files may have two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DossierId(pub Uuid);

/// Where reading of the feed goes on. Opaque, and valid for as long as the source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// The feed's state behind a cursor, so that "nothing new" costs one small answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityTag(pub String);

/// A form that a sheet can be asked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// The National Bank's JSON form, cut down to the social balance.
    #[serde(rename = "application/json")]
    Json,
    /// XBRL of the CBSO taxonomy.
    #[serde(rename = "application/xbrl+xml")]
    Xbrl,
    /// For people to read.
    #[serde(rename = "application/pdf")]
    Pdf,
}

/// The SHA-256 of a content's bytes, in lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256Digest(pub String);

/// One form of a sheet that the source holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The form.
    pub media_type: MediaType,
    /// What its bytes hash to.
    pub sha256: Sha256Digest,
    /// Its size.
    pub bytes: u64,
}

/// What the feed says of one sheet before it is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetEntry {
    /// The sheet.
    pub id: SheetId,
    /// The client file that it belongs to.
    pub dossier_id: DossierId,
    /// The client file's name, where the feed gives it. For people; nothing is matched on it.
    #[serde(default)]
    pub dossier_name: Option<String>,
    /// Whose sheet it is, as the source spells it; read strictly later, so that one odd number spoils no page.
    #[serde(default)]
    pub enterprise_number: Option<String>,
    /// The financial year that it covers.
    pub financial_year: FinancialYear,
    /// Its layout.
    pub model: Model,
    /// 1 for the first, higher for each correction.
    pub revision: u32,
    /// The sheet that this one corrects.
    #[serde(default)]
    pub supersedes: Option<SheetId>,
    /// When it was made. Sheets made before the activation are never delivered.
    pub created_at: DateTime<Utc>,
    /// The forms that it can be had in. Forms that are not known here are passed over.
    #[serde(deserialize_with = "known_forms")]
    pub contents: Vec<Content>,
}

impl MediaType {
    /// As it stands in a header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xbrl => "application/xbrl+xml",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Reads the forms that are known, so that a new one does not make every sheet unreadable.
fn known_forms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Content>, D::Error> {
    let forms: Vec<serde_json::Value> = Vec::deserialize(deserializer)?;
    let known =
        forms.iter().filter(|form| form.get("media_type").is_some_and(|name| MediaType::deserialize(name).is_ok()));
    known.map(|form| Content::deserialize(form).map_err(serde::de::Error::custom)).collect()
}

/// One page of the feed, oldest entries first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPage {
    /// The sheets of this page.
    pub items: Vec<SheetEntry>,
    /// Entries of this page that could not be understood: their id where it could be read, and why. They are reported,
    /// never silently passed over.
    pub unreadable: Vec<(Option<String>, String)>,
    /// Where the next call goes on. Set on the last page too.
    pub next_cursor: Cursor,
    /// Whether another page waits already.
    pub has_more: bool,
    /// To be sent with the next call behind `next_cursor`'s predecessor.
    pub entity_tag: Option<EntityTag>,
}

/// What a look at the feed found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedUpdate {
    /// Nothing new behind this cursor.
    Unchanged,
    /// A page, perhaps empty.
    Page(FeedPage),
}

/// A client file of the accountant in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The client file.
    pub id: DossierId,
    /// Its name.
    pub name: String,
    /// The payroll files that it holds ("1AB1234").
    #[serde(default)]
    pub payroll_file_numbers: Vec<String>,
    /// Whose file it is, as the source spells it.
    #[serde(default)]
    pub enterprise_number: Option<String>,
    /// Whether it is still kept.
    pub active: bool,
}

macro_rules! shown_as_inner {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

shown_as_inner!(SheetId, DossierId, Cursor, EntityTag, Sha256Digest);
