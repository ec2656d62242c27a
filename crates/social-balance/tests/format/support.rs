use std::collections::BTreeMap;

use passerelle_social_balance::format::{self, Form, Given, ReadError, Reading, WriteOptions};
use passerelle_social_balance::{Decimal, FinancialYear, JointCommittee, Model, Sheet};

pub(crate) const NPO_XBRL: &str = include_str!("../samples/be-npo-full-2016.xbrl");
pub(crate) const NPO_JSON: &str = include_str!("../samples/be-npo-full-2016.rubrics.json");
pub(crate) const NPO_FACTS: &str = include_str!("../samples/be-npo-full-2016.facts.csv");
pub(crate) const M02_CSV: &str = include_str!("../samples/nbb-m02-2024.csv");

pub(crate) fn year(start: &str, end: &str) -> FinancialYear {
    FinancialYear::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

/// What is given for the association's filing of 2016.
pub(crate) fn npo_given() -> Given {
    Given {
        enterprise_number: Some("0410682657".parse().unwrap()),
        financial_year: Some(year("2016-01-01", "2016-12-31")),
        model: Some(Model::Full),
        ..Given::default()
    }
}

/// A small sheet with a figure of each unit, a zero, a negative one and one of the preceding year.
pub(crate) fn small_sheet() -> Sheet {
    let cells = [("1001", "2.5"), ("1003", "3.1"), ("1003P", "0"), ("1011", "4100"), ("1021", "-12.5"), ("1051", "3")];
    Sheet {
        enterprise_number: "0403019261".parse().unwrap(),
        financial_year: year("2024-07-01", "2025-06-30"),
        model: Model::Abridged,
        joint_committees: [JointCommittee::new("200").unwrap(), JointCommittee::new("Eigen <woorden>").unwrap()].into(),
        cells: cells.map(|(code, value)| (code.parse().unwrap(), value.parse().unwrap())).into(),
    }
}

/// All that a form of this sheet may leave unsaid.
pub(crate) fn given_of(sheet: &Sheet) -> Given {
    Given {
        enterprise_number: Some(sheet.enterprise_number),
        financial_year: Some(sheet.financial_year),
        model: Some(sheet.model),
        joint_committees: sheet.joint_committees.clone(),
    }
}

/// The small sheet in each form, as text; the old XBRL, which is not written, by hand.
pub(crate) fn small_files() -> Vec<(Form, String)> {
    let mut files = written(&small_sheet(), &options());
    files.push((Form::PfsXbrl, small_pfs()));
    files
}

/// The sheet in each form that is written.
pub(crate) fn written(sheet: &Sheet, options: &WriteOptions) -> Vec<(Form, String)> {
    [Form::NbbJson, Form::NbbCsv, Form::CbsoXbrl, Form::SimpleCsv]
        .map(|form| (form, String::from_utf8(format::write(form, sheet, options).unwrap()).unwrap()))
        .into()
}

pub(crate) fn options() -> WriteOptions {
    WriteOptions {
        reference_number: "2026-00000001".into(),
        enterprise_name: Some("Atelier \"Sainte-Anne\" & Co <scrl>".into()),
        accounts: BTreeMap::from([("9087".into(), "3.1".parse().unwrap())]),
        preceding_accounts: BTreeMap::from([("9087".into(), "0".parse().unwrap())]),
    }
}

fn small_pfs() -> String {
    let context = |id: &str, period: &str| {
        format!(
            "<x:context id=\"{id}\"><x:entity><x:identifier scheme=\"http://www.fgov.be\">BE 0403.019.261\
             </x:identifier></x:entity><x:period>{period}</x:period></x:context>\n"
        )
    };
    let duration = |start: &str, end: &str| format!("<x:startDate>{start}</x:startDate><x:endDate>{end}</x:endDate>");
    let fact = |element: &str, context: &str, value: &str| {
        format!("<p:{element} contextRef=\"{context}\" decimals=\"INF\" unitRef=\"U\">{value}</p:{element}>\n")
    };
    [
        "<?xml version=\"1.0\"?>\n<x:xbrl xmlns:x=\"http://www.xbrl.org/2003/instance\" xmlns:p=\"http://www.nbb.be/be/fr/pfs/ci/2017-04-01\" xmlns:v=\"http://www.nbb.be/be/fr/pfs/ci/vl/2017-04-01\" xmlns:g=\"http://www.nbb.be/be/fr/pfs/ci/gcd/2017-04-01\" xmlns:l=\"http://www.xbrl.org/2003/linkbase\" xmlns:k=\"http://www.w3.org/1999/xlink\">\n".into(),
        "<l:schemaRef k:href=\"http://www.nbb.be/be/fr/pfs/ci/abbr/pfs-abbr-2017-04-01.xsd\"/>\n".into(),
        context("CurrentDuration", &duration("2024-07-01", "2025-06-30")),
        context("CurrentInstant", "<x:instant>2025-06-30</x:instant>"),
        context("PrecedingDuration", &duration("2023-07-01", "2024-06-30")),
        "<x:unit id=\"U\"><x:measure>x:pure</x:measure></x:unit>\n".into(),
        "<g:EntityName><g:EntityCurrentLegalName contextRef=\"CurrentDuration\">Atelier &amp; Co</g:EntityCurrentLegalName></g:EntityName>\n".into(),
        "<p:JointIndustrialCommittees><v:XCode_JointCommitteeCode_200 contextRef=\"CurrentDuration\">200</v:XCode_JointCommitteeCode_200></p:JointIndustrialCommittees>\n".into(),
        fact("AverageNumberEmployeesPersonnelRegisterTotalFullTime", "CurrentDuration", "2.5"),
        fact("AverageNumberEmployeesPersonnelRegisterTotalFullTimeEquivalents", "CurrentDuration", " 3.1 "),
        fact("AverageNumberEmployeesPersonnelRegisterTotalFullTimeEquivalents", "PrecedingDuration", "0"),
        fact("NumberHoursActuallyWorkedFullTime", "CurrentDuration", "4100"),
        fact("PersonnelCostsFullTime", "CurrentDuration", "-12.5"),
        fact("NumberEmployeesPersonnelRegisterClosingDateFinancialYearFullTime", "CurrentInstant", "3.0"),
        "</x:xbrl>\n".into(),
    ]
    .concat()
}

/// The code of the error, or "read".
pub(crate) fn code(result: &Result<Reading, ReadError>) -> &'static str {
    result.as_ref().map_or_else(ReadError::code, |_| "read")
}

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}
