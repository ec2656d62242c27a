use chrono::{DateTime, TimeDelta, Utc};
use passerelle_social_balance::{FinancialYear, Model};
use serde_json::{Value, json};

use super::sheets::{Staffing, fictitious_number, sheet};
use super::{
    Address, Author, DossierId, FolderId, Lock, MediaType, NewCompany, NewDocument, Place, Random, SheetId,
    WorkflowState, World, WriteRefusal,
};

fn now() -> DateTime<Utc> {
    "2026-02-10T09:00:00Z".parse().unwrap()
}

fn year() -> FinancialYear {
    FinancialYear::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap()
}

fn world() -> (World, Place, DossierId) {
    let mut world = World::empty(1);
    let setup = world.add_firm("Fiduciaire du Canal");
    let number = fictitious_number(1).digits();
    let company = world.add_company(setup.firm, NewCompany::new("Boulangerie du Moulin Vert SRL", &number), now());
    let period = world.add_financial_year(setup.firm, company, year()).unwrap();
    let open = WorkflowState::Open { progress: 10 };
    world.add_workflow(setup.firm, company, period, setup.annual_accounts, open, &[setup.social_balance]).unwrap();
    let place = world.target(setup.firm, company, year().end()).unwrap();
    let dossier = world.add_dossier("Boulangerie du Moulin Vert SRL", Some(&number));
    (world, place, dossier)
}

fn write(code: &str, value: Value) -> (Address, Option<Value>) {
    (Address::of_rubric(code), Some(value))
}

#[test]
fn values_are_kept_as_text_with_author_instant_and_request() {
    let (mut world, place, _) = world();
    world.application_writes(place, &[write("1003", json!(16.7)), write("1013", json!("9"))], now(), Some(4)).unwrap();
    assert_eq!(world.standing(place, &Address::of_rubric("1003")), Some("16.7".into()));
    assert_eq!(world.figures_standing(place).len(), 2);
    world.application_writes(place, &[(Address::of_rubric("1013"), None)], now(), Some(5)).unwrap();
    assert_eq!(world.properties_standing(place), vec![(Address::of_rubric("1003"), json!("16.7"))]);
    let (_, _, gone) = world.all_properties().find(|(_, address, _)| address.key == "code_1013").unwrap();
    let told: Vec<_> = gone.history.iter().map(|change| (change.author, change.request)).collect();
    assert_eq!(told, vec![(Author::Application, Some(4)), (Author::Application, Some(5))]);
}

#[test]
fn a_write_is_all_or_nothing_and_addresses_have_no_dot() {
    let (mut world, place, _) = world();
    let bad = (Address::new("a.b", "c"), Some(json!("1")));
    let refused = world.application_writes(place, &[write("1003", json!("1")), bad.clone()], now(), None);
    assert_eq!(refused, Err(WriteRefusal::InvalidAddress(bad.0)));
    assert!(world.properties_standing(place).is_empty());
    let elsewhere = Place { company: super::CompanyId(1), ..place };
    assert_eq!(world.application_writes(elsewhere, &[], now(), None), Err(WriteRefusal::NotFound));
}

#[test]
fn each_lock_refuses_in_its_own_manner() {
    let (mut world, place, _) = world();
    for (lock, expected) in [
        (Lock::Unprocessable, Err(WriteRefusal::Locked)),
        (Lock::Forbidden, Err(WriteRefusal::Forbidden)),
        (Lock::Silent, Ok(())),
    ] {
        assert!(world.set_lock(place.firm, place.company, place.period, lock));
        assert_eq!(world.application_writes(place, &[write("1003", json!("1"))], now(), None), expected);
        assert!(world.properties_standing(place).is_empty(), "{lock:?}");
    }
    world.set_lock(place.firm, place.company, place.period, Lock::Unlocked);
    assert_eq!(world.application_writes(place, &[write("1003", json!("1"))], now(), None), Ok(()));
    assert_eq!(world.properties_standing(place).len(), 1);
}

#[test]
fn a_property_with_documents_cannot_be_taken_away() {
    let (mut world, place, _) = world();
    let address = Address::of_rubric("1003");
    world.person_edits(place, address.clone(), Some("3"), now()).unwrap();
    let period = world.period_mut(place.firm, place.company, place.period).unwrap();
    let property = period.properties.get_mut(&place.reconciliation).unwrap().get_mut(&address).unwrap();
    property.attached_documents.push("preuve.pdf".into());
    let refused = world.application_writes(place, &[(address.clone(), None)], now(), None);
    assert_eq!(refused, Err(WriteRefusal::DocumentsAttached(address.clone())));
    assert_eq!(world.standing(place, &address), Some("3".into()));
}

#[test]
fn an_overwritten_edit_of_a_person_is_found_and_nothing_else_is() {
    let (mut world, place, _) = world();
    let [hours, cost, heads] = ["1013", "1023", "1051"].map(Address::of_rubric);
    world.application_writes(place, &[write("1013", json!("10")), write("1051", json!("2"))], now(), Some(1)).unwrap();
    world.person_edits(place, hours.clone(), Some("12"), now()).unwrap();
    world.person_edits(place, cost.clone(), Some("500"), now()).unwrap();
    world.person_edits(place, heads.clone(), None, now()).unwrap();
    assert!(world.overwritten_persons_edits().is_empty());
    // The same value again loses nothing; another one does, and so does a value where a person had emptied the cell.
    world.application_writes(place, &[write("1023", json!("500"))], now(), Some(2)).unwrap();
    assert!(world.overwritten_persons_edits().is_empty());
    world.application_writes(place, &[write("1013", json!("11")), write("1051", json!("2"))], now(), Some(3)).unwrap();
    let found: Vec<_> = world.overwritten_persons_edits().into_iter().map(|one| (one.address, one.request)).collect();
    assert_eq!(found, vec![(hours, Some(3)), (heads, Some(3))]);
    let repeated: Vec<_> = world.repeated_writes().into_iter().map(|one| (one.address, one.request)).collect();
    assert_eq!(repeated, vec![(cost, Some(2))]);
}

#[test]
fn folders_have_distinct_names_and_documents_put_twice_are_found() {
    let (mut world, place, _) = world();
    let (firm, company) = (place.firm, place.company);
    let folder = world.add_folder(firm, company, FolderId::ROOT, "Bilan social").unwrap();
    assert_eq!(world.add_folder(firm, company, FolderId::ROOT, "Bilan social"), Err(WriteRefusal::NameTaken));
    assert!(world.add_folder(firm, company, folder, "Bilan social").is_ok());
    let document = |name: &str, bytes: &[u8]| NewDocument {
        folder,
        name: name.into(),
        media_type: "application/pdf".into(),
        bytes: bytes.to_vec(),
        author: Author::Application,
    };
    world.add_document(firm, company, document("2025.pdf", b"one"), now(), Some(1)).unwrap();
    world.add_document(firm, company, document("2024.pdf", b"two"), now(), Some(2)).unwrap();
    assert!(world.documents_twice().is_empty());
    world.add_document(firm, company, document("2025 (1).pdf", b"one"), now(), Some(3)).unwrap();
    assert_eq!(world.documents_twice()[0].name, "2025 (1).pdf");
    world.silverfin.knobs.duplicate_document_refused = true;
    let refused = world.add_document(firm, company, document("2024.pdf", b"three"), now(), Some(4));
    assert_eq!(refused, Err(WriteRefusal::NameTaken));
}

#[test]
fn a_corrected_sheet_is_a_new_entry_that_supersedes_the_old_one() {
    let (mut world, _, dossier) = world();
    let first = sheet(&mut Random::new(1), fictitious_number(1), year(), Model::Micro, 4, Staffing::Usual);
    let first = world.make_sheet(dossier, first, now());
    let second = world.correct_a_little(first, now() + TimeDelta::hours(1)).unwrap();
    let stored = &world.finbox.sheets[&second];
    assert_eq!((stored.revision, stored.supersedes), (2, Some(first)));
    assert_eq!(world.finbox.feed, vec![first, second]);
    assert_ne!(stored.sheet, world.finbox.sheets[&first].sheet);
    assert_eq!(world.correct_a_little(SheetId(uuid::Uuid::nil()), now()), None);
}

#[test]
fn every_form_of_a_sheet_is_made_unless_it_would_need_a_number_that_finbox_does_not_know() {
    let (mut world, _, dossier) = world();
    let figures = sheet(&mut Random::new(1), fictitious_number(1), year(), Model::Micro, 4, Staffing::Usual);
    let with = world.make_sheet(dossier, figures.clone(), now());
    let forms: Vec<MediaType> = world.finbox.sheets[&with].contents.keys().copied().collect();
    assert_eq!(forms, vec![MediaType::Json, MediaType::Xbrl, MediaType::Pdf]);
    world.finbox.dossiers.get_mut(&dossier).unwrap().number_on_sheets = false;
    let without = world.make_sheet(dossier, figures, now());
    let contents = &world.finbox.sheets[&without].contents;
    assert!(!contents.contains_key(&MediaType::Xbrl));
    let json: Value = serde_json::from_slice(contents[&MediaType::Json].bytes()).unwrap();
    assert_eq!(json["EnterpriseNumber"], "");
}

#[test]
fn without_an_activation_no_sheet_is_visible() {
    let (mut world, _, dossier) = world();
    let figures = sheet(&mut Random::new(1), fictitious_number(1), year(), Model::Micro, 4, Staffing::Usual);
    world.make_sheet(dossier, figures, now());
    assert_eq!(world.finbox.visible_sheets().count(), 0);
}
