//! `passerelle demo`.

mod app;
mod stage;
mod story;
mod verdict;

use std::path::PathBuf;

use clap::Args;
use passerelle_agent::run::RunReport;
use passerelle_sandbox::world::{Happening, World};
use serde::Serialize;

use crate::answer::{Answer, Status};
use crate::arguments::Global;
use crate::failure::Failure;
use crate::overview::DossierDocument;
use stage::Stage;
use story::Story;
use verdict::Verdict;

/// See Passerelle work: two nights on invented companies, with both services on this computer.
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing leaves this computer and nothing is kept: the sandbox, the home and the secrets of the demo end with it.

Examples:
  passerelle demo
  passerelle demo --language nl --seed 7
  passerelle demo --json > demo.json

Exit status 1 when the sandbox, at the end, finds anything wrong with what was done.")]
pub(crate) struct Demo {
    /// The number from which the invented companies are drawn.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Open this desktop app before the sandbox instead, for as long as it runs: the guide is followed by hand, and
    /// "Nuit suivante" has a night pass.
    #[arg(long, value_name = "PROGRAM", conflicts_with = "json")]
    pub(crate) app: Option<PathBuf>,
    /// Stay in this terminal. It does so by itself where no app is named; `cargo xtask demo` opens the app where it can.
    #[arg(long, conflicts_with = "app")]
    pub(crate) console: bool,
}

/// What `--json` prints at the end.
#[derive(Debug, Serialize)]
struct DemoDocument {
    first_night: RunReport,
    meanwhile: Vec<Happening>,
    second_night: RunReport,
    dossiers: Vec<DossierDocument>,
    verdict: Verdict,
}

/// Plays an office for two days and two nights.
pub(crate) async fn run(arguments: &Demo, global: &Global) -> Result<Answer, Failure> {
    if let Some(program) = arguments.app.as_ref().filter(|_| !arguments.console) {
        return app::open(program, arguments.seed, global).await;
    }
    let stage = Stage::set(arguments.seed, global).await?;
    let story = Story::new(&stage, global.json);
    story.opening();

    stage.enter_what_the_office_knows().await?;
    let activated = stage.activate().await?;
    story.activated(&activated);
    let environment = stage.pair(&activated).await?;
    let firms = stage.log_in().await?;
    story.connected(&environment, &firms);
    let sheets = stage.sandbox().change(World::publish_first_sheets);
    story.payroll_made(sheets.len());

    let first_night = stage.night(1, global.json).await?;
    story.night(1, &first_night, &stage.dossiers()?);

    stage.morning_after();
    let meanwhile = stage.sandbox().change(World::second_day);
    story.meanwhile(&meanwhile);
    story.accountant(&stage.accountant_acts().await?);

    let second_night = stage.night(2, global.json).await?;
    let dossiers = stage.dossiers()?;
    story.second_night(&second_night, &dossiers);

    let verdict = Verdict::of(stage.sandbox(), &dossiers);
    story.not_overwritten(verdict.figures_kept(), &stage.reviews()?);
    story.verdict(&verdict);
    let status = if verdict.is_clean() { Status::Done } else { Status::Failed };
    let messages = &stage.office.messages;
    let dossiers = dossiers.into_iter().map(|row| DossierDocument::new(row, messages)).collect();
    let document = DemoDocument { first_night, meanwhile, second_night, dossiers, verdict };
    Ok(Answer::new("", &document)?.with_status(status))
}
