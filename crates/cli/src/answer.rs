//! What a command hands back: an exit status, words for a person, one JSON document for a program.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::failure::Failure;

/// The exit status of the command, the same for every subcommand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// 0: done, nothing is left to do.
    Done,
    /// 1: failed.
    Failed,
    /// 2: the command was used wrongly; nothing was done.
    WrongUse,
    /// 3: something waits for a person.
    WaitsForPerson,
    /// 4: it will be tried again by itself.
    WillBeRetried,
}

impl Status {
    /// The number that the process ends with.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::WrongUse => 2,
            Self::WaitsForPerson => 3,
            Self::WillBeRetried => 4,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.number())
    }
}

/// What a command that ran has to say.
#[derive(Debug)]
pub(crate) struct Answer {
    status: Status,
    text: String,
    document: Option<serde_json::Value>,
}

impl Answer {
    /// Words for a person, and the document that says the same to a program.
    pub(crate) fn new(text: impl Into<String>, document: &impl Serialize) -> Result<Self, Failure> {
        let document = serde_json::to_value(document)
            .map_err(|error| Failure::unexpected("the answer cannot be written as JSON", &error))?;
        Ok(Self { status: Status::Done, text: text.into(), document: Some(document) })
    }

    /// Nothing more to say: it was said while the command ran.
    pub(crate) fn silent() -> Self {
        Self { status: Status::Done, text: String::new(), document: None }
    }

    /// The same answer, with another exit status than 0.
    #[must_use]
    pub(crate) fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// Prints it, and gives the exit status.
    pub(crate) fn show(&self, json: bool) -> ExitCode {
        if json {
            if let Some(document) = &self.document {
                print_document(document);
            }
        } else if !self.text.is_empty() {
            print(&self.text);
        }
        self.status.into()
    }
}

/// One JSON document on standard output: indented for a person at a terminal, one line for a program.
pub(crate) fn print_document(document: &serde_json::Value) {
    if std::io::stdout().is_terminal() { print(&format!("{document:#}")) } else { print(&document.to_string()) }
}

/// Prints to standard output. A reader that has gone away ("| head") is not a failure.
pub(crate) fn print(text: &str) {
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(text.trim_end_matches('\n').as_bytes()).and_then(|()| output.write_all(b"\n"));
    let _ = output.flush();
}

/// What clap has to say: help and version on standard output, wrong use as a failure like any other.
pub(crate) fn of_the_parser(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    if error.use_stderr() && wants_json {
        let text = error.to_string();
        let title = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        return Failure::wrong_use("wrong_arguments", title).with_detail(text.trim()).show(true);
    }
    // Without a terminal there is nobody to tell that printing failed.
    let _ = error.print();
    if error.use_stderr() { Status::WrongUse.into() } else { Status::Done.into() }
}
