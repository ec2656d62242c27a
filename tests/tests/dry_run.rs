//! A run that only says what it would do: it writes nothing, anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use passerelle_agent::SyncOptions;
use passerelle_agent::run::RunReport;
use passerelle_agent::schedule::RunKind;
use passerelle_sandbox::world::{DossierKind, Expected, World};
use passerelle_tests::{Desktop, Office};

async fn rehearse(desktop: &Desktop) -> RunReport {
    desktop.agent.sync(SyncOptions { dry_run: true, kind: RunKind::Manual, ..SyncOptions::default() }).await.unwrap()
}

/// Every file of the home that says anything, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        let name = path.display().to_string();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !["db-shm", "lock"].iter().any(|end| path.extension().is_some_and(|known| known == *end)) {
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

fn told(world: &World) -> String {
    format!("{:?} {:?}", world.finbox, world.silverfin)
}

#[tokio::test]
async fn a_rehearsal_writes_nothing_anywhere_and_says_what_would_be_written() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    desktop.set("documents.pdf", "true");
    office.publish();
    office.later(12);
    let (home, world) = (files(desktop.folder()), office.sandbox.world(told));
    let before = office.sandbox.ledger().entries().len();
    let report = rehearse(&desktop).await;

    let asked = office.sandbox.ledger().entries()[before..].to_vec();
    let writes: Vec<_> = asked.iter().filter(|entry| entry.is_write() && !entry.path.contains("/oauth/")).collect();
    assert!(writes.is_empty(), "{writes:#?}");
    assert_eq!(files(desktop.folder()), home, "the home is as it was");
    assert_eq!(office.sandbox.world(told), world);
    assert!(desktop.agent.dossiers().unwrap().is_empty());
    assert_eq!((report.run, report.delivered.len()), (None, 0));

    let would_write: Vec<u64> = report.planned.iter().map(|planned| planned.company.0).collect();
    for planned in office.planned().iter().filter(|one| one.expected == Expected::Delivered) {
        assert!(would_write.contains(&planned.company.0), "{} ({})", planned.name, planned.kind.label());
    }
    let edited = office.client_of(DossierKind::FiguresEdited);
    let held = report.planned.iter().find(|planned| planned.company.0 == edited.company.0).unwrap();
    assert_eq!(held.plan.conflicts.len(), 2);
    let sums = office.client_of(DossierKind::PayrollFileOne);
    let sum = report.planned.iter().find(|planned| planned.company.0 == sums.company.0).unwrap();
    assert_eq!(sum.dossiers.len(), 2);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn what_a_rehearsal_says_is_what_the_run_then_writes() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.person_types("1053", "12");
    client.publish_figures(&[("1003", "12"), ("1013", "18240"), ("1053", "12")]);
    let report = rehearse(&desktop).await;
    let codes: Vec<&str> = report.planned[0].plan.writes.iter().map(|write| write.code.as_str()).collect();
    assert_eq!(codes, ["1003", "1013"]);
    assert_eq!(report.planned[0].plan.right_already.len(), 1);
    let delivered = desktop.sync().await.delivered;
    assert_eq!(delivered[0].written, codes.len());
    client.assert_stands(&[("1003", "12"), ("1013", "18240"), ("1053", "12")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_rehearsal_after_a_delivery_has_nothing_to_say() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    let report = rehearse(&desktop).await;
    assert!(report.planned.is_empty() && report.newly_waiting.is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_rehearsal_says_what_would_wait_and_why() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::WorkflowMissing);
    client.publish();
    let report = rehearse(&desktop).await;
    assert_eq!(report.newly_waiting.len(), 1);
    assert_eq!(report.newly_waiting[0].dossier_name, client.name);
    assert_eq!(desktop.row(&client), None);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_rehearsal_leaves_an_unreadable_sheet_where_it_is() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.make_unreadable(client.publish());
    let home = files(desktop.folder());
    let report = rehearse(&desktop).await;
    assert_eq!(report.newly_waiting.len(), 1);
    assert_eq!(files(desktop.folder()), home);
    office.assert_nothing_wrong();
}
