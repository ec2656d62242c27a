//! The guide, end to end, without a window: activate, pair, log in, a first night, a second day, a second night.

use passerelle_tests::Office;

#[tokio::test]
async fn every_kind_of_client_ends_where_it_should_on_the_first_night_and_on_the_second() {
    let office = Office::of_every_kind();
    let desktop = office.desktop("bureau-1");
    desktop.connect().await;
    office.publish();
    office.later(12);
    let report = desktop.sync().await;
    assert!(report.troubles.is_empty(), "{:?}", report.troubles);
    office.assert_as_planned(&desktop);
    office.assert_nothing_wrong();

    office.later(9);
    office.sandbox.change(passerelle_sandbox::world::World::second_day);
    office.later(15);
    let report = desktop.sync().await;
    assert!(report.troubles.is_empty(), "{:?}", report.troubles);
    office.assert_as_planned(&desktop);
    office.assert_nothing_wrong();
}
