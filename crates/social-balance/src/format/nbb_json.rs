//! Writes the National Bank's JSON as Finbox's contract has it: cut down to the social balance, with its identity.

use rust_decimal::Decimal;
use serde::Serialize;

use super::account::Year;
use super::{WriteError, WriteOptions, nbb_csv, number};
use crate::{JointCommittee, Sheet};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RubricSheet<'a> {
    reference_number: &'a str,
    enterprise_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    enterprise_name: Option<&'a str>,
    exercise_dates: ExerciseDates,
    model_type: &'static str,
    joint_committees: Vec<&'a str>,
    rubrics: Vec<RubricValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExerciseDates {
    start_date: chrono::NaiveDate,
    end_date: chrono::NaiveDate,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RubricValue {
    code: &'static str,
    value: String,
    period: &'static str,
}

pub(super) fn write(
    sheet: &Sheet,
    options: &WriteOptions,
    accounts: &[(&'static str, Year, Decimal)],
) -> Result<Vec<u8>, WriteError> {
    let cells = sheet.cells.iter().map(|(code, value)| RubricValue {
        code: code.as_str(),
        value: number::written(*code, *value),
        period: "N",
    });
    let accounts = accounts.iter().map(|(code, year, value)| RubricValue {
        code,
        value: value.to_string(),
        period: if *year == Year::Preceding { "NM1" } else { "N" },
    });
    let document = RubricSheet {
        reference_number: &options.reference_number,
        enterprise_number: sheet.enterprise_number.digits(),
        enterprise_name: options.enterprise_name.as_deref(),
        exercise_dates: ExerciseDates {
            start_date: sheet.financial_year.start(),
            end_date: sheet.financial_year.end(),
        },
        model_type: nbb_csv::model_code(sheet.model),
        joint_committees: sheet.joint_committees.iter().map(JointCommittee::as_str).collect(),
        rubrics: cells.chain(accounts).collect(),
    };
    let mut bytes =
        serde_json::to_vec_pretty(&document).map_err(|error| WriteError::Serialisation(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
