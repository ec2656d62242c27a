use std::time::Instant;

use crate::killed_night::KilledNight;

fn wish(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn a_night_that_is_killed_twenty_times_loses_nothing_and_does_nothing_twice() {
    let tally = KilledNight::begin(wish("PASSERELLE_SEED", 1), 60).go_on_until(20);
    println!("{tally:#?}");
    assert_eq!(tally.kills, 20);
}

/// `cargo xtask kill --kills N --seed S`.
#[test]
#[ignore = "takes minutes: cargo xtask kill"]
fn the_program_is_killed_as_often_as_is_wanted() {
    let begun = Instant::now();
    let kills = u32::try_from(wish("PASSERELLE_KILLS", 200)).unwrap();
    let tally = KilledNight::begin(wish("PASSERELLE_SEED", 1), 300).go_on_until(kills);
    println!("{tally:#?}\nin {:.0} s", begun.elapsed().as_secs_f64());
    assert_eq!(tally.kills, kills);
    assert!(tally.in_delivery > kills / 10, "hardly a kill met a delivery: the test proves little");
}
