//! A command that did not do what was asked: what happened, what to do, which dossier.

use std::fmt;
use std::process::ExitCode;

use passerelle_api::logs::chain;
use serde::Serialize;

use crate::answer::{Status, print_document};

/// What a person and a program are told when a command does not do what was asked. The chain of causes is in the log.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Failure(Box<Parts>);

#[derive(Debug, Serialize)]
struct Parts {
    #[serde(skip)]
    status: Status,
    /// Stable, for programs: `setting_unknown`.
    code: String,
    /// One line.
    title: String,
    /// What happened, where the title does not say it all.
    detail: Option<String>,
    /// What to do about it.
    fix: Option<String>,
    /// The dossier that it is about.
    dossier: Option<String>,
}

impl Failure {
    /// Something was tried and did not work.
    pub(crate) fn failed(code: &str, title: impl Into<String>) -> Self {
        Self::of(Status::Failed, code, title)
    }

    /// The command was used wrongly; nothing was done.
    pub(crate) fn wrong_use(code: &str, title: impl Into<String>) -> Self {
        Self::of(Status::WrongUse, code, title)
    }

    /// Nothing goes on before a person has done something.
    pub(crate) fn waits(code: &str, title: impl Into<String>) -> Self {
        Self::of(Status::WaitsForPerson, code, title)
    }

    /// What should not happen on a healthy computer.
    pub(crate) fn unexpected(what: &str, cause: &dyn std::error::Error) -> Self {
        tracing::error!(cause = %chain(cause), "{what}");
        Self::failed("unexpected", what).with_detail(chain(cause))
    }

    fn of(status: Status, code: &str, title: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            status,
            code: code.to_owned(),
            title: title.into(),
            detail: None,
            fix: None,
            dossier: None,
        }))
    }

    #[must_use]
    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub(crate) fn with_fix(mut self, fix: impl Into<String>) -> Self {
        self.0.fix = Some(fix.into());
        self
    }

    #[must_use]
    pub(crate) fn about(mut self, dossier: impl Into<String>) -> Self {
        self.0.dossier = Some(dossier.into());
        self
    }

    #[must_use]
    pub(crate) fn with_status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    /// The document: `{"error": {"code", "title", "detail", "fix", "dossier"}}`.
    pub(crate) fn document(&self) -> serde_json::Value {
        serde_json::json!({ "error": self })
    }

    /// What happened, in one line.
    pub(crate) fn title(&self) -> &str {
        &self.0.title
    }

    /// What to do about it, if anything is known.
    pub(crate) fn fix(&self) -> &str {
        self.0.fix.as_deref().unwrap_or("passerelle diagnostics, and ask for help")
    }

    /// Prints it, as JSON on standard output or in words on standard error, and gives the exit status.
    pub(crate) fn show(&self, json: bool) -> ExitCode {
        if json {
            print_document(&self.document());
        } else {
            eprint!("{self}");
        }
        self.0.status.into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { title, detail, fix, dossier, .. } = self.0.as_ref();
        writeln!(formatter, "error: {title}")?;
        for (label, part) in [("", detail), ("dossier: ", dossier), ("what to do: ", fix)] {
            if let Some(part) = part {
                writeln!(formatter, "  {label}{part}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_the_same_to_a_person_and_to_a_program() {
        let failure = Failure::failed("period_locked", "The period is locked")
            .with_detail("Silverfin: \"period is locked\"")
            .with_fix("unlock the period, then run: passerelle retry")
            .about("Boulangerie du Parc");
        insta::assert_snapshot!(failure.to_string(), @r#"
        error: The period is locked
          Silverfin: "period is locked"
          dossier: Boulangerie du Parc
          what to do: unlock the period, then run: passerelle retry
        "#);
        assert_eq!(failure.document()["error"]["code"], "period_locked");
        assert_eq!(failure.document()["error"]["dossier"], "Boulangerie du Parc");
    }
}
