use serde_json::{Map, Value};

use super::FaultKind;
use crate::server::{Answer, Call};

/// The most rows that a spun page has.
const FULL_PAGE: u64 = 200;

/// Where every page is the first, the first page is what the service is asked for. Gives the page that was asked for.
pub(crate) fn ask_for_the_first_page(kind: &FaultKind, call: &mut Call) -> u64 {
    if !matches!(kind, FaultKind::EndlessPages | FaultKind::RepeatingPage) {
        return 0;
    }
    call.query.remove("cursor");
    call.headers.remove("if-none-match");
    let page = call.query_number("page").unwrap_or(1);
    call.query.remove("page");
    page
}

/// Makes a page that never ends of the first page of a list.
pub(crate) fn spin_pages(kind: &FaultKind, call: &Call, page: u64, answer: Answer) -> Answer {
    let endless = match kind {
        FaultKind::EndlessPages => true,
        FaultKind::RepeatingPage => false,
        _ => return answer,
    };
    if !answer.status.is_success() {
        return answer;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else { return answer };
    let spun = match body {
        Value::Array(rows) => {
            let wanted = call.query_number("per_page").unwrap_or(FULL_PAGE).clamp(1, FULL_PAGE);
            Value::Array(fill(&rows, wanted, page, endless))
        }
        Value::Object(members) => Value::Object(spin_cursor(members, call.sequence, endless)),
        other => other,
    };
    Answer { body: spun.to_string().into(), ..answer }
}

fn fill(rows: &[Value], wanted: u64, page: u64, endless: bool) -> Vec<Value> {
    let filled = rows.iter().cycle().take(if rows.is_empty() { 0 } else { usize::try_from(wanted).unwrap_or(0) });
    if !endless {
        return filled.cloned().collect();
    }
    filled.zip(page.saturating_mul(FULL_PAGE)..).map(|(row, number)| renumbered(row.clone(), number)).collect()
}

fn renumbered(mut row: Value, number: u64) -> Value {
    if let Some(id) = row.get_mut("id") {
        *id = Value::from(1_000_000_000 + number);
    } else if let Some(Value::String(key)) = row.get_mut("key") {
        *key = format!("{key}_{number}");
    }
    row
}

/// Makes a row that was never seen before of a sheet in the feed: one from long ago, so that nobody has to look for it.
fn make_old(item: &mut Value, sequence: u64, place: usize) {
    let Some(members) = item.as_object_mut().filter(|members| members.contains_key("created_at")) else { return };
    members.insert("id".to_owned(), Value::from(format!("00000000-0000-4000-{place:04x}-{sequence:012x}")));
    members.insert("created_at".to_owned(), Value::from("2001-01-01T00:00:00Z"));
}

fn spin_cursor(mut members: Map<String, Value>, sequence: u64, endless: bool) -> Map<String, Value> {
    if members.contains_key("items") {
        let cursor = if endless { format!("further-{sequence}") } else { "again".to_owned() };
        members.insert("next_cursor".to_owned(), Value::from(cursor));
        if let Some(has_more) = members.get_mut("has_more") {
            *has_more = Value::from(true);
        }
        if endless && let Some(Value::Array(items)) = members.get_mut("items") {
            items.iter_mut().enumerate().for_each(|(place, item)| make_old(item, sequence, place));
        }
    }
    members
}
