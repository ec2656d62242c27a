use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use passerelle_social_balance::EnterpriseNumber;

use super::super::{Address, ExternalConnection, FirmId, PairingId, WorkflowState, World};
use super::{DossierKind, Event, Expected};

fn now() -> DateTime<Utc> {
    "2026-02-10T09:00:00Z".parse().unwrap()
}

fn activated(mut world: World) -> World {
    let pairing_id = PairingId::draw(&mut world.random);
    let start_date = now().date_naive();
    world.finbox.connection = ExternalConnection::Active { start_date, activated_at: now(), pairing_id };
    world
}

#[test]
fn the_office_has_one_dossier_of_every_kind_and_is_the_same_for_one_seed() {
    let world = World::office(1, now());
    let kinds: Vec<DossierKind> = world.planned().iter().map(|planned| planned.kind).collect();
    let all: Vec<DossierKind> = DossierKind::ALL.iter().copied().filter(|kind| *kind != DossierKind::Plain).collect();
    assert_eq!(kinds, all);
    let names: BTreeSet<&str> = world.planned().iter().map(|planned| planned.name.as_str()).collect();
    assert_eq!(names.len(), all.len());
    let again = World::office(1, now());
    let told = |world: &World| format!("{:?} {:?} {:?}", world.finbox, world.silverfin, world.plan);
    assert_eq!(told(&world), told(&again));
    assert_ne!(told(&world), told(&World::office(2, now())));
}

/// What a careful accountant would find in Silverfin for a number, reading every field of every file.
fn files_with(world: &World, number: EnterpriseNumber) -> usize {
    let companies = world.silverfin.firms.values().flat_map(|firm| firm.companies.values());
    companies
        .filter(|company| !company.archived)
        .filter(|company| {
            let numbers = &company.numbers;
            let typed = [&numbers.vat, &numbers.vat_number, &numbers.registration_number];
            typed.into_iter().flatten().any(|text| text.parse() == Ok(number))
        })
        .count()
}

#[test]
fn what_is_expected_follows_from_the_world_itself() {
    for seed in 0..5 {
        let mut world = activated(World::office(seed, now()));
        world.publish_first_sheets(now());
        for planned in world.planned() {
            let kind = planned.kind;
            let sheet = planned.sheet.as_ref().unwrap();
            let listed = world.finbox.visible_sheets().any(|sheet| sheet.dossier == planned.dossier);
            let dossier = &world.finbox.dossiers[&planned.dossier];
            let known = dossier.enterprise_number.is_some() || dossier.number_on_sheets;
            let files = files_with(&world, sheet.enterprise_number);
            let target = world.target(planned.firm, planned.company, sheet.financial_year.end());
            match planned.expected {
                Expected::NoSheet => assert!(!listed, "{kind:?}"),
                Expected::Unmatched => assert!(listed && (files != 1 || !known), "{kind:?}"),
                Expected::WaitingWorkflow => {
                    assert!(listed && known && files == 1 && planned.place.is_none(), "{kind:?}");
                }
                Expected::Delivered | Expected::NeedsReview | Expected::Refused => {
                    assert!(listed && known && files == 1 && planned.place == target && target.is_some(), "{kind:?}");
                }
            }
        }
    }
}

#[test]
fn a_template_with_many_properties_fills_more_than_a_page() {
    let world = World::office(3, now());
    let place = world.planned_as(DossierKind::ManyProperties).unwrap().place.unwrap();
    assert!(world.properties_standing(place).len() > 200);
    let place = world.planned_as(DossierKind::SameEdits).unwrap().place.unwrap();
    assert_eq!(world.figures_standing(place).len(), 3);
}

#[test]
fn two_payroll_files_are_one_client_and_their_sheets_add_up() {
    let mut world = activated(World::office(4, now()));
    world.publish_first_sheets(now());
    let [one, two] =
        [DossierKind::PayrollFileOne, DossierKind::PayrollFileTwo].map(|kind| world.planned_as(kind).unwrap().clone());
    assert_eq!((one.firm, one.company, one.place), (two.firm, two.company, two.place));
    let (first, second) = (one.sheet.unwrap(), two.sheet.unwrap());
    assert_eq!(first.enterprise_number, second.enterprise_number);
    let hours = "1013".parse().unwrap();
    let due = world.figures_due(&[one.dossier, two.dossier], first.financial_year.end());
    assert_eq!(due[&hours], first.cells[&hours] + second.cells[&hours]);
}

#[test]
fn the_second_day_brings_what_it_says() {
    let mut world = activated(World::office(5, now()));
    world.publish_first_sheets(now());
    let sheets = world.finbox.feed.len();
    let tomorrow = now() + chrono::TimeDelta::days(1);
    let happenings = world.second_day(tomorrow);
    let count = |wanted: fn(&Event) -> bool| happenings.iter().filter(|happening| wanted(&happening.event)).count();
    assert_eq!(count(|event| matches!(event, Event::SheetCorrected { .. })), 5);
    assert_eq!(count(|event| matches!(event, Event::SheetMade)), 1);
    assert_eq!(world.finbox.feed.len(), sheets + 6);
    assert_eq!(count(|event| matches!(event, Event::FigureEdited { .. })), 3);
    for event in
        [Event::WorkflowAdded, Event::WorkflowOpened, Event::PeriodUnlocked, Event::NumberTyped, Event::CompanyRenamed]
    {
        assert!(happenings.iter().any(|happening| happening.event == event), "{event}");
    }
    for (kind, expected) in [
        (DossierKind::TenDigits, Expected::Delivered),
        (DossierKind::WithCountryCode, Expected::NeedsReview),
        (DossierKind::MadeBeforeActivation, Expected::Delivered),
        (DossierKind::NoSheetYet, Expected::Delivered),
        (DossierKind::WorkflowMissing, Expected::Delivered),
        (DossierKind::WorkflowArchived, Expected::Delivered),
        (DossierKind::WorkflowCompleted, Expected::WaitingWorkflow),
        (DossierKind::LockedUnprocessable, Expected::Delivered),
        (DossierKind::LockedForbidden, Expected::Refused),
        (DossierKind::NumberMissing, Expected::Delivered),
        (DossierKind::FiguresEdited, Expected::NeedsReview),
    ] {
        assert_eq!(world.planned_as(kind).unwrap().expected, expected, "{kind:?}");
    }
    let opened = world.planned_as(DossierKind::WorkflowMissing).unwrap();
    assert!(opened.place.is_some());
    let disputed = world.planned_as(DossierKind::WithCountryCode).unwrap();
    let hours = "1013".parse().unwrap();
    let newest = world.finbox.newest_sheet(disputed.dossier).unwrap();
    assert_ne!(newest.sheet.cell(hours), disputed.sheet.as_ref().unwrap().cell(hours));
    assert!(world.standing(disputed.place.unwrap(), &Address::of_rubric("1013")).is_some());
}

#[test]
fn plain_clients_all_have_an_open_target() {
    let mut world = activated(World::plain(1, 120, now()));
    assert_eq!(world.publish_first_sheets(now()).len(), 120);
    assert_eq!(world.silverfin.firms.len(), 1);
    let numbers: BTreeSet<_> =
        world.planned().iter().map(|one| one.sheet.as_ref().unwrap().enterprise_number).collect();
    assert_eq!(numbers.len(), 120);
    assert!(world.planned().iter().all(|planned| planned.place.is_some() && planned.expected == Expected::Delivered));
    let firm: FirmId = world.planned()[0].firm;
    let companies = world.firm(firm).unwrap().companies.values();
    let open = |state| matches!(state, WorkflowState::Open { progress } if progress < 100);
    let mut workflows = companies.flat_map(|one| one.periods.values()).flat_map(|period| period.workflows.values());
    assert!(workflows.all(|workflow| open(workflow.state)));
}
