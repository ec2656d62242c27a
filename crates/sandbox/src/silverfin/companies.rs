use http::StatusCode;
use serde_json::{Value, json};

use super::paging::page;
use super::{company, firm_id};
use crate::server::{Answer, Call};
use crate::world::{Company, NumbersShown, World};

/// The active client files.
pub(super) fn list(world: &World, call: &Call) -> Option<Answer> {
    let firm = world.firm(firm_id(call)?)?;
    let wanted = call.query_text("file_code");
    let rows = firm
        .companies
        .values()
        .filter(|company| !company.archived && wanted.is_none_or(|code| company.file_code == code))
        .map(|company| row(company, company.numbers_in_list));
    Some(page(world, call, rows))
}

/// One client file.
pub(super) fn details(world: &World, call: &Call) -> Option<Answer> {
    let company = company(world, call)?;
    Some(Answer::json(StatusCode::OK, &row(company, company.numbers_in_detail)))
}

fn row(company: &Company, shown: NumbersShown) -> Value {
    let mut row = json!({
        "id": company.id,
        "name": company.name,
        "created_at": company.created_at,
        "country": "BE",
        "file_code": company.file_code,
        "company_type": "regular",
        "periods_per_year": company.periods_per_year,
        "currency": "EUR",
    });
    let numbers = &company.numbers;
    for (name, shown, value) in [
        ("vat", shown.vat, &numbers.vat),
        ("vat_number", shown.vat_number, &numbers.vat_number),
        ("registration_number", shown.registration_number, &numbers.registration_number),
    ] {
        if let (true, Some(members)) = (shown, row.as_object_mut()) {
            members.insert(name.to_owned(), json!(value));
        }
    }
    row
}
