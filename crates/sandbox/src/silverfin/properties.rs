use http::StatusCode;
use serde_json::{Value, json};

use super::access::Access;
use super::paging::page;
use super::reconciliations::place;
use super::{company, company_id, firm_id, not_found, period, period_id};
use crate::server::{Answer, Call};
use crate::world::{Address, LargerWrites, Lock, World, Write, WriteRefusal};

/// The properties of a template in a period.
pub(super) fn list(world: &World, call: &Call) -> Option<Answer> {
    let rows = world.properties_standing(place(world, call)?).into_iter().map(|(address, value)| row(&address, &value));
    Some(page(world, call, rows))
}

/// Writes one property, or many: all or none, unless a knob says otherwise.
pub(super) fn write(world: &mut World, call: &Call) -> Option<Answer> {
    let mut writes = read_writes(call.json()?);
    let knobs = &world.silverfin.knobs;
    if let Some(most) = knobs.largest_write.filter(|most| writes.len() > *most) {
        match knobs.larger_writes {
            LargerWrites::Refused => {
                return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "Too many properties"));
            }
            LargerWrites::CutShort => writes.truncate(most),
        }
    }
    if let Some(longest) = knobs.longest_text {
        let texts = writes.iter_mut().filter_map(|(_, value)| match value {
            Some(Value::String(text)) if text.len() > longest => Some(text),
            _ => None,
        });
        for text in texts {
            match knobs.longer_texts {
                LargerWrites::Refused => {
                    return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "Value is too long"));
                }
                LargerWrites::CutShort => text.truncate(text.floor_char_boundary(longest)),
            }
        }
    }
    let status = StatusCode::from_u16(world.silverfin.knobs.write_status).unwrap_or(StatusCode::CREATED);
    apply(world, call, &writes, status)
}

/// Takes one property away.
pub(super) fn delete(world: &mut World, call: &Call) -> Option<Answer> {
    let (Some(namespace), Some(key)) = (call.query_text("namespace"), call.query_text("key")) else {
        return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "namespace and key are needed"));
    };
    let address = Address::new(namespace, key);
    world.standing(place(world, call)?, &address)?;
    apply(world, call, &[(address, None)], StatusCode::OK)
}

fn apply(world: &mut World, call: &Call, writes: &[Write], status: StatusCode) -> Option<Answer> {
    let place = place(world, call)?;
    let silent = period(world, call)?.lock == Lock::Silent;
    Some(match world.application_writes(place, writes, call.now, Some(call.sequence)) {
        // What a write answers is not documented; whoever wants to know what stands there reads it back.
        Ok(()) => Answer { applied: !silent, ..Answer::json(status, &json!({})) },
        Err(WriteRefusal::NotFound) => not_found(),
        Err(refusal @ WriteRefusal::Forbidden) => Answer::error(StatusCode::FORBIDDEN, &refusal.to_string()),
        Err(refusal) => Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, &refusal.to_string()),
    })
}

/// The properties of a client file or of a period itself.
pub(super) fn list_elsewhere(world: &World, access: &Access, call: &Call) -> Option<Answer> {
    let key = elsewhere(world, call)?;
    let rows = access.elsewhere.get(&key).into_iter().flatten().map(|(address, value)| row(address, value));
    Some(page(world, call, rows))
}

/// Writes properties of a client file or of a period itself.
pub(super) fn write_elsewhere(world: &World, access: &mut Access, call: &Call) -> Option<Answer> {
    let properties = access.elsewhere.entry(elsewhere(world, call)?).or_default();
    for (address, value) in read_writes(call.json()?) {
        match value {
            Some(value) => properties.insert(address, value),
            None => properties.remove(&address),
        };
    }
    Some(Answer::json(StatusCode::CREATED, &json!({})).applied())
}

type Elsewhere = (crate::world::FirmId, crate::world::CompanyId, Option<crate::world::PeriodId>);

fn elsewhere(world: &World, call: &Call) -> Option<Elsewhere> {
    company(world, call)?;
    let period = match period_id(call) {
        Some(id) => Some(period(world, call).map(|_| id)?),
        None => None,
    };
    Some((firm_id(call)?, company_id(call)?, period))
}

/// The contract has let through one property, or an array of them.
fn read_writes(body: &Value) -> Vec<Write> {
    let one = std::slice::from_ref(body);
    let properties = body.get("properties").and_then(Value::as_array).map_or(one, Vec::as_slice);
    properties
        .iter()
        .filter_map(|property| {
            let text = |name: &str| property.get(name).and_then(Value::as_str);
            let value = property.get("value").filter(|value| !value.is_null()).cloned();
            Some((Address::new(text("namespace")?, text("key")?), value))
        })
        .collect()
}

fn row(address: &Address, value: &Value) -> Value {
    json!({ "namespace": address.namespace, "key": address.key, "value": value })
}
