//! Programs that a task calls.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;

use anyhow::{Context, bail};

/// The top folder of the repository that cargo runs this task for. Several checkouts may share one folder for what is built,
/// and then a task that was compiled in one of them may run for another.
pub(crate) fn repository() -> &'static Path {
    static REPOSITORY: OnceLock<PathBuf> = OnceLock::new();
    REPOSITORY.get_or_init(|| {
        let room = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&room).parent().unwrap_or(Path::new(".")).to_owned()
    })
}

/// The cargo that runs this task, at the top of the repository.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A program, at the top of the repository.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(repository());
    command
}

/// A program with these arguments, at the top of the repository.
pub(crate) fn with_arguments(name: &str, arguments: &[&str]) -> Command {
    let mut command = program(name);
    command.args(arguments);
    command
}

/// Whether the program can be started and ends well.
pub(crate) fn succeeds(mut command: Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs the program with this terminal; an error unless it ends well.
pub(crate) fn run(mut command: Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(&command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(&command));
    }
    Ok(())
}

/// Runs the program, shows what it says while it says it, and hands every line back.
pub(crate) fn run_and_listen(mut command: Command) -> anyhow::Result<(bool, Vec<String>)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start {}", shown(&command)))?;
    let (sender, receiver) = mpsc::channel();
    let output = child.stdout.take().map(|stream| listen(stream, sender.clone()));
    let errors = child.stderr.take().map(|stream| listen(stream, sender));
    let mut lines = Vec::new();
    for line in receiver {
        let mut terminal = std::io::stdout().lock();
        // A reader that went away is no reason to stop the tests.
        let _ = writeln!(terminal, "{line}").and_then(|()| terminal.flush());
        lines.push(line);
    }
    for listener in [output, errors].into_iter().flatten() {
        let _ = listener.join();
    }
    Ok((child.wait()?.success(), lines))
}

fn listen(stream: impl Read + Send + 'static, sender: mpsc::Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if sender.send(line).is_err() {
                return;
            }
        }
    })
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
