use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use passerelle_social_balance::Sheet;
use serde::Deserialize;
use serde_json::json;

use super::{Done, Wrong, done, found, json as answer, questions, read};
use crate::faults::FaultRule;
use crate::server::{Answer, Sandbox};
use crate::silverfin::LogIn;
use crate::world::{
    Address, CompanyId, DossierId, FinboxKnobs, FirmId, Lock, PeriodId, Place, SheetId, SilverfinKnobs, WorkflowId,
    WorkflowState,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockMove {
    advance_seconds: Option<u64>,
    now: Option<DateTime<Utc>>,
}

/// Moves the clock: by `advance_seconds`, or to `now`.
pub(super) fn clock(sandbox: &Sandbox, body: &Bytes) -> Done {
    let ClockMove { advance_seconds, now } = read(body)?;
    if let Some(now) = now {
        sandbox.clock().set(now);
    }
    if let Some(seconds) = advance_seconds {
        sandbox.clock().advance(Duration::from_secs(seconds));
    }
    Ok(questions::clock(sandbox))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Knobs {
    finbox: Option<FinboxKnobs>,
    silverfin: Option<SilverfinKnobs>,
}

/// Turns the knobs of one or both services. What is not named goes back to its default.
pub(super) fn knobs(sandbox: &Sandbox, body: &Bytes) -> Done {
    let Knobs { finbox, silverfin } = read(body)?;
    sandbox.change(|world, _| {
        world.finbox.knobs = finbox.unwrap_or_else(|| world.finbox.knobs.clone());
        world.silverfin.knobs = silverfin.unwrap_or_else(|| world.silverfin.knobs.clone());
    });
    Ok(questions::knobs(sandbox))
}

pub(super) fn add_fault(sandbox: &Sandbox, body: &Bytes) -> Done {
    let rule: FaultRule = read(body)?;
    Ok(answer(&json!({ "number": sandbox.add_fault(rule) })))
}

pub(super) fn remove_fault(sandbox: &Sandbox, number: &str) -> Done {
    found(number.parse().is_ok_and(|number| sandbox.remove_fault(number)))
}

pub(super) fn clear_faults(sandbox: &Sandbox) -> Answer {
    sandbox.clear_faults();
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSheet {
    dossier: DossierId,
    sheet: Option<Sheet>,
}

/// Makes a sheet for a dossier: the given one, or the one that the scenario has for it.
pub(super) fn make_sheet(sandbox: &Sandbox, body: &Bytes) -> Done {
    let NewSheet { dossier, sheet } = read(body)?;
    sandbox.change(|world, now| {
        if !world.finbox.dossiers.contains_key(&dossier) {
            return Err(Box::new(Wrong::NotFound));
        }
        let planned = world.planned().into_iter().find(|planned| planned.dossier == dossier);
        let sheet = sheet.or_else(|| planned.and_then(|planned| planned.sheet.clone()));
        let sheet = sheet.ok_or_else(|| Box::new(Wrong::Refused("no sheet is planned for this dossier".to_owned())))?;
        Ok(answer(&json!({ "sheet": world.make_sheet(dossier, sheet, now) })))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    sheet: Option<Sheet>,
}

/// Corrects a sheet: by the given one, or a little.
pub(super) fn correct_sheet(sandbox: &Sandbox, old: &str, body: &Bytes) -> Done {
    let Correction { sheet } = read(body)?;
    let old: SheetId = old.parse().map_err(|_| Box::new(Wrong::NotFound))?;
    let corrected = sandbox.change(|world, now| match sheet {
        Some(sheet) => world.correct_sheet(old, sheet, now),
        None => world.correct_a_little(old, now),
    });
    corrected.map(|sheet| answer(&json!({ "sheet": sheet }))).ok_or_else(|| Box::new(Wrong::NotFound))
}

/// Makes every first sheet of the scenario.
pub(super) fn first_sheets(sandbox: &Sandbox) -> Answer {
    answer(&json!({ "sheets": sandbox.change(crate::world::World::publish_first_sheets) }))
}

/// Lets the day between the scenario's two nights happen.
pub(super) fn second_day(sandbox: &Sandbox) -> Answer {
    answer(&json!({ "happenings": sandbox.change(crate::world::World::second_day) }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    place: Place,
    rubric: Option<String>,
    namespace: Option<String>,
    key: Option<String>,
    value: Option<String>,
}

/// Edits a property as a person: that of a rubric, or any. Without a value it is emptied.
pub(super) fn edit(sandbox: &Sandbox, body: &Bytes) -> Done {
    let Edit { place, rubric, namespace, key, value } = read(body)?;
    let address = match (rubric, namespace, key) {
        (Some(rubric), None, None) => Address::of_rubric(&rubric),
        (None, Some(namespace), Some(key)) => Address::new(namespace, key),
        _ => return Err(Box::new(Wrong::Body("either rubric, or namespace and key".to_owned()))),
    };
    let edited = sandbox.change(|world, now| world.person_edits(place, address, value.as_deref(), now));
    edited.map(|()| done()).map_err(|refusal| Box::new(Wrong::Refused(refusal.to_string())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkflowChange {
    firm: FirmId,
    company: CompanyId,
    period: PeriodId,
    workflow: WorkflowId,
    state: WorkflowState,
}

/// Opens, archives or completes a workflow.
pub(super) fn workflow(sandbox: &Sandbox, body: &Bytes) -> Done {
    let WorkflowChange { firm, company, period, workflow, state } = read(body)?;
    found(sandbox.change(|world, _| world.set_workflow_state(firm, company, period, workflow, state)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockChange {
    firm: FirmId,
    company: CompanyId,
    period: PeriodId,
    lock: Lock,
}

/// Locks a period in one of three manners, or unlocks it.
pub(super) fn lock(sandbox: &Sandbox, body: &Bytes) -> Done {
    let LockChange { firm, company, period, lock } = read(body)?;
    found(sandbox.change(|world, _| world.set_lock(firm, company, period, lock)))
}

pub(super) fn revoke_tokens(sandbox: &Sandbox) -> Answer {
    sandbox.revoke_tokens();
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    authorize_url: String,
    firm: Option<FirmId>,
    email: Option<String>,
    password: Option<String>,
    #[serde(default = "agreed")]
    consent: bool,
}

fn agreed() -> bool {
    true
}

/// Plays a person through the login. Without a login given, it is the first administrator of the firm, or of any.
pub(super) fn log_in(sandbox: &Sandbox, body: &Bytes) -> Done {
    let Person { authorize_url, firm, email, password, consent } = read(body)?;
    let ready = sandbox.world(|world| {
        let mut firms = firm.into_iter().chain(world.silverfin.firms.keys().copied());
        firms.find_map(|firm| LogIn::administrator_of(world, firm))
    });
    let person = match (email, password, ready) {
        (Some(email), Some(password), _) => LogIn { email, password, firm, consent },
        (None, None, Some(ready)) => LogIn { firm, consent, ..ready },
        _ => return Err(Box::new(Wrong::Refused("nobody can log in; give e-mail and password".to_owned()))),
    };
    match sandbox.log_in(&authorize_url, &person) {
        Ok(redirect) => Ok(answer(&json!({ "redirect": redirect }))),
        Err(error) => Err(Box::new(Wrong::Refused(error.to_string()))),
    }
}
