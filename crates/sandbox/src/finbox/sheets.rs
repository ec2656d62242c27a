use chrono::{DateTime, Utc};
use http::StatusCode;
use http::header::ACCEPT;

use super::access::Caller;
use super::{Refusal, invalid, refuse};
use crate::server::{Answer, Call};
use crate::world::{Acknowledgement, CompanyId, FirmId, MediaType, SheetId, StoredSheet, World};

/// One sheet in the form that `Accept` asks for.
pub(super) fn content(world: &World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    caller.agent()?;
    let sheet = visible(world, call)?;
    let offered: Vec<MediaType> = sheet.contents.keys().copied().collect();
    let chosen =
        choose(call.header(ACCEPT.as_str()), &offered).and_then(|form| Some((form, sheet.contents.get(&form)?)));
    let Some((media_type, content)) = chosen else {
        let names: Vec<&str> = offered.iter().map(|form| form.as_str()).collect();
        let title = format!("The sheet can be had as {}", names.join(", "));
        return Err(refuse(StatusCode::NOT_ACCEPTABLE, "form_not_available", &title));
    };
    let mut bytes = content.bytes().to_vec();
    if world.finbox.knobs.corrupt_contents {
        corrupt(&mut bytes);
    }
    Ok(Answer::bytes(StatusCode::OK, media_type.as_str(), bytes))
}

/// The agent's word that a sheet stands in Silverfin. Every word is kept, so that a test can count them.
pub(super) fn acknowledge(world: &mut World, call: &Call, caller: &Caller) -> Result<Answer, Refusal> {
    let agent = caller.agent()?.id;
    let sheet = visible(world, call)?.id;
    let delivered_at: Option<DateTime<Utc>> = call.json_text("delivered_at").and_then(|text| text.parse().ok());
    let (Some(firm), Some(company), Some(delivered_at)) =
        (call.json_number("firm_id"), call.json_number("company_id"), delivered_at)
    else {
        return Err(invalid("firm_id, company_id and delivered_at are needed"));
    };
    world.finbox.acknowledgements.push(Acknowledgement {
        sheet,
        agent,
        firm_id: FirmId(firm),
        company_id: CompanyId(company),
        delivered_at,
        received_at: call.now,
    });
    Ok(Answer::empty(StatusCode::NO_CONTENT).applied())
}

/// The sheet, if the connection may see it: one made before the activation is not there.
fn visible<'world>(world: &'world World, call: &Call) -> Result<&'world StoredSheet, Refusal> {
    let since = world.finbox.activated_at();
    call.path_text("sheet_id")
        .and_then(|text| text.parse::<SheetId>().ok())
        .and_then(|id| world.finbox.sheets.get(&id))
        .filter(|sheet| since.is_some_and(|since| sheet.created_at >= since))
        .ok_or_else(|| refuse(StatusCode::NOT_FOUND, "sheet_unknown", "There is no such sheet"))
}

/// The offered form that `Accept` likes best; the first offered where it likes several the same. Source: RFC 9110, 12.5.1.
fn choose(accept: Option<&str>, offered: &[MediaType]) -> Option<MediaType> {
    let Some(accept) = accept else { return offered.first().copied() };
    let liking = |form: MediaType| {
        let ranges = accept.split(',').filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next()?.to_ascii_lowercase();
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |text| text.parse().ok());
            let exactness = match name.as_str() {
                name if name == form.as_str() => 2,
                "application/*" => 1,
                "*/*" => 0,
                _ => return None,
            };
            Some((exactness, quality.unwrap_or(0.0_f32)))
        });
        ranges.max_by_key(|(exactness, _)| *exactness).map_or(0.0, |(_, quality)| quality)
    };
    let mut best = None;
    for form in offered {
        let liked = liking(*form);
        if liked > best.map_or(0.0, |(_, most)| most) {
            best = Some((*form, liked));
        }
    }
    best.map(|(form, _)| form)
}

/// Another digit in one place: every reader can read it, only the hash tells.
fn corrupt(bytes: &mut [u8]) {
    if let Some(digit) = bytes.iter_mut().rev().find(|byte| byte.is_ascii_digit()) {
        *digit = if *digit == b'7' { b'3' } else { b'7' };
    }
}
