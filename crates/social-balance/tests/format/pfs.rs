//! Instances of the old `pfs` taxonomies: years are told by contexts.

use passerelle_social_balance::Model;
use passerelle_social_balance::format::{self, Form, Given, NoteKind, Reading};

use super::support::{code, decimal, small_files, small_sheet, year};

fn small() -> String {
    small_files().into_iter().find(|(form, _)| *form == Form::PfsXbrl).unwrap().1
}

fn read(text: &str) -> Reading {
    format::read(text.as_bytes(), &Given::default()).unwrap()
}

/// The filing with one more fact, in a context of its own.
fn with_fact(context: &str, fact: &str) -> String {
    small().replace("<x:unit", &format!("{context}\n<x:unit")).replace("</x:xbrl>", &format!("{fact}\n</x:xbrl>"))
}

fn context(id: &str, period: &str) -> String {
    format!(
        "<x:context id=\"{id}\"><x:entity><x:identifier scheme=\"s\">BE0403019261</x:identifier></x:entity><x:period>{period}</x:period></x:context>"
    )
}

#[test]
fn elements_inside_and_outside_of_tuples_make_the_sheet() {
    let reading = read(&small());
    let sheet = &reading.sheet;
    assert_eq!(sheet.cells, small_sheet().cells);
    assert_eq!(sheet.enterprise_number, small_sheet().enterprise_number);
    assert_eq!(sheet.financial_year, small_sheet().financial_year);
    assert_eq!(sheet.model, Model::Abridged);
    assert_eq!(sheet.joint_committees.iter().map(ToString::to_string).collect::<Vec<_>>(), ["200"]);
    assert_eq!(reading.enterprise_name.as_deref(), Some("Atelier & Co"));
    let in_tuple = small()
        .replace("<p:NumberHours", "<p:Staff><p:NumberHours")
        .replace("</p:NumberHoursActuallyWorkedFullTime>", "</p:NumberHoursActuallyWorkedFullTime></p:Staff>");
    assert_eq!(read(&in_tuple).sheet, reading.sheet);
}

#[test]
fn years_further_back_other_periods_and_dimensions_are_left_alone() {
    let fact = "<p:NumberHoursActuallyWorkedTotal contextRef=\"other\">1</p:NumberHoursActuallyWorkedTotal>";
    let total = "1013".parse().unwrap();
    for (period, dimension) in [
        ("<x:instant>2023-06-30</x:instant>", ""),
        ("<x:startDate>2025-01-01</x:startDate><x:endDate>2025-06-30</x:endDate>", ""),
        (
            "<x:instant>2025-06-30</x:instant>",
            "<x:scenario><d:explicitMember xmlns:d=\"http://xbrl.org/2006/xbrldi\" dimension=\"p:a\">p:b</d:explicitMember></x:scenario>",
        ),
    ] {
        let other = context("other", period).replace("</x:context>", &format!("{dimension}</x:context>"));
        let reading = read(&with_fact(&other, fact));
        assert_eq!(reading.sheet.cell(total), None, "{period}{dimension}");
        assert_eq!(reading.sheet, read(&small()).sheet);
    }
    let same_year = context("other", "<x:startDate>2024-07-01</x:startDate><x:endDate>2025-06-30</x:endDate>");
    assert_eq!(read(&with_fact(&same_year, fact)).sheet.cell(total), Some(decimal("1")), "a context of any id");
}

#[test]
fn a_preceding_figure_without_a_column_is_noted() {
    let before = context("before", "<x:instant>2024-06-30</x:instant>");
    let element = "NumberEmployeesPersonnelRegisterClosingDateFinancialYearFullTime";
    let reading = read(&with_fact(&before, &format!("<p:{element} contextRef=\"before\">2</p:{element}>")));
    assert_eq!(reading.sheet.cell("1051".parse().unwrap()), Some(decimal("3")));
    assert_eq!(reading.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::NoPrecedingCell]);
}

#[test]
fn the_year_is_found_whatever_the_contexts_are_called() {
    let renamed =
        small().replace("CurrentDuration", "a").replace("CurrentInstant", "b").replace("PrecedingDuration", "c");
    assert_eq!(read(&renamed).sheet, read(&small()).sheet);
}

#[test]
fn a_filing_of_instants_alone_needs_its_year_from_outside() {
    let instants = small()
        .replace(
            "<x:startDate>2024-07-01</x:startDate><x:endDate>2025-06-30</x:endDate>",
            "<x:instant>2025-06-30</x:instant>",
        )
        .replace(
            "<x:startDate>2023-07-01</x:startDate><x:endDate>2024-06-30</x:endDate>",
            "<x:instant>2024-06-30</x:instant>",
        );
    assert_eq!(code(&format::read(instants.as_bytes(), &Given::default())), "missing_start_date");
    let given = Given { financial_year: Some(year("2024-07-01", "2025-06-30")), ..Given::default() };
    let reading = format::read(instants.as_bytes(), &given).unwrap();
    assert_eq!(reading.sheet, read(&small()).sheet);
    let said = instants.replace(
        "<p:JointIndustrialCommittees>",
        "<p:PeriodStartDate contextRef=\"CurrentInstant\">2024-07-01</p:PeriodStartDate><p:JointIndustrialCommittees>",
    );
    assert_eq!(read(&said).sheet, reading.sheet, "the filing's own start date");
}
