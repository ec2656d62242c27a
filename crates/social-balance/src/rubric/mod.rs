//! The cells of the social balance and what is known of each.

mod catalogue;

use std::fmt;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Language, Model};
use catalogue::CATALOGUE;

/// One cell of the social balance, by its code ("1003", "12131", "1013P"). Only the 174 codes of the full model exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RubricCode(u8);

/// The code is none of the social balance's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a rubric of the social balance")]
pub struct UnknownRubric(pub String);

/// What is known of one cell. Source: the National Bank's CBSO taxonomy 22.19.3, the nine `-f` entry points.
#[derive(Debug)]
pub struct Rubric {
    code: &'static str,
    section: Section,
    unit: Unit,
    full_only: bool,
    labels: [&'static str; 4],
    xbrl_fact: &'static str,
}

/// The parts of the official form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// I.A.a, this year: 100x, 101x, 102x, 1033.
    DuringYear,
    /// I.A.a, the preceding year's column: the codes that end in `P`.
    PrecedingYear,
    /// I.A.b, row 105.
    ClosingTotal,
    /// I.A.b, rows 110 to 113.
    ClosingByContract,
    /// I.A.b, rows 120, 121 and the education rows below them.
    ClosingBySexAndEducation,
    /// I.A.b, rows 130, 134, 132, 133.
    ClosingByOccupation,
    /// I.B, rows 150 to 152.
    TemporaryStaff,
    /// II.A, row 205.
    EntriesTotal,
    /// II.A, rows 210 to 213.
    EntriesByContract,
    /// II.B, row 305.
    ExitsTotal,
    /// II.B, rows 310 to 313.
    ExitsByContract,
    /// II.B, rows 340 to 343 and 350.
    ExitsByReason,
    /// III, rows 580 and 581.
    TrainingFormal,
    /// III, rows 582 and 583.
    TrainingInformal,
    /// III, rows 584 and 585.
    TrainingInitial,
}

/// In what a cell is expressed. Source: the metric types of the CBSO taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Persons or full-time equivalents with one decimal (`met:dec1`).
    OneDecimal,
    /// Persons, whole (`met:int3`).
    Heads,
    /// Hours, whole (`met:int4`).
    Hours,
    /// Euro, zero or more (`met:am1`).
    Euro,
    /// Euro, of either sign (`met:am2`).
    SignedEuro,
}

/// Who knows a rubric's figure first-hand, and so whose word counts when two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The payroll: heads, hours, contracts, entries, exits.
    Payroll,
    /// The books: personnel costs (102x) and benefits above pay (1033).
    Books,
    /// Suppliers' invoices: temporary staff (150x to 152x).
    Invoices,
    /// Registered elsewhere, often by hand: training (58xx).
    Training,
    /// The preceding year's filing: the `P` column.
    PrecedingFiling,
}

impl RubricCode {
    /// All 174 cells, in the order of their codes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..CATALOGUE.len()).map(|index| Self(u8::try_from(index).unwrap_or(u8::MAX)))
    }

    /// The code as it is printed and filed.
    pub fn as_str(self) -> &'static str {
        self.rubric().code
    }

    /// What is known of this cell.
    pub fn rubric(self) -> &'static Rubric {
        &CATALOGUE[usize::from(self.0)]
    }

    /// The cell of the preceding year's column that stands beside this one, where the form has one (1003 -> 1003P).
    pub fn preceding_year(self) -> Option<Self> {
        format!("{}P", self.as_str()).parse().ok()
    }

    /// The cell of this year that a `P` cell stands beside (1003P -> 1003).
    pub fn this_year(self) -> Option<Self> {
        self.as_str().strip_suffix('P')?.parse().ok()
    }
}

impl Rubric {
    /// The part of the form that it stands in.
    pub fn section(&self) -> Section {
        self.section
    }

    /// In what it is expressed.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Whether the model has this cell.
    pub fn is_in(&self, model: Model) -> bool {
        !self.full_only || model == Model::Full
    }

    /// The official wording, its levels parted by " | ".
    pub fn label(&self, language: Language) -> &'static str {
        self.labels[match language {
            Language::French => 0,
            Language::Dutch => 1,
            Language::English => 2,
            Language::German => 3,
        }]
    }

    /// Metric and dimension members that mark it in a CBSO instance, `metric#dimension=member#…` (taxonomy 22.19.3).
    pub fn xbrl_fact(&self) -> &'static str {
        self.xbrl_fact
    }

    /// Who knows the figure first-hand.
    pub fn owner(&self) -> Owner {
        if self.section == Section::PrecedingYear {
            return Owner::PrecedingFiling;
        }
        match self.code.as_bytes() {
            [b'1', b'0', b'2', ..] | [b'1', b'0', b'3', b'3', ..] => Owner::Books,
            [b'1', b'5', ..] => Owner::Invoices,
            [b'5', b'8', ..] => Owner::Training,
            _ => Owner::Payroll,
        }
    }
}

impl FromStr for RubricCode {
    type Err = UnknownRubric;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        CATALOGUE
            .binary_search_by(|rubric| rubric.code.cmp(text))
            .ok()
            .and_then(|index| u8::try_from(index).ok())
            .map(Self)
            .ok_or_else(|| UnknownRubric(text.to_owned()))
    }
}

impl fmt::Display for RubricCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for RubricCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for RubricCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RubricCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Looks the code up where it stands.
        struct Printed;

        impl Visitor<'_> for Printed {
            type Value = RubricCode;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a rubric of the social balance")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RubricCode, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_model_has_174_cells_and_the_others_99() {
        let cells = |model| RubricCode::all().filter(|code| code.rubric().is_in(model)).count();
        assert_eq!(cells(Model::Full), 174);
        assert_eq!(cells(Model::Abridged), 99);
        assert_eq!(cells(Model::Micro), 99);
    }

    #[test]
    fn every_code_is_found_again_by_its_own_text() {
        for code in RubricCode::all() {
            assert_eq!(code.as_str().parse(), Ok(code));
        }
        assert!("1004".parse::<RubricCode>().is_err());
        assert!("1201P".parse::<RubricCode>().is_err());
    }

    #[test]
    fn owners_follow_the_field() {
        let owner = |text: &str| text.parse::<RubricCode>().unwrap().rubric().owner();
        assert_eq!(owner("1003"), Owner::Payroll);
        assert_eq!(owner("10132"), Owner::Payroll);
        assert_eq!(owner("1023"), Owner::Books);
        assert_eq!(owner("10331"), Owner::Books);
        assert_eq!(owner("1502"), Owner::Invoices);
        assert_eq!(owner("58131"), Owner::Training);
        assert_eq!(owner("1023P"), Owner::PrecedingFiling);
    }

    #[test]
    fn this_year_and_the_preceding_one_stand_beside_each_other() {
        let code: RubricCode = "1003".parse().unwrap();
        assert_eq!(code.preceding_year().and_then(RubricCode::this_year), Some(code));
        assert_eq!("1001".parse::<RubricCode>().unwrap().preceding_year(), None);
    }
}
