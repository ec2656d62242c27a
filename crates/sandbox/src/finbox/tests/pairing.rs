use super::*;

#[test]
fn a_pairing_id_is_read_in_every_spelling() {
    let mut desk = Desk::new();
    let id = read(&desk.activate("2026-02-10"))["pairing_id"].as_str().unwrap().to_owned();
    for spelling in [id.clone(), id.to_lowercase(), id.replace('-', " "), id.replace('0', "o")] {
        assert_eq!(desk.pair(&spelling, ONE).status, 200, "{spelling}");
    }
}

#[test]
fn a_second_pairing_of_one_installation_replaces_the_first() {
    let (mut desk, first) = Desk::paired();
    let id = desk.world.finbox.pairing_id().unwrap().to_string();
    let second = desk.credential(&id, ONE);
    let other = desk.credential(&id, TWO);
    assert_eq!(problem(&desk.send(ask("getEnvironment").with(&first))), "401 unauthorised");
    assert_eq!(desk.send(ask("getEnvironment").with(&second)).status, 200);
    assert_eq!(desk.send(ask("getEnvironment").with(&other)).status, 200);
}

#[test]
fn vain_attempts_are_limited_for_a_while() {
    let mut desk = Desk::new();
    let id = read(&desk.activate("2026-02-10"))["pairing_id"].as_str().unwrap().to_owned();
    for wrong in ["8K3M-QZ5T-R2VX-7HWX", "hello", "0000-0000-0000-0000", "", "1"] {
        assert_eq!(problem(&desk.pair(wrong, ONE)), "404 pairing_unknown");
        desk.later(TimeDelta::minutes(1));
    }
    let refused = desk.pair(&id, ONE);
    assert_eq!(problem(&refused), "429 too_many_attempts");
    assert_eq!(refused.headers["retry-after"], "300");
    desk.later(TimeDelta::seconds(300));
    assert_eq!(desk.pair(&id, ONE).status, 200);
}
