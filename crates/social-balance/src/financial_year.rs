use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A financial year: its first and its last day. Need not be a calendar year, nor twelve months long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Dates", into = "Dates")]
pub struct FinancialYear {
    end: NaiveDate,
    start: NaiveDate,
}

/// The two dates do not make a financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFinancialYear {
    /// The last day lies before the first.
    #[error("the financial year ends on {end}, before it starts on {start}")]
    EndsBeforeStart {
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
    /// Longer than a first or changed financial year can be: 24 months are the longest that is accepted.
    #[error("the financial year from {start} to {end} is longer than 24 months")]
    TooLong {
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
}

#[derive(Serialize, Deserialize)]
struct Dates {
    start_date: NaiveDate,
    end_date: NaiveDate,
}

impl FinancialYear {
    /// A financial year from its first to its last day, both included.
    pub fn new(start: NaiveDate, end: NaiveDate) -> Result<Self, InvalidFinancialYear> {
        if end < start {
            return Err(InvalidFinancialYear::EndsBeforeStart { start, end });
        }
        if start.checked_add_months(chrono::Months::new(24)).is_some_and(|limit| end >= limit) {
            return Err(InvalidFinancialYear::TooLong { start, end });
        }
        Ok(Self { end, start })
    }

    /// The first day.
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// The last day, the closing date.
    pub fn end(self) -> NaiveDate {
        self.end
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.start, self.end)
    }
}

impl TryFrom<Dates> for FinancialYear {
    type Error = InvalidFinancialYear;

    fn try_from(dates: Dates) -> Result<Self, Self::Error> {
        Self::new(dates.start_date, dates.end_date)
    }
}

impl From<FinancialYear> for Dates {
    fn from(year: FinancialYear) -> Self {
        Self { start_date: year.start, end_date: year.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn short_and_long_years_are_years_too() {
        assert!(FinancialYear::new(day("2024-01-01"), day("2024-12-31")).is_ok());
        assert!(FinancialYear::new(day("2024-11-15"), day("2024-12-31")).is_ok());
        assert!(FinancialYear::new(day("2023-07-01"), day("2024-12-31")).is_ok());
        assert!(FinancialYear::new(day("2024-12-31"), day("2024-01-01")).is_err());
        assert!(FinancialYear::new(day("2022-12-31"), day("2024-12-31")).is_err());
    }
}
