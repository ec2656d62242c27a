use super::*;

#[test]
fn the_environment_is_shown_to_whoever_has_a_credential() {
    let (mut desk, credential) = Desk::paired();
    let environment = desk.send(ask("getEnvironment").with(&credential));
    assert_eq!(read(&environment)["name"], "Fiduciaire du Canal");
    assert_eq!(problem(&desk.send(ask("getEnvironment"))), "401 unauthorised");
    assert_eq!(problem(&desk.send(ask("getEnvironment").with("fbx_agent_x"))), "401 unauthorised");
}

#[test]
fn an_activation_is_of_today_in_belgium() {
    // Half past eleven in the evening in London is the next day in Brussels.
    for (now, day, status) in [
        ("2026-02-10T09:00:00Z", "2026-02-10", 201),
        ("2026-02-10T09:00:00Z", "2026-02-09", 422),
        ("2026-02-10T09:00:00Z", "2026-02-11", 422),
        ("2026-02-10T23:30:00Z", "2026-02-11", 201),
        ("2026-02-10T23:30:00Z", "2026-02-10", 422),
        ("2026-07-10T22:30:00Z", "2026-07-11", 201),
        ("2026-07-10T21:30:00Z", "2026-07-10", 201),
    ] {
        let mut desk = Desk::new();
        desk.now = now.parse().unwrap();
        let answer = desk.activate(day);
        assert_eq!(answer.status, status, "{now} {day}");
        if status == 422 {
            assert_eq!(problem(&answer), "422 start_date_not_today");
        }
    }
}

#[test]
fn activating_again_changes_nothing_even_after_midnight() {
    let mut desk = Desk::new();
    let first = desk.activate("2026-02-10");
    assert_eq!((first.status.as_u16(), first.applied), (201, true));
    desk.later(TimeDelta::hours(20));
    for day in ["2026-02-10", "2026-02-11"] {
        let again = desk.activate(day);
        assert_eq!((again.status.as_u16(), again.applied), (200, false));
        assert_eq!(read(&again), read(&first));
    }
    assert_eq!(read(&desk.administrator(ask("getExternalConnection"))), read(&first));
}

#[test]
fn only_the_administrator_switches_and_sees_the_pairing_id() {
    let (mut desk, credential) = Desk::paired();
    let shown = desk.send(ask("getExternalConnection").with(&credential));
    assert_eq!(read(&shown)["status"], "active");
    assert_eq!(read(&shown).get("pairing_id"), None);
    let body = json!({"start_date": "2026-02-10"});
    let tried = desk.send(ask("activateExternalConnection").with(&credential).body(body));
    assert_eq!(problem(&tried), "403 forbidden");
    assert_eq!(problem(&desk.send(ask("deactivateExternalConnection").with(&credential))), "403 forbidden");
}

#[test]
fn a_deactivation_revokes_at_once_and_a_reactivation_begins_anew() {
    let (mut desk, credential) = Desk::paired();
    let before = desk.world.finbox.pairing_id().unwrap().to_string();
    for applied in [true, false] {
        let answer = desk.administrator(ask("deactivateExternalConnection"));
        assert_eq!((answer.status.as_u16(), answer.applied), (204, applied));
    }
    let inactive = desk.administrator(ask("getExternalConnection"));
    assert_eq!(read(&inactive), json!({"status": "inactive", "start_date": null, "activated_at": null}));
    assert_eq!(problem(&desk.send(ask("listSocialBalances").with(&credential))), "401 unauthorised");
    assert_eq!(problem(&desk.pair(&before, ONE)), "410 pairing_revoked");
    desk.later(TimeDelta::hours(1));
    let again = read(&desk.activate("2026-02-10"));
    assert_ne!(again["pairing_id"], before);
    assert_eq!(again["activated_at"], "2026-02-10T10:00:00Z");
    assert_eq!(problem(&desk.send(ask("listSocialBalances").with(&credential))), "401 unauthorised");
    assert_eq!(problem(&desk.pair(&before, ONE)), "410 pairing_revoked");
}
