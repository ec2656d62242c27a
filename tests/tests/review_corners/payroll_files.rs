use passerelle_agent::journal::{ActivityFilter, Event};
use passerelle_agent::schedule::RunKind;
use passerelle_agent::{Reason, SheetState};
use passerelle_sandbox::world::DossierKind;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_social_balance::{Model, Sheet};
use passerelle_tests::Office;

#[tokio::test]
async fn what_a_sum_leaves_out_is_told() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let one = office.client_of(DossierKind::PayrollFileOne);
    let two = office.client_of(DossierKind::PayrollFileTwo);
    one.publish_figures(&[("1003", "12"), ("10031", "4")]);
    two.publish_sheet(Sheet { model: Model::Abridged, ..two.sheet_of(&[("1003", "3")]) });
    desktop.next_night().await;
    one.assert_stands(&[("1003", "15")]);
    let activity = desktop.agent.journal().activity(&ActivityFilter::default()).unwrap();
    let left_out: Vec<_> = activity
        .iter()
        .filter_map(|line| match &line.event {
            Event::LeftOut { of_other_layout, .. } => Some(of_other_layout.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(left_out, vec![vec!["10031".parse().unwrap()]; 2], "once for each dossier");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn a_payroll_file_whose_sheet_cannot_be_fetched_keeps_its_own_reason_and_its_own_time() {
    let (office, desktop) = Office::of_every_kind_connected().await;
    let one = office.client_of(DossierKind::PayrollFileOne);
    let two = office.client_of(DossierKind::PayrollFileTwo);
    one.publish_figures(&[("1003", "12")]);
    let sheet = two.publish_figures(&[("1003", "3")]);
    desktop.next_night().await;
    one.assert_stands(&[("1003", "15")]);

    one.correct(&[("1003", "13")]);
    let corrected = two.correct(&[("1003", "4")]);
    assert_ne!(sheet, corrected);
    let content = format!("*/social-balances/{corrected}/content");
    office.sandbox.add_fault(FaultRule::path("GET", &content, Times::Always, FaultKind::status(500)));
    let report = desktop.next_night().await;
    assert!(matches!(desktop.reason(&one), Some(Reason::OtherPayrollFileMissing { .. })));
    assert_eq!(desktop.state(&two), Some(SheetState::RetryAt));
    assert!(matches!(desktop.reason(&two), Some(Reason::ServiceUnavailable { .. })));
    one.assert_stands(&[("1003", "15")]);

    office.sandbox.clear_faults();
    let due = report.next_retry.expect("it is tried again by itself");
    office.clock.advance((due - desktop.now()).to_std().unwrap());
    desktop.try_sync(RunKind::Retry).await.unwrap();
    one.assert_stands(&[("1003", "17")]);
    office.assert_nothing_wrong();
}
