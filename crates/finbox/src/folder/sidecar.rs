use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use chrono::NaiveDate;
use passerelle_social_balance::format::Given;
use passerelle_social_balance::{EnterpriseNumber, FinancialYear, Model};
use serde::Deserialize;

/// The largest that a file of particulars can be.
const LIMIT: u64 = 64 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Particulars {
    enterprise_number: Option<EnterpriseNumber>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    model: Option<String>,
}

/// Reads what stands beside a sheet about whose it is. No such file: nothing is given. An error says what is wrong.
pub(super) fn read(file: &Path) -> Result<Given, String> {
    let size = match fs::symlink_metadata(file) {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return Err("it is no plain file".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Given::default()),
        Err(error) => return Err(error.to_string()),
    };
    if size > LIMIT {
        return Err(format!("it has {size} bytes"));
    }
    let bytes = fs::read(file).map_err(|error| error.to_string())?;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Result<Given, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let particulars: Particulars = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let financial_year = match (particulars.start_date, particulars.end_date) {
        (Some(start), Some(end)) => Some(FinancialYear::new(start, end).map_err(|error| error.to_string())?),
        (None, None) => None,
        _ => return Err("start_date and end_date go together".to_owned()),
    };
    let model: Option<Model> = particulars
        .model
        .map(|model| model.parse())
        .transpose()
        .map_err(|error: passerelle_social_balance::UnknownModel| error.to_string())?;
    Ok(Given { enterprise_number: particulars.enterprise_number, financial_year, model, ..Given::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particulars_are_read_strictly() {
        let full = r#"{"enterprise_number":"BE 0403.019.261","start_date":"2025-01-01","end_date":"2025-12-31","model":"m02-f"}"#;
        let given = parse(full.as_bytes()).unwrap();
        assert_eq!(given.enterprise_number.unwrap().digits(), "0403019261");
        assert_eq!(
            (given.financial_year.unwrap().to_string(), given.model),
            ("2025-01-01/2025-12-31".into(), Some(Model::Full))
        );
        assert_eq!(parse(b"{}").unwrap(), Given::default());
        for wrong in [
            r#"{"enterprise_number":"0403019262"}"#,
            r#"{"start_date":"2025-01-01"}"#,
            r#"{"start_date":"2025-12-31","end_date":"2025-01-01"}"#,
            r#"{"model":"huge"}"#,
            r#"{"end":"2025-12-31"}"#,
            "",
        ] {
            assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
