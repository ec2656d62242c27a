//! What the product's own checks and readers say of the sheets that are drawn here.

use passerelle_social_balance::check::{self, Subject};
use passerelle_social_balance::format::{self, Given};
use passerelle_social_balance::{FinancialYear, Model, Sheet};

use super::super::forms::{Habits, Heading, contents};
use super::super::{MediaType, Random};
use super::{Staffing, Violation, Workforce, correct, fictitious_number, sheet, violate};

const MODELS: [Model; 3] = [Model::Full, Model::Abridged, Model::Micro];

fn years() -> [FinancialYear; 3] {
    [("2025-01-01", "2025-12-31"), ("2025-09-15", "2025-12-31"), ("2024-07-01", "2025-12-31")]
        .map(|(start, end)| FinancialYear::new(start.parse().unwrap(), end.parse().unwrap()).unwrap())
}

fn findings(sheet: &Sheet) -> Vec<&'static str> {
    let report = check::run(&Subject::new(sheet));
    assert!(report.evaluated > 40, "only {} checks could say anything", report.evaluated);
    report.findings.iter().map(|finding| finding.id).collect()
}

#[test]
fn drawn_sheets_and_their_corrections_satisfy_every_check() {
    for seed in 0..20 {
        for model in MODELS {
            for staffing in [Staffing::Usual, Staffing::ZerosWritten, Staffing::FirstYear, Staffing::NoneAtClosing] {
                let mut random = Random::new(seed);
                let heads = u32::try_from(random.between(1, 130)).unwrap();
                let year = years()[usize::try_from(seed).unwrap() % 3];
                let mut drawn = sheet(&mut random, fictitious_number(1), year, model, heads, staffing);
                let told = format!("seed {seed}, {model}, {staffing:?}");
                assert_eq!(findings(&drawn), Vec::<&str>::new(), "{told}");
                correct(&mut random, &mut drawn);
                assert_eq!(findings(&drawn), Vec::<&str>::new(), "{told}, corrected");
            }
        }
    }
}

#[test]
fn temporary_staff_alone_is_no_finding() {
    for seed in 0..20 {
        let staffing = Staffing::TemporaryOnly;
        let drawn = sheet(&mut Random::new(seed), fictitious_number(1), years()[0], Model::Full, 30, staffing);
        assert_eq!(findings(&drawn), Vec::<&str>::new(), "seed {seed}");
    }
}

#[test]
fn what_is_left_out_for_privacy_is_missed_by_the_published_checks_and_by_no_other() {
    // Of the micro models: persons, hours and costs are all given or none is. Of the full ones: total = men + women.
    let about_costs = ["0001", "0003", "0008", "0011"];
    let about_sexes = [
        "0007", "0008", "0009", "0010", "0012", "0013", "0014", "0017", "0022", "0023", "0024", "0027", "0028", "0029",
    ];
    for seed in 0..20 {
        for (model, staffing, section, expected) in [
            (Model::Micro, Staffing::OnePersonWithoutCosts, "cs_11.00.0_", about_costs.as_slice()),
            (Model::Full, Staffing::FewWithoutSplit, "cs_06.17.0_", about_sexes.as_slice()),
        ] {
            let drawn = sheet(&mut Random::new(seed), fictitious_number(1), years()[0], model, 3, staffing);
            let found = findings(&drawn);
            let known = |id: &&str| id.strip_prefix(section).is_some_and(|number| expected.contains(&number));
            assert!(!found.is_empty() && found.iter().all(known), "seed {seed}, {staffing:?}: {found:?}");
        }
    }
}

#[test]
fn the_sum_of_two_payroll_files_satisfies_every_check() {
    for seed in 0..15 {
        for model in MODELS {
            let mut random = Random::new(seed);
            let [mut one, two] = [(); 2].map(|()| {
                let heads = u32::try_from(random.between(1, 60)).unwrap();
                Workforce::draw(&mut random, heads, Staffing::Usual).sheet(
                    &mut random,
                    fictitious_number(1),
                    years()[0],
                    model,
                )
            });
            for (code, value) in two.cells {
                *one.cells.entry(code).or_default() += value;
            }
            assert_eq!(findings(&one), Vec::<&str>::new(), "seed {seed}, {model}");
        }
    }
}

#[test]
fn a_year_follows_from_the_year_before_unless_heads_are_made_not_to() {
    for seed in 0..15 {
        for model in MODELS {
            let mut random = Random::new(seed);
            let heads = u32::try_from(random.between(1, 80)).unwrap();
            let workforce = Workforce::draw(&mut random, heads, Staffing::Usual);
            let earlier = workforce.sheet(&mut random, fictitious_number(1), years()[0], model);
            let mut later = workforce.next_year(&mut random).sheet_after(&mut random, &earlier).unwrap();
            let found = |later: &Sheet| {
                let report = check::run(&Subject { preceding: Some(&earlier), ..Subject::new(later) });
                assert!(report.not_evaluated.iter().all(|skipped| skipped.id != "app_move_heads"));
                report.findings.iter().map(|finding| finding.id).collect::<Vec<_>>()
            };
            assert_eq!(found(&later), Vec::<&str>::new(), "seed {seed}, {model}");
            violate(&mut later, Violation::HeadsDoNotFollow);
            assert_eq!(found(&later), vec![Violation::HeadsDoNotFollow.check(model)], "seed {seed}, {model}");
        }
    }
}

#[test]
fn each_violation_is_found_by_the_check_that_it_names() {
    for seed in 0..5 {
        for model in MODELS {
            for violation in Violation::ALL {
                let mut drawn =
                    sheet(&mut Random::new(seed), fictitious_number(1), years()[0], model, 30, Staffing::Usual);
                violate(&mut drawn, violation);
                let found = findings(&drawn);
                assert!(found.contains(&violation.check(model)), "{violation:?} in {model}: {found:?}");
            }
        }
    }
}

#[test]
fn every_form_reads_back_to_the_same_sheet() {
    for seed in 0..6 {
        for model in MODELS {
            for (habits, staffing) in [(Habits::Usual, Staffing::Usual), (Habits::Other, Staffing::ZerosWritten)] {
                let drawn = sheet(&mut Random::new(seed), fictitious_number(3), years()[0], model, 25, staffing);
                let heading = Heading {
                    reference: "2025-00000001".into(),
                    name: "Toitures & Façades <du> Haut Clocher".into(),
                    enterprise_number: drawn.enterprise_number.digits(),
                    habits,
                };
                let forms = contents(&drawn, &heading, &[MediaType::Json, MediaType::Xbrl].into());
                for (media_type, content) in forms {
                    let given = Given {
                        enterprise_number: Some(drawn.enterprise_number),
                        financial_year: Some(drawn.financial_year),
                        model: Some(model),
                        joint_committees: std::collections::BTreeSet::new(),
                    };
                    let reading = format::read(content.bytes(), &given);
                    let read = reading.unwrap_or_else(|error| panic!("{media_type:?} {habits:?} {model}: {error}"));
                    assert_eq!(read.sheet, drawn, "{media_type:?} {habits:?} {model}");
                }
            }
        }
    }
}
