mod laws;
mod notices;
mod steps;
mod task;
mod tray;

use chrono::{DateTime, NaiveDate, Utc};
use passerelle_finbox::{DossierId, SheetId};
use passerelle_social_balance::{FinancialYear, Language};
use uuid::Uuid;

use super::*;
use crate::Reason;
use crate::messages::Messages;
use crate::problem::{Cause, ProblemDossier};
use crate::schedule::{NightRecord, Pause};
use crate::settings::Values;

pub(super) fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn settings() -> AgentSettings {
    AgentSettings::new(&Values::default(), "installation", Some("fr-BE"))
}

pub(super) fn french() -> Messages {
    Messages::new(Language::French)
}

/// Ten in the morning of 24 November 2026, in Brussels.
pub(super) fn morning() -> DateTime<Utc> {
    instant("2026-11-24T09:00:00Z")
}

/// Connected for long, and last night is done.
pub(super) fn settled() -> Standing {
    Standing {
        active_since: Some(instant("2026-01-01T08:00:00Z")),
        nights: [(day("2026-11-24"), NightRecord::Finished)].into(),
        last_success: Some(instant("2026-11-24T01:14:00Z")),
        ..Standing::default()
    }
}

/// The state after the standing was read once, and what followed from it.
pub(super) fn state_of(standing: Standing, now: DateTime<Utc>) -> (AgentState, Vec<Effect>) {
    let mut state = AgentState::new(settings(), Pause::Not);
    assert_eq!(state.take(Input::Changed, &french(), now), [Effect::ReadStanding]);
    let effects = state.take(Input::Standing(Box::new(standing)), &french(), now);
    (state, effects)
}

pub(super) fn synced(number: usize) -> SyncedSheet {
    SyncedSheet {
        sheet: SheetId(Uuid::from_u128(number as u128)),
        dossier: format!("Dossier {number}"),
        financial_year: FinancialYear::new(day("2025-01-01"), day("2025-12-31")).unwrap(),
        firm: "Fiduciaire du Parc".to_owned(),
    }
}

pub(super) fn arisen(number: u128, reason: Reason) -> Arisen {
    let dossier = ProblemDossier { id: DossierId(Uuid::from_u128(number)), name: format!("Dossier {number}") };
    Arisen { dossier, cause: Cause::Sheet(reason) }
}

pub(super) fn no_company() -> Reason {
    Reason::NoCompany { enterprise_number: "0403019261".to_owned() }
}

pub(super) fn login_lapsed() -> Cause {
    Cause::Sheet(Reason::LoginLapsed { firm: "Fiduciaire du Parc".to_owned() })
}
