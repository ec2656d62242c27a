use passerelle_social_balance::Sheet;
use serde_json::{Value, json};

use super::{Habits, Heading};

/// The `RubricSheet` of the Finbox contract: the National Bank's JSON, cut down to the social balance.
pub(super) fn write(sheet: &Sheet, heading: &Heading) -> Vec<u8> {
    let rubrics: Vec<Value> = sheet
        .cells
        .iter()
        .map(|(code, value)| {
            let (code, period) = match code.this_year() {
                Some(plain) if heading.habits == Habits::Other => (plain, "NM1"),
                _ => (*code, "N"),
            };
            json!({"Code": code.as_str(), "Value": value.to_string(), "Period": period})
        })
        .collect();
    let document = json!({
        "ReferenceNumber": heading.reference,
        "EnterpriseNumber": heading.enterprise_number,
        "EnterpriseName": heading.name,
        "ExerciseDates": {
            "startDate": sheet.financial_year.start().to_string(),
            "endDate": sheet.financial_year.end().to_string(),
        },
        "ModelType": sheet.model.as_str(),
        "JointCommittees": sheet.joint_committees,
        "Rubrics": rubrics,
    });
    document.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use passerelle_social_balance::{Cells, FinancialYear, JointCommittee, Model};

    use super::*;

    #[test]
    fn absent_is_left_out_and_zero_is_written() {
        let mut cells = Cells::new();
        for (code, value) in [("1003", "16.7"), ("1003P", "16.0"), ("1052", "0")] {
            cells.insert(code.parse().unwrap(), value.parse().unwrap());
        }
        let sheet = Sheet {
            enterprise_number: "0403019261".parse().unwrap(),
            financial_year: FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap(),
            model: Model::Abridged,
            joint_committees: [JointCommittee::new("200").unwrap()].into(),
            cells,
        };
        let mut heading = Heading {
            reference: "2025-00000001".into(),
            name: "Boulangerie du Moulin".into(),
            enterprise_number: "0403019261".into(),
            habits: Habits::Usual,
        };
        let rubrics = |heading: &Heading| {
            let document: Value = serde_json::from_slice(&write(&sheet, heading)).unwrap();
            document["Rubrics"].clone()
        };
        assert_eq!(
            rubrics(&heading),
            json!([
                {"Code": "1003", "Value": "16.7", "Period": "N"},
                {"Code": "1003P", "Value": "16.0", "Period": "N"},
                {"Code": "1052", "Value": "0", "Period": "N"},
            ])
        );
        heading.habits = Habits::Other;
        assert_eq!(rubrics(&heading)[1], json!({"Code": "1003", "Value": "16.0", "Period": "NM1"}));
    }
}
