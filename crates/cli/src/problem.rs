//! What a person is told when the agent could not do what was asked: the agent's own words where it has them for the
//! cause, with the command that helps.

use passerelle_agent::messages::Messages;
use passerelle_agent::problem::{Cause, FixAction, SetupFault};
use passerelle_agent::secrets::SecretName;
use passerelle_agent::{AgentError, Reason};
use passerelle_api::logs::chain;
use passerelle_silverfin::LoginError;

use crate::answer::Status;
use crate::failure::Failure;

/// What a person is told.
pub(crate) fn failure_of(error: &AgentError, messages: &Messages) -> Failure {
    let causes = chain(error);
    tracing::warn!(%causes, "the agent could not do what was asked");
    if let Some(failure) = own_words(error) {
        return failure;
    }
    let Some(cause) = error.cause() else {
        return Failure::failed("failed", error.to_string());
    };
    let waits = matches!(cause, Cause::Setup(_)) || waits_for_person(&cause);
    let failure = Failure::failed(&cause.code(), messages.title(&cause))
        .with_detail(messages.reason(&cause))
        .with_fix(with_command(messages.fix(&cause), &cause));
    if waits { failure.with_status(Status::WaitsForPerson) } else { failure }
}

fn waits_for_person(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::Sheet(
            Reason::LoginLapsed { .. } | Reason::SourceUnauthorised | Reason::KeyringLocked | Reason::NoFirmConnected
        )
    )
}

/// The advice, with the command that follows it.
pub(crate) fn with_command(advice: String, cause: &Cause) -> String {
    match command_for(cause) {
        Some(command) => format!("{advice} ({command})"),
        None => advice,
    }
}

fn command_for(cause: &Cause) -> Option<&'static str> {
    let command = match cause {
        Cause::Setup(fault) => match fault {
            SetupFault::AccessKeyMissing => "passerelle secret set finbox.access_key",
            SetupFault::FinboxAddressMissing => "passerelle settings set finbox.url https://...",
            SetupFault::FolderMissing => "passerelle settings set folder.path FOLDER",
            SetupFault::NotActive => "passerelle connection activate",
            SetupFault::ClientMissing => {
                "passerelle settings set silverfin.client_id ..., passerelle secret set silverfin.client_secret"
            }
            SetupFault::KeyringMissing { .. } => "--vault file or PASSERELLE_VAULT=file",
            SetupFault::LoginCancelled | SetupFault::LoginRefused { .. } => "passerelle connection authorize-url",
            _ => return None,
        },
        Cause::Sheet(_) => match cause.fix()? {
            FixAction::LinkDossier => "passerelle dossier link DOSSIER COMPANY",
            FixAction::Retry => "passerelle retry DOSSIER",
            FixAction::Review => "passerelle review show DOSSIER",
            FixAction::LogIn => "passerelle connection authorize-url",
            FixAction::OpenConnection => "passerelle connection status",
            FixAction::ExportDiagnostics => "passerelle diagnostics",
            FixAction::OpenInSilverfin | FixAction::OpenPreferences => return None,
        },
    };
    Some(command)
}

/// Errors that the command line has better advice for than a window would.
fn own_words(error: &AgentError) -> Option<Failure> {
    let title = error.to_string();
    let wrong_use = |code: &str| Failure::wrong_use(code, title.clone());
    Some(match error {
        AgentError::NotPaired | AgentError::SecretMissing(SecretName::FinboxAgentCredential) => {
            Failure::waits("not_paired", title).with_fix("pair this computer: passerelle connection pair ID")
        }
        AgentError::NoLoginBegun => {
            Failure::waits("no_login_begun", title).with_fix("begin with: passerelle connection authorize-url")
        }
        AgentError::AlreadyRunning => Failure::failed("already_running", title)
            .with_fix("wait until it has ended")
            .with_status(Status::WillBeRetried),
        AgentError::SettingMissing(key) if error.cause().is_none_or(|cause| cause.code() == "settings_unreadable") => {
            Failure::waits("setting_missing", title).with_fix(format!("passerelle settings set {key} ..."))
        }
        AgentError::SettingUnusable { key, .. } => {
            Failure::waits("setting_unusable", title).with_fix(format!("passerelle settings set {key} ..."))
        }
        AgentError::UnknownFirm(_) => wrong_use("firm_unknown").with_fix("passerelle connection list shows the firms"),
        AgentError::UnknownDossier(_) => {
            wrong_use("dossier_unknown").with_fix("passerelle dossiers shows them all, with their ids")
        }
        AgentError::SeveralDossiers(_) => wrong_use("dossier_ambiguous")
            .with_fix("name it by its id or the beginning of its id, which passerelle dossiers --json shows"),
        AgentError::UnknownCompany(_) => wrong_use("company_unknown")
            .with_fix("the number stands in the address of the client file: .../companies/COMPANY"),
        AgentError::SeveralFirms(_) => wrong_use("firm_ambiguous").with_fix("say which firm with --firm N"),
        AgentError::OtherEnterprise { .. } => {
            wrong_use("other_enterprise").with_fix("correct the enterprise number in Silverfin or in Finbox first")
        }
        AgentError::NothingToReview => {
            wrong_use("nothing_to_review").with_fix("passerelle review show lists what waits")
        }
        AgentError::Undecided(_) => {
            wrong_use("undecided").with_fix("name each rubric in --take or --keep, or say \"all\" in one of them")
        }
        AgentError::Login(LoginError::StateDiffers | LoginError::NotARedirect | LoginError::NotACode) => wrong_use(
            "login_not_readable",
        )
        .with_fix(
            "copy the whole address that the browser stands at, or begin again: passerelle connection authorize-url",
        ),
        AgentError::Login(LoginError::FirmMissing) => {
            wrong_use("firm_missing").with_fix("say which firm the login was for with --firm N")
        }
        AgentError::Login(LoginError::FirmNotGranted { .. }) => {
            wrong_use("firm_not_granted").with_fix("the granted firm is what counts; log in again for the other one")
        }
        _ => return None,
    })
}
