use super::*;

fn add(desk: &mut Desk, credential: &str, firm: u64) -> Answer {
    let body = json!({"firm_id": firm, "firm_name": "Kantoor De Linde"});
    desk.send(ask("addSilverfinConnection").with(credential).body(body))
}

fn acquire(desk: &mut Desk, credential: &str, agent: &str, connection: &str) -> Answer {
    let body = json!({"agent_id": agent, "ttl_seconds": 60});
    desk.send(ask("acquireLease").with(credential).path("connection_id", connection).body(body))
}

#[test]
fn a_firm_is_connected_once_and_can_be_removed() {
    let (mut desk, credential) = Desk::paired();
    let first = add(&mut desk, &credential, 12);
    assert_eq!((first.status.as_u16(), first.applied), (201, true));
    let again = add(&mut desk, &credential, 12);
    assert_eq!((again.status.as_u16(), again.applied), (200, false));
    assert_eq!(read(&again), read(&first));
    let id = read(&first)["id"].as_str().unwrap().to_owned();
    let list = read(&desk.send(ask("listSilverfinConnections").with(&credential)));
    assert_eq!(
        list,
        json!([{
            "id": id, "firm_id": 12, "firm_name": "Kantoor De Linde", "connected_at": "2026-02-10T09:00:00Z"
        }])
    );
    let remove = ask("removeSilverfinConnection").with(&credential).path("connection_id", &id);
    assert_eq!(desk.send(remove.clone()).status, 204);
    assert_eq!(problem(&desk.send(remove)), "404 connection_unknown");
    assert_eq!(read(&desk.send(ask("listSilverfinConnections").with(&credential))), json!([]));
}

#[test]
fn one_desktop_at_a_time_holds_the_lease() {
    let (mut desk, one) = Desk::paired();
    let id = desk.world.finbox.pairing_id().unwrap().to_string();
    let two = desk.credential(&id, TWO);
    let connection = read(&add(&mut desk, &one, 12))["id"].as_str().unwrap().to_owned();
    assert_eq!(read(&acquire(&mut desk, &one, ONE, &connection))["expires_at"], "2026-02-10T09:01:00Z");
    let refused = acquire(&mut desk, &two, TWO, &connection);
    assert_eq!(problem(&refused), "409 lease_held");
    assert_eq!(read(&refused)["lease"]["agent_name"], "DESK-7");
    desk.later(TimeDelta::seconds(59));
    assert_eq!(read(&acquire(&mut desk, &one, ONE, &connection))["expires_at"], "2026-02-10T09:01:59Z");
    desk.later(TimeDelta::seconds(60));
    assert_eq!(acquire(&mut desk, &two, TWO, &connection).status, 200);
    assert_eq!(problem(&acquire(&mut desk, &one, ONE, &connection)), "409 lease_held");
    let release = |credential: &str, agent: &str| {
        ask("releaseLease").with(credential).path("connection_id", &connection).query("agent_id", agent)
    };
    assert_eq!(desk.send(release(&one, ONE)).status, 204);
    assert_eq!(problem(&acquire(&mut desk, &one, ONE, &connection)), "409 lease_held");
    assert_eq!(desk.send(release(&two, TWO)).status, 204);
    assert_eq!(acquire(&mut desk, &one, ONE, &connection).status, 200);
    let listed = read(&desk.send(ask("listSilverfinConnections").with(&two)));
    assert_eq!(listed[0]["lease"]["agent_id"], ONE);
}

#[test]
fn nobody_holds_a_lease_in_another_name() {
    let (mut desk, one) = Desk::paired();
    let connection = read(&add(&mut desk, &one, 12))["id"].as_str().unwrap().to_owned();
    assert_eq!(problem(&acquire(&mut desk, &one, TWO, &connection)), "403 forbidden");
    assert_eq!(problem(&acquire(&mut desk, &one, ONE, TWO)), "404 connection_unknown");
    let key = desk.world.finbox.administrator_key.clone();
    assert_eq!(problem(&acquire(&mut desk, &key, ONE, &connection)), "403 forbidden");
}
