//! Every kind of fault, seen by a caller, by the world and by the ledger.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::time::Duration;

use passerelle_sandbox::world::{DossierKind, Place, World};
use passerelle_sandbox::{FaultKind, FaultRule, Matching, Outcome, Sandbox, Service, Times};
use serde_json::json;
use support::*;

const WRITE: &str = "createReconciliationTextCustomProperties";

struct Scene {
    sandbox: Sandbox,
    caller: Caller,
    place: Place,
}

impl Scene {
    fn new() -> Self {
        let sandbox = plain();
        let place = place(&sandbox, DossierKind::Plain);
        let caller = Caller::new(&sandbox, place.firm);
        Self { sandbox, caller, place }
    }

    fn custom(&self) -> String {
        let Place { company, period, reconciliation, .. } = self.place;
        format!("/companies/{company}/periods/{period}/reconciliations/{reconciliation}/custom")
    }

    fn write(&self) -> Outcome {
        let body = json!({"namespace": "a", "key": "b", "value": "1"});
        outcome(&self.sandbox, self.caller.write_request(&self.custom(), &body))
    }

    /// What a write comes to with this fault: what the caller sees, and whether the value stands there.
    fn struck(kind: FaultKind) -> (Outcome, bool) {
        let scene = Self::new();
        scene.sandbox.add_fault(FaultRule::operation(WRITE, Times::Nth(1), kind.clone()));
        let outcome = scene.write();
        let stands = !scene.sandbox.world(|world| world.properties_standing(scene.place)).is_empty();
        let ledger = scene.sandbox.ledger();
        let entry = ledger.of_operation(WRITE).next().unwrap();
        assert_eq!(entry.fault, Some(kind));
        assert_eq!(entry.applied, stands, "the ledger says what the world says");
        assert_eq!(entry.status, outcome.status().map(|status| status.as_u16()));
        assert_eq!(scene.write().status().unwrap(), 201, "the next one is whole again");
        (outcome, stands)
    }
}

fn body(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answer(response)
        | Outcome::Truncated(response)
        | Outcome::Huge { response, .. }
        | Outcome::Dripping { response, .. } => String::from_utf8_lossy(response.body()).into_owned(),
        Outcome::Reset { .. } | Outcome::Refused => String::new(),
    }
}

fn header<'a>(outcome: &'a Outcome, name: &str) -> Option<&'a str> {
    let Outcome::Answer(response) = outcome else { return None };
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

#[test]
fn a_limited_rate_says_when_to_come_back_or_does_not() {
    let (outcome, stands) = Scene::struck(FaultKind::rate_limited(30));
    assert_eq!((outcome.status().unwrap().as_u16(), header(&outcome, "retry-after"), stands), (429, Some("30"), false));
    let (outcome, stands) = Scene::struck(FaultKind::RateLimited { retry_after: None });
    assert_eq!((outcome.status().unwrap().as_u16(), header(&outcome, "retry-after"), stands), (429, None, false));
}

#[test]
fn a_server_error_may_have_done_it_or_not() {
    for status in [500, 502, 503] {
        let (outcome, stands) = Scene::struck(FaultKind::status(status));
        assert_eq!((outcome.status().unwrap().as_u16(), stands), (status, false));
        let (outcome, stands) = Scene::struck(FaultKind::Status { status, retry_after: None, applied: true });
        assert_eq!((outcome.status().unwrap().as_u16(), stands), (status, true));
    }
}

#[test]
fn a_page_for_people_may_come_where_json_belongs() {
    for applied in [false, true] {
        let (outcome, stands) = Scene::struck(FaultKind::Html { status: 200, applied });
        assert_eq!((outcome.status().unwrap().as_u16(), stands), (200, applied));
        assert_eq!(header(&outcome, "content-type"), Some("text/html; charset=utf-8"));
        assert!(body(&outcome).starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn a_connection_breaks_before_or_after() {
    let (outcome, stands) = Scene::struck(FaultKind::ResetBefore);
    assert!(matches!(outcome, Outcome::Reset { applied: false }) && !stands);
    let (outcome, stands) = Scene::struck(FaultKind::ResetAfter);
    assert!(matches!(outcome, Outcome::Reset { applied: true }) && stands);
    let (outcome, stands) = Scene::struck(FaultKind::Refused);
    assert!(matches!(outcome, Outcome::Refused) && !stands);
    let (outcome, stands) = Scene::struck(FaultKind::Truncated);
    assert!(matches!(outcome, Outcome::Truncated(_)) && stands);
    let (outcome, stands) = Scene::struck(FaultKind::CutShort);
    assert!(matches!(outcome, Outcome::Answer(_)) && stands);
    assert_eq!(body(&outcome), "{");
}

#[test]
fn a_silent_no_op_looks_like_success() {
    let (outcome, stands) = Scene::struck(FaultKind::SilentNoOp);
    assert_eq!((outcome.status().unwrap().as_u16(), stands), (201, false));
}

#[test]
fn a_redirect_leads_elsewhere() {
    let location = "http://192.0.2.1/trap".to_owned();
    let (outcome, stands) = Scene::struck(FaultKind::Redirect { status: 307, location });
    assert_eq!((outcome.status().unwrap().as_u16(), stands), (307, false));
    assert_eq!(header(&outcome, "location"), Some("http://192.0.2.1/trap"));
}

#[test]
fn a_slow_answer_takes_time_and_the_effect_comes_before_or_after() {
    for applied_at_once in [false, true] {
        let scene = Scene::new();
        let kind = FaultKind::Slow { milliseconds: 90_000, applied_at_once };
        scene.sandbox.add_fault(FaultRule::operation(WRITE, Times::Always, kind));
        let request = scene.caller.write_request(&scene.custom(), &json!({"namespace": "a", "key": "b", "value": "1"}));
        let exchange = scene.sandbox.receive(request);
        assert_eq!(exchange.delay(), Duration::from_secs(90));
        let stands = || !scene.sandbox.world(|world| world.properties_standing(scene.place)).is_empty();
        assert_eq!(stands(), applied_at_once);
        assert_eq!(exchange.answer().status().unwrap(), 201);
        assert!(stands());
        scene.write();
        assert_eq!((scene.sandbox.now() - start()).num_seconds(), 90, "in process the clock moves instead");
    }
}

#[test]
fn a_caller_who_hangs_up_leaves_a_request_without_an_answer() {
    let scene = Scene::new();
    drop(scene.sandbox.receive(scene.caller.write_request(&scene.custom(), &json!({"namespace": "a", "key": "b"}))));
    let ledger = scene.sandbox.ledger();
    let entry = ledger.of_operation(WRITE).next().unwrap();
    assert_eq!((entry.status, entry.applied, entry.finished.is_some()), (None, false, true));
}

#[test]
fn overlapping_writes_are_seen_in_the_ledger() {
    let scene = Scene::new();
    let write = || scene.caller.write_request(&scene.custom(), &json!({"namespace": "a", "key": "b", "value": "1"}));
    let (one, other) = (scene.sandbox.receive(write()), scene.sandbox.receive(write()));
    one.answer();
    other.answer();
    assert_eq!(scene.sandbox.audit().most_writes_at_once_for_one_company, 2);
    assert_eq!(scene.sandbox.audit().repeated_writes.len(), 1);
}

#[test]
fn hostile_bodies_are_huge_packed_or_dripping() {
    let (outcome, _) = Scene::struck(FaultKind::HugeBody { megabytes: 3 });
    assert!(matches!(outcome, Outcome::Huge { blanks: 3_145_728, .. }));
    let (outcome, _) = Scene::struck(FaultKind::SlowDrip { piece_bytes: 1, pause_milliseconds: 5 });
    assert!(matches!(outcome, Outcome::Dripping { piece_bytes: 1, .. }));
    let (outcome, _) = Scene::struck(FaultKind::Echo { status: 418 });
    assert_eq!(outcome.status().unwrap().as_u16(), 418);
    assert!(String::from_utf8_lossy(outcome.answer().unwrap().body()).contains("Bearer "));
    let (outcome, _) = Scene::struck(FaultKind::DeepJson { levels: 3 });
    assert!(matches!(outcome, Outcome::Answer(response) if response.body() == "[[[]]]"));
    let (outcome, _) = Scene::struck(FaultKind::GzipBomb { megabytes: 8 });
    assert_eq!(header(&outcome, "content-encoding"), Some("gzip"));
    let Outcome::Answer(response) = outcome else { panic!("an answer") };
    assert!(response.body().len() < 32 * 1024, "{}", response.body().len());
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&response.body()[..]), &mut unpacked).unwrap();
    assert_eq!(unpacked.len(), 8 * 1024 * 1024 + 2);
    let (outcome, _) = Scene::struck(FaultKind::Header { name: "Set-Cookie".into(), value: "trail=1".into() });
    assert_eq!(header(&outcome, "set-cookie"), Some("trail=1"));
}

#[test]
fn a_cookie_at_an_interface_breaks_its_contract() {
    let sandbox = plain();
    let key = sandbox.world(|world| format!("Bearer {}", world.finbox.administrator_key));
    let headers = [("authorization", key.as_str()), ("cookie", "trail=1")];
    assert_eq!(seen(&sandbox, request("GET", "/finbox/v1/environment", &headers, "")).status, 400);
    assert_eq!(sandbox.audit().violations.len(), 1);
}

#[test]
fn pages_may_never_end_or_be_the_same_for_ever() {
    let scene = Scene::new();
    let page = |page: u32| scene.caller.get(&format!("/companies?page={page}&per_page=20")).json();
    let ids = |rows: &serde_json::Value| -> std::collections::BTreeSet<u64> {
        rows.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
    };
    let endless = scene.sandbox.add_fault(FaultRule::operation("getCompanies", Times::Always, FaultKind::EndlessPages));
    let (first, thousandth) = (ids(&page(1)), ids(&page(1000)));
    assert_eq!((first.len(), thousandth.len()), (20, 20));
    assert!(first.is_disjoint(&thousandth));
    assert!(scene.sandbox.remove_fault(endless));
    scene.sandbox.add_fault(FaultRule::operation("getCompanies", Times::Always, FaultKind::RepeatingPage));
    assert_eq!(page(1), page(1000));
    assert_eq!(page(1).as_array().unwrap().len(), 20);
    scene.sandbox.clear_faults();
    assert_eq!(page(1000), json!([]));
    assert_eq!(scene.sandbox.audit().mistakes, []);
}

#[test]
fn a_fault_is_aimed_at_a_service_or_a_path() {
    let scene = Scene::new();
    let everything = FaultRule::service(Service::Silverfin, Times::Always, FaultKind::status(503));
    let number = scene.sandbox.add_fault(everything);
    assert_eq!(scene.caller.get("/user/firm").status, 503);
    assert_eq!(seen(&scene.sandbox, request("GET", "/finbox/v1/environment", &[], "")).status, 401);
    scene.sandbox.remove_fault(number);
    scene.sandbox.add_fault(FaultRule::path("GET", "/api/v4/*/periods", Times::Always, FaultKind::status(500)));
    assert_eq!(scene.caller.get("/user/firm").status, 200);
    assert_eq!(scene.caller.get(&format!("/companies/{}/periods", scene.place.company)).status, 500);
    assert_eq!(
        scene.caller.get(&format!("/companies/{}/periods/{}", scene.place.company, scene.place.period)).status,
        200
    );
    assert_eq!(
        scene.sandbox.faults()[0].1.on,
        Matching { method: Some("GET".into()), path: Some("/api/v4/*/periods".into()), ..Matching::default() }
    );
}

#[test]
fn the_feed_may_never_end_or_point_at_itself() {
    let sandbox = plain();
    let key = sandbox.world(|world| format!("Bearer {}", world.finbox.administrator_key));
    let put = [("authorization", key.as_str()), ("content-type", "application/json")];
    let body = json!({"start_date": "2026-02-10"}).to_string();
    let activated = seen(&sandbox, request("PUT", "/finbox/v1/external-connection", &put, body));
    assert_eq!(activated.status, 201);
    let pairing = activated.json()["pairing_id"].as_str().unwrap().to_owned();
    let body = json!({"agent_id": "00000000-0000-4000-8000-000000000001", "agent_name": "Poste 1"}).to_string();
    let uri = format!("/finbox/v1/pairings/{pairing}/validation");
    let paired = seen(&sandbox, request("POST", &uri, &[("content-type", "application/json")], body));
    let credential = format!("Bearer {}", paired.json()["agent_credential"].as_str().unwrap());
    sandbox.change(World::publish_first_sheets);
    let feed = |cursor: &str| {
        let uri = format!("/finbox/v1/social-balances{cursor}");
        seen(&sandbox, request("GET", &uri, &[("authorization", &credential)], "")).json()
    };
    assert_eq!((feed("")["items"].as_array().unwrap().len(), &feed("")["has_more"]), (3, &json!(false)));
    let rule = |kind| FaultRule::operation("listSocialBalances", Times::Always, kind);
    sandbox.add_fault(rule(FaultKind::EndlessPages));
    let first = feed("");
    let second = feed(&format!("?cursor={}", first["next_cursor"].as_str().unwrap()));
    assert_eq!((&first["has_more"], &second["has_more"]), (&json!(true), &json!(true)));
    assert_ne!(first["next_cursor"], second["next_cursor"]);
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"], "rows that were never seen before");
    sandbox.clear_faults();
    sandbox.add_fault(rule(FaultKind::RepeatingPage));
    assert_eq!(feed(""), feed("?cursor=again"));
    assert_strict(&sandbox);
    let ledger = serde_json::to_string(sandbox.ledger().entries()).unwrap();
    assert!(!ledger.contains(&pairing), "the pairing id is a secret, also in a path");
}
