//! What a Belgian social balance sheet ("bilan social", "sociale balans") is: its rubrics, its models, the checks of the
//! National Bank of Belgium, and the forms it comes in as a file.
//!
//! Pure: bytes and values come in, values go out. There is no clock here, no network and no file.

pub mod add_up;
pub mod check;
pub mod compare;
mod enterprise_number;
mod exact;
mod financial_year;
pub mod format;
mod joint_committee;
mod language;
mod model;
mod number;
mod rubric;
mod sheet;
#[cfg(test)]
mod test_support;

pub use enterprise_number::{EnterpriseNumber, InvalidEnterpriseNumber};
pub use financial_year::{FinancialYear, InvalidFinancialYear};
pub use joint_committee::{InvalidJointCommittee, JointCommittee};
pub use language::{Language, UnknownLanguage};
pub use model::{Model, UnknownModel};
pub use rubric::{Owner, Rubric, RubricCode, Section, Unit, UnknownRubric};
pub use sheet::{Cells, ContentHash, Sheet};

/// An exact decimal number. Never a binary float.
pub use rust_decimal::Decimal;
