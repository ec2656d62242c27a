//! A sheet's figures stand in the right client file: exactly, marked, told to Finbox, and once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::SheetState;
use passerelle_agent::run::Outcome;
use passerelle_sandbox::world::sheets::{self, Staffing, Violation};
use passerelle_sandbox::world::{Address, DossierKind, Expected, LargerWrites, Lock, Random};
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_social_balance::{Model, Sheet};
use passerelle_tests::{Client, Office};

#[tokio::test]
async fn every_figure_of_every_model_stands_exactly_as_the_sheet_says() {
    let (office, desktop) = Office::connected(9).await;
    let models = [Model::Full, Model::Abridged, Model::Micro];
    let staffings = [Staffing::Usual, Staffing::ZerosWritten, Staffing::FirstYear];
    let mut published = Vec::new();
    for (nth, (model, staffing)) in models.iter().flat_map(|model| staffings.map(|one| (*model, one))).enumerate() {
        let client = office.client(nth);
        let (number, year) = (client.sheet.enterprise_number, client.sheet.financial_year);
        let seed = u64::try_from(nth).unwrap();
        let sheet = sheets::sheet(&mut Random::new(seed), number, year, model, 30, staffing);
        let id = client.publish_sheet(sheet.clone());
        published.push((client, sheet, id));
    }
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::Done);
    for (client, sheet, id) in published {
        assert_eq!(client.figures(), sheet.cells, "{} {}", sheet.model, client.name);
        client.assert_marked(&[id]);
        assert_eq!(client.marker().unwrap().hash, sheet.content_hash());
        assert_eq!(client.times_acknowledged(id), 1);
        assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn figures_are_written_as_plain_digits_and_zero_is_a_figure() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&[("1003", "12.50"), ("1013", "18240"), ("1023", "0"), ("1033", "0.10"), ("2051", "3")]);
    desktop.next_night().await;
    for (code, text) in
        [("1003", Some("12.5")), ("1013", Some("18240")), ("1023", Some("0")), ("1033", Some("0.1")), ("1053", None)]
    {
        assert_eq!(client.stands(code).as_deref(), text, "{code}");
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn nothing_is_written_again_once_it_stands() {
    let (office, desktop) = Office::connected(3).await;
    for nth in 0..3 {
        office.client(nth).publish();
    }
    desktop.next_night().await;
    let writes = office.writes().len();
    for _ in 0..3 {
        let report = desktop.next_night().await;
        assert!(report.delivered.is_empty());
    }
    assert_eq!(office.writes().len(), writes);
    assert!(office.sandbox.audit().repeated_writes.is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn only_what_a_correction_changes_is_written() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&[("1003", "12"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    let corrected = client.correct(&[("1003", "12"), ("1013", "18300"), ("1051", "12")]);
    let writes = office.writes().len();
    desktop.next_night().await;
    client.assert_stands(&[("1003", "12"), ("1013", "18300"), ("1051", "12")]);
    client.assert_marked(&[corrected]);
    assert_eq!(office.writes().len(), writes + 1);
    assert!(office.sandbox.audit().repeated_writes.is_empty());
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_figures_and_their_marker_travel_in_one_request_where_they_fit() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&[("1003", "12"), ("1013", "18240")]);
    desktop.next_night().await;
    assert_eq!(office.count("createReconciliationTextCustomProperties"), 1);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn many_figures_go_in_several_requests_and_the_marker_says_so_meanwhile() {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("silverfin.batch_size", "20");
    let sheet = client.publish();
    desktop.next_night().await;
    let requests = office.count("createReconciliationTextCustomProperties");
    assert_eq!(requests, (client.sheet.cells.len() + 2).div_ceil(20));
    client.assert_stands_as_due(&[]);
    client.assert_marked(&[sheet]);
    let place = client.place();
    let marker = Address::new("passerelle", "delivery");
    let states: Vec<String> = office.sandbox.world(|world| {
        let period = world.period(place.firm, place.company, place.period).unwrap();
        let history = &period.properties[&place.reconciliation][&marker].history;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        history.iter().filter_map(|change| change.value.as_ref().map(text)).collect()
    });
    assert_eq!(states.len(), 2, "once when the writing begins, once when all was sent");
    assert!(states[0].contains(r#""state":"writing""#) && states[1].contains(r#""state":"written""#));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn more_than_a_page_of_properties_in_the_template_is_read_to_its_end() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let client = office.client_of(DossierKind::ManyProperties);
    assert!(office.sandbox.world(|world| world.properties_standing(client.place()).len()) > 200);
    client.publish();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    // Were a page not read, the person's figure would look emptied and ours changed.
    client.person_types("1053", "999");
    client.correct_a_little();
    desktop.next_night().await;
    assert_eq!(client.stands("1053").as_deref(), Some("999"));
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn findings_of_the_checks_warn_and_refuse_nothing() {
    let (office, desktop, client) = Office::of_one_client().await;
    let mut sheet = client.sheet.clone();
    sheets::violate(&mut sheet, Violation::HoursDoNotAddUp);
    client.publish_sheet(sheet.clone());
    desktop.next_night().await;
    assert_eq!(client.figures(), sheet.cells);
    assert!(desktop.row(&client).unwrap().findings > 0);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_list_of_dossiers_leads_to_the_templates_own_page() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    let place = client.place();
    let page = desktop.row(&client).unwrap().page.unwrap();
    for part in [place.firm.0, place.company.0, place.period.0, place.reconciliation.0] {
        assert!(page.contains(&part.to_string()), "{page}");
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn finbox_is_told_later_of_what_it_could_not_be_told_at_once() {
    let (office, desktop, client) = Office::of_one_client().await;
    let sheet = client.publish();
    office.sandbox.add_fault(FaultRule::operation("acknowledgeSocialBalance", Times::Always, FaultKind::status(503)));
    let report = desktop.next_night().await;
    assert_eq!(report.outcome(), Outcome::WillRetry);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    assert_eq!(client.times_acknowledged(sheet), 0);
    office.sandbox.clear_faults();
    let writes = office.writes().len();
    assert_eq!(desktop.next_night().await.outcome(), Outcome::Done);
    assert_eq!(client.times_acknowledged(sheet), 1);
    assert_eq!(office.writes().len(), writes);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn one_sheet_that_finbox_will_not_hear_of_keeps_no_other_from_being_told() {
    let (office, desktop) = Office::connected(4).await;
    let sheets: Vec<_> = (0..4).map(|nth| (office.client(nth), office.client(nth).publish())).collect();
    let stubborn = sheets[1].1;
    let path: &'static str = Box::leak(format!("*{stubborn}/acknowledgement").into_boxed_str());
    office.sandbox.add_fault(FaultRule::path("PUT", path, Times::Always, FaultKind::status(422)));
    desktop.next_night().await;
    for (client, sheet) in &sheets {
        assert_eq!(client.times_acknowledged(*sheet), usize::from(*sheet != stubborn), "{}", client.name);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn every_client_of_every_firm_gets_its_own_figures_and_nobody_elses() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    office.publish();
    desktop.next_night().await;
    let mut firms = std::collections::BTreeSet::new();
    for planned in office.planned() {
        let client = office.client_of(planned.kind);
        match planned.kind {
            DossierKind::PayrollFileOne => {
                client.assert_stands_as_due(&[&office.client_of(DossierKind::PayrollFileTwo)]);
            }
            DossierKind::PayrollFileTwo | DossierKind::BooksEdited => {}
            _ if planned.expected == Expected::Delivered => {
                client.assert_stands_as_due(&[]);
                firms.insert(client.firm);
            }
            _ => client.assert_untouched(),
        }
    }
    assert_eq!(firms.len(), 2);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_request_that_was_ignored_in_silence_is_made_good_though_the_marker_stands() {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("silverfin.batch_size", "20");
    let fault = FaultRule::operation("createReconciliationTextCustomProperties", Times::Nth(2), FaultKind::SilentNoOp);
    office.sandbox.add_fault(fault);
    let sheet = client.publish();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    client.assert_marked(&[sheet]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

/// The client's sheet as a full one: it has more figures than a cautious request carries.
fn full_sheet(office: &Office, client: &Client) -> Sheet {
    let (number, year) = (client.sheet.enterprise_number, client.sheet.financial_year);
    let sheet = office
        .sandbox
        .change(|world, _| sheets::sheet(&mut world.random, number, year, Model::Full, 90, Staffing::Usual));
    assert!(sheet.cells.len() > 100);
    sheet
}

#[tokio::test]
async fn a_full_sheet_travels_in_one_request() {
    let (office, desktop, client) = Office::of_one_client().await;
    let sheet = client.publish_sheet(full_sheet(&office, &client));
    desktop.next_night().await;
    assert_eq!(office.writes().len(), 1);
    client.assert_stands_as_due(&[]);
    client.assert_marked(&[sheet]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn where_large_requests_are_refused_smaller_ones_are_sent_in_the_same_night() {
    let (office, desktop) = Office::connected(3).await;
    office.sandbox.change(|world, _| world.silverfin.knobs.largest_write = Some(100));
    let clients = [office.client(0), office.client(1), office.client(2)];
    desktop.set("silverfin.parallel_requests", "1");
    for client in &clients {
        client.publish_sheet(full_sheet(&office, client));
    }
    desktop.next_night().await;
    for client in &clients {
        client.assert_stands_as_due(&[]);
        assert_eq!(desktop.state(client), Some(SheetState::Delivered));
    }
    let refused = office.writes().iter().filter(|write| write.status == Some(422)).count();
    assert_eq!((refused, office.writes().len()), (1, 1 + 2 * clients.len()), "one refusal is enough for a night");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_request_that_is_cut_short_in_silence_is_made_good_without_a_question() {
    let (office, desktop, client) = Office::of_one_client().await;
    office.sandbox.change(|world, _| {
        world.silverfin.knobs.largest_write = Some(100);
        world.silverfin.knobs.larger_writes = LargerWrites::CutShort;
    });
    let sheet = client.publish_sheet(full_sheet(&office, &client));
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    client.assert_marked(&[sheet]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    assert_eq!(office.writes().len(), 2);
    office.assert_nothing_wrong();
}

/// Texts of more bytes than so many are refused, or cut in silence. A marker without figures is shorter.
fn long_texts_are(office: &Office, longer_texts: LargerWrites) {
    office.sandbox.change(|world, _| {
        world.silverfin.knobs.longest_text = Some(500);
        world.silverfin.knobs.longer_texts = longer_texts;
    });
}

/// An office with so many clients, after a night in which nothing but markers was too long. Each has its sheet.
async fn after_a_night_of_long_markers(count: u32, longer_texts: LargerWrites) -> (Office, Vec<Client>) {
    let (office, desktop) = Office::connected(count).await;
    long_texts_are(&office, longer_texts);
    let clients: Vec<Client> = (0..count as usize).map(|number| office.client(number)).collect();
    desktop.set("silverfin.parallel_requests", "1");
    let sheets: Vec<_> = clients.iter().map(Client::publish).collect();
    desktop.next_night().await;
    for (client, sheet) in clients.iter().zip(sheets) {
        client.assert_stands_as_due(&[]);
        client.assert_marked(&[sheet]);
        assert_eq!(desktop.state(client), Some(SheetState::Delivered));
    }
    (office, clients)
}

#[tokio::test]
async fn where_a_long_marker_is_refused_a_short_one_is_sent_in_the_same_night() {
    let (office, clients) = after_a_night_of_long_markers(3, LargerWrites::Refused).await;
    for client in &clients {
        assert!(client.marker().unwrap().figures.is_empty());
    }
    let refused = office.writes().iter().filter(|write| write.status == Some(422)).count();
    assert_eq!((refused, office.writes().len()), (1, 1 + clients.len()), "one refusal is enough for a night");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn where_a_long_marker_is_cut_in_silence_a_short_one_takes_its_place() {
    let (office, clients) = after_a_night_of_long_markers(2, LargerWrites::CutShort).await;
    assert_eq!(office.writes().len(), 1 + clients.len(), "one that was cut is enough for a night");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_long_marker_that_was_cut_and_whose_answer_was_lost_is_made_good_without_a_question() {
    let (office, desktop, client) = Office::of_one_client().await;
    long_texts_are(&office, LargerWrites::CutShort);
    let operation = "createReconciliationTextCustomProperties";
    office.sandbox.add_fault(FaultRule::operation(operation, Times::Nth(1), FaultKind::ResetAfter));
    let sheet = client.publish();
    desktop.next_night().await;
    client.assert_stands_as_due(&[]);
    client.assert_marked(&[sheet]);
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_locked_period_is_no_reason_to_tell_less_in_other_client_files() {
    let (office, desktop) = Office::connected(2).await;
    let (locked, open) = (office.client(0), office.client(1));
    locked.lock(Lock::Unprocessable);
    desktop.set("silverfin.parallel_requests", "1");
    locked.publish();
    open.publish();
    desktop.next_night().await;
    locked.assert_untouched();
    assert_eq!(open.marker().unwrap().figures, open.sheet.cells);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn the_marker_of_a_full_sheet_stays_small() {
    let (office, desktop, client) = Office::of_one_client().await;
    desktop.set("silverfin.batch_size", "100");
    client.publish_sheet(full_sheet(&office, &client));
    desktop.next_night().await;
    client.correct_a_little();
    desktop.next_night().await;
    let (place, address) = (client.place(), Address::new("passerelle", "delivery"));
    let markers: Vec<String> = office.sandbox.world(|world| {
        let period = world.period(place.firm, place.company, place.period).unwrap();
        let history = period.properties[&place.reconciliation][&address].history.iter();
        history.filter_map(|change| Some(change.value.as_ref()?.as_str()?.to_owned())).collect()
    });
    assert_eq!(markers.len(), 3, "one for each write under way, and for each that is whole");
    for marker in &markers {
        println!("{} bytes", marker.len());
        assert!(marker.len() < 4_000, "{} bytes: {marker}", marker.len());
    }
    assert!(client.marker().unwrap().figures.len() > 100);
    office.assert_nothing_wrong();
}
