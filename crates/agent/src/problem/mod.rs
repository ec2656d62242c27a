//! What a person sees when something does not go on: a code, a title, what happened, what to do, and which dossier.
//! The chain of causes goes to the log instead.

mod cause;
mod setup_fault;

pub use cause::{Cause, cause_of_finbox_error};
use passerelle_finbox::DossierId;
use serde::{Deserialize, Serialize};
pub use setup_fault::SetupFault;

use crate::messages::{Key, Messages, keys};

/// What a window, or a hint on the command line, can offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixAction {
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

/// The dossier that a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemDossier {
    /// The dossier.
    pub id: DossierId,
    /// Its name.
    pub name: String,
}

/// A problem as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The stable code.
    pub code: String,
    /// In a few words.
    pub title: String,
    /// What happened.
    pub detail: String,
    /// What to do, in words.
    pub advice: String,
    /// What to do, as something to click.
    pub fix: Option<FixAction>,
    /// Which dossier.
    pub dossier: Option<ProblemDossier>,
}

impl Problem {
    /// The problem in a language's words.
    pub fn new(cause: &Cause, dossier: Option<ProblemDossier>, messages: &Messages) -> Self {
        Self {
            code: cause.code(),
            title: messages.title(cause),
            detail: messages.reason(cause),
            advice: messages.fix(cause),
            fix: cause.fix(),
            dossier,
        }
    }
}

impl FixAction {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::LinkDossier,
        Self::OpenInSilverfin,
        Self::Retry,
        Self::Review,
        Self::LogIn,
        Self::OpenConnection,
        Self::OpenPreferences,
        Self::ExportDiagnostics,
    ];

    /// The button's label.
    pub fn label(self, messages: &Messages) -> String {
        let key: Key = match self {
            Self::LinkDossier => keys::ACTION_LINK_DOSSIER,
            Self::OpenInSilverfin => keys::ACTION_OPEN_IN_SILVERFIN,
            Self::Retry => keys::ACTION_RETRY,
            Self::Review => keys::ACTION_REVIEW,
            Self::LogIn => keys::ACTION_LOG_IN,
            Self::OpenConnection => keys::ACTION_OPEN_CONNECTION,
            Self::OpenPreferences => keys::ACTION_OPEN_PREFERENCES,
            Self::ExportDiagnostics => keys::ACTION_EXPORT_DIAGNOSTICS,
        };
        messages.text(key, &[])
    }
}

#[cfg(test)]
mod tests {
    use passerelle_social_balance::Language;

    use super::*;
    use crate::Reason;
    use crate::secrets::VaultError;

    #[test]
    fn a_problem_says_what_happened_and_what_to_do() {
        let dossier = ProblemDossier { id: DossierId(uuid::Uuid::nil()), name: "Menuiserie du Canal".to_owned() };
        let cause = Cause::from(Reason::NoCompany { enterprise_number: "0403019261".to_owned() });
        let problem = Problem::new(&cause, Some(dossier), &Messages::new(Language::French));
        insta::assert_json_snapshot!(problem, @r#"
        {
          "code": "no_company",
          "title": "Aucun dossier Silverfin trouvé",
          "detail": "Aucun dossier Silverfin ne porte le numéro d'entreprise 0403.019.261.",
          "advice": "Associez le dossier, ou notez ce numéro dans le dossier Silverfin.",
          "fix": "link_dossier",
          "dossier": {
            "id": "00000000-0000-0000-0000-000000000000",
            "name": "Menuiserie du Canal"
          }
        }
        "#);
    }

    #[test]
    fn a_locked_keyring_is_no_lost_login() {
        assert_eq!(Cause::from(&VaultError::Locked).code(), "keyring_locked");
        assert_eq!(Cause::from(&VaultError::Locked).fix(), None);
    }

    #[test]
    fn a_cause_is_written_and_read_again() {
        for cause in crate::messages::tests::causes() {
            let text = serde_json::to_string(&cause).unwrap();
            assert_eq!(serde_json::from_str::<Cause>(&text).unwrap(), cause, "{text}");
        }
    }
}
