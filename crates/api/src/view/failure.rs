use passerelle_agent::messages::Messages;
use passerelle_agent::problem::{Cause, FixAction, Problem, ProblemDossier};
use serde::Serialize;
use ts_rs::TS;

use super::Dossier;

/// What did not come about, for a person: never an error text of a program. The chain of causes is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// The stable code: `pairing_unknown`.
    pub code: String,
    /// In a few words, in the person's language.
    pub title: String,
    /// What happened, where the title does not say it all.
    pub detail: Option<String>,
    /// What to do, in words.
    pub advice: Option<String>,
    /// What to do, as something to click.
    pub fix: Option<Fix>,
    /// The dossier that it is about.
    pub dossier: Option<Dossier>,
}

/// What comes of a command.
pub type Outcome<T> = Result<T, Box<Failure>>;

/// What a window can offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Link the dossier to a client file.
    LinkDossier,
    /// Open the client file in Silverfin.
    OpenInSilverfin,
    /// Try again.
    Retry,
    /// Decide which values stay.
    Review,
    /// Log in to Silverfin.
    LogIn,
    /// Open the page of the connection.
    OpenConnection,
    /// Open the preferences.
    OpenPreferences,
    /// Export the diagnostics.
    ExportDiagnostics,
}

impl Failure {
    /// Of a cause that the agent has words for.
    pub fn of(cause: &Cause, dossier: Option<ProblemDossier>, messages: &Messages) -> Self {
        Problem::new(cause, dossier, messages).into()
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            code: problem.code,
            title: problem.title,
            detail: Some(problem.detail),
            advice: Some(problem.advice),
            fix: problem.fix.map(Fix::from),
            dossier: problem.dossier.map(|dossier| Dossier { id: dossier.id.to_string(), name: dossier.name }),
        }
    }
}

impl From<FixAction> for Fix {
    fn from(action: FixAction) -> Self {
        match action {
            FixAction::LinkDossier => Self::LinkDossier,
            FixAction::OpenInSilverfin => Self::OpenInSilverfin,
            FixAction::Retry => Self::Retry,
            FixAction::Review => Self::Review,
            FixAction::LogIn => Self::LogIn,
            FixAction::OpenConnection => Self::OpenConnection,
            FixAction::OpenPreferences => Self::OpenPreferences,
            FixAction::ExportDiagnostics => Self::ExportDiagnostics,
        }
    }
}
