use http::StatusCode;
use serde_json::{Value, json};

use super::Refusal;
use super::cursor::Cursor;
use crate::server::{Answer, Call};
use crate::world::{Dossier, World};

const LIST: &str = "dossiers";

pub(super) fn list(world: &World, call: &Call) -> Result<Answer, Refusal> {
    let place = match call.query_text("cursor") {
        Some(text) => Cursor::read(text, LIST, 0)?.place,
        None => 0,
    };
    let limit = super::feed::limit(call);
    let items: Vec<Value> = world.finbox.dossiers.values().skip(place).take(limit).map(body).collect();
    let next = place + items.len();
    let next_cursor =
        (next < world.finbox.dossiers.len()).then(|| Cursor { list: LIST, generation: 0, place: next }.write());
    Ok(Answer::json(StatusCode::OK, &json!({"items": items, "next_cursor": next_cursor})))
}

fn body(dossier: &Dossier) -> Value {
    json!({
        "id": dossier.id,
        "name": dossier.name,
        "payroll_file_numbers": dossier.payroll_file_numbers,
        "enterprise_number": dossier.enterprise_number,
        "active": dossier.active,
    })
}
