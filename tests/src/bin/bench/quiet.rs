//! A night with nothing new, with few and with very many delivered sheets in the journal.

use std::sync::Arc;
use std::time::Instant;

use anyhow::ensure;
use passerelle_agent::home::Home;
use passerelle_agent::journal::Journal;
use passerelle_agent::schedule::RunKind;
use passerelle_agent::secrets::FileVault;
use passerelle_agent::settings::SettingsStore;
use passerelle_agent::watch::NoWatch;
use passerelle_agent::{Agent, Outside, SyncOptions};
use passerelle_transport::SystemClock;
use passerelle_transport::web::{WebOptions, WebTransport};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::home::ConnectedHome;
use crate::journal;
use crate::services::Services;
use passerelle_measuring::{Figures, median, megabytes, milliseconds};
use passerelle_tests::watched;

const TIMES: usize = 25;

/// Measures quiet nights, opening the journal, and the commands that show how things stand.
pub(crate) fn measure(figures: &mut Figures, dossiers: u32, sheets: u32) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut services = Services::start(dossiers)?;
    let home = ConnectedHome::connect(&mut services)?;
    services.publish_one()?;
    watched(home.program.command(&["sync", "--json"]))?.document(&[0])?;
    let file = home.program.home().join("state.db");
    journal::fill(&file, dossiers, dossiers)?;

    let (small, requests) = nights(&runtime, &home, &mut services)?;
    figures.limited(format!("a night with nothing new, {dossiers} dossiers: requests"), requests, 1.0, "");
    figures.limited(format!("a night with nothing new, {dossiers} dossiers: time"), small, 50.0, "ms");

    journal::fill(&file, dossiers, sheets)?;
    let (large, _) = nights(&runtime, &home, &mut services)?;
    figures.limited(format!("the same with {sheets} delivered sheets, as a multiple"), large / small, 1.2, "x");
    let opening = times(|| {
        Journal::open(&file, Uuid::nil(), Arc::new(NoWatch))?;
        Ok(())
    })?;
    figures.limited("opening that journal", opening, 50.0, "ms");
    let status = times(|| watched(home.program.command(&["status", "--json"]))?.document(&[0]).map(drop))?;
    figures.limited("passerelle status on that journal", status, 30.0, "ms");

    figures.explained("that quiet night with the large journal, in ms", large);
    let night = times(|| watched(home.program.command(&["sync", "--json"]))?.document(&[0]).map(drop))?;
    figures.explained("passerelle sync on a quiet night, from its start to its end, in ms", night);
    let version = times(|| watched(home.program.command(&["--version"])).map(drop))?;
    figures.explained("passerelle --version, in ms", version);
    let list = watched(home.program.command(&["dossiers"]))?;
    figures.explained("passerelle dossiers on that journal, in ms", milliseconds(list.wall));
    figures.explained("passerelle dossiers on that journal, peak memory in MB", megabytes(list.peak_memory));
    Ok(())
}

/// How long a run takes in a running agent, and how many requests it makes.
fn nights(runtime: &Runtime, home: &ConnectedHome, services: &mut Services) -> anyhow::Result<(f64, f64)> {
    let agent = agent(home)?;
    let options = || SyncOptions { kind: RunKind::Scheduled, ..SyncOptions::default() };
    // The feed's tag comes with the second look at the same place.
    for _ in 0..3 {
        runtime.block_on(agent.sync(options()))?;
    }
    services.mark()?;
    let mut measured = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let report = runtime.block_on(agent.sync(options()))?;
        measured.push(milliseconds(begun.elapsed()));
        ensure!(report.troubles.is_empty(), "a quiet night had troubles: {:?}", report.troubles);
    }
    let (requests, _) = services.count()?;
    #[allow(clippy::cast_precision_loss, reason = "a few requests")]
    let each = requests as f64 / TIMES as f64;
    Ok((median(measured), each))
}

fn agent(home: &ConnectedHome) -> anyhow::Result<Agent> {
    let home = Home::open(home.program.home())?;
    let settings = SettingsStore::open(&home, std::path::Path::new("/nonexistent/policy.json"))?;
    let vault = Arc::new(FileVault::new(&home));
    let outside = Outside {
        clock: Arc::new(SystemClock),
        transport: Arc::new(WebTransport::new(WebOptions::default())?),
        vault,
        watch: Arc::new(NoWatch),
        seed: [1; 32],
        computer_name: "bench".to_owned(),
    };
    Ok(Agent::open(home, settings, outside)?)
}

fn times(mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let mut measured = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        work()?;
        measured.push(milliseconds(begun.elapsed()));
    }
    Ok(median(measured))
}
