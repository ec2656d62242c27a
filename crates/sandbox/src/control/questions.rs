use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Done, Wrong, json as answer};
use crate::server::{Answer, Sandbox};
use crate::world::{CompanyId, FirmId, PeriodId, Place, ReconciliationId, World};

/// The ledger; `operation` keeps one operation's requests, `after` those with a higher number.
pub(super) fn ledger(sandbox: &Sandbox, query: &BTreeMap<String, String>) -> Done {
    let after = match query.get("after").map(|text| text.parse::<u64>()) {
        None => 0,
        Some(Ok(after)) => after,
        Some(Err(error)) => return Err(Box::new(Wrong::Body(format!("after: {error}")))),
    };
    let ledger = sandbox.ledger();
    let wanted = query.get("operation");
    let entries: Vec<_> = ledger
        .entries()
        .iter()
        .filter(|entry| entry.sequence > after && (wanted.is_none() || entry.operation.as_ref() == wanted))
        .collect();
    Ok(answer(&entries))
}

/// What one needs to know of the world to use it: keys and logins, which are made up, and the dossiers of the scenario.
pub(super) fn world(sandbox: &Sandbox) -> Value {
    sandbox.world(|world| {
        json!({
            "finbox": {
                "environment": world.finbox.environment,
                "administrator_key": world.finbox.administrator_key,
                "pairing_id": world.finbox.pairing_id().map(ToString::to_string),
                "dossiers": world.finbox.dossiers.len(),
                "sheets": world.finbox.feed,
                "acknowledgements": world.finbox.acknowledgements,
                "silverfin_connections": world.finbox.silverfin_connections.values().collect::<Vec<_>>(),
            },
            "silverfin": {
                "client_id": world.silverfin.client.id,
                "client_secret": world.silverfin.client.secret,
                "users": users(world),
                "firms": firms(world),
            },
            "scenario": scenario(world),
        })
    })
}

fn users(world: &World) -> Vec<Value> {
    let user = |user: &crate::world::User| {
        let roles: Vec<_> = user.firms.iter().map(|(firm, role)| json!({"firm": firm, "role": role})).collect();
        json!({ "name": user.name, "email": user.email, "password": user.password, "firms": roles })
    };
    world.silverfin.users.values().map(user).collect()
}

fn firms(world: &World) -> Vec<Value> {
    let firms = world.silverfin.firms.values();
    firms.map(|firm| json!({ "id": firm.id, "name": firm.name, "companies": firm.companies.len() })).collect()
}

fn scenario(world: &World) -> Vec<Value> {
    world
        .planned()
        .into_iter()
        .map(|planned| {
            json!({
                "dossier": planned.dossier,
                "name": planned.name,
                "kind": planned.kind,
                "label": planned.kind.label(),
                "expected": planned.expected,
                "firm": planned.firm,
                "company": planned.company,
                "place": planned.place,
            })
        })
        .collect()
}

/// What stands in a template, with all that ever stood there.
pub(super) fn values(sandbox: &Sandbox, query: &BTreeMap<String, String>) -> Done {
    let number = |name: &str| {
        query
            .get(name)
            .and_then(|text| text.parse::<u64>().ok())
            .ok_or_else(|| Box::new(Wrong::Body(format!("{name} must be a number"))))
    };
    let place = Place {
        firm: FirmId(number("firm")?),
        company: CompanyId(number("company")?),
        period: PeriodId(number("period")?),
        reconciliation: ReconciliationId(number("reconciliation")?),
    };
    sandbox.world(|world| {
        let period = world.period(place.firm, place.company, place.period).ok_or_else(|| Box::new(Wrong::NotFound))?;
        let properties = period.properties.get(&place.reconciliation).into_iter().flatten();
        let rows: Vec<Value> = properties
            .map(|(address, property)| {
                json!({
                    "namespace": address.namespace,
                    "key": address.key,
                    "value": property.value(),
                    "history": property.history,
                })
            })
            .collect();
        Ok(answer(&rows))
    })
}

pub(super) fn clock(sandbox: &Sandbox) -> Answer {
    answer(&json!({ "now": sandbox.now() }))
}

pub(super) fn knobs(sandbox: &Sandbox) -> Answer {
    sandbox.world(|world| answer(&json!({ "finbox": world.finbox.knobs, "silverfin": world.silverfin.knobs })))
}

pub(super) fn faults(sandbox: &Sandbox) -> Answer {
    let rules: Vec<Value> =
        sandbox.faults().into_iter().map(|(number, rule)| json!({ "number": number, "rule": rule })).collect();
    answer(&rules)
}
