mod interactive;
mod life;
mod rest;
mod size;
mod start;
mod tree;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use passerelle_desktop_tests::{App, Desktop, Look, Services, Tray, until};
use passerelle_measuring::Figures;
use passerelle_sandbox::world::DossierKind;

/// What is measured, and how often.
struct Plan {
    /// Parts of the bench; all of them if none is named.
    parts: Vec<String>,
    /// Starts of the program.
    starts: usize,
    /// How often a window is opened and closed.
    cycles: usize,
    /// How long the program is watched at rest, in seconds.
    seconds: u64,
    /// The package that the program is installed from.
    package: Option<PathBuf>,
}

const USAGE: &str = "passerelle-desktop-bench [size] [start] [rest] [interactive] [--starts N] [--cycles N] [--seconds N] \
     [--package DEB]";
const PARTS: [&str; 4] = ["size", "start", "rest", "interactive"];

/// Measures what is asked for, prints it and writes it beside the programs.
pub(crate) fn run() -> Result<()> {
    let plan = plan(&std::env::args().skip(1).collect::<Vec<_>>())?;
    let mut figures = Figures::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measure(&plan, &mut figures))?;
    println!("\n{figures}");
    let own = std::env::current_exe()?;
    let file = own.parent().context("the bench has no folder")?.join("bench-desktop.json");
    figures.write(&file)?;
    println!("Written to {}", file.display());
    Ok(())
}

async fn measure(plan: &Plan, figures: &mut Figures) -> Result<()> {
    let is_wanted = |part: &str| plan.parts.is_empty() || plan.parts.iter().any(|wanted| wanted == part);
    if is_wanted("size") {
        size::measure(figures, plan.package.as_deref())?;
    }
    if !PARTS[1..].iter().any(|part| is_wanted(part)) {
        return Ok(());
    }
    let services = Services::of(&[DossierKind::Plain; 3]).await?;
    let mut desktop = Desktop::begin(Look::Light).await?;
    connect(&mut desktop, &services).await?;
    if is_wanted("start") {
        start::measure(figures, &desktop, plan.starts).await?;
    }
    if is_wanted("rest") {
        rest::measure(figures, &desktop, plan.cycles, plan.seconds).await?;
    }
    if is_wanted("interactive") {
        interactive::measure(figures, &mut desktop, &services).await?;
    }
    Ok(())
}

/// What an office looks like after the guide: connected, its secrets in the keyring.
async fn connect(desktop: &mut Desktop, services: &Services) -> Result<()> {
    let app = App::start(desktop, services).await?;
    app.connected(desktop, services).await?;
    Tray::find(desktop).await?.click("Quitter Passerelle").await?;
    until("the program ends", async || Ok(app.windows().await.is_err().then_some(()))).await?;
    app.end().await;
    Ok(())
}

fn plan(arguments: &[String]) -> Result<Plan> {
    let mut plan = Plan { parts: Vec::new(), starts: 9, cycles: 30, seconds: 60, package: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut next = || rest.next().context(USAGE);
        match argument.as_str() {
            "--starts" => plan.starts = next()?.parse()?,
            "--cycles" => plan.cycles = next()?.parse()?,
            "--seconds" => plan.seconds = next()?.parse()?,
            "--package" => plan.package = Some(next()?.into()),
            part if PARTS.contains(&part) => plan.parts.push(part.to_owned()),
            _ => bail!(USAGE),
        }
    }
    Ok(plan)
}
