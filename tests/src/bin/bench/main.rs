//! The figures of `docs/performance.md`, measured. `cargo xtask bench` builds and starts it.
//!
//! Everything is on this computer: both services run in a process of their own, the program in another. Each figure is a
//! ratio within one run where it can be, because two runs of one computer differ more than two programs do.

mod bare;
mod home;
mod journal;
mod night;
mod quiet;
mod reading;
mod rest;
mod serve;
mod services;

use std::path::PathBuf;

use anyhow::{Context, bail};

use passerelle_measuring::Figures;

/// What is measured, and on how much.
struct Plan {
    /// Parts of the bench; all of them if none is named.
    parts: Vec<String>,
    /// Clients of the large night.
    clients: u32,
    /// How often the large night is measured.
    rounds: usize,
    /// Dossiers of the quiet night.
    dossiers: u32,
    /// Delivered sheets in the large journal.
    sheets: u32,
}

const USAGE: &str =
    "passerelle-bench [night] [quiet] [reading] [rest] [--clients N] [--rounds N] [--dossiers N] [--sheets N]";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        // The bench starts itself for what has to be another process.
        Some("serve") => return serve::run(&arguments[1..]),
        Some("bare") => return bare::run(&arguments[1..]),
        _ => {}
    }
    let plan = plan(&arguments)?;
    let is_wanted = |part: &str| plan.parts.is_empty() || plan.parts.iter().any(|wanted| wanted == part);
    let mut figures = Figures::default();
    if is_wanted("reading") {
        reading::measure(&mut figures)?;
    }
    if is_wanted("night") {
        night::measure(&mut figures, plan.clients, plan.rounds)?;
    }
    if is_wanted("quiet") {
        quiet::measure(&mut figures, plan.dossiers, plan.sheets)?;
    }
    if is_wanted("rest") {
        rest::measure(&mut figures)?;
    }
    println!("\n{figures}");
    let file = output_file()?;
    figures.write(&file)?;
    println!("Written to {}", file.display());
    Ok(())
}

fn plan(arguments: &[String]) -> anyhow::Result<Plan> {
    let mut plan = Plan { parts: Vec::new(), clients: 2_000, rounds: 3, dossiers: 10_000, sheets: 1_000_000 };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || -> anyhow::Result<u32> { Ok(rest.next().context(USAGE)?.parse()?) };
        match argument.as_str() {
            "--clients" => plan.clients = number()?,
            "--rounds" => plan.rounds = usize::try_from(number()?)?,
            "--dossiers" => plan.dossiers = number()?,
            "--sheets" => plan.sheets = number()?,
            "night" | "quiet" | "reading" | "rest" => plan.parts.push(argument.clone()),
            _ => bail!(USAGE),
        }
    }
    Ok(plan)
}

/// Beside the programs, in the folder that cargo builds into.
fn output_file() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().context("the bench has no folder")?.join("bench.json"))
}
