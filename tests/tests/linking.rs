//! Which client file a dossier belongs to: by enterprise number, else by the accountant's word, never by name.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::journal::LinkedBy;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{AgentError, CandidateBecause, Reason, SheetState};
use passerelle_sandbox::world::{DossierKind, NewCompany, World};
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_tests::{Client, Desktop, Office};

async fn link(desktop: &Desktop, client: &Client) -> Result<(), AgentError> {
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    desktop.agent.link(&dossier, CompanyId(client.company.0), None).await.map(drop)
}

async fn unmatched(kind: DossierKind) -> (Office, Desktop, Client) {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(kind);
    client.publish();
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Unmatched));
    client.assert_untouched();
    (office, desktop, client)
}

#[tokio::test]
async fn one_client_file_with_the_number_is_linked_by_itself_and_the_link_is_shown() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    let link = desktop.row(&client).unwrap().link.unwrap();
    assert_eq!((link.company.0, link.by), (client.company.0, LinkedBy::Number));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_client_file_without_a_number_is_linked_by_the_accountant_and_then_remembered() {
    let (office, desktop, client) = unmatched(DossierKind::NumberMissing).await;
    link(&desktop, &client).await.unwrap();
    desktop.sync().await;
    client.assert_stands_as_due(&[]);
    assert_eq!(desktop.row(&client).unwrap().link.unwrap().by, LinkedBy::Person);
    client.correct_a_little();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn of_two_client_files_with_one_number_the_accountant_picks_one() {
    let (office, desktop, client) = unmatched(DossierKind::NumberTwice).await;
    let number = client.sheet.enterprise_number.digits();
    assert_eq!(desktop.reason(&client), Some(Reason::SeveralCompanies { enterprise_number: number, count: 2 }));
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    let candidates = desktop.agent.candidates(&dossier).await.unwrap();
    assert_eq!(candidates.iter().filter(|one| one.because == CandidateBecause::SameNumber).count(), 2);
    link(&desktop, &client).await.unwrap();
    desktop.sync().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_client_file_of_another_enterprise_is_refused() {
    let (office, desktop, client) = unmatched(DossierKind::NumberMissing).await;
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    let other = office.client_of(DossierKind::TenDigits);
    let refused = desktop.agent.link(&dossier, CompanyId(other.company.0), None).await;
    assert!(matches!(refused, Err(AgentError::OtherEnterprise { .. })));
    let unknown = desktop.agent.link(&dossier, CompanyId(1), None).await;
    assert!(matches!(unknown, Err(AgentError::UnknownCompany(1))));
    desktop.sync().await;
    other.assert_untouched();
    assert_eq!(desktop.state(&client), Some(SheetState::Unmatched));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_similar_name_proposes_and_never_links() {
    let (office, desktop, client) = unmatched(DossierKind::NumberMissing).await;
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    let candidates = desktop.agent.candidates(&dossier).await.unwrap();
    let found = candidates.iter().find(|one| one.company.company.0 == client.company.0).unwrap();
    assert_eq!(found.because, CandidateBecause::SimilarName);
    assert!(candidates.iter().all(|one| one.because == CandidateBecause::SimilarName));
    for _ in 0..2 {
        desktop.next_night().await;
        assert_eq!(desktop.state(&client), Some(SheetState::Unmatched));
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_number_that_is_filled_in_later_links_on_the_next_night() {
    let (office, desktop, client) = unmatched(DossierKind::NumberMistyped).await;
    office.sandbox.change(|world, _| {
        world.company_mut(client.firm, client.company).unwrap().numbers.vat =
            Some(client.sheet.enterprise_number.dotted());
    });
    desktop.try_sync(RunKind::Retry).await.unwrap();
    assert_eq!(desktop.state(&client), Some(SheetState::Unmatched), "a run for what is due again does not look");
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn an_archived_client_file_is_no_match() {
    let (office, desktop, client) = unmatched(DossierKind::CompanyArchived).await;
    assert!(matches!(desktop.reason(&client), Some(Reason::NoCompany { .. })));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_dossier_without_any_number_is_linked_by_the_accountant_and_takes_the_client_files() {
    let (office, desktop, client) = unmatched(DossierKind::NumberNowhere).await;
    assert_eq!(desktop.reason(&client), Some(Reason::NoEnterpriseNumber));
    link(&desktop, &client).await.unwrap();
    desktop.sync().await;
    client.assert_stands_as_due(&[]);
    assert_eq!(desktop.row(&client).unwrap().enterprise_number, Some(client.sheet.enterprise_number));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_client_file_that_contradicts_itself_is_no_certain_match() {
    let (office, desktop, client) = Office::of_one_client().await;
    office.sandbox.change(|world, _| {
        let numbers = &mut world.company_mut(client.firm, client.company).unwrap().numbers;
        numbers.registration_number = Some(passerelle_sandbox::world::sheets::fictitious_number(4_321).digits());
    });
    client.publish();
    desktop.next_night().await;
    assert!(matches!(desktop.reason(&client), Some(Reason::SeveralCompanies { count: 1, .. })));
    client.assert_untouched();
    link(&desktop, &client).await.unwrap();
    desktop.sync().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn one_number_in_two_firms_is_the_accountants_to_tell() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::TenDigits);
    let other_firm = office.client_of(DossierKind::SecondFirm).firm;
    let number = client.sheet.enterprise_number.digits();
    office.sandbox.change(|world, now| world.add_company(other_firm, NewCompany::new("Double", &number), now));
    client.publish();
    desktop.next_night().await;
    assert!(matches!(desktop.reason(&client), Some(Reason::SeveralCompanies { count: 2, .. })));
    let dossier = desktop.agent.find_dossier(&client.name).unwrap();
    desktop.agent.link(&dossier, CompanyId(client.company.0), Some(FirmId(client.firm.0))).await.unwrap();
    desktop.sync().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn with_one_firms_list_missing_nobody_is_linked() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::TenDigits);
    let other_firm = office.client_of(DossierKind::SecondFirm).firm;
    client.publish();
    let path = format!("/api/v4/f/{other_firm}/companies");
    let fault = passerelle_sandbox::FaultKind::status(503);
    office.sandbox.add_fault(passerelle_sandbox::FaultRule::path(
        "GET",
        &path,
        passerelle_sandbox::Times::Always,
        fault,
    ));
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::RetryAt));
    client.assert_untouched();
    office.sandbox.clear_faults();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_link_that_leads_nowhere_any_more_is_dropped_and_matched_anew() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    // The client file was deleted; a new one of the same enterprise is made a day later.
    let removed = office.sandbox.change(|world, _| {
        world.silverfin.firms.get_mut(&client.firm).unwrap().companies.remove(&client.company).unwrap()
    });
    client.correct_a_little();
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(Reason::LinkedCompanyGone { company: client.company.0 }));
    assert_eq!(desktop.row(&client).unwrap().link, None);
    let anew = passerelle_sandbox::world::CompanyId(client.company.0 + 1_000_000);
    office.sandbox.change(|world, _| {
        let mut file = removed;
        file.id = anew;
        for period in file.periods.values_mut() {
            period.properties.clear();
        }
        world.silverfin.firms.get_mut(&client.firm).unwrap().companies.insert(anew, file);
    });
    desktop.next_night().await;
    let mut client = client;
    client.company = anew;
    let client = client.with_present_place();
    client.assert_stands_as_due(&[]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_dossier_is_found_by_its_name_its_id_or_the_beginning_of_it() {
    let (office, desktop) = Office::connected(3).await;
    office.sandbox.change(World::publish_first_sheets);
    desktop.next_night().await;
    let client = office.client(1);
    let id = client.dossier.to_string();
    for text in [client.name.as_str(), &id, &id[..8]] {
        assert_eq!(desktop.agent.find_dossier(text).unwrap().id.0, client.dossier.0, "{text}");
    }
    for text in ["", &id[..2], "nobody"] {
        assert!(matches!(desktop.agent.find_dossier(text), Err(AgentError::UnknownDossier(_))), "{text}");
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sheet_that_contradicts_what_finbox_says_of_it_is_refused() {
    let (office, desktop, client) = Office::of_one_client().await;
    let sheet = client.publish();
    office.sandbox.change(|world, _| {
        let stored = world.finbox.sheets.get_mut(&sheet).unwrap();
        stored.feed_enterprise_number = Some(passerelle_sandbox::world::sheets::fictitious_number(4_321).digits());
    });
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Refused));
    assert!(matches!(desktop.reason(&client), Some(Reason::SheetContradictsFeed { .. })));
    client.assert_untouched();
    office.assert_nothing_wrong();
}
