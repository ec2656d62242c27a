//! The large night: a new full sheet for each of very many clients, against a client that does nothing but ask.

use std::process::Command;
use std::time::Duration;

use anyhow::Context;

use crate::bare::RequestFile;
use crate::home::ConnectedHome;
use crate::services::Services;
use passerelle_measuring::{Figures, median, megabytes};
use passerelle_tests::{Cost, watched};

/// As far away as a data centre in the same country.
const DISTANCE: Duration = Duration::from_millis(5);
/// At a distance it is waiting that takes the time: fewer clients show as much.
const CLOSER_LOOK: u32 = 5;

struct Round {
    night: Cost,
    /// How long the bare client took, in seconds.
    bare: f64,
    /// What it cost the processor, in seconds.
    bare_processor: f64,
    requests: u64,
    by_operation: serde_json::Value,
    services: f64,
}

/// Measures the night so often and takes the middle.
pub(crate) fn measure(figures: &mut Figures, clients: u32, rounds: usize) -> anyhow::Result<()> {
    let mut measured = Vec::new();
    for number in 1..=rounds.max(1) {
        let round = round(clients, Duration::ZERO)?;
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
    figures.explained("the bare client, processor time in seconds", each(|round| round.bare_processor));
    if let Some(last) = measured.last() {
        figures.explained("requests of that night by operation", last.by_operation.clone());
    }
    let far = round((clients / CLOSER_LOOK).max(1), DISTANCE)?;
    figures.limited(
        format!("the same where every request takes {} ms more", DISTANCE.as_millis()),
        far.night.wall.as_secs_f64() / far.bare,
        1.1,
        "x",
    );
    Ok(())
}

fn round(clients: u32, latency: Duration) -> anyhow::Result<Round> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("requests");
    let mut services = Services::at_a_distance(clients, latency)?;
    let home = ConnectedHome::connect(&mut services)?;
    services.publish()?;
    services.mark()?;
    let before = services.processor_time();
    let night = watched(home.program.command(&["sync", "--json"]))?;
    let in_services = services.processor_time().saturating_sub(before).as_secs_f64();
    night.document(&[0])?;
    services.judge(clients)?;
    let (requests, by_operation) = services.count()?;
    services.record(&file)?;
    drop((services, home));

    // The same world once more, connected the same way: every id and every path in it is the same.
    let mut services = Services::at_a_distance(clients, latency)?;
    let home = ConnectedHome::connect(&mut services)?;
    services.publish()?;
    let requests_file = RequestFile { file: &file, base: services.said("silverfin_url"), home: home.program.home() };
    let mut command = Command::new(std::env::current_exe()?);
    command.args(requests_file.arguments());
    let client = watched(command)?;
    services.judge(clients)?;
    let bare = client.document(&[0])?["seconds"].as_f64().context("the bare client does not say how long it took")?;
    let bare_processor = client.processor.as_secs_f64();
    Ok(Round { night, bare, bare_processor, requests, by_operation, services: in_services })
}
