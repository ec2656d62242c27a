//! Small sheets whose figures tell from which revision they are.

use passerelle_sandbox::world::Random;
use passerelle_social_balance::{Cells, Decimal};

/// The rubrics that sheets are drawn from: full-time and part-time heads, hours, costs that the books decide, staff at the
/// closing date, men, entries, leavings.
pub(super) const RUBRICS: [&str; 10] = ["1001", "1002", "1003", "1011", "1013", "1023", "1051", "1053", "2051", "3053"];

/// The figures of a sheet: drawn anew, or changed a little from the sheet that it corrects.
pub(super) fn figures(seed: u64, corrected: Option<&Cells>) -> Cells {
    let mut chance = Random::new(seed);
    let mut cells = Cells::new();
    for rubric in RUBRICS {
        let code = rubric.parse().unwrap();
        let before = corrected.and_then(|cells| cells.get(&code)).copied();
        let fresh = Decimal::new(i64::try_from(chance.between(10, 90_000)).unwrap(), 1);
        let value = match (corrected, before, chance.below(100)) {
            (None, _, 0..=79) | (Some(_), Some(_), 0..=29) | (Some(_), None, 0..=19) => Some(fresh),
            (Some(_), before, 0..=89) => before,
            _ => None,
        };
        cells.extend(value.map(|value| (code, value)));
    }
    if cells.is_empty() {
        cells.insert(RUBRICS[0].parse().unwrap(), Decimal::ONE);
    }
    cells
}
