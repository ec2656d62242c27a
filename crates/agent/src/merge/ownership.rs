use passerelle_social_balance::{Owner, RubricCode};

use crate::settings::{OwnershipRule, Values};

/// What is done with rubrics that the payroll does not know first-hand. The payroll's own are always delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ownership {
    /// 102x and 1033.
    pub personnel_costs: OwnershipRule,
    /// 150x to 152x.
    pub temporary_staff: OwnershipRule,
    /// 58xx.
    pub training: OwnershipRule,
    /// The codes that end in `P`.
    pub preceding_year: OwnershipRule,
}

impl Ownership {
    /// The same rule for all of them.
    pub fn all(rule: OwnershipRule) -> Self {
        Self { personnel_costs: rule, temporary_staff: rule, training: rule, preceding_year: rule }
    }

    /// The rule that holds for a rubric.
    pub fn rule(&self, code: RubricCode) -> OwnershipRule {
        match code.rubric().owner() {
            Owner::Payroll => OwnershipRule::Deliver,
            Owner::Books => self.personnel_costs,
            Owner::Invoices => self.temporary_staff,
            Owner::Training => self.training,
            Owner::PrecedingFiling => self.preceding_year,
        }
    }
}

impl From<&Values> for Ownership {
    fn from(settings: &Values) -> Self {
        Self {
            personnel_costs: settings.ownership_personnel_costs,
            temporary_staff: settings.ownership_temporary_staff,
            training: settings.ownership_training,
            preceding_year: settings.ownership_preceding_year,
        }
    }
}
