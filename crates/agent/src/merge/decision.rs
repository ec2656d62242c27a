use std::collections::BTreeMap;

use passerelle_social_balance::{Decimal, RubricCode};
use serde::{Deserialize, Serialize};

use super::StandingValue;

/// What the accountant chose for a rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// What stands in Silverfin stays.
    Keep,
    /// The sheet's value is written over it.
    Take,
}

/// A choice, and what was on the screen when it was made. It holds only for exactly that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The choice.
    pub choice: Choice,
    /// What stood in Silverfin.
    pub standing: StandingValue,
    /// What the sheet said.
    pub new: Option<Decimal>,
}

impl Decision {
    /// Whether it was made for exactly this.
    pub fn holds_for(&self, standing: &StandingValue, new: Option<Decimal>) -> bool {
        self.standing == *standing && self.new == new
    }
}

/// The choices for one sheet.
pub type Decisions = BTreeMap<RubricCode, Decision>;
