use http::StatusCode;
use serde_json::{Map, Value, json};

use super::paging::page;
use super::{company, company_id, firm_id, period, period_id, reconciliation_id};
use crate::server::{Answer, Call};
use crate::world::{Lock, Period, Place, Reconciliation, World};

/// The templates of a client file, as they stand in a period.
pub(super) fn list(world: &World, call: &Call) -> Option<Answer> {
    let period = period(world, call)?;
    let rows = company(world, call)?.reconciliations.values().map(|reconciliation| row(period, reconciliation));
    Some(page(world, call, rows))
}

/// One template.
pub(super) fn details(world: &World, call: &Call) -> Option<Answer> {
    let reconciliation = company(world, call)?.reconciliations.get(&reconciliation_id(call)?)?;
    Some(Answer::json(StatusCode::OK, &row(period(world, call)?, reconciliation)))
}

/// Stars a template in this period and all later ones, or unstars it in this one.
pub(super) fn star(world: &mut World, call: &Call) -> Option<Answer> {
    let (id, from) = (reconciliation_id(call)?, period(world, call)?.end_date);
    let starred = call.part_text("starred") == Some("true");
    if period(world, call)?.lock != Lock::Unlocked {
        return Some(Answer::errors(StatusCode::UNPROCESSABLE_ENTITY, "The period is locked"));
    }
    let company = world.company_mut(firm_id(call)?, company_id(call)?)?;
    company.reconciliations.get(&id)?;
    for period in company.periods.values_mut() {
        if starred && period.end_date >= from {
            period.starred.insert(id);
        } else if !starred && Some(period.id) == period_id(call) {
            period.starred.remove(&id);
        }
    }
    details(world, call).map(Answer::applied)
}

/// What a template works out: here each of its values under its key.
pub(super) fn results(world: &World, call: &Call) -> Option<Answer> {
    let results: Map<String, Value> = world
        .properties_standing(place(world, call)?)
        .into_iter()
        .filter(|(_, value)| !value.is_object() && !value.is_array())
        .map(|(address, value)| (address.key, value))
        .collect();
    Some(Answer::json(StatusCode::OK, &results))
}

/// The firm's templates.
pub(super) fn templates(world: &World, call: &Call) -> Option<Answer> {
    let rows = world.firm(firm_id(call)?)?.templates.values().map(|template| {
        json!({
            "id": template.id,
            "handle": template.handle,
            "name_fr": template.name_fr,
            "name_nl": template.name_nl,
            "name_en": template.name_en,
            "reconciliation_type": "only_reconciled_with_data",
            "marketplace_template_id": template.marketplace_template_id,
            "externally_managed": false,
            "hide_code": template.marketplace_template_id.is_some(),
            "is_active": true,
            "published": true,
        })
    });
    Some(page(world, call, rows))
}

/// The template in the period that a call is about.
pub(super) fn place(world: &World, call: &Call) -> Option<Place> {
    period(world, call)?;
    let reconciliation = reconciliation_id(call)?;
    company(world, call)?.reconciliations.get(&reconciliation)?;
    Some(Place { firm: firm_id(call)?, company: company_id(call)?, period: period_id(call)?, reconciliation })
}

/// A template's row in a list.
pub(super) fn row(period: &Period, reconciliation: &Reconciliation) -> Value {
    json!({
        "id": reconciliation.id,
        "handle": reconciliation.handle,
        "name": reconciliation.name,
        "starred": period.starred.contains(&reconciliation.id),
        "reconciliation_type": "only_reconciled_with_data",
    })
}
