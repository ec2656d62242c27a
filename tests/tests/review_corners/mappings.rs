use passerelle_agent::SheetState;
use passerelle_sandbox::world::Address;
use passerelle_tests::{Client, Office};

const FIRST: [(&str, &str); 2] = [("1003", "12"), ("1013", "18240")];

fn at_new_address(office: &Office, client: &Client, rubric: &str) -> Option<String> {
    let place = client.place();
    let address = Address::new("social_balance_integration", format!("rubric_{rubric}"));
    office.sandbox.world(|world| world.standing(place, &address))
}

#[tokio::test]
async fn after_a_change_of_the_mapping_a_correction_brings_every_figure_to_its_new_place() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish_figures(&FIRST);
    desktop.next_night().await;
    desktop.set("mapping.key", "rubric_{rubric}");
    client.correct(&[("1003", "13"), ("1013", "18240")]);
    desktop.next_night().await;
    assert_eq!(desktop.state(&client), Some(SheetState::Delivered));
    assert_eq!(at_new_address(&office, &client, "1003").as_deref(), Some("13"));
    assert_eq!(at_new_address(&office, &client, "1013").as_deref(), Some("18240"), "the sheet says nothing new of it");
    client.correct(&[("1003", "14"), ("1013", "18240")]);
    desktop.next_night().await;
    assert_eq!(at_new_address(&office, &client, "1003").as_deref(), Some("14"), "what stands there is ours");
    office.assert_nothing_wrong();
}

#[tokio::test]
async fn another_desktop_with_another_mapping_brings_every_figure_to_its_own_place() {
    let (office, first, client) = Office::of_one_client().await;
    let second = office.desktop("bureau-2");
    let pairing_id = office.pairing_id();
    second.set("mapping.key", "rubric_{rubric}");
    second.pair_and_log_in(&pairing_id).await;
    client.publish_figures(&FIRST);
    first.next_night().await;
    client.correct(&[("1003", "13"), ("1013", "18240")]);
    second.next_night().await;
    assert_eq!(at_new_address(&office, &client, "1003").as_deref(), Some("13"));
    assert_eq!(at_new_address(&office, &client, "1013").as_deref(), Some("18240"));
    office.assert_nothing_wrong();
}
