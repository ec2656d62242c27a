use passerelle_agent::journal::{Link, LinkedBy};
use passerelle_agent::{AgentError, Reason, SheetState};
use passerelle_sandbox::world::DossierKind;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_silverfin::{CompanyId, FirmId};
use passerelle_tests::{Client, Desktop, Office};

const FIGURES: [(&str, &str); 1] = [("1003", "12")];

async fn link(desktop: &Desktop, client: &Client, to: &Client) -> Result<Link, AgentError> {
    let dossier = desktop.agent.find_dossier(&client.dossier.to_string()).unwrap();
    desktop.agent.link(&dossier, CompanyId(to.company.0), None).await
}

async fn linked_by_a_person() -> (Office, Desktop, Client) {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::NumberMissing).with_present_place();
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Unmatched));
    link(&desktop, &client, &client).await.unwrap();
    (office, desktop, client)
}

#[tokio::test]
async fn two_enterprises_are_not_linked_to_one_client_file_that_has_no_number() {
    let (office, desktop, client) = linked_by_a_person().await;
    let other = office.client_of(DossierKind::NumberMistyped);
    other.publish_figures(&FIGURES);
    desktop.next_night().await;
    let refused = link(&desktop, &other, &client).await;
    assert!(matches!(refused, Err(AgentError::OtherEnterprise { .. })), "{refused:?}");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_dossier_whose_number_stands_only_on_its_sheet_is_not_linked_to_another_enterprise() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::NumberOnlyOnSheet);
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    let refused = link(&desktop, &client, &office.client_of(DossierKind::TenDigits)).await;
    assert!(matches!(refused, Err(AgentError::OtherEnterprise { .. })), "{refused:?}");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn sheets_that_did_not_go_together_go_on_once_the_link_is_put_right() {
    let (office, desktop) = Office::connected(2).await;
    let (one, other) = (office.client(0), office.client(1));
    one.publish_figures(&FIGURES);
    desktop.next_night().await;
    // However it came about: both dossiers lead to the first one's file.
    let wrong = Link {
        firm: FirmId(one.firm.0),
        company: CompanyId(one.company.0),
        company_name: one.name.clone(),
        by: LinkedBy::Person,
    };
    let journal = desktop.agent.journal();
    other.publish_figures(&FIGURES);
    one.correct(&[("1003", "13")]);
    let dossier = passerelle_finbox::DossierId(other.dossier.0);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "13")]);
    other.correct(&[("1003", "14")]);
    one.correct(&[("1003", "15")]);
    journal.link(dossier, &wrong, None, desktop.now()).unwrap();
    desktop.next_night().await;
    assert!(matches!(desktop.reason(&one), Some(Reason::SheetContradictsFeed { .. })));
    one.assert_stands(&[("1003", "13")]);
    let right = Link { company: CompanyId(other.company.0), company_name: other.name.clone(), ..wrong };
    journal.link(dossier, &right, None, desktop.now()).unwrap();
    desktop.next_night().await;
    one.assert_stands(&[("1003", "15")]);
    other.assert_stands(&[("1003", "14")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_workflow_that_goes_while_it_is_looked_at_costs_no_link() {
    let (office, desktop, client) = linked_by_a_person().await;
    let fault = FaultRule::operation("getPeriodWorkflowsList", Times::Next(1), FaultKind::status(404));
    office.sandbox.add_fault(fault);
    desktop.next_night().await;
    assert!(desktop.row(&client).unwrap().link.is_some());
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_link_that_a_person_made_outlasts_a_client_file_that_cannot_be_seen_for_a_while() {
    let (office, desktop, client) = linked_by_a_person().await;
    let file = office.sandbox.change(|world, _| {
        world.silverfin.firms.get_mut(&client.firm).unwrap().companies.remove(&client.company).unwrap()
    });
    desktop.next_night().await;
    assert_eq!(desktop.reason(&client), Some(Reason::LinkedCompanyGone { company: client.company.0 }));
    office.sandbox.change(|world, _| {
        world.silverfin.firms.get_mut(&client.firm).unwrap().companies.insert(client.company, file);
    });
    desktop.next_night().await;
    client.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_link_that_the_number_made_is_made_anew_by_the_number() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIGURES);
    desktop.next_night().await;
    // The client file is thrown away and made anew, under another number of Silverfin's.
    office.sandbox.change(|world, _| {
        let companies = &mut world.silverfin.firms.get_mut(&client.firm).unwrap().companies;
        let mut file = companies.remove(&client.company).unwrap();
        file.id = passerelle_sandbox::world::CompanyId(client.company.0 + 1);
        for period in file.periods.values_mut() {
            period.properties.clear();
        }
        companies.insert(file.id, file);
    });
    client.correct(&[("1003", "13")]);
    desktop.next_night().await;
    desktop.next_night().await;
    let mut moved = client.clone();
    moved.company = passerelle_sandbox::world::CompanyId(client.company.0 + 1);
    moved.with_present_place().assert_stands(&[("1003", "13")]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_dossier_that_is_linked_elsewhere_while_its_plan_is_made_is_not_written_to_the_former_file() {
    let (office, desktop) = Office::connected(2).await;
    let (client, other) = (office.client(0), office.client(1));
    client.publish_figures(&FIGURES);
    let desktop = std::sync::Arc::new(desktop);
    let same = std::sync::Arc::clone(&desktop);
    let elsewhere = Link {
        firm: FirmId(other.firm.0),
        company: CompanyId(other.company.0),
        company_name: other.name.clone(),
        by: LinkedBy::Person,
    };
    let dossier = passerelle_finbox::DossierId(client.dossier.0);
    desktop.wire.meanwhile(1, ("GET", "/custom"), move || {
        same.agent.journal().link(dossier, &elsewhere, None, same.now()).unwrap();
    });
    desktop.next_night().await;
    client.assert_untouched();
    desktop.next_night().await;
    client.assert_untouched();
    other.assert_stands(&FIGURES);
    office.assert_nothing_wrong();
}
