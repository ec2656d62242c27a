use http::StatusCode;
use http::header::{ETAG, IF_NONE_MATCH};
use serde_json::{Value, json};

use super::Refusal;
use super::access::Caller;
use super::cursor::Cursor;
use crate::server::{Answer, Call};
use crate::world::{Content, StoredSheet, World};

const LIST: &str = "sheets";
const USUAL_LIMIT: u64 = 200;

/// The feed: oldest first, what was made since the activation only, at least once.
pub(super) fn list(world: &World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    caller.agent()?;
    let finbox = &world.finbox;
    let generation = finbox.knobs.cursor_generation;
    let asked = call.query_text("cursor").map(|text| Cursor::read(text, LIST, generation)).transpose()?;
    let since = finbox.activated_at();
    let visible: Vec<(usize, &StoredSheet)> = finbox
        .feed
        .iter()
        .enumerate()
        .filter_map(|(place, id)| Some((place, finbox.sheets.get(id)?)))
        .filter(|(_, sheet)| since.is_some_and(|since| sheet.created_at >= since))
        .collect();
    let limit = limit(call);
    let place = asked.map_or(0, |cursor| cursor.place);
    let fresh = visible.partition_point(|(at, _)| *at < place);
    // Repeated entries never fill a page: it always gets on.
    let repeated = asked.map_or(0, |_| finbox.knobs.repeated_entries.min(limit - 1));
    let begin = fresh.saturating_sub(repeated);
    let end = visible.len().min(begin + limit);
    let page = &visible[begin..end];
    let next = page.last().map_or(place, |(at, _)| (at + 1).max(place));
    let items: Vec<Value> = page.iter().map(|(_, sheet)| entry(world, sheet)).collect();
    let body = json!({
        "items": items,
        "next_cursor": Cursor { list: LIST, generation, place: next }.write(),
        "has_more": end < visible.len(),
    });
    let hash = Content::new(body.to_string().into_bytes());
    let tag = format!("\"{}\"", &hash.sha256()[..20]);
    let known = call.header(IF_NONE_MATCH.as_str()).is_some_and(|tags| matches(tags, &tag));
    let answer = if known { Answer::empty(StatusCode::NOT_MODIFIED) } else { Answer::json(StatusCode::OK, &body) };
    Ok(answer.with(ETAG, &tag))
}

/// How many rows the caller asks for; at least one.
pub(super) fn limit(call: &Call) -> usize {
    usize::try_from(call.query_number("limit").unwrap_or(USUAL_LIMIT)).unwrap_or(1).max(1)
}

/// Whether one of the tags of `If-None-Match` is this one; a weak tag counts as well. Source: RFC 9110, 13.1.2.
fn matches(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

fn entry(world: &World, sheet: &StoredSheet) -> Value {
    let contents: Vec<Value> = sheet
        .contents
        .iter()
        .map(|(media_type, content)| {
            json!({"media_type": media_type, "sha256": content.sha256(), "bytes": content.bytes().len()})
        })
        .collect();
    json!({
        "id": sheet.id,
        "dossier_id": sheet.dossier,
        "dossier_name": world.finbox.dossiers.get(&sheet.dossier).map(|dossier| dossier.name.as_str()).unwrap_or_default(),
        "enterprise_number": sheet.feed_enterprise_number,
        "financial_year": {
            "start_date": sheet.sheet.financial_year.start(),
            "end_date": sheet.sheet.financial_year.end(),
        },
        "model": sheet.sheet.model,
        "revision": sheet.revision,
        "supersedes": sheet.supersedes,
        "created_at": sheet.created_at,
        "contents": contents,
    })
}
