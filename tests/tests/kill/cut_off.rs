//! A program that dies between two steps of the journal: what the killed nights found, without chance.

use std::sync::Arc;

use passerelle_agent::run::Outcome;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::watch::{Commit, Moment, NoWatch};
use passerelle_tests::{EndAt, Office};

#[tokio::test]
async fn what_was_planned_when_the_program_died_is_delivered_by_the_very_next_run() {
    let office = Office::plain(3);
    let desktop = office.desktop("bureau-1");
    desktop.connect().await;
    office.publish();
    let desktop = desktop.reopened(Arc::new(EndAt::new(Moment::After, Commit::Sending, 1)));
    desktop.try_sync(RunKind::Scheduled).await.unwrap_err();
    let desktop = desktop.reopened(Arc::new(NoWatch));
    let report = desktop.sync().await;
    assert_eq!(report.outcome(), Outcome::Done, "{:?}", report.under_way);
    office.assert_as_planned(&desktop);
    office.assert_nothing_wrong();
}
