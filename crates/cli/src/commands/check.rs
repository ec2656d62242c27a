//! `passerelle check`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use passerelle_social_balance::check::{Finding, Report, Skipped, Subject, run as run_checks};
use passerelle_social_balance::format::Reading;
use passerelle_social_balance::{
    ContentHash, Decimal, FinancialYear, JointCommittee, Language, Model, RubricCode, Sheet,
};
use serde::Serialize;

use super::known::Known;
use crate::answer::{Answer, Status};
use crate::failure::Failure;

/// Read sheets from files and run the checks of the National Bank over them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  passerelle check sheet.xbrl
  passerelle check --enterprise 0403.019.261 --end 2025-12-31 --model full sheet.json
  passerelle check last-year.xbrl this-year.xbrl      this year's preceding column is held against last year's sheet
  passerelle check --json *.csv

Reads the National Bank's JSON and CSV, XBRL of the CBSO and of the old pfs taxonomies, and a simple \"code;value\" CSV. The form
is found out by content. Checks warn: a sheet with findings can still be delivered.

Exit status 1 when a file cannot be read, 3 with --strict when there are findings.")]
pub(crate) struct Check {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) known: Known,
    /// Exit with status 3 when there are findings.
    #[arg(long)]
    pub(crate) strict: bool,
}

/// A file that was read, as `--json` shows it.
#[derive(Debug, Serialize)]
struct SheetDocument {
    file: String,
    form: &'static str,
    enterprise_number: String,
    enterprise_name: Option<String>,
    financial_year: FinancialYear,
    model: Model,
    joint_committees: Vec<JointCommittee>,
    cells: BTreeMap<RubricCode, Decimal>,
    content_hash: ContentHash,
    notes: Vec<String>,
    evaluated: usize,
    findings: Vec<FindingDocument>,
    not_evaluated: Vec<Skipped>,
}

#[derive(Debug, Serialize)]
struct FindingDocument {
    sentence: String,
    #[serde(flatten)]
    finding: Finding,
}

#[derive(Debug, Serialize)]
struct CheckDocument {
    /// The first of the errors, where a program looks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<serde_json::Value>,
    sheets: Vec<SheetDocument>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Failure>,
}

/// Reads every file and checks every sheet; last year's sheet among the files serves this year's.
pub(crate) fn run(arguments: &Check, language: Language) -> Result<Answer, Failure> {
    let mut readings: Vec<(&Path, Reading)> = Vec::new();
    let mut errors = Vec::new();
    for file in &arguments.files {
        match arguments.known.read(file) {
            Ok(reading) => readings.push((file, reading)),
            Err(failure) if arguments.files.len() == 1 => return Err(failure),
            Err(failure) => errors.push(failure),
        }
    }
    let sheets: Vec<SheetDocument> = readings
        .iter()
        .map(|(file, reading)| {
            let preceding =
                readings.iter().map(|(_, other)| &other.sheet).find(|other| precedes(other, &reading.sheet));
            let report =
                run_checks(&Subject { accounts: &reading.accounts, preceding, ..Subject::new(&reading.sheet) });
            SheetDocument::new(file, reading, report, language)
        })
        .collect();
    let status = match sheets.iter().any(|sheet| !sheet.findings.is_empty()) {
        _ if !errors.is_empty() => Status::Failed,
        true if arguments.strict => Status::WaitsForPerson,
        _ => Status::Done,
    };
    let mut text: String = sheets.iter().map(SheetDocument::text).collect();
    for failure in &errors {
        let _ = write!(text, "{failure}");
    }
    let error = errors.first().map(|failure| serde_json::json!(failure));
    Ok(Answer::new(text, &CheckDocument { error, sheets, errors })?.with_status(status))
}

fn precedes(earlier: &Sheet, sheet: &Sheet) -> bool {
    earlier.enterprise_number == sheet.enterprise_number
        && earlier.financial_year.end().succ_opt() == Some(sheet.financial_year.start())
}

impl SheetDocument {
    fn new(file: &Path, reading: &Reading, report: Report, language: Language) -> Self {
        let sheet = &reading.sheet;
        let findings = report
            .findings
            .into_iter()
            .map(|finding| FindingDocument { sentence: finding.sentence(language), finding })
            .collect();
        Self {
            file: file.display().to_string(),
            form: reading.form.as_str(),
            enterprise_number: sheet.enterprise_number.digits(),
            enterprise_name: reading.enterprise_name.clone(),
            financial_year: sheet.financial_year,
            model: sheet.model,
            joint_committees: sheet.joint_committees.iter().cloned().collect(),
            cells: sheet.cells.clone(),
            content_hash: sheet.content_hash(),
            notes: reading.notes.iter().map(ToString::to_string).collect(),
            evaluated: report.evaluated,
            findings,
            not_evaluated: report.not_evaluated,
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{}: {}, {} {}, {}, {} rubrics\n",
            self.file,
            self.form,
            self.enterprise_number,
            self.financial_year,
            self.model,
            self.cells.len()
        );
        for note in &self.notes {
            let _ = writeln!(text, "  note: {note}");
        }
        for FindingDocument { sentence, finding } in &self.findings {
            let _ = writeln!(text, "  {}: {sentence}", finding.id);
        }
        let _ = writeln!(
            text,
            "  {} checks, {}; {} more checks need what the file does not say",
            self.evaluated,
            crate::overview::findings(self.findings.len()),
            self.not_evaluated.len()
        );
        text
    }
}
