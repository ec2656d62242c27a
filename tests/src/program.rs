use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use serde_json::Value;

use crate::left_behind::LeftBehind;
use crate::{Cost, watched};

/// The built `passerelle` in a home of its own, as a person or a script runs it.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    home: PathBuf,
    /// What starts the program, where it is not started itself.
    starter: Vec<OsString>,
    /// The home as the program sees it.
    home_within: PathBuf,
    /// Everything that its commands said, clones' too.
    said: Arc<Mutex<LeftBehind>>,
}

/// What one run of the command said.
#[derive(Debug)]
pub struct Said {
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

impl Program {
    /// The program with this home. Panics, and says what to do, where the program is not built or is older than its
    /// sources.
    pub fn with_home(home: &Path) -> Self {
        let own = std::env::current_exe().unwrap();
        // Cargo puts tests into `deps`, below the folder of the programs.
        let folder = own.parent().unwrap();
        let folder = if folder.ends_with("deps") { folder.parent().unwrap() } else { folder };
        let path = folder.join(format!("passerelle{}", std::env::consts::EXE_SUFFIX));
        let advice = "build it with: cargo build --package passerelle-cli";
        assert!(path.is_file(), "{} is not there; {advice}", path.display());
        if let Some(newer) = newer_source(&path) {
            panic!("{} is older than {}; {advice}", path.display(), newer.display());
        }
        Self { path, home: home.to_owned(), starter: Vec::new(), home_within: home.to_owned(), said: Arc::default() }
    }

    /// The same, started by another command: these words stand before the program and its arguments. `home_within` is what the
    /// home is called there.
    #[must_use]
    pub fn started_by(self, starter: Vec<OsString>, home_within: &Path) -> Self {
        Self { starter, home_within: home_within.to_owned(), ..self }
    }

    /// The home.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The command with these arguments, ready to be started, with the file vault and no terminal.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut words = self.starter.iter().map(OsString::as_os_str).chain([self.path()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command
            .args(words)
            .args(arguments)
            .env_remove("PASSERELLE_LOG")
            .env("PASSERELLE_HOME", &self.home_within)
            .env("PASSERELLE_VAULT", "file")
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The program's file, for a command that starts it in some way of its own.
    pub fn path(&self) -> &OsStr {
        self.path.as_os_str()
    }

    /// Starts the command.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// Runs the command to its end.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.heard(arguments, self.command(arguments).output().unwrap())
    }

    /// Runs the command to its end and watches what it costs.
    pub fn watched(&self, arguments: &[&str]) -> Cost {
        let cost = watched(self.command(arguments)).unwrap();
        self.heard(arguments, cost.output.clone());
        cost
    }

    /// Notes what a command said that was started here.
    pub fn heard(&self, arguments: &[&str], output: Output) -> Said {
        let said = Said::from(output);
        self.said.lock().unwrap().heard(&arguments.join(" "), &said);
        said
    }

    /// Everything that its commands said so far.
    pub fn said(&self) -> LeftBehind {
        self.said.lock().unwrap().clone()
    }

    /// The same with something to read on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // A command that reads no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.heard(arguments, child.wait_with_output().unwrap())
    }

    /// Runs with `--json` and reads the one document.
    pub fn json(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let said = self.run(&[arguments, &["--json"]].concat());
        let document = said.document();
        (said.status, document)
    }
}

impl Said {
    /// The one JSON document on standard output.
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A source that was changed after the program was built, by what cargo noted of its sources beside it.
fn newer_source(program: &Path) -> Option<PathBuf> {
    let changed = |path: &Path| -> Option<SystemTime> { std::fs::metadata(path).ok()?.modified().ok() };
    let built = changed(program)?;
    let noted = std::fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = noted.split_once(": ")?;
    // A blank within a name stands behind a backslash.
    let sources = sources.replace("\\ ", "\u{0}");
    let paths = sources.split_whitespace().map(|source| PathBuf::from(source.replace('\u{0}', " ")));
    paths.into_iter().find(|path| changed(path).is_some_and(|changed| changed > built))
}
