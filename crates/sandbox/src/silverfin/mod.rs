//! Silverfin: what its contract's operations do to the world, and the pages that a person meets when logging in.

mod access;
mod admission;
mod authorize;
mod companies;
mod documents;
mod html;
mod log_in;
mod pages;
mod paging;
mod periods;
mod properties;
mod reconciliations;
mod token;
mod user;
mod workflows;

use http::StatusCode;

use crate::server::{Answer, Call};
use crate::world::{Company, CompanyId, FirmId, Period, PeriodId, ReconciliationId, World};

pub(crate) use access::Access;
pub(crate) use admission::{Caller, admit};
pub use log_in::{LogIn, LogInError};
pub(crate) use pages::{PersonPage, show_page};

/// Carries out an operation for whoever was admitted to it.
pub(crate) fn answer(world: &mut World, access: &mut Access, caller: Option<&Caller>, call: &Call) -> Answer {
    let done = match call.operation.as_str() {
        "authorizeUser" | "authorizeUserForFirm" => Some(authorize::show(world, access, call)),
        "postOauthToken" => Some(token::exchange(world, access, call)),
        "revokeToken" => Some(token::revoke(world, access, call)),
        "getCurrentUserDetails" => user::details(world, caller),
        "getCurrentUserEmail" => user::emails(world, caller),
        "getCurrentUserFirm" => user::firm(world, call),
        "getCompanies" => companies::list(world, call),
        "getCompanyDetails" => companies::details(world, call),
        "getCompanyCustomProperties" | "getPeriodCustomProperties" => properties::list_elsewhere(world, access, call),
        "createCompanyCustomProperty" | "createPeriodCustomProperties" => {
            properties::write_elsewhere(world, access, call)
        }
        "getPeriods" => periods::list(world, call),
        "getPeriodDetails" => periods::details(world, call),
        "getPeriodWorkflowsList" => workflows::list(world, call),
        "getWorkflowReconciliationTextsList" => workflows::reconciliations(world, call),
        "getWorkflowStatus" => workflows::status(world, call),
        "addFirmWorkflowToCompany" => workflows::add(world, call),
        "getReconciliationTexts" => reconciliations::list(world, call),
        "getReconciliationTextContent" => reconciliations::details(world, call),
        "updateReconciliationTextStarringStatus" => reconciliations::star(world, call),
        "getReconciliationTextCustomProperties" => properties::list(world, call),
        "createReconciliationTextCustomProperties" => properties::write(world, call),
        "deleteReconciliationTextCustomProperty" => properties::delete(world, call),
        "getReconciliationTextResults" => reconciliations::results(world, call),
        "getReconciliationTextTemplateList" => reconciliations::templates(world, call),
        "createPermanentDocument" => documents::create(world, call),
        "getPermanentDocumentContent" => documents::details(world, call),
        "createPermanentFolder" => documents::create_folder(world, call),
        "getPermanentFolderContent" => documents::folder(world, call),
        _ => Some(Answer::error(StatusCode::NOT_IMPLEMENTED, "the sandbox does not carry this out")),
    };
    done.unwrap_or_else(not_found)
}

fn not_found() -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "not found")
}

fn firm_id(call: &Call) -> Option<FirmId> {
    call.path_number("firm_id").map(FirmId)
}

fn company_id(call: &Call) -> Option<CompanyId> {
    call.path_number("company_id").map(CompanyId)
}

fn period_id(call: &Call) -> Option<PeriodId> {
    call.path_number("period_id").map(PeriodId)
}

fn reconciliation_id(call: &Call) -> Option<ReconciliationId> {
    call.path_number("reconciliation_id").map(ReconciliationId)
}

fn company<'a>(world: &'a World, call: &Call) -> Option<&'a Company> {
    world.company(firm_id(call)?, company_id(call)?)
}

fn period<'a>(world: &'a World, call: &Call) -> Option<&'a Period> {
    company(world, call)?.periods.get(&period_id(call)?)
}
