//! What every target holds a reader to: it never panics, and what it reads is a sheet that survives being written.

use passerelle_social_balance::format::{self, Form, Given, Reading, WriteOptions};
use passerelle_social_balance::{FinancialYear, Model};

/// Reads the bytes as this form, once with nothing given and once with all that the form may not say.
pub(super) fn read_as(form: Form, bytes: &[u8]) {
    for given in [Given::default(), all_given()] {
        if let Ok(reading) = format::read_as(form, bytes, &given) {
            survives_being_written(&reading);
        }
    }
}

/// Finds the form out and reads.
pub(super) fn detect_and_read(bytes: &[u8]) {
    for given in [Given::default(), all_given()] {
        if let Ok(reading) = format::read(bytes, &given) {
            assert_eq!(format::detect(bytes), Ok(reading.form));
            survives_being_written(&reading);
        }
    }
}

fn survives_being_written(reading: &Reading) {
    let sheet = &reading.sheet;
    let options = WriteOptions {
        reference_number: String::new(),
        enterprise_name: reading.enterprise_name.clone(),
        accounts: reading.accounts.clone(),
        preceding_accounts: reading.preceding_accounts.clone(),
    };
    let given = Given {
        enterprise_number: Some(sheet.enterprise_number),
        financial_year: Some(sheet.financial_year),
        model: Some(sheet.model),
        joint_committees: sheet.joint_committees.clone(),
    };
    for form in [Form::NbbJson, Form::NbbCsv, Form::CbsoXbrl, Form::SimpleCsv] {
        let written = format::write(form, sheet, &options).expect("a sheet that was read can be written");
        let again = format::read(&written, &given).expect("a sheet that was written can be read");
        assert_eq!(again.form, form);
        assert_eq!(&again.sheet, sheet, "{form}");
        assert_eq!(again.accounts, reading.accounts, "{form}");
        assert_eq!(again.preceding_accounts, reading.preceding_accounts, "{form}");
    }
}

/// All that a file may not say, for the published samples' enterprise.
pub fn all_given() -> Given {
    let date = |text: &str| text.parse().expect("a date");
    Given {
        enterprise_number: Some("0410682657".parse().expect("an enterprise number")),
        financial_year: FinancialYear::new(date("2016-01-01"), date("2016-12-31")).ok(),
        model: Some(Model::Full),
        ..Given::default()
    }
}
