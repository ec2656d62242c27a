//! The forms that a social balance sheet comes in as a file.
//!
//! A form is found out by content ([`detect`]), never by a file's name. All readers give the same [`Sheet`] for the same
//! filing. They take what belongs to the social balance and leave the rest: names and addresses of administrators are
//! never read. What a form does not say comes from outside ([`Given`]), and what it says is held against that.
//!
//! Files are hostile until proven otherwise: size, depth and number of parts are limited, document types and entities
//! are refused, nothing is fetched, and a number that could not be kept exactly is refused rather than rounded.

mod account;
mod csv_rows;
mod detection;
mod draft;
mod error;
mod nbb_csv;
mod nbb_json;
mod nbb_json_reader;
mod note;
mod number;
mod simple_csv;
mod xbrl;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::{EnterpriseNumber, FinancialYear, JointCommittee, Model, Sheet};

pub use account::ACCOUNT_CODES;
pub use detection::detect;
pub use error::{Place, ReadError, Refusal, WriteError};
pub use note::{NoteKind, ReadNote};

/// The largest file that is read. A full filing has less than one mebibyte.
pub const SIZE_LIMIT: usize = 20 * 1024 * 1024;

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The National Bank's JSON (`application/x.jsonxbrl`), or Finbox's, which is the same cut down.
    NbbJson,
    /// The National Bank's CSV, as its "Consult" site gives it.
    NbbCsv,
    /// XBRL of the CBSO taxonomies, since April 2022.
    CbsoXbrl,
    /// XBRL of the `pfs` taxonomies, 2007 to April 2022. Read, not written.
    PfsXbrl,
    /// Our own: `code;value`.
    SimpleCsv,
}

/// No form is known by this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of nbb-json, nbb-csv, xbrl, pfs, csv")]
pub struct UnknownForm(pub String);

/// What comes from outside for what a file does not say, and what it is held against for what it says. Another
/// enterprise or financial year than given is an error; another model is noted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Whose sheet it is.
    pub enterprise_number: Option<EnterpriseNumber>,
    /// Which financial year it covers.
    pub financial_year: Option<FinancialYear>,
    /// Which model it is.
    pub model: Option<Model>,
    /// The joint committees, for a file that names none.
    pub joint_committees: BTreeSet<JointCommittee>,
}

/// What a file was read to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The file's form.
    pub form: Form,
    /// The sheet.
    pub sheet: Sheet,
    /// The enterprise's name as the file has it. For people; nothing is matched on it.
    pub enterprise_name: Option<String>,
    /// The figures of this year's accounts and notes that checks refer to, by rubric ([`ACCOUNT_CODES`]).
    pub accounts: BTreeMap<String, Decimal>,
    /// The same of the preceding year.
    pub preceding_accounts: BTreeMap<String, Decimal>,
    /// What was left out or decided.
    pub notes: Vec<ReadNote>,
}

/// What is written beside the sheet, each where the form has a place for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The filing's reference number (NBB JSON and NBB CSV).
    pub reference_number: String,
    /// The enterprise's name (all but the simple CSV).
    pub enterprise_name: Option<String>,
    /// This year's figures of accounts and notes, by rubric ([`ACCOUNT_CODES`]).
    pub accounts: BTreeMap<String, Decimal>,
    /// The same of the preceding year.
    pub preceding_accounts: BTreeMap<String, Decimal>,
}

/// What a form can say beside the figures. The rest must be given to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carries {
    /// Enterprise number, financial year and model.
    pub identity: bool,
    /// The joint committees.
    pub joint_committees: bool,
}

/// Reads a file in whichever of the five forms it is.
pub fn read(bytes: &[u8], given: &Given) -> Result<Reading, ReadError> {
    read_as(detect(bytes)?, bytes, given)
}

/// Reads a file as this form.
pub fn read_as(form: Form, bytes: &[u8], given: &Given) -> Result<Reading, ReadError> {
    let text = detection::text_of(bytes)?;
    match form {
        Form::NbbJson => nbb_json_reader::read(text, given),
        Form::NbbCsv => nbb_csv::read(text, given),
        Form::CbsoXbrl => xbrl::read_cbso(text, given),
        Form::PfsXbrl => xbrl::read_pfs(text, given),
        Form::SimpleCsv => simple_csv::read(text, given),
    }
}

/// Writes a sheet in a form. Read again, with what the form does not carry given, it is the same sheet.
pub fn write(form: Form, sheet: &Sheet, options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    if sheet.cells.is_empty() {
        return Err(WriteError::NoSocialRubric);
    }
    let accounts = account::checked(options)?;
    match form {
        Form::NbbJson => nbb_json::write(sheet, options, &accounts),
        Form::NbbCsv => Ok(nbb_csv::write(sheet, options, &accounts).into_bytes()),
        Form::CbsoXbrl => Ok(xbrl::write_cbso(sheet, options, &accounts).into_bytes()),
        Form::PfsXbrl => Err(WriteError::ReadOnly(form)),
        Form::SimpleCsv => Ok(simple_csv::write(sheet, &accounts).into_bytes()),
    }
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NbbJson, Self::NbbCsv, Self::CbsoXbrl, Self::PfsXbrl, Self::SimpleCsv];

    /// The name in commands and data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NbbJson => "nbb-json",
            Self::NbbCsv => "nbb-csv",
            Self::CbsoXbrl => "xbrl",
            Self::PfsXbrl => "pfs",
            Self::SimpleCsv => "csv",
        }
    }

    /// What a file of this form says beside the figures, when [`write()`] made it.
    pub fn carries(self) -> Carries {
        match self {
            Self::NbbJson | Self::CbsoXbrl | Self::PfsXbrl => Carries { identity: true, joint_committees: true },
            Self::NbbCsv => Carries { identity: true, joint_committees: false },
            Self::SimpleCsv => Carries { identity: false, joint_committees: false },
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|form| form.as_str() == text).ok_or_else(|| UnknownForm(text.to_owned()))
    }
}
