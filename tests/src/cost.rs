use std::io::Read as _;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use passerelle_measuring::{kibibytes, processor_time_of};

use crate::wait;

/// How often a running process is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// What a process cost that has ended, as the system counts it.
#[derive(Debug)]
pub struct Cost {
    /// From its start to its end.
    pub wall: Duration,
    /// Work of the processor for it.
    pub processor: Duration,
    /// The most memory that it held at once, in bytes; zero where the system does not say.
    pub peak_memory: u64,
    /// What it said.
    pub output: Output,
}

/// Runs a command to its end and watches it.
pub fn watched(mut command: Command) -> anyhow::Result<Cost> {
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
    pub fn document(&self, statuses: &[i32]) -> anyhow::Result<serde_json::Value> {
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
