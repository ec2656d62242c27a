use std::fmt;

use rust_decimal::Decimal;

use super::Form;
use crate::{EnterpriseNumber, FinancialYear, InvalidEnterpriseNumber, InvalidFinancialYear, UnknownModel};

/// Why a file was not read: what is wrong, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{refusal}", place.before_a_sentence())]
pub struct ReadError {
    place: Place,
    refusal: Refusal,
}

/// Where in a file something stands. Empty when it concerns the file as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    line: Option<u64>,
    name: Option<String>,
}

/// What is wrong with a file. One variant, one stable [`ReadError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// More bytes than any social balance has.
    #[error("the file has {bytes} bytes, more than the {limit} that are read")]
    TooLarge {
        /// The file's size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// None of the five forms.
    #[error("this is {found}, none of the forms that a social balance comes in")]
    UnknownForm {
        /// What it looks like.
        found: &'static str,
    },
    /// Not UTF-8.
    #[error("the text is not UTF-8; save the file as UTF-8")]
    Encoding,
    /// The file ends before it is complete.
    #[error("the file ends before it is complete: {missing}")]
    Truncated {
        /// What is missing.
        missing: &'static str,
    },
    /// Nested more deeply than any filing is.
    #[error("nested more than {limit} levels deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More parts than any filing has.
    #[error("more than {limit} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// Not well-formed XML.
    #[error("this is not well-formed XML: {detail}")]
    MalformedXml {
        /// What the parser found.
        detail: String,
    },
    /// Declares or uses an entity of its own. Entities can multiply beyond any memory.
    #[error("the file declares or uses an entity of its own; entities are not expanded")]
    EntityExpansion,
    /// Points outside itself. Nothing is ever fetched.
    #[error("the file refers to another file or address in its document type; nothing is fetched")]
    ExternalReference,
    /// Brings a document type declaration.
    #[error("the file brings a document type declaration, which no filing has")]
    DocumentType,
    /// A context, unit or fact that breaks the rules of XBRL.
    #[error("this is not valid XBRL: {detail}")]
    InvalidXbrl {
        /// What is wrong.
        detail: String,
    },
    /// Not well-formed JSON, or not of the expected shape.
    #[error("this is not the expected JSON: {detail}")]
    MalformedJson {
        /// What the parser found.
        detail: String,
    },
    /// A line that is not a code and a value.
    #[error("the line is not a code and a value: {detail}")]
    MalformedRow {
        /// What is wrong.
        detail: &'static str,
    },
    /// Groups of thousands are parted, or may be: 1.234 is read as two different numbers in two offices.
    #[error("{text:?} has or may have a thousands separator; write the number without")]
    ThousandsSeparator {
        /// The number as it stands.
        text: String,
    },
    /// Some numbers have a decimal comma, others a decimal point.
    #[error("{text:?} has another decimal sign than the numbers before it")]
    MixedDecimalSigns {
        /// The number as it stands.
        text: String,
    },
    /// A value that is no number.
    #[error("{text:?} is not a number")]
    WrongNumber {
        /// The value as it stands.
        text: String,
    },
    /// A number with more digits than are kept exactly (28). It would have been rounded.
    #[error("{text:?} has more digits than are kept exactly")]
    InexactNumber {
        /// The number as it stands.
        text: String,
    },
    /// An amount in another currency than euro.
    #[error("an amount is in {currency}, not in euro")]
    OtherCurrency {
        /// The currency's code.
        currency: String,
    },
    /// Two different values for one cell or account.
    #[error("rubric {code} has two values, {first} and {second}")]
    DuplicateCell {
        /// The rubric.
        code: String,
        /// What was read first.
        first: Decimal,
        /// What contradicts it.
        second: Decimal,
    },
    /// A period other than the year and the year before.
    #[error("{period:?} is neither the financial year (N) nor the preceding one (NM1)")]
    UnknownPeriod {
        /// The period as it stands.
        period: String,
    },
    /// No cell of the social balance in the file.
    #[error("the file has not a single rubric of the social balance")]
    NoSocialRubric,
    /// A number that cannot be an enterprise's.
    #[error(transparent)]
    EnterpriseNumber(#[from] InvalidEnterpriseNumber),
    /// Neither the file nor the reader's user says whose sheet it is.
    #[error("the {form} form does not say whose sheet it is, and no enterprise number was given")]
    MissingEnterpriseNumber {
        /// The file's form.
        form: Form,
    },
    /// The file speaks of several enterprises.
    #[error("the file speaks of two enterprises, {first} and {second}")]
    SeveralEnterprises {
        /// The one read first.
        first: EnterpriseNumber,
        /// The other.
        second: EnterpriseNumber,
    },
    /// The file is another enterprise's than expected.
    #[error("the file is of enterprise {found}, expected was {expected}")]
    OtherEnterprise {
        /// In the file.
        found: EnterpriseNumber,
        /// What was expected.
        expected: EnterpriseNumber,
    },
    /// A date that is none.
    #[error("{text:?} is not a date of the form 2025-12-31")]
    WrongDate {
        /// The text as it stands.
        text: String,
    },
    /// The figures close on several dates.
    #[error("the file closes on two dates, {first} and {second}")]
    SeveralClosingDates {
        /// The one read first.
        first: chrono::NaiveDate,
        /// The other.
        second: chrono::NaiveDate,
    },
    /// The dates make no financial year.
    #[error(transparent)]
    FinancialYear(#[from] InvalidFinancialYear),
    /// Neither the file nor the reader's user says when the financial year starts.
    #[error("the file does not say when the financial year starts, and no financial year was given")]
    MissingStartDate,
    /// Neither the file nor the reader's user says when the financial year ends.
    #[error("the {form} form does not say which financial year it covers, and none was given")]
    MissingFinancialYear {
        /// The file's form.
        form: Form,
    },
    /// The file covers another year than expected.
    #[error("the file covers the financial year {found}, expected was {expected}")]
    OtherYear {
        /// In the file: both dates, or the last day where the first is not said.
        found: String,
        /// What was expected.
        expected: FinancialYear,
    },
    /// A model without a social balance, or none at all.
    #[error(transparent)]
    UnknownModel(#[from] UnknownModel),
    /// Neither the file nor the reader's user says which model it is.
    #[error("the file does not say which model it is (full, abridged or micro), and none was given")]
    MissingModel,
}

/// Why a sheet was not written in a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The form is read, never written.
    #[error("the form {0} is read, not written")]
    ReadOnly(Form),
    /// A sheet without a single cell: no reader would take it.
    #[error("a sheet without a single rubric is not written")]
    NoSocialRubric,
    /// An account that no form has a place for.
    #[error("{0:?} is not an account that is written beside a social balance")]
    UnknownAccount(String),
    /// The serialiser failed.
    #[error("the sheet could not be written: {0}")]
    Serialisation(String),
}

impl ReadError {
    pub(super) fn new(place: Place, refusal: impl Into<Refusal>) -> Self {
        Self { place, refusal: refusal.into() }
    }

    /// Where it is wrong.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong.
    pub fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// The stable name of what is wrong. Never changes its meaning.
    pub fn code(&self) -> &'static str {
        self.refusal.code()
    }
}

impl From<Refusal> for ReadError {
    fn from(refusal: Refusal) -> Self {
        Self { place: Place::default(), refusal }
    }
}

impl Refusal {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Empty => "empty",
            Self::UnknownForm { .. } => "unknown_form",
            Self::Encoding => "encoding",
            Self::Truncated { .. } => "truncated",
            Self::TooDeep { .. } => "too_deep",
            Self::TooMany { .. } => "too_many",
            Self::MalformedXml { .. } => "xml_malformed",
            Self::EntityExpansion => "xbrl_entity_expansion",
            Self::ExternalReference => "xbrl_external_reference",
            Self::DocumentType => "xbrl_document_type",
            Self::InvalidXbrl { .. } => "xbrl_invalid",
            Self::MalformedJson { .. } => "json_malformed",
            Self::MalformedRow { .. } => "csv_malformed",
            Self::ThousandsSeparator { .. } => "csv_thousands_separator",
            Self::MixedDecimalSigns { .. } => "csv_mixed_decimal_signs",
            Self::WrongNumber { .. } => "wrong_number",
            Self::InexactNumber { .. } => "inexact_number",
            Self::OtherCurrency { .. } => "other_currency",
            Self::DuplicateCell { .. } => "duplicate_cell",
            Self::UnknownPeriod { .. } => "unknown_period",
            Self::NoSocialRubric => "no_social_rubric",
            Self::EnterpriseNumber(_) => "enterprise_number",
            Self::MissingEnterpriseNumber { .. } => "missing_enterprise_number",
            Self::SeveralEnterprises { .. } => "several_enterprises",
            Self::OtherEnterprise { .. } => "other_enterprise",
            Self::WrongDate { .. } => "wrong_date",
            Self::SeveralClosingDates { .. } => "several_closing_dates",
            Self::FinancialYear(_) => "financial_year",
            Self::MissingStartDate => "missing_start_date",
            Self::MissingFinancialYear { .. } => "missing_financial_year",
            Self::OtherYear { .. } => "other_year",
            Self::UnknownModel(_) => "unknown_model",
            Self::MissingModel => "missing_model",
        }
    }
}

impl Place {
    pub(super) fn line(line: u64) -> Self {
        Self { line: Some(line), name: None }
    }

    pub(super) fn named(name: impl Into<String>) -> Self {
        Self { line: None, name: Some(name.into()) }
    }

    pub(super) fn and_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The line, counted from 1, where the form has lines.
    pub fn line_number(&self) -> Option<u64> {
        self.line
    }

    /// The element, JSON path or rubric.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn before_a_sentence(&self) -> String {
        let place = self.to_string();
        if place.is_empty() { place } else { format!("{place}: ") }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.name) {
            (Some(line), Some(name)) => write!(formatter, "line {line}, {name}"),
            (Some(line), None) => write!(formatter, "line {line}"),
            (None, Some(name)) => formatter.write_str(name),
            (None, None) => Ok(()),
        }
    }
}
