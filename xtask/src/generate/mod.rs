//! Files made from data: what is edited is the data.

mod typescript;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use anyhow::{Context, bail};

use crate::command::{program, repository};

/// The data, one row per cell of the social balance.
const RUBRICS: &str = "crates/social-balance/data/rubrics.csv";
/// What is made from it.
const CATALOGUE: &str = "crates/social-balance/src/rubric/catalogue.rs";

/// The row of the joint committees is no cell: it repeats, and is no number.
const JOINT_COMMITTEES: &str = "(none: joint committees)";

/// Writes them, or with `check` fails when one differs from what would be written.
pub(super) fn run(check: bool) -> anyhow::Result<()> {
    rubrics(check)?;
    typescript::run(check)
}

fn rubrics(check: bool) -> anyhow::Result<()> {
    let path = repository().join(CATALOGUE);
    let data = std::fs::read_to_string(repository().join(RUBRICS)).with_context(|| format!("reading {RUBRICS}"))?;
    let made = formatted(&catalogue(&data)?)?;
    let present = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if present == made {
        return Ok(());
    }
    if check {
        bail!("{CATALOGUE} is not what {RUBRICS} makes; run `cargo xtask generate`");
    }
    std::fs::write(&path, made).with_context(|| format!("writing {CATALOGUE}"))
}

/// The catalogue's source, before it is laid out.
fn catalogue(data: &str) -> anyhow::Result<String> {
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let header = reader.headers()?.clone();
    let mut rubrics = Vec::new();
    for record in reader.records() {
        let record = record?;
        let field = |name: &str| {
            let column = header.iter().position(|title| title == name);
            column.and_then(|column| record.get(column)).with_context(|| format!("{RUBRICS} has no column {name}"))
        };
        let code = field("code")?;
        if code == JOINT_COMMITTEES {
            continue;
        }
        let mut rubric = format!(
            "Rubric {{ code: {code:?}, section: Section::{}, unit: Unit::{}, full_only: {}, labels: [",
            section(field("section")?)?,
            unit(field("metric")?)?,
            full_only(field("models")?)?,
        );
        for language in ["fr", "nl", "en", "de"] {
            write!(rubric, "{:?}, ", field(language)?)?;
        }
        writeln!(rubric, "], xbrl_fact: {:?} }},", field("xbrl_fact")?)?;
        rubrics.push((code.to_owned(), rubric));
    }
    rubrics.sort();
    let mut source = format!(
        "//! Every cell of the social balance, made by `cargo xtask generate` from `data/rubrics.csv`. Not edited by \
         hand.\n\nuse super::{{Rubric, Section, Unit}};\n\n/// All cells, by code.\n\
         pub(super) static CATALOGUE: [Rubric; {}] = [\n",
        rubrics.len()
    );
    source.extend(rubrics.into_iter().map(|(_, rubric)| rubric));
    source.push_str("];\n");
    Ok(source)
}

fn section(text: &str) -> anyhow::Result<&'static str> {
    Ok(match text {
        "I.A.a persons employed - during the year" => "DuringYear",
        "I.A.a persons employed - preceding year" => "PrecedingYear",
        "I.A.b closing date - total" => "ClosingTotal",
        "I.A.b closing date - by contract type" => "ClosingByContract",
        "I.A.b closing date - by sex and education" => "ClosingBySexAndEducation",
        "I.A.b closing date - by occupation" => "ClosingByOccupation",
        "I.B temporary staff and seconded persons" => "TemporaryStaff",
        "II.A entries - total" => "EntriesTotal",
        "II.A entries - by contract type" => "EntriesByContract",
        "II.B exits - total" => "ExitsTotal",
        "II.B exits - by contract type" => "ExitsByContract",
        "II.B exits - by reason" => "ExitsByReason",
        "III training - formal" => "TrainingFormal",
        "III training - less formal or informal" => "TrainingInformal",
        "III training - initial" => "TrainingInitial",
        other => bail!("{RUBRICS} has an unknown section {other:?}"),
    })
}

fn unit(metric: &str) -> anyhow::Result<&'static str> {
    Ok(match metric {
        "met:dec1" => "OneDecimal",
        "met:int3" => "Heads",
        "met:int4" => "Hours",
        "met:am1" => "Euro",
        "met:am2" => "SignedEuro",
        other => bail!("{RUBRICS} has an unknown metric {other:?}"),
    })
}

fn full_only(models: &str) -> anyhow::Result<bool> {
    Ok(match models {
        "full only" => true,
        "full; abridged; micro" => false,
        other => bail!("{RUBRICS} has unknown models {other:?}"),
    })
}

/// Lays a source out as `cargo fmt` would: with the repository's own settings.
fn formatted(source: &str) -> anyhow::Result<String> {
    let mut rustfmt = program("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting rustfmt; `rustup component add rustfmt` installs it")?;
    let mut input = rustfmt.stdin.take().context("rustfmt reads from a pipe")?;
    let source = source.to_owned();
    let feeding = std::thread::spawn(move || input.write_all(source.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    match feeding.join() {
        Ok(fed) => fed.context("giving rustfmt the source")?,
        Err(_) => bail!("giving rustfmt the source failed"),
    }
    if !output.status.success() {
        bail!("rustfmt refused what was made from {RUBRICS}");
    }
    Ok(String::from_utf8(output.stdout)?.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_what_its_data_makes() {
        rubrics(true).unwrap();
    }

    #[test]
    fn data_that_is_not_understood_makes_nothing() {
        let header = "code,section,fr,nl,en,de,metric,models,xbrl_fact\n";
        let made = |row: &str| catalogue(&format!("{header}{row}\n")).map_err(|error| error.to_string());
        assert!(
            made("1051,I.A.b closing date - total,a,b,c,d,met:int3,full only,met:int3#x")
                .unwrap()
                .contains("[Rubric; 1]")
        );
        assert!(made("1051,IX,a,b,c,d,met:int3,full only,met:int3#x").unwrap_err().contains("section"));
        assert!(made("1051,I.A.b closing date - total,a,b,c,d,met:str1,full only,x").unwrap_err().contains("metric"));
        assert!(made("1051,I.A.b closing date - total,a,b,c,d,met:int3,large,x").unwrap_err().contains("models"));
        assert!(catalogue("code\n1051\n").unwrap_err().to_string().contains("no column"));
    }
}
