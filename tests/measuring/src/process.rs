use std::time::Duration;

use anyhow::Context;

/// The memory that a running process holds, what it shares with others counted in proportion, in bytes.
pub fn proportional_memory_of(process: u32) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    kibibytes(&text, "Pss:").context("the system does not say how much memory the process holds")
}

/// Processor time of a running process, in user and system mode together.
pub fn processor_time_of(process: u32) -> Option<Duration> {
    /// Linux counts in hundredths of a second towards programs, whatever it counts in itself.
    const TICK: Duration = Duration::from_millis(10);
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in brackets may hold anything; the figures come after it.
    let figures: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u32 = figures.get(11)?.parse::<u32>().ok()? + figures.get(12)?.parse::<u32>().ok()?;
    Some(TICK * ticks)
}

/// The bytes that a line of this name tells in kibibytes.
pub fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    let number: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(number * 1024)
}

/// Bytes as megabytes.
#[allow(clippy::cast_precision_loss, reason = "memory of this computer, to two digits")]
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A time as milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
