//! No operation of a contract is left out: each is asked for once, does what it should, and keeps to its contract.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;

use passerelle_sandbox::world::{DossierKind, World};
use passerelle_sandbox::{Sandbox, Service};
use serde_json::{Value, json};
use support::*;

/// Asks Finbox; gives the answer's JSON, or null.
fn finbox(sandbox: &Sandbox, credential: &str, method: &str, path: &str, body: &Value) -> Value {
    let bearer = format!("Bearer {credential}");
    let mut headers = vec![("authorization", bearer.as_str())];
    if !body.is_null() {
        headers.push(("content-type", "application/json"));
    }
    let text = if body.is_null() { String::new() } else { body.to_string() };
    let answer = seen(sandbox, request(method, &format!("/finbox/v1/{path}"), &headers, text));
    assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text());
    if answer.response.body().is_empty() { Value::Null } else { answer.json() }
}

fn ask_finbox_for_everything(sandbox: &Sandbox, caller: &Caller) {
    let key = sandbox.world(|world| world.finbox.administrator_key.clone());
    let agent = "00000000-0000-4000-8000-000000000001";
    let none = Value::Null;
    let activated = finbox(sandbox, &key, "PUT", "external-connection", &json!({"start_date": "2026-02-10"}));
    let pairing = format!("pairings/{}/validation", activated["pairing_id"].as_str().unwrap());
    let paired = finbox(sandbox, "", "POST", &pairing, &json!({"agent_id": agent, "agent_name": "Poste 1"}));
    let credential = paired["agent_credential"].as_str().unwrap();
    for path in ["environment", "external-connection", "dossiers"] {
        assert!(finbox(sandbox, credential, "GET", path, &none).is_object());
    }
    let firm = json!({"firm_id": caller.firm, "firm_name": "Fiduciaire du Canal"});
    let connection = finbox(sandbox, credential, "POST", "silverfin-connections", &firm);
    assert_eq!(finbox(sandbox, credential, "GET", "silverfin-connections", &none)[0]["id"], connection["id"]);
    let connection = format!("silverfin-connections/{}", connection["id"].as_str().unwrap());
    let lease = json!({"agent_id": agent, "ttl_seconds": 60});
    finbox(sandbox, credential, "PUT", &format!("{connection}/lease"), &lease);
    finbox(sandbox, credential, "DELETE", &format!("{connection}/lease?agent_id={agent}"), &none);
    sandbox.change(World::publish_first_sheets);
    let feed = finbox(sandbox, credential, "GET", "social-balances", &none);
    let sheet = format!("social-balances/{}", feed["items"][0]["id"].as_str().unwrap());
    assert!(finbox(sandbox, credential, "GET", &format!("{sheet}/content"), &none)["Rubrics"].is_array());
    let word = json!({"firm_id": caller.firm, "company_id": 1, "delivered_at": "2026-02-10T09:00:00Z"});
    finbox(sandbox, credential, "PUT", &format!("{sheet}/acknowledgement"), &word);
    finbox(sandbox, credential, "DELETE", &connection, &none);
    finbox(sandbox, &key, "DELETE", "external-connection", &none);
}

fn ask_silverfin_for_everything(sandbox: &Sandbox, caller: &Caller) {
    let place = place(sandbox, DossierKind::Plain);
    let company = format!("/companies/{}", place.company);
    let period = format!("{company}/periods/{}", place.period);
    let template = format!("{period}/reconciliations/{}", place.reconciliation);
    let workflows = format!("{period}/workflows");
    let workflow = caller.get(&workflows).json()[0].clone();
    let property = json!({"namespace": "a", "key": "b", "value": "1"});
    let many = json!({"properties": [property]});
    for (path, body) in [(&company, &property), (&period, &many), (&template, &many)] {
        assert_eq!(caller.post(&format!("{path}/custom"), body).status, 201, "{path}");
        assert_eq!(caller.get(&format!("{path}/custom")).json(), json!([property]), "{path}");
    }
    let folder =
        caller.post_parts(&format!("{company}/permanent_folders"), &[("parent_id", "0"), ("name", "Bilan social")]);
    let folder = folder.json()["id"].to_string();
    let parts = [("parent_id", folder.as_str()), ("name", "Bilan social 2025"), ("content@file", "%PDF")];
    let document = caller.post_parts(&format!("{company}/permanent_documents"), &parts).json()["id"].clone();
    assert_eq!(caller.post_parts(&template, &[("starred", "true")]).status, 200);
    let firm_workflow = workflow["firm_workflow_id"].to_string();
    assert_eq!(
        caller.post_parts(&format!("{company}/add_workflow"), &[("firm_workflow_id", &firm_workflow)]).status,
        201
    );
    for path in [
        "/user".to_owned(),
        "/user/emails".to_owned(),
        "/user/firm".to_owned(),
        "/companies".to_owned(),
        "/reconciliations".to_owned(),
        format!("{company}/periods"),
        format!("{period}/reconciliations"),
        format!("{template}/results"),
        format!("{workflows}/{}/reconciliations", workflow["id"]),
        format!("{workflows}/{}/status", workflow["id"]),
        format!("{company}/permanent_documents/{document}"),
        format!("{company}/permanent_folders/{folder}"),
        company,
        period,
        template.clone(),
    ] {
        assert_eq!(caller.get(&path).status, 200, "{path}");
    }
    assert_eq!(caller.delete(&format!("{template}/custom?namespace=a&key=b")).status, 200);
    let person = sandbox.world(|world| passerelle_sandbox::LogIn::administrator_of(world, caller.firm).unwrap());
    let wish = [("redirect_uri", OOB), ("scope", SCOPES)];
    let with_firm = authorize_url(sandbox, &format!("/f/{}/oauth/authorize", caller.firm), &wish);
    assert!(sandbox.log_in(&with_firm, &person).is_ok());
    let (id, secret) =
        sandbox.world(|world| (world.silverfin.client.id.clone(), world.silverfin.client.secret.clone()));
    let body = format!("token=unknown&client_id={id}&client_secret={secret}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let revoked = seen(sandbox, request("POST", &format!("/f/{}/oauth/revoke", caller.firm), &[form], body));
    assert_eq!(revoked.status, 200);
}

#[test]
fn every_operation_of_both_contracts_is_carried_out() {
    let sandbox = plain();
    let caller = Caller::new(&sandbox, first_firm(&sandbox));
    ask_finbox_for_everything(&sandbox, &caller);
    ask_silverfin_for_everything(&sandbox, &caller);
    assert_strict(&sandbox);
    let ledger = sandbox.ledger();
    let asked: BTreeSet<&str> = ledger.entries().iter().filter_map(|entry| entry.operation.as_deref()).collect();
    for service in Service::ALL {
        for operation in service.operations().unwrap() {
            assert!(asked.contains(operation), "{operation} was not asked for");
        }
    }
}

#[test]
fn the_same_seed_and_the_same_requests_give_the_same_answers() {
    let run = || {
        let sandbox = plain();
        let caller = Caller::new(&sandbox, first_firm(&sandbox));
        ask_finbox_for_everything(&sandbox, &caller);
        ask_silverfin_for_everything(&sandbox, &caller);
        let world = seen(&sandbox, request("GET", "/sandbox/world", &[], "")).text();
        (caller.tokens, serde_json::to_string(sandbox.ledger().entries()).unwrap(), world)
    };
    assert_eq!(run(), run());
}
