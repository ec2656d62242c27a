//! `passerelle convert`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use passerelle_social_balance::format::{Form, WriteError, WriteOptions, write};
use serde::Serialize;

use super::known::Known;
use crate::answer::Answer;
use crate::failure::Failure;

/// Write a sheet in another form.
#[derive(Debug, Args)]
#[command(after_help = "\
Forms:
  nbb-json   the National Bank's JSON
  nbb-csv    the National Bank's CSV
  xbrl       XBRL of the CBSO taxonomy
  csv        code;value

Examples:
  passerelle convert sheet.xbrl --to nbb-csv
  passerelle convert accounts.csv --to xbrl --start 2025-01-01 --output sheet.xbrl
  passerelle convert sheet.json --to csv --enterprise 0403.019.261 --end 2025-12-31 --model micro")]
pub(crate) struct Convert {
    /// The file to read, in any of the five forms.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The form to write: nbb-json, nbb-csv, xbrl or csv.
    #[arg(long, value_name = "FORM")]
    pub(crate) to: Form,
    /// The file to write. [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) known: Known,
}

#[derive(Serialize)]
struct ConvertDocument {
    from: &'static str,
    to: &'static str,
    cells: usize,
    output: Option<String>,
    /// The file's text, where no output file was named.
    content: Option<String>,
    notes: Vec<String>,
}

/// Reads the file and writes it in the other form.
pub(crate) fn run(arguments: &Convert, json: bool) -> Result<Answer, Failure> {
    let reading = arguments.known.read(&arguments.file)?;
    let options = WriteOptions {
        enterprise_name: reading.enterprise_name.clone(),
        accounts: reading.accounts.clone(),
        preceding_accounts: reading.preceding_accounts.clone(),
        ..WriteOptions::default()
    };
    let bytes = write(arguments.to, &reading.sheet, &options).map_err(|error| match error {
        WriteError::ReadOnly(_) => Failure::wrong_use("form_read_only", error.to_string())
            .with_fix("the forms that are written are nbb-json, nbb-csv, xbrl and csv"),
        _ => Failure::failed("not_written", error.to_string()),
    })?;
    let notes: Vec<String> = reading.notes.iter().map(ToString::to_string).collect();
    if !json {
        for note in &notes {
            eprintln!("note: {note}");
        }
    }
    let mut document = ConvertDocument {
        from: reading.form.as_str(),
        to: arguments.to.as_str(),
        cells: reading.sheet.cells.len(),
        output: None,
        content: None,
        notes,
    };
    let unwritable = |place: String, error: &std::io::Error| {
        Failure::failed("file_unwritable", format!("{place}: cannot be written")).with_detail(error.to_string())
    };
    if let Some(path) = &arguments.output {
        std::fs::write(path, &bytes).map_err(|error| unwritable(path.display().to_string(), &error))?;
        document.output = Some(path.display().to_string());
        let text = format!("{}: {} rubrics from {} to {}", path.display(), document.cells, document.from, document.to);
        return Answer::new(text, &document);
    }
    if json {
        document.content = Some(String::from_utf8_lossy(&bytes).into_owned());
    } else {
        // To the byte, so that a redirected file is what --output would have written.
        let mut output = std::io::stdout().lock();
        output
            .write_all(&bytes)
            .and_then(|()| output.flush())
            .map_err(|error| unwritable("standard output".to_owned(), &error))?;
    }
    Answer::new("", &document)
}
