use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{EnterpriseNumber, FinancialYear, JointCommittee, Model, RubricCode};

/// The filled cells. A cell that is absent was not given; zero is a figure like any other.
pub type Cells = BTreeMap<RubricCode, Decimal>;

/// One social balance sheet: whose, for which financial year, in which layout, and its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Whose it is.
    pub enterprise_number: EnterpriseNumber,
    /// The financial year that it covers.
    pub financial_year: FinancialYear,
    /// Its layout.
    pub model: Model,
    /// The joint committees that the employer comes under, in no order and each once.
    pub joint_committees: std::collections::BTreeSet<JointCommittee>,
    /// The filled cells.
    pub cells: Cells,
}

/// Names a sheet's figures: equal for equal sheets, whatever form they came in and however their numbers were spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash([u8; 32]);

impl Sheet {
    /// The cell's figure, if it was given.
    pub fn cell(&self, code: RubricCode) -> Option<Decimal> {
        self.cells.get(&code).copied()
    }

    /// The same sheet in another layout: without the cells that the layout does not have. From abridged or micro to full no
    /// cell appears, 75 stay empty.
    #[must_use]
    pub fn restricted_to(&self, model: Model) -> Self {
        let mut restricted = Self { model, ..self.clone() };
        restricted.cells.retain(|code, _| code.rubric().is_in(model));
        restricted
    }

    /// Whether this is the sheet of the year right after the other's, of the same enterprise.
    pub fn follows(&self, earlier: &Self) -> bool {
        self.enterprise_number == earlier.enterprise_number
            && earlier.financial_year.end().succ_opt() == Some(self.financial_year.start())
    }

    /// The hash of what the sheet says.
    pub fn content_hash(&self) -> ContentHash {
        let mut hasher = Sha256::new();
        let mut line = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(b"\n");
        };
        line("passerelle social balance 1");
        line(&self.enterprise_number.digits());
        line(&self.financial_year.to_string());
        line(self.model.as_str());
        for committee in &self.joint_committees {
            line(&format!("joint committee {committee}"));
        }
        for (code, value) in &self.cells {
            line(&format!("{code} {}", value.normalize()));
        }
        ContentHash(hasher.finalize().into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl TryFrom<String> for ContentHash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = || format!("{text:?} is not 64 hexadecimal digits");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(value: &str) -> Sheet {
        Sheet {
            enterprise_number: "0403019261".parse().unwrap(),
            financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
            model: Model::Abridged,
            joint_committees: [JointCommittee::new("200").unwrap()].into(),
            cells: [("1003".parse().unwrap(), value.parse().unwrap())].into(),
        }
    }

    #[test]
    fn a_smaller_layout_keeps_its_own_cells_only() {
        let mut full = sheet("5");
        full.model = Model::Full;
        full.cells.insert("10031".parse().unwrap(), "2".parse().unwrap());
        assert_eq!(full.restricted_to(Model::Abridged), sheet("5"));
        assert_eq!(full.restricted_to(Model::Full), full);
    }

    #[test]
    fn a_sheet_follows_the_one_that_ends_the_day_before() {
        let year = |start: &str, end: &str| {
            let mut sheet = sheet("1");
            sheet.financial_year = FinancialYear::new(start.parse().unwrap(), end.parse().unwrap()).unwrap();
            sheet
        };
        let this = year("2025-07-01", "2025-12-31");
        assert!(this.follows(&year("2024-07-01", "2025-06-30")));
        assert!(!this.follows(&year("2024-07-01", "2025-06-29")));
        let mut stranger = year("2024-07-01", "2025-06-30");
        stranger.enterprise_number = "0428759497".parse().unwrap();
        assert!(!this.follows(&stranger));
    }

    #[test]
    fn the_hash_names_the_figures_not_their_spelling() {
        assert_eq!(sheet("1.0").content_hash(), sheet("1").content_hash());
        assert_ne!(sheet("1.0").content_hash(), sheet("1.1").content_hash());
        let mut without = sheet("0");
        without.cells.clear();
        assert_ne!(sheet("0").content_hash(), without.content_hash());
        let hash = sheet("1").content_hash();
        assert_eq!(ContentHash::try_from(hash.to_string()), Ok(hash));
    }
}
