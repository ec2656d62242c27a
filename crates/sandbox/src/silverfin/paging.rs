use http::StatusCode;
use serde_json::Value;

use crate::server::{Answer, Call};
use crate::world::World;

/// The page that was asked for, as a bare array; empty past the end.
pub(super) fn page(world: &World, call: &Call, rows: impl Iterator<Item = Value>) -> Answer {
    let ceiling = world.silverfin.knobs.page_ceiling.max(1);
    let number = |name: &str| call.query_number(name).and_then(|number| usize::try_from(number).ok());
    let per_page = number("per_page").unwrap_or(200).clamp(1, ceiling);
    let before = number("page").unwrap_or(1).saturating_sub(1).saturating_mul(per_page);
    let rows: Vec<Value> = rows.skip(before).take(per_page).collect();
    Answer::json(StatusCode::OK, &rows)
}
