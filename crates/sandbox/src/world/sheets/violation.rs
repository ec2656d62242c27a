use passerelle_social_balance::{Decimal, Model, RubricCode, Sheet};

/// A mistake that a check of the National Bank finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Violation {
    /// 1013 is not 1011 + 1012.
    HoursDoNotAddUp,
    /// 1023 is not 1021 + 1022.
    CostsDoNotAddUp,
    /// 1201 + 1211 is not 1051.
    SexesDoNotAddUp,
    /// 1303 + 1343 + 1323 + 1333 is not 1053.
    OccupationsDoNotAddUp,
    /// 1053 is not between 1051 and 1051 + 1052, or without part-timers not 1051.
    EquivalentsTooHigh,
    /// 1003 > 0 but no hours are given.
    HoursMissing,
    /// Entries and exits do not lead from last year's heads to this year's. Seen only beside last year's sheet.
    HeadsDoNotFollow,
}

impl Violation {
    /// All that a sheet shows by itself.
    pub const ALL: [Self; 6] = [
        Self::HoursDoNotAddUp,
        Self::CostsDoNotAddUp,
        Self::SexesDoNotAddUp,
        Self::OccupationsDoNotAddUp,
        Self::EquivalentsTooHigh,
        Self::HoursMissing,
    ];

    /// The check that finds it, of those published for micro companies (section 11.00.0, which the abridged models share)
    /// or for the full model of associations (06.17.0, which the full models share).
    pub fn check(self, model: Model) -> &'static str {
        let full = model == Model::Full;
        match self {
            Self::HoursDoNotAddUp if full => "cs_06.17.0_0021",
            Self::HoursDoNotAddUp => "cs_11.00.0_0010",
            Self::CostsDoNotAddUp if full => "cs_06.17.0_0011",
            Self::CostsDoNotAddUp => "cs_11.00.0_0007",
            Self::SexesDoNotAddUp if full => "cs_06.17.0_0073",
            Self::SexesDoNotAddUp => "cs_11.00.0_0054",
            Self::OccupationsDoNotAddUp if full => "cs_06.17.0_0084",
            Self::OccupationsDoNotAddUp => "cs_11.00.0_0065",
            Self::EquivalentsTooHigh if full => "cs_06.17.0_0072",
            Self::EquivalentsTooHigh => "cs_11.00.0_0053",
            Self::HoursMissing if full => "cs_06.17.0_0019",
            Self::HoursMissing => "cs_11.00.0_0008",
            Self::HeadsDoNotFollow => "app_move_heads",
        }
    }
}

/// Puts the mistake into a sheet with staff.
pub fn violate(sheet: &mut Sheet, violation: Violation) {
    let model = sheet.model;
    let mut add = |code: &str, more: Decimal| {
        if let Ok(code) = code.parse::<RubricCode>() {
            *sheet.cells.entry(code).or_default() += more;
        }
    };
    match violation {
        Violation::HoursDoNotAddUp => add("1013", Decimal::TEN),
        Violation::CostsDoNotAddUp => add("1023", Decimal::ONE_HUNDRED),
        Violation::SexesDoNotAddUp => add("1201", Decimal::ONE),
        Violation::OccupationsDoNotAddUp => add("1343", Decimal::new(5, 1)),
        Violation::EquivalentsTooHigh => add("1053", Decimal::from(100_000)),
        Violation::HeadsDoNotFollow => {
            // One full-time entry more, in the total and, where the model has it, by contract.
            let full = model == Model::Full;
            let codes: &[&str] = if full { &["2051", "2053", "2101", "2103"] } else { &["2051", "2053"] };
            for code in codes {
                add(code, Decimal::ONE);
            }
        }
        Violation::HoursMissing => sheet.cells.retain(|code, _| !code.as_str().starts_with("1013")),
    }
}
