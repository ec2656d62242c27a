use passerelle_agent::SheetState;
use passerelle_sandbox::world::WorkflowState;
use passerelle_social_balance::{FinancialYear, Sheet};
use passerelle_tests::Office;

#[tokio::test]
async fn a_sheet_that_a_correction_moves_to_another_year_is_never_delivered_into_its_old_one() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.set_workflows(WorkflowState::Archived);
    let old = client.publish_figures(&[("1003", "12")]);
    desktop.next_night().await;
    office.sandbox.change(|world, now| {
        let year = client.sheet.financial_year;
        let longer = FinancialYear::new(year.start(), year.end() + chrono::Days::new(181)).unwrap();
        let sheet = Sheet { financial_year: longer, ..client.sheet_of(&[("1003", "13")]) };
        world.correct_sheet(old, sheet, now).unwrap();
    });
    desktop.next_night().await;
    client.set_workflows(WorkflowState::Open { progress: 10 });
    desktop.next_night().await;
    client.assert_untouched();
    let states: Vec<_> = desktop.agent.dossiers().unwrap().iter().map(|row| row.state).collect();
    assert!(states.contains(&SheetState::Superseded) && states.contains(&SheetState::WaitingWorkflow), "{states:?}");
    office.assert_nothing_wrong();
}
