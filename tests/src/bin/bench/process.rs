//! What a process costs, as the system counts it.

use std::io::Read as _;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use passerelle_tests::wait;

/// How often a running process is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// What a process cost that has ended.
pub(crate) struct Cost {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// Work of the processor for it.
    pub(crate) processor: Duration,
    /// The most memory that it held at once, in bytes.
    pub(crate) peak_memory: u64,
    /// What it said.
    pub(crate) output: Output,
}

/// Runs a command to its end and watches it.
pub(crate) fn run(mut command: Command) -> anyhow::Result<Cost> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().context("the program does not start")?;
    let [output, errors] = listen(&mut child)?;
    let has_ended = Arc::new(AtomicBool::new(false));
    let watching = std::thread::spawn({
        let (process, has_ended) = (child.id(), Arc::clone(&has_ended));
        move || watch(process, &has_ended)
    });
    let status = child.wait()?;
    let wall = begun.elapsed();
    has_ended.store(true, Ordering::Relaxed);
    let (peak_memory, processor) = watching.join().unwrap_or_default();
    let [stdout, stderr] = [output, errors].map(|stream| stream.join().unwrap_or_default());
    Ok(Cost { wall, processor, peak_memory, output: Output { status, stdout, stderr } })
}

/// What the system says of a process for as long as it runs. Both figures only ever grow, so the last ones count.
fn watch(process: u32, has_ended: &AtomicBool) -> (u64, Duration) {
    let (mut memory, mut processor) = (0, Duration::ZERO);
    while !has_ended.load(Ordering::Relaxed) {
        memory = peak_memory_of(process).unwrap_or(memory);
        processor = processor_time_of(process).unwrap_or(processor);
        wait(EVERY);
    }
    (memory, processor)
}

fn listen(child: &mut Child) -> anyhow::Result<[std::thread::JoinHandle<Vec<u8>>; 2]> {
    let mut output = child.stdout.take().context("no standard output")?;
    let mut errors = child.stderr.take().context("no standard error")?;
    let output = std::thread::spawn(move || {
        let mut read = Vec::new();
        let _ = output.read_to_end(&mut read);
        read
    });
    let errors = std::thread::spawn(move || {
        let mut read = Vec::new();
        let _ = errors.read_to_end(&mut read);
        read
    });
    Ok([output, errors])
}

impl Cost {
    /// The one JSON document that the command printed; an error where it did not end with one of these statuses.
    pub(crate) fn document(&self, statuses: &[i32]) -> anyhow::Result<serde_json::Value> {
        let status = self.output.status.code().unwrap_or(-1);
        if !statuses.contains(&status) {
            bail!(
                "the program ended with {status}: {}{}",
                String::from_utf8_lossy(&self.output.stdout),
                String::from_utf8_lossy(&self.output.stderr)
            );
        }
        Ok(serde_json::from_slice(&self.output.stdout)?)
    }
}

/// The most memory that a running process has held at once, in bytes.
fn peak_memory_of(process: u32) -> Option<u64> {
    kibibytes(&std::fs::read_to_string(format!("/proc/{process}/status")).ok()?, "VmHWM:")
}

/// The memory that a running process holds, what it shares with others counted in proportion, in bytes.
pub(crate) fn proportional_memory_of(process: u32) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    kibibytes(&text, "Pss:").context("the system does not say how much memory the process holds")
}

/// Processor time of a running process, in user and system mode together.
pub(crate) fn processor_time_of(process: u32) -> Option<Duration> {
    /// Linux counts in hundredths of a second towards programs, whatever it counts in itself.
    const TICK: Duration = Duration::from_millis(10);
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in brackets may hold anything; the figures come after it.
    let figures: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u32 = figures.get(11)?.parse::<u32>().ok()? + figures.get(12)?.parse::<u32>().ok()?;
    Some(TICK * ticks)
}

fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    let number: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(number * 1024)
}

/// Bytes as megabytes.
#[allow(clippy::cast_precision_loss, reason = "memory of this computer, to two digits")]
pub(crate) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A time as milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
