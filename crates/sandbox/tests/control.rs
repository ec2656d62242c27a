//! The control: what a test asks of a sandbox that runs elsewhere.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use passerelle_sandbox::Sandbox;
use passerelle_sandbox::world::{DossierKind, World};
use serde_json::{Value, json};
use support::*;

fn get(sandbox: &Sandbox, path: &str) -> Value {
    let answer = seen(sandbox, request("GET", &format!("/sandbox/{path}"), &[], ""));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn post(sandbox: &Sandbox, path: &str, body: &Value) -> Seen {
    seen(sandbox, request("POST", &format!("/sandbox/{path}"), &[], body.to_string()))
}

#[test]
fn the_clock_is_moved() {
    let sandbox = plain();
    assert_eq!(post(&sandbox, "clock", &json!({"advance_seconds": 3600})).json()["now"], "2026-02-10T10:00:00Z");
    assert_eq!(post(&sandbox, "clock", &json!({"now": "2026-03-01T00:00:00Z"})).status, 200);
    assert_eq!(get(&sandbox, "clock")["now"], "2026-03-01T00:00:00Z");
    assert_eq!(post(&sandbox, "clock", &json!({"by": 1})).status, 400);
}

#[test]
fn the_world_says_how_to_get_in() {
    let sandbox = office();
    let world = get(&sandbox, "world");
    assert_eq!(world["finbox"]["administrator_key"], sandbox.world(|world| world.finbox.administrator_key.clone()));
    assert_eq!(world["silverfin"]["users"].as_array().unwrap().len(), 2);
    assert_eq!(world["silverfin"]["firms"].as_array().unwrap().len(), 2);
    assert!(world["scenario"].as_array().unwrap().len() >= 40);
}

#[test]
fn a_person_logs_in_through_the_control() {
    let sandbox = office();
    let url = authorize_url(&sandbox, "/oauth/authorize", &[("redirect_uri", OOB), ("scope", SCOPES)]);
    let redirect = post(&sandbox, "log-in", &json!({ "authorize_url": url })).json()["redirect"].clone();
    assert!(redirect.as_str().unwrap().contains("/oauth/authorize/native?code="));
    let refused = post(&sandbox, "log-in", &json!({ "authorize_url": url, "consent": false }));
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("access_denied"));
}

#[test]
fn sheets_are_made_and_corrected() {
    let sandbox = plain();
    let dossier = sandbox.world(|world| world.planned_as(DossierKind::Plain).unwrap().dossier);
    let sheet = post(&sandbox, "sheets", &json!({ "dossier": dossier })).json()["sheet"].clone();
    let corrected = post(&sandbox, &format!("sheets/{}/correction", sheet.as_str().unwrap()), &json!({}));
    assert_eq!(corrected.status, 200);
    let revisions: Vec<u32> =
        sandbox.world(|world| world.finbox.feed.iter().map(|id| world.finbox.sheets[id].revision).collect());
    assert_eq!(revisions, [1, 2]);
    let nobody = "00000000-0000-4000-8000-000000000000";
    assert_eq!(post(&sandbox, "sheets", &json!({ "dossier": nobody })).status, 404);
    assert_eq!(post(&sandbox, &format!("sheets/{nobody}/correction"), &json!({})).status, 404);
}

#[test]
fn a_scenario_runs_through_both_its_days() {
    let sandbox = office();
    let made = post(&sandbox, "first-sheets", &json!({})).json()["sheets"].as_array().unwrap().len();
    assert!(made > 30, "{made}");
    assert!(!post(&sandbox, "second-day", &json!({})).json()["happenings"].as_array().unwrap().is_empty());
}

#[test]
fn a_person_edits_and_the_values_tell_it() {
    let sandbox = plain();
    let place = place(&sandbox, DossierKind::Plain);
    assert_eq!(post(&sandbox, "edits", &json!({"place": place, "rubric": "1003", "value": "12.5"})).status, 204);
    assert_eq!(
        post(&sandbox, "edits", &json!({"place": place, "namespace": "a", "key": "b", "value": "x"})).status,
        204
    );
    assert_eq!(post(&sandbox, "edits", &json!({"place": place, "value": "x"})).status, 400);
    let query = format!(
        "values?firm={}&company={}&period={}&reconciliation={}",
        place.firm, place.company, place.period, place.reconciliation
    );
    let values = get(&sandbox, &query);
    assert_eq!(values[0]["value"], "x");
    assert_eq!(values[1]["key"], "code_1003");
    assert_eq!(values[1]["history"][0]["author"], "person");
}

#[test]
fn workflows_and_locks_change() {
    let sandbox = plain();
    let place = place(&sandbox, DossierKind::Plain);
    let workflow = sandbox.world(|world| {
        *world.period(place.firm, place.company, place.period).unwrap().workflows.keys().next().unwrap()
    });
    let at = json!({"firm": place.firm, "company": place.company, "period": place.period});
    let with = |name: &str, value: Value| {
        let mut body = at.clone();
        body[name] = value;
        body
    };
    let mut archived = with("workflow", json!(workflow));
    archived["state"] = json!({"status": "archived"});
    assert_eq!(post(&sandbox, "workflows", &archived).status, 204);
    assert_eq!(post(&sandbox, "locks", &with("lock", json!("silent"))).status, 204);
    let seen = sandbox.world(|world| {
        let period = world.period(place.firm, place.company, place.period).unwrap();
        (period.workflows[&workflow].state.status(), period.lock)
    });
    assert_eq!(seen, ("archived", passerelle_sandbox::world::Lock::Silent));
    archived["workflow"] = json!(1);
    assert_eq!(post(&sandbox, "workflows", &archived).status, 404);
}

#[test]
fn faults_come_and_go() {
    let sandbox = plain();
    let rule = json!({"on": {"service": "silverfin"}, "times": {"next": 2}, "kind": {"status": {"status": 502}}});
    let number = post(&sandbox, "faults", &rule).json()["number"].clone();
    assert_eq!(get(&sandbox, "faults")[0]["number"], number);
    let call = || seen(&sandbox, request("GET", "/api/v4/f/1/companies", &[], "")).status;
    assert_eq!((call(), call(), call()), (502, 502, 401));
    let delete = |path: &str| seen(&sandbox, request("DELETE", &format!("/sandbox/{path}"), &[], "")).status;
    assert_eq!(
        (delete(&format!("faults/{number}")), delete(&format!("faults/{number}")), delete("faults")),
        (204, 404, 204)
    );
    assert_eq!(post(&sandbox, "faults", &json!({"kind": "earthquake"})).status, 400);
}

#[test]
fn ledger_and_audit_are_read() {
    let sandbox = plain();
    let firm = first_firm(&sandbox);
    let caller = Caller::new(&sandbox, firm);
    caller.get("/companies?unheard=1");
    let ledger = get(&sandbox, "ledger?operation=getCompanies");
    assert_eq!(ledger[0]["status"], 400);
    let last = ledger[0]["sequence"].as_u64().unwrap();
    assert_eq!(get(&sandbox, &format!("ledger?after={last}")), json!([]));
    let text = get(&sandbox, "ledger").to_string();
    let secrets = [
        caller.tokens["access_token"].as_str().unwrap().to_owned(),
        sandbox.world(|world| world.silverfin.client.secret.clone()),
        sandbox.world(|world: &World| world.silverfin.users.values().next().unwrap().password.clone()),
    ];
    for secret in secrets {
        assert!(!text.contains(&secret));
    }
    assert_eq!(get(&sandbox, "audit")["violations"].as_array().unwrap().len(), 1);
    let taken = seen(&sandbox, request("DELETE", "/sandbox/violations", &[], "")).json();
    assert_eq!(taken[0]["what"], "query parameter unheard is not in the contract");
    assert_eq!(get(&sandbox, "violations"), json!([]));
    assert_eq!(post(&sandbox, "tokens/revocation", &json!({})).status, 204);
    assert_eq!(caller.get("/companies").status, 401);
}

#[test]
fn knobs_are_turned() {
    let sandbox = plain();
    let turned = post(&sandbox, "knobs", &json!({"silverfin": {"page_ceiling": 2}})).json();
    assert_eq!(turned["silverfin"]["page_ceiling"], 2);
    let caller = Caller::new(&sandbox, first_firm(&sandbox));
    assert_eq!(caller.get("/companies").json().as_array().unwrap().len(), 2);
    assert_eq!(seen(&sandbox, request("GET", "/sandbox/nothing", &[], "")).status, 404);
}
