//! An enterprise with several payroll files has several sheets for one year: their sum stands, or nothing new.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::DossierKind;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{Client, Desktop, Office};

const ONE: [(&str, &str); 3] = [("1003", "12"), ("1013", "18240"), ("1051", "12")];
const TWO: [(&str, &str); 3] = [("1003", "3.5"), ("1013", "5000.25"), ("2053", "1")];
const SUM: [(&str, &str); 4] = [("1003", "15.5"), ("1013", "23240.25"), ("1051", "12"), ("2053", "1")];

async fn two_files() -> (Office, Desktop, Client, Client) {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let one = office.client_of(DossierKind::PayrollFileOne);
    let two = office.client_of(DossierKind::PayrollFileTwo);
    assert_eq!(one.place, two.place);
    (office, desktop, one, two)
}

#[tokio::test]
async fn two_payroll_files_of_one_night_are_added_up_in_one_delivery() {
    let (office, desktop, one, two) = two_files().await;
    let sheets = [one.publish_figures(&ONE), two.publish_figures(&TWO)];
    desktop.next_night().await;
    one.assert_stands(&SUM);
    one.assert_marked(&sheets);
    assert_eq!(office.count("createReconciliationTextCustomProperties"), 1);
    for (client, sheet) in [(&one, sheets[0]), (&two, sheets[1])] {
        assert_eq!(desktop.state(client), Some(SheetState::Delivered));
        assert_eq!(client.times_acknowledged(sheet), 1);
    }
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_second_payroll_file_that_comes_later_is_added_to_what_stands() {
    let (office, desktop, one, two) = two_files().await;
    let first = one.publish_figures(&ONE);
    desktop.next_night().await;
    one.assert_stands(&ONE);
    let second = two.publish_figures(&TWO);
    desktop.next_night().await;
    one.assert_stands(&SUM);
    one.assert_marked(&[first, second]);
    assert_eq!((one.times_acknowledged(first), two.times_acknowledged(second)), (1, 1));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_correction_of_one_payroll_file_changes_the_sum() {
    let (office, desktop, one, two) = two_files().await;
    let first = one.publish_figures(&ONE);
    two.publish_figures(&TWO);
    desktop.next_night().await;
    let corrected = two.correct(&[("1003", "4"), ("1013", "5000.25")]);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "16"), ("1013", "23240.25"), ("1051", "12")]);
    one.assert_marked(&[first, corrected]);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_persons_figure_is_kept_when_a_payroll_file_joins() {
    let (office, desktop, one, two) = two_files().await;
    one.publish_figures(&ONE);
    desktop.next_night().await;
    one.person_types("1003", "15.5");
    two.publish_figures(&TWO);
    desktop.next_night().await;
    one.assert_stands(&SUM);
    one.person_types("1013", "20000");
    two.correct(&[("1003", "3.5"), ("1013", "6000"), ("2053", "1")]);
    desktop.next_night().await;
    assert_eq!(desktop.state(&two), Some(SheetState::NeedsReview));
    assert_eq!(one.stands("1013").as_deref(), Some("20000"));
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn half_a_sum_is_not_delivered_while_the_other_sheet_cannot_be_read() {
    let (office, desktop, one, two) = two_files().await;
    one.publish_figures(&ONE);
    two.make_unreadable(two.publish_figures(&TWO));
    for _ in 0..3 {
        desktop.next_night().await;
        assert_eq!(desktop.reason(&one), Some(Reason::OtherPayrollFileMissing { dossier: two.name.clone() }));
        assert!(matches!(desktop.reason(&two), Some(Reason::UnreadableSheet { .. })));
    }
    one.assert_untouched();
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_sum_that_stands_is_left_alone_while_a_correction_of_one_part_cannot_be_read() {
    let (office, desktop, one, two) = two_files().await;
    one.publish_figures(&ONE);
    two.publish_figures(&TWO);
    desktop.next_night().await;
    two.make_unreadable(two.correct(&[("1003", "4")]));
    one.correct(&[("1003", "13"), ("1013", "18240"), ("1051", "12")]);
    desktop.next_night().await;
    one.assert_stands(&SUM);
    assert_eq!(desktop.reason(&one), Some(Reason::OtherPayrollFileMissing { dossier: two.name.clone() }));
    let readable = two.correct(&[("1003", "5"), ("1013", "5000.25")]);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "18"), ("1013", "23240.25"), ("1051", "12")]);
    assert_eq!(two.times_acknowledged(readable), 1);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn half_a_sum_is_not_delivered_while_the_other_sheet_cannot_be_fetched() {
    let (office, desktop, one, two) = two_files().await;
    one.publish_figures(&ONE);
    let second = two.publish_figures(&TWO);
    let path = format!("*{second}/content");
    office.sandbox.add_fault(FaultRule::path("GET", &path, Times::Always, FaultKind::status(503)));
    desktop.next_night().await;
    one.assert_untouched();
    office.sandbox.clear_faults();
    desktop.next_night().await;
    one.assert_stands(&SUM);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn two_dossiers_that_the_accountant_linked_to_one_file_are_added_up_too() {
    let (office, desktop, one, two) = two_files().await;
    // The second payroll file's dossier has no number in Finbox, nor on its sheets.
    office.sandbox.change(|world, _| {
        let dossier = world.finbox.dossiers.get_mut(&two.dossier).unwrap();
        dossier.enterprise_number = None;
        dossier.number_on_sheets = false;
    });
    one.publish_figures(&ONE);
    two.publish_figures(&TWO);
    desktop.next_night().await;
    one.assert_stands(&ONE);
    assert_eq!(desktop.reason(&two), Some(Reason::NoEnterpriseNumber));
    let dossier = desktop.agent.find_dossier(&two.name).unwrap();
    desktop.agent.link(&dossier, passerelle_silverfin::CompanyId(two.company.0), None).await.unwrap();
    desktop.next_night().await;
    one.assert_stands(&SUM);
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn half_a_sum_takes_no_whole_ones_place_where_a_desktop_knows_one_of_the_files_only() {
    let (office, first, one, two) = two_files().await;
    one.publish_figures(&ONE);
    two.publish_figures(&TWO);
    first.next_night().await;
    one.assert_stands(&SUM);
    first.agent.deactivate().await.unwrap();
    office.later(1);
    first.connect().await;
    // A desktop that was never told of the other file's sheet, and cannot get it any more.
    let second = office.desktop("bureau-2");
    second.pair_and_log_in(&office.pairing_id()).await;
    drop(first);
    two.correct(&[("1003", "3.5"), ("1013", "6000")]);
    second.next_night().await;
    assert_eq!(second.state(&two), Some(SheetState::NeedsReview));
    one.assert_stands(&SUM);
    // The other file's next sheet makes the sum whole, and nobody needs to be asked.
    one.correct(&ONE);
    second.next_night().await;
    assert_eq!(second.state(&two), Some(SheetState::Delivered));
    one.assert_stands_as_due(&[&two]);
    office.assert_nothing_wrong();
}
