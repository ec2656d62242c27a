//! Each operation of Silverfin's contract, asked for by somebody who was let in.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use passerelle_sandbox::Sandbox;
use passerelle_sandbox::world::{DossierKind, Lock, NumbersShown, Place, Role, WorkflowState};
use serde_json::{Value, json};
use std::time::Duration;
use support::*;

fn custom(place: Place) -> String {
    format!("{}/custom", template(place))
}

fn template(place: Place) -> String {
    format!("/companies/{}/periods/{}/reconciliations/{}", place.company, place.period, place.reconciliation)
}

fn period(place: Place) -> String {
    format!("/companies/{}/periods/{}", place.company, place.period)
}

fn ids(rows: &Value) -> Vec<u64> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

fn first_place(sandbox: &Sandbox) -> Place {
    place(sandbox, DossierKind::Plain)
}

fn let_in(sandbox: &Sandbox) -> (Caller, Place) {
    let place = first_place(sandbox);
    (Caller::new(sandbox, place.firm), place)
}

#[test]
fn whoever_logged_in_is_told() {
    let sandbox = plain();
    let (caller, _) = let_in(&sandbox);
    assert_eq!(caller.get("/user").json()["name"], "Direction");
    assert_eq!(caller.get("/user/emails").status, 200);
    assert_eq!(caller.get("/user/firm").json(), json!({"id": caller.firm, "name": "Fiduciaire du Canal"}));
    assert_strict(&sandbox);
}

#[test]
fn a_token_opens_its_own_firm_with_its_own_scopes_for_two_hours() {
    let sandbox = office();
    let firms: Vec<_> = sandbox.world(|world| world.silverfin.firms.keys().copied().collect());
    let mut caller = Caller::new(&sandbox, firms[0]);
    caller.firm = firms[1];
    assert_eq!(caller.get("/companies").status, 404, "a foreign firm is not there");
    caller.firm = firms[0];
    assert_eq!(caller.get("/companies").status, 200);
    let nobody = request("GET", &caller.uri("/companies"), &[], "");
    assert_eq!(seen(&sandbox, nobody).status, 401);
    sandbox.clock().advance(Duration::from_hours(2));
    let expired = caller.get("/companies");
    assert_eq!(expired.status, 401);
    assert!(expired.header("www-authenticate").contains("The access token expired"));
    assert_strict(&sandbox);

    let place = place(&sandbox, DossierKind::ManyProperties);
    let reader = Caller::with_scopes(&sandbox, firms[0], "financials:read");
    assert_eq!(reader.get(&custom(place)).status, 200);
    assert_eq!(reader.get(&format!("/companies/{}/periods", place.company)).status, 200);
    assert_strict(&sandbox);
    let refused = reader.post(&custom(place), &json!({"namespace": "a", "key": "b", "value": "1"}));
    assert_eq!(refused.status, 403);
    assert!(refused.header("www-authenticate").contains(r#"scope="financials:write""#));
    let violations = sandbox.take_violations();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].what, "the token lacks scope financials:write");
    assert_eq!(violations[0].operation.as_deref(), Some("createReconciliationTextCustomProperties"));
}

#[test]
fn somebody_taken_out_of_the_firm_sees_it_no_more() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    sandbox.change(|world, _| {
        for user in world.silverfin.users.values_mut() {
            assert_eq!(user.firms.remove(&place.firm), Some(Role::Administrator));
        }
    });
    assert_eq!(caller.get("/companies").status, 404);
}

#[test]
fn client_files_are_listed_page_by_page() {
    let sandbox = office();
    let firm = first_firm(&sandbox);
    let caller = Caller::new(&sandbox, firm);
    let all = caller.get("/companies").json();
    let active: Vec<u64> = sandbox.world(|world| {
        let companies = world.firm(firm).unwrap().companies.values();
        companies.filter(|company| !company.archived).map(|company| company.id.0).collect()
    });
    assert_eq!(ids(&all), active);
    let mut paged = Vec::new();
    for page in 1.. {
        let rows = ids(&caller.get(&format!("/companies?page={page}&per_page=7")).json());
        if rows.is_empty() {
            break;
        }
        assert!(rows.len() <= 7);
        paged.extend(rows);
    }
    assert_eq!(paged, active);
    let code = all[3]["file_code"].as_str().unwrap();
    assert_eq!(ids(&caller.get(&format!("/companies?file_code={code}")).json()), [active[3]]);
    assert_strict(&sandbox);
}

#[test]
fn the_number_stands_where_a_file_shows_it() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let show = |in_list, in_detail| {
        sandbox.change(|world, _| {
            let company = world.company_mut(place.firm, place.company).unwrap();
            (company.numbers_in_list, company.numbers_in_detail) = (in_list, in_detail);
        });
        let list = caller.get("/companies").json();
        let row = list.as_array().unwrap().iter().find(|row| row["id"] == json!(place.company)).unwrap().clone();
        (row, caller.get(&format!("/companies/{}", place.company)).json())
    };
    let (row, detail) = show(NumbersShown::NONE, NumbersShown::VAT);
    assert!(row.get("vat").is_none() && row.get("vat_number").is_none() && row.get("registration_number").is_none());
    assert!(detail["vat"].is_string() && detail.get("vat_number").is_none());
    let (row, _) = show(NumbersShown::ALL, NumbersShown::ALL);
    assert_eq!(row["vat"], detail["vat"]);
    assert!(row["vat_number"].is_null() && row.get("vat_number").is_some(), "there, but empty");
    assert_eq!(caller.get("/companies/1").status, 404);
    assert_strict(&sandbox);
}

#[test]
fn periods_come_newest_first() {
    let sandbox = office();
    let place = place(&sandbox, DossierKind::Monthly);
    let caller = Caller::new(&sandbox, place.firm);
    let periods = caller.get(&format!("/companies/{}/periods", place.company)).json();
    let ends: Vec<&str> = periods.as_array().unwrap().iter().map(|row| row["end_date"].as_str().unwrap()).collect();
    let mut sorted = ends.clone();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(ends, sorted);
    assert_eq!(ends.len(), 36);
    let detail = caller.get(&period(place)).json();
    assert_eq!(detail["fiscal_year"]["end_date"], detail["end_date"]);
    assert_eq!(caller.get(&format!("/companies/{}/periods?public=true", place.company)).json(), json!([]));
    assert_eq!(caller.get(&format!("/companies/{}/periods/1", place.company)).status, 404);
    assert_strict(&sandbox);
}

#[test]
fn workflows_of_a_period_are_listed_unless_archived() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let workflows = format!("{}/workflows", period(place));
    let rows = caller.get(&workflows).json();
    let of_name = |name: &str| rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()["id"].clone();
    let id = of_name("Comptes annuels");
    assert!(rows[0].get("archived").is_none());
    let templates = caller.get(&format!("{workflows}/{id}/reconciliations")).json();
    assert!(ids(&templates).contains(&place.reconciliation.0));
    assert!(
        !ids(&caller.get(&format!("{workflows}/{}/reconciliations", of_name("TVA"))).json())
            .contains(&place.reconciliation.0)
    );
    assert_eq!(caller.get(&format!("{workflows}/{id}/status")).json()["status"], "open");
    assert_eq!(caller.get(&format!("{workflows}/1/status")).status, 404);

    let workflow = passerelle_sandbox::world::WorkflowId(id.as_u64().unwrap());
    let set = |state| {
        sandbox.change(|world, _| world.set_workflow_state(place.firm, place.company, place.period, workflow, state))
    };
    assert!(set(WorkflowState::Completed));
    assert_eq!(caller.get(&format!("{workflows}/{id}/status")).json(), json!({"status": "completed", "progress": 100}));
    assert!(set(WorkflowState::Archived));
    assert_eq!(caller.get(&workflows).json().as_array().unwrap().len(), 1);
    sandbox.change(|world, _| {
        world.silverfin.knobs.archived_workflows_listed = true;
        world.silverfin.knobs.workflow_status_readable = false;
    });
    let rows = caller.get(&workflows).json();
    let archived: Vec<bool> = rows.as_array().unwrap().iter().map(|row| row["archived"].as_bool().unwrap()).collect();
    assert_eq!(archived.iter().filter(|archived| **archived).count(), 1);
    assert_eq!(caller.get(&format!("{workflows}/{id}/status")).status, 404);
    assert_strict(&sandbox);
}

#[test]
fn a_workflow_of_the_firm_is_added_to_a_file() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let firm_workflow = sandbox.world(|world| *world.firm(place.firm).unwrap().workflows.keys().next().unwrap());
    let path = format!("/companies/{}/add_workflow", place.company);
    let added = caller.post_parts(&path, &[("firm_workflow_id", &firm_workflow.to_string())]);
    assert_eq!((added.status, added.json()["firm_workflow_id"].as_u64()), (201, Some(firm_workflow.0)));
    assert_eq!(caller.post_parts(&path, &[("firm_workflow_id", "1")]).status, 422);
    assert_strict(&sandbox);
}

#[test]
fn templates_are_found_in_period_and_firm() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let rows = caller.get(&format!("{}/reconciliations?per_page=200", period(place))).json();
    assert!(ids(&rows).contains(&place.reconciliation.0));
    assert_eq!(caller.get(&template(place)).json()["handle"], "social_balance_sheet");
    let templates = caller.get("/reconciliations").json();
    let handles: Vec<&str> = templates.as_array().unwrap().iter().map(|row| row["handle"].as_str().unwrap()).collect();
    assert_eq!(handles.iter().filter(|handle| **handle == "social_balance_sheet").count(), 2);
    assert_strict(&sandbox);
}

#[test]
fn a_star_reaches_later_periods_and_its_removal_only_this_one() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let later = sandbox.world(|world| {
        let periods = &world.company(place.firm, place.company).unwrap().periods;
        periods.values().find(|period| period.end_date > periods[&place.period].end_date).unwrap().id
    });
    let in_later = template(Place { period: later, ..place });
    assert_eq!(caller.post_parts(&template(place), &[("starred", "true")]).json()["starred"], true);
    assert_eq!(caller.get(&in_later).json()["starred"], true);
    assert_eq!(caller.post_parts(&template(place), &[("starred", "false")]).json()["starred"], false);
    assert_eq!(caller.get(&in_later).json()["starred"], true);
    assert_strict(&sandbox);
}

#[test]
fn properties_are_written_one_or_many_and_kept_as_text() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let path = custom(place);
    assert_eq!(caller.post(&path, &json!({"namespace": "a", "key": "one", "value": "1"})).status, 201);
    let many = json!({"properties": [
        {"namespace": "a", "key": "one", "value": 2.5},
        {"namespace": "a", "key": "two", "value": true},
        {"namespace": "a", "key": "row", "value": {"name": "x", "amount": "3"}},
    ]});
    assert_eq!(caller.post(&path, &many).status, 201);
    let rows = caller.get(&path).json();
    assert_eq!(
        rows,
        json!([
            {"namespace": "a", "key": "one", "value": "2.5"},
            {"namespace": "a", "key": "row", "value": {"name": "x", "amount": "3"}},
            {"namespace": "a", "key": "two", "value": "true"},
        ])
    );
    assert_eq!(caller.get(&format!("{}/results", template(place))).json(), json!({"one": "2.5", "two": "true"}));
    assert_eq!(caller.post(&path, &json!({"namespace": "a", "key": "two", "value": null})).status, 201);
    assert_eq!(caller.delete(&format!("{path}?namespace=a&key=row")).status, 200);
    assert_eq!(caller.delete(&format!("{path}?namespace=a&key=row")).status, 404);
    assert_eq!(caller.get(&path).json().as_array().unwrap().len(), 1);
    sandbox.change(|world, _| world.silverfin.knobs.write_status = 200);
    assert_eq!(caller.post(&path, &json!({"namespace": "a", "key": "one", "value": "3"})).status, 200);
    assert_strict(&sandbox);
    let history = sandbox.world(|world| {
        let properties = &world.period(place.firm, place.company, place.period).unwrap().properties;
        let property = &properties[&place.reconciliation][&passerelle_sandbox::world::Address::new("a", "one")];
        property.history.iter().map(|change| (change.value.clone().unwrap(), change.request)).collect::<Vec<_>>()
    });
    let writes: Vec<u64> =
        sandbox.ledger().of_operation("createReconciliationTextCustomProperties").map(|entry| entry.sequence).collect();
    assert_eq!(
        history,
        [(json!("1"), Some(writes[0])), (json!("2.5"), Some(writes[1])), (json!("3"), Some(writes[3]))]
    );
}

#[test]
fn a_property_with_documents_is_not_taken_away() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let path = custom(place);
    assert_eq!(caller.post(&path, &json!({"namespace": "a", "key": "b", "value": "1"})).status, 201);
    sandbox.change(|world, _| {
        let period = world.period_mut(place.firm, place.company, place.period).unwrap();
        let properties = period.properties.get_mut(&place.reconciliation).unwrap();
        for property in properties.values_mut() {
            property.attached_documents.push("scan.pdf".into());
        }
    });
    let both = json!({"properties": [
        {"namespace": "a", "key": "c", "value": "2"},
        {"namespace": "a", "key": "b", "value": null},
    ]});
    let refused = caller.post(&path, &both);
    assert_eq!(refused.status, 422);
    assert!(refused.json()["errors"][0].as_str().unwrap().contains("documents attached"));
    assert_eq!(caller.get(&path).json().as_array().unwrap().len(), 1, "all or none");
    assert_strict(&sandbox);
}

#[test]
fn more_properties_than_a_page_has_are_paged() {
    let sandbox = office();
    let place = place(&sandbox, DossierKind::ManyProperties);
    let caller = Caller::new(&sandbox, place.firm);
    let page = |query: &str| caller.get(&format!("{}?{query}", custom(place))).json().as_array().unwrap().len();
    assert_eq!(page("per_page=1000"), 200, "capped");
    assert_eq!(page("page=2"), 30);
    assert_eq!(page("page=3"), 0);
    sandbox.change(|world, _| world.silverfin.knobs.page_ceiling = 50);
    assert_eq!(page("per_page=200"), 50);
    assert_strict(&sandbox);
    assert_eq!(caller.get(&format!("{}?page=0", custom(place))).status, 400);
    assert_eq!(sandbox.take_violations().len(), 1);
}

#[test]
fn a_locked_period_refuses_in_three_manners() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let write = json!({"namespace": "a", "key": "b", "value": "1"});
    for (lock, status) in [(Lock::Unprocessable, 422), (Lock::Forbidden, 403), (Lock::Silent, 201)] {
        sandbox.change(|world, _| world.set_lock(place.firm, place.company, place.period, lock));
        assert_eq!(caller.post(&custom(place), &write).status, status);
        assert_eq!(caller.get(&custom(place)).json(), json!([]));
        assert!(!sandbox.ledger().entries().iter().rev().nth(1).unwrap().applied);
    }
    sandbox.change(|world, _| world.set_lock(place.firm, place.company, place.period, Lock::Unlocked));
    assert_eq!(caller.post(&custom(place), &write).status, 201);
    assert!(sandbox.ledger().entries().last().unwrap().applied);
    assert_strict(&sandbox);
}

#[test]
fn files_and_periods_have_properties_of_their_own() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let company = format!("/companies/{}/custom", place.company);
    let period = format!("{}/custom", period(place));
    assert_eq!(caller.post(&company, &json!({"namespace": "a", "key": "b", "value": "1"})).status, 201);
    let many = json!({"properties": [{"namespace": "c", "key": "d", "value": "2"}]});
    assert_eq!(caller.post(&period, &many).status, 201);
    assert_eq!(caller.get(&company).json(), json!([{"namespace": "a", "key": "b", "value": "1"}]));
    assert_eq!(caller.get(&period).json(), json!([{"namespace": "c", "key": "d", "value": "2"}]));
    assert_strict(&sandbox);
}

#[test]
fn documents_lie_in_folders() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    let folders = format!("/companies/{}/permanent_folders", place.company);
    let documents = format!("/companies/{}/permanent_documents", place.company);
    let folder = caller.post_parts(&folders, &[("parent_id", "0"), ("name", "Bilan social")]);
    assert_eq!(folder.status, 201);
    let folder = folder.json()["id"].clone();
    let again = caller.post_parts(&folders, &[("parent_id", "0"), ("name", "Bilan social")]);
    assert_eq!(again.status, 422);
    let id = folder.to_string();
    let upload = [("parent_id", id.as_str()), ("name", "Bilan social 2025.pdf"), ("content@file", "%PDF-1.7")];
    let document = caller.post_parts(&documents, &upload);
    assert_eq!(document.status, 201);
    assert_eq!(document.json()["path"], json!(["Bilan social"]));
    let root = caller.get(&format!("{folders}/0")).json();
    assert_eq!(root["children"][0]["id"], folder);
    assert_eq!(root["children"][0]["type"], "folder");
    let inside = caller.get(&format!("{folders}/{folder}")).json();
    assert_eq!(inside["children"][0]["name"], "Bilan social 2025.pdf");
    assert_eq!(inside["children"][0]["type"], "document");
    let document = document.json()["id"].clone();
    assert_eq!(caller.get(&format!("{documents}/{document}")).json()["name"], "Bilan social 2025.pdf");
    assert_eq!(sandbox.audit().documents_twice, []);
    assert_eq!(caller.post_parts(&documents, &upload).status, 201, "a duplicate is let in, so that it is seen");
    assert_eq!(sandbox.audit().documents_twice.len(), 1);
    assert_eq!(caller.post_parts(&documents, &upload[..2]).status, 422);
    let nowhere = [("parent_id", "77"), ("name", "a"), ("content@file", "%PDF")];
    assert_eq!(caller.post_parts(&documents, &nowhere).status, 404);
    assert_eq!(caller.get(&format!("{folders}/77")).status, 404);
    assert_strict(&sandbox);
}

#[test]
fn what_no_contract_knows_is_a_violation() {
    let sandbox = plain();
    let (caller, place) = let_in(&sandbox);
    assert_eq!(caller.get("/companies?vat=1").status, 400);
    assert_eq!(caller.get("/companies/mine").status, 404);
    assert_eq!(caller.get("/clients").status, 404);
    assert_eq!(caller.delete("/companies").status, 405);
    assert_eq!(caller.post(&custom(place), &json!({"namespace": "a.b", "key": "c", "value": "1"})).status, 422);
    assert_eq!(caller.post(&custom(place), &json!({"properties": {}})).status, 422);
    let what: Vec<String> = sandbox.take_violations().into_iter().map(|violation| violation.what).collect();
    assert_eq!(what.len(), 6, "{what:#?}");
    assert_eq!(what[0], "query parameter vat is not in the contract");
    assert!(what[1].contains("not a whole number"));
    assert!(what[2].ends_with("the contract has no such path"));
    assert!(what[3].ends_with("the contract has other methods there"));
    assert_eq!(sandbox.audit().mistakes, []);
}
