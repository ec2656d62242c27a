//! The large night: a new full sheet for each of very many clients, against a client that does nothing but ask.

use std::process::Command;

use anyhow::Context;

use crate::bare::RequestFile;
use crate::figures::{Figures, median};
use crate::home::ConnectedHome;
use crate::process::{self, Cost, megabytes};
use crate::services::Services;

struct Round {
    night: Cost,
    bare: f64,
    requests: u64,
    by_operation: serde_json::Value,
    services: f64,
}

/// Measures the night so often and takes the middle.
pub(crate) fn measure(figures: &mut Figures, clients: u32, rounds: usize) -> anyhow::Result<()> {
    let mut measured = Vec::new();
    for number in 1..=rounds.max(1) {
        let round = round(clients)?;
        println!(
            "night {number}: {:.2} s, bare {:.2} s, {} requests",
            round.night.wall.as_secs_f64(),
            round.bare,
            round.requests
        );
        measured.push(round);
    }
    let each = |figure: fn(&Round) -> f64| median(measured.iter().map(figure).collect());
    figures.limited(
        format!("{clients} new full sheets: wall time, as a multiple of a bare client's"),
        each(|round| round.night.wall.as_secs_f64() / round.bare),
        1.1,
        "x",
    );
    #[allow(clippy::cast_precision_loss, reason = "thousands of requests")]
    let per_sheet = |round: &Round| round.requests as f64;
    figures.limited("requests per delivered sheet in that night", each(per_sheet) / f64::from(clients), 6.0, "");
    figures.limited("peak memory of that night", each(|round| megabytes(round.night.peak_memory)), 60.0, "MB");
    figures.explained("that night, wall time in seconds", each(|round| round.night.wall.as_secs_f64()));
    figures.explained("the bare client, wall time in seconds", each(|round| round.bare));
    figures.explained("that night, processor time in seconds", each(|round| round.night.processor.as_secs_f64()));
    figures.explained("the services meanwhile, processor time in seconds", each(|round| round.services));
    if let Some(last) = measured.last() {
        figures.explained("requests of that night by operation", last.by_operation.clone());
    }
    Ok(())
}

fn round(clients: u32) -> anyhow::Result<Round> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("requests");
    let mut services = Services::start(clients)?;
    let home = ConnectedHome::connect(&mut services)?;
    services.publish()?;
    services.mark()?;
    let before = services.processor_time();
    let night = process::run(home.program.command(&["sync", "--json"]))?;
    let in_services = services.processor_time().saturating_sub(before).as_secs_f64();
    night.document(&[0])?;
    services.judge(clients)?;
    let (requests, by_operation) = services.count()?;
    services.record(&file)?;
    drop((services, home));

    // The same world once more, connected the same way: every id and every path in it is the same.
    let mut services = Services::start(clients)?;
    let home = ConnectedHome::connect(&mut services)?;
    services.publish()?;
    let requests_file = RequestFile { file: &file, base: services.said("silverfin_url"), home: home.program.home() };
    let mut command = Command::new(std::env::current_exe()?);
    command.args(requests_file.arguments());
    let bare = process::run(command)?.document(&[0])?;
    services.judge(clients)?;
    let bare = bare["seconds"].as_f64().context("the bare client does not say how long it took")?;
    Ok(Round { night, bare, requests, by_operation, services: in_services })
}
