//! From the particulars of a cause to the arguments of its sentences.

use chrono::{DateTime, Utc};
use passerelle_social_balance::EnterpriseNumber;

use super::{Argument, Messages, keys};
use crate::Reason;
use crate::problem::{Cause, SetupFault};

type Arguments = Vec<(&'static str, Argument<'static>)>;

/// What stands for "not known" where a sentence has a form of its own for it.
const NONE: &str = "none";

impl Messages {
    pub(super) fn arguments_of(&self, cause: &Cause) -> Arguments {
        match cause {
            Cause::Sheet(reason) => self.arguments_of_reason(reason),
            Cause::Setup(fault) => self.arguments_of_fault(fault),
        }
    }

    fn arguments_of_reason(&self, reason: &Reason) -> Arguments {
        match reason {
            Reason::NoCompany { enterprise_number } => vec![("number", spelt(enterprise_number))],
            Reason::SeveralCompanies { enterprise_number, count } => {
                vec![("number", spelt(enterprise_number)), ("count", (*count).into())]
            }
            Reason::NoEnterpriseNumber
            | Reason::NoFirmConnected
            | Reason::WriteIgnored
            | Reason::KeyringLocked
            | Reason::SourceUnauthorised => Vec::new(),
            Reason::LinkedCompanyGone { company } => vec![("company", company.to_string().into())],
            Reason::NoPeriod { end_date } => vec![("date", self.date(*end_date).into())],
            Reason::YearStartDiffers { sheet, silverfin } => {
                vec![("sheet", self.date(*sheet).into()), ("silverfin", self.date(*silverfin).into())]
            }
            Reason::NoTemplate { handle } => vec![("handle", shown(handle))],
            Reason::WorkflowArchived { workflow } | Reason::WorkflowCompleted { workflow } => {
                vec![("workflow", shown(workflow))]
            }
            Reason::SeveralTemplates { handle, count } => vec![("handle", shown(handle)), ("count", (*count).into())],
            Reason::ChangedInSilverfin { rubrics } => {
                vec![("count", rubrics.len().into()), ("rubrics", rubrics_shown(rubrics))]
            }
            Reason::PeriodLocked { detail }
            | Reason::UnreadableSheet { detail }
            | Reason::SheetContradictsFeed { detail }
            | Reason::NoTrustworthyAnswer { detail } => vec![("detail", shown(detail))],
            Reason::NoRight { scope, detail } => {
                let scope = scope.clone().unwrap_or_else(|| NONE.to_owned());
                vec![("scope", scope.into()), ("detail", shown(detail))]
            }
            Reason::SilverfinRefused { status, detail } => {
                vec![("status", status.to_string().into()), ("detail", shown(detail))]
            }
            Reason::NetworkFailed { service } => vec![("service", self.service(service))],
            Reason::CertificateNotTrusted { host } => vec![("host", shown(host))],
            Reason::AskedToWait { service, until } => {
                vec![("service", self.service(service)), ("until", self.moment_or_none(*until))]
            }
            Reason::ServiceUnavailable { service, status } => {
                vec![("service", self.service(service)), ("status", status.to_string().into())]
            }
            Reason::AnswerGarbled { service, detail } => {
                vec![("service", self.service(service)), ("detail", shown(detail))]
            }
            Reason::LoginLapsed { firm } => vec![("firm", shown(firm))],
            Reason::OtherPayrollFileMissing { dossier } => vec![("dossier", shown(dossier))],
        }
    }

    fn arguments_of_fault(&self, fault: &SetupFault) -> Arguments {
        match fault {
            SetupFault::AccessKeyMissing
            | SetupFault::FinboxAddressMissing
            | SetupFault::FolderMissing
            | SetupFault::NotActive
            | SetupFault::StartDateNotToday
            | SetupFault::PairingMistyped
            | SetupFault::PairingUnknown
            | SetupFault::PairingRevoked
            | SetupFault::ClientMissing
            | SetupFault::ClientUnknown
            | SetupFault::LoginCancelled
            | SetupFault::NotAdministrator
            | SetupFault::DiskFull => Vec::new(),
            SetupFault::FolderUnusable { folder, detail } => vec![("folder", shown(folder)), ("detail", shown(detail))],
            SetupFault::TooManyTries { until } => vec![("until", self.moment_or_none(*until))],
            SetupFault::LeaseHeld { holder, until } => {
                vec![("holder", shown(holder)), ("until", self.moment(*until).into())]
            }
            SetupFault::LoginRefused { detail }
            | SetupFault::KeyringMissing { detail }
            | SetupFault::SecretDamaged { detail }
            | SetupFault::SettingsUnreadable { detail }
            | SetupFault::PolicyUnreadable { detail }
            | SetupFault::MappingUnusable { detail }
            | SetupFault::JournalUnusable { detail }
            | SetupFault::HomeReadOnly { detail } => vec![("detail", shown(detail))],
            SetupFault::WrongFirm { wanted, granted } => {
                vec![("wanted", wanted.to_string().into()), ("granted", granted.to_string().into())]
            }
        }
    }

    fn service(&self, service: &str) -> Argument<'static> {
        match service {
            "finbox" => self.text(keys::SERVICE_FINBOX, &[]).into(),
            "silverfin" => self.text(keys::SERVICE_SILVERFIN, &[]).into(),
            other => shown(other),
        }
    }

    fn moment_or_none(&self, instant: Option<DateTime<Utc>>) -> Argument<'static> {
        instant.map_or_else(|| NONE.to_owned(), |instant| self.moment(instant)).into()
    }
}

/// Never nothing: a sentence that ends in a colon looks broken.
fn shown(text: &str) -> Argument<'static> {
    let text = text.trim();
    if text.is_empty() { "–".into() } else { text.to_owned().into() }
}

fn spelt(enterprise_number: &str) -> Argument<'static> {
    match enterprise_number.parse::<EnterpriseNumber>() {
        Ok(number) => number.to_string().into(),
        Err(_) => shown(enterprise_number),
    }
}

/// At most eight codes; a notification has room for no more.
fn rubrics_shown(rubrics: &[String]) -> Argument<'static> {
    let first = rubrics.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
    if rubrics.len() > 8 { format!("{first}, …").into() } else { first.into() }
}
