use std::cmp::Reverse;

use http::StatusCode;
use serde_json::{Value, json};

use super::paging::page;
use super::{company, period};
use crate::server::{Answer, Call};
use crate::world::{Period, World};

/// The periods of a client file, newest first. None of the sandbox's is public.
pub(super) fn list(world: &World, call: &Call) -> Option<Answer> {
    let company = company(world, call)?;
    let public_only = call.query_text("public") == Some("true");
    let mut periods: Vec<&Period> = company.periods.values().filter(|_| !public_only).collect();
    periods.sort_by_key(|period| Reverse((period.end_date, period.id)));
    Some(page(world, call, periods.into_iter().map(row)))
}

/// One period.
pub(super) fn details(world: &World, call: &Call) -> Option<Answer> {
    period(world, call).map(|period| Answer::json(StatusCode::OK, &row(period)))
}

fn row(period: &Period) -> Value {
    json!({
        "id": period.id,
        "end_date": period.end_date,
        "public": false,
        "fiscal_year": { "start_date": period.year_start, "end_date": period.year_end },
        "extra_data_headers": [],
    })
}
