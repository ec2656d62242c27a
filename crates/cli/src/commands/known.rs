//! Sheets from files, with what the person who has the file knows and the file does not say.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::{Months, NaiveDate};
use clap::Args;
use passerelle_social_balance::format::{Given, ReadError, Reading, Refusal, SIZE_LIMIT, read};
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, InvalidFinancialYear, Model};

use crate::arguments::model;
use crate::failure::Failure;

/// What the file itself may not say. Where it does say it, both have to agree.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What the file does not say")]
pub(crate) struct Known {
    /// Whose sheet it is, in any spelling: 0403.019.261, BE0403019261.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) enterprise: Option<EnterpriseNumber>,
    /// The first day of the financial year. [default: twelve months before its end]
    #[arg(long, value_name = "DATE")]
    pub(crate) start: Option<NaiveDate>,
    /// The last day of the financial year. [default: twelve months after its start]
    #[arg(long, value_name = "DATE")]
    pub(crate) end: Option<NaiveDate>,
    /// The layout: full, abridged, micro, or a model code such as m02.
    #[arg(long, value_parser = model)]
    pub(crate) model: Option<Model>,
}

impl Known {
    /// Reads the sheet in a file, whichever of the five forms it is in.
    pub(crate) fn read(&self, path: &Path) -> Result<Reading, Failure> {
        let bytes = bytes_of(path)?;
        self.read_bytes(&bytes).map_err(|error| failure(path, &error))
    }

    fn read_bytes(&self, bytes: &[u8]) -> Result<Reading, ReadError> {
        let given = |financial_year| Given {
            enterprise_number: self.enterprise,
            financial_year,
            model: self.model,
            ..Given::default()
        };
        if let (Some(start), Some(end)) = (self.start, self.end) {
            let year = FinancialYear::new(start, end).map_err(Refusal::from)?;
            return read(bytes, &given(Some(year)));
        }
        // A file that says its year needs no guess; one that does not gets a year of twelve months.
        let Some(year) = self.year_of_twelve_months().transpose().map_err(Refusal::from)? else {
            return read(bytes, &given(None));
        };
        match read(bytes, &given(None)) {
            Ok(reading) if self.agrees_with(reading.sheet.financial_year) => Ok(reading),
            _ => read(bytes, &given(Some(year))),
        }
    }

    fn year_of_twelve_months(&self) -> Option<Result<FinancialYear, InvalidFinancialYear>> {
        let start = self.start.or_else(|| self.end?.succ_opt()?.checked_sub_months(Months::new(12)))?;
        let end = self.end.or_else(|| self.start?.checked_add_months(Months::new(12))?.pred_opt())?;
        Some(FinancialYear::new(start, end))
    }

    fn agrees_with(&self, year: FinancialYear) -> bool {
        self.start.is_none_or(|start| start == year.start()) && self.end.is_none_or(|end| end == year.end())
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::failed("file_unreadable", format!("{}: the file cannot be opened", path.display()))
            .with_detail(error.to_string())
    };
    let limit = u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(unreadable)?;
    Ok(bytes)
}

fn failure(path: &Path, error: &ReadError) -> Failure {
    let failure = Failure::failed(error.code(), format!("{}: {error}", path.display()));
    match error.refusal() {
        Refusal::MissingEnterpriseNumber { .. } => failure.with_fix("say whose sheet it is with --enterprise NUMBER"),
        Refusal::MissingFinancialYear { .. } => {
            failure.with_fix("say the financial year with --start DATE and --end DATE")
        }
        Refusal::MissingStartDate => failure.with_fix("say when the financial year starts with --start DATE"),
        Refusal::MissingModel => failure.with_fix("say the layout with --model full, abridged or micro"),
        Refusal::OtherYear { .. } => {
            failure.with_fix("a year that is not twelve months long needs both --start and --end")
        }
        _ => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(start: Option<&str>, end: Option<&str>) -> Option<String> {
        let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        Known { start: day(start), end: day(end), ..Known::default() }
            .year_of_twelve_months()
            .map(|year| year.unwrap().to_string())
    }

    #[test]
    fn one_day_of_a_year_stands_for_a_year_of_twelve_months() {
        assert_eq!(year(Some("2025-01-01"), None).as_deref(), Some("2025-01-01/2025-12-31"));
        assert_eq!(year(None, Some("2025-12-31")).as_deref(), Some("2025-01-01/2025-12-31"));
        assert_eq!(year(None, Some("2024-02-29")).as_deref(), Some("2023-03-01/2024-02-29"));
        assert_eq!(year(None, Some("2025-06-30")).as_deref(), Some("2024-07-01/2025-06-30"));
        assert_eq!(year(None, None), None);
    }
}
