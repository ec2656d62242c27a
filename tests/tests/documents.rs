//! The sheet's PDF among the client file's permanent documents: where it is wanted, once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::sync::Arc;

use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::watch::NoWatch;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::{Document, FolderId, MediaType, SheetId, World};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

async fn with_documents_wanted() -> (Office, Desktop, Client) {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("documents.pdf", "true");
    (office, desktop, client)
}

/// The documents of a client file, each with the name of its folder.
fn documents(office: &Office, client: &Client) -> Vec<(String, Document)> {
    office.sandbox.world(|world| {
        let company = world.company(client.firm, client.company).unwrap();
        let folder = |document: &Document| company.folders.get(&document.folder).map(|one| one.name.clone());
        company.documents.values().map(|one| (folder(one).unwrap_or_default(), one.clone())).collect()
    })
}

fn pdf(world: &World, sheet: SheetId) -> Vec<u8> {
    world.finbox.sheets[&sheet].contents[&MediaType::Pdf].bytes().to_vec()
}

fn upload_fault(office: &Office, times: Times, kind: FaultKind) {
    office.sandbox.add_fault(FaultRule::operation("createPermanentDocument", times, kind));
}

#[tokio::test]
async fn the_pdf_goes_once_into_a_folder_that_is_made_for_it() {
    let (office, desktop, client) = with_documents_wanted().await;
    let sheet = client.publish();
    for _ in 0..3 {
        desktop.next_night().await;
    }
    let found = documents(&office, &client);
    assert_eq!(found.len(), 1);
    let (folder, document) = &found[0];
    assert_eq!(folder, "Bilan social");
    assert_eq!(document.media_type, "application/pdf");
    assert_eq!(document.content.bytes(), office.sandbox.world(|world| pdf(world, sheet)));
    let year_end = client.sheet.financial_year.end();
    assert!(document.name.starts_with(&format!("Bilan social {year_end} r1 ")), "{}", document.name);
    assert_eq!(office.count("createPermanentDocument"), 1);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn nothing_is_uploaded_where_it_is_not_wanted() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    assert!(documents(&office, &client).is_empty());
    assert_eq!(office.count("getPermanentFolderContent"), 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_folder_that_is_there_already_is_used() {
    let (office, desktop, client) = with_documents_wanted().await;
    let made = office
        .sandbox
        .change(|world, _| world.add_folder(client.firm, client.company, FolderId::ROOT, "Bilan social").unwrap());
    client.publish();
    desktop.next_night().await;
    assert_eq!(documents(&office, &client)[0].1.folder, made);
    assert_eq!(office.count("createPermanentFolder"), 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_folder_is_the_offices_to_name() {
    let (office, desktop, client) = with_documents_wanted().await;
    desktop.set("documents.folder", "Social");
    client.publish();
    desktop.next_night().await;
    assert_eq!(documents(&office, &client)[0].0, "Social");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn each_revision_has_a_document_of_its_own() {
    let (office, desktop, client) = with_documents_wanted().await;
    client.publish();
    desktop.next_night().await;
    client.correct_a_little();
    desktop.next_night().await;
    let names: Vec<String> = documents(&office, &client).into_iter().map(|(_, document)| document.name).collect();
    assert_eq!(names.len(), 2);
    assert!(names[0].contains(" r1 ") && names[1].contains(" r2 "), "{names:?}");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_upload_whose_answer_was_lost_is_found_again_and_not_sent_twice() {
    let (office, desktop, client) = with_documents_wanted().await;
    let sheet = client.publish();
    upload_fault(&office, Times::Nth(1), FaultKind::ResetAfter);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered), "the figures do not wait for the document");
    assert_eq!(client.times_acknowledged(sheet), 1);
    for _ in 0..2 {
        desktop.next_night().await;
    }
    assert_eq!(documents(&office, &client).len(), 1);
    assert_eq!(office.count("createPermanentDocument"), 1);
    assert!(desktop.agent.journal().documents_under_way().unwrap().is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_upload_that_never_arrived_is_sent_again() {
    let (office, desktop, client) = with_documents_wanted().await;
    client.publish();
    upload_fault(&office, Times::Nth(1), FaultKind::ResetBefore);
    desktop.next_night().await;
    desktop.next_night().await;
    assert_eq!(documents(&office, &client).len(), 1);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_upload_survives_that_the_program_ends_during_it() {
    let (office, desktop, client) = with_documents_wanted().await;
    client.publish();
    upload_fault(&office, Times::Always, FaultKind::ResetAfter);
    desktop.next_night().await;
    office.sandbox.clear_faults();
    let desktop = desktop.reopened(Arc::new(NoWatch));
    desktop.next_night().await;
    assert_eq!(documents(&office, &client).len(), 1);
    assert!(desktop.agent.journal().documents_under_way().unwrap().is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_folder_whose_making_was_not_answered_is_not_made_twice() {
    let (office, desktop, client) = with_documents_wanted().await;
    client.publish();
    office.sandbox.add_fault(FaultRule::operation("createPermanentFolder", Times::Nth(1), FaultKind::ResetAfter));
    desktop.next_night().await;
    desktop.next_night().await;
    let folders = office.sandbox.world(|world| world.company(client.firm, client.company).unwrap().folders.len());
    assert_eq!((folders, documents(&office, &client).len()), (1, 1));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sheet_without_a_pdf_is_delivered_all_the_same_and_the_activity_says_so() {
    let (office, desktop, client) = with_documents_wanted().await;
    office.sandbox.change(|world, _| {
        world.finbox.knobs.media_types.remove(&MediaType::Pdf);
    });
    client.publish();
    for _ in 0..2 {
        desktop.next_night().await;
    }
    client.assert_stands_as_due(&[]);
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    assert_eq!(activity.iter().filter(|line| matches!(line.event, Event::DocumentGivenUp { .. })).count(), 1);
    assert!(documents(&office, &client).is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_missing_right_to_upload_gives_the_document_up_and_not_the_figures() {
    let office = Office::plain(1);
    let desktop = office.desktop("bureau-1");
    desktop.set(
        "silverfin.scopes",
        "user:profile administration:read financials:read financials:write workflows:read permanent_documents:read",
    );
    desktop.set("documents.pdf", "true");
    desktop.connect().await;
    let client = office.client(0);
    client.publish();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    assert!(documents(&office, &client).is_empty());
    assert!(desktop.agent.journal().documents_under_way().unwrap().is_empty());
    assert_eq!(desktop.row(&client).unwrap().reason, None::<Reason>);
    let violations = office.sandbox.take_violations();
    assert!(violations.iter().all(|one| one.what.contains("permanent_documents:write")), "{violations:?}");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_desktop_that_slept_before_its_upload_looks_again_whether_another_stored_the_document() {
    // The figures' content is asked for first; the second one is the PDF.
    for (nth, path_end) in [(2, "/content"), (1, "/permanent_folders/0")] {
        let (office, desktop, client) = with_documents_wanted().await;
        client.publish_figures(&[("1003", "12")]);
        desktop.next_night().await;
        let other = office.desktop("bureau-2");
        other.pair_and_log_in(&office.pairing_id()).await;
        other.set("documents.pdf", "true");
        other.sync().await;
        client.correct(&[("1003", "13")]);
        let clock = office.clock.clone();
        desktop.wire.meanwhile(nth, ("GET", path_end), move || {
            clock.advance(std::time::Duration::from_mins(22));
            let synchronises = || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(other.sync());
            };
            std::thread::scope(|scope| scope.spawn(synchronises).join()).unwrap();
        });
        for _ in 0..2 {
            desktop.next_night().await;
            assert_eq!(documents(&office, &client).len(), 2, "asleep before {path_end}");
            assert_eq!(office.count("createPermanentDocument"), 2, "asleep before {path_end}");
        }
        office.assert_nothing_wrong();
    }
}
