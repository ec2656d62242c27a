//! The services' process, seen from the bench.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

use passerelle_measuring::processor_time_of;

/// Both services in another process. They end with this value.
pub(crate) struct Services {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Addresses and keys.
    pub(crate) introduction: Value,
}

impl Services {
    /// Starts them with so many clients.
    pub(crate) fn start(clients: u32) -> anyhow::Result<Self> {
        Self::at_a_distance(clients, Duration::ZERO)
    }

    /// The same, where every request takes so long before anything is done, as over a network.
    pub(crate) fn at_a_distance(clients: u32, latency: Duration) -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", &clients.to_string(), &latency.as_millis().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the services do not start")?;
        let questions = child.stdin.take().context("the services do not listen")?;
        let answers = BufReader::new(child.stdout.take().context("the services do not speak")?);
        let mut services = Self { child, questions, answers, introduction: Value::Null };
        services.introduction = services.hear()?;
        Ok(services)
    }

    fn hear(&mut self) -> anyhow::Result<Value> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            bail!("the services have ended");
        }
        Ok(serde_json::from_str(&line)?)
    }

    fn ask(&mut self, question: &str) -> anyhow::Result<Value> {
        writeln!(self.questions, "{question}")?;
        self.hear()
    }

    /// A text of the introduction.
    pub(crate) fn said(&self, name: &str) -> &str {
        self.introduction[name].as_str().unwrap_or_default()
    }

    /// A person logs in at this address; gives where the browser ends.
    pub(crate) fn log_in(&mut self, address: &str) -> anyhow::Result<String> {
        let answer = self.ask(&format!("login {address}"))?;
        Ok(answer["redirect"].as_str().context("nobody could log in")?.to_owned())
    }

    /// The payroll makes a full sheet for every client.
    pub(crate) fn publish(&mut self) -> anyhow::Result<()> {
        self.ask("publish").map(drop)
    }

    /// The payroll makes a full sheet for one client.
    pub(crate) fn publish_one(&mut self) -> anyhow::Result<()> {
        self.ask("publish 1").map(drop)
    }

    /// Requests are counted from here on.
    pub(crate) fn mark(&mut self) -> anyhow::Result<()> {
        self.ask("mark").map(drop)
    }

    /// How many requests came since the mark, and how many of each operation.
    pub(crate) fn count(&mut self) -> anyhow::Result<(u64, Value)> {
        let answer = self.ask("count")?;
        Ok((answer["all"].as_u64().context("no count")?, answer["by_operation"].clone()))
    }

    /// Writes the requests since the mark into a file.
    pub(crate) fn record(&mut self, file: &Path) -> anyhow::Result<()> {
        self.ask(&format!("record {}", file.display())).map(drop)
    }

    /// Asserts from the services' own world that so many sheets stand, that Finbox heard of each, and that nothing was
    /// done that must not be done.
    pub(crate) fn judge(&mut self, sheets: u32) -> anyhow::Result<()> {
        let verdict = self.ask("judge")?;
        let right = verdict["acknowledged"] == sheets && verdict["standing"] == sheets && verdict["wrong"] == 0;
        if !right {
            bail!("of {sheets} sheets: {verdict}");
        }
        Ok(())
    }

    /// Processor time of the services so far.
    pub(crate) fn processor_time(&self) -> Duration {
        processor_time_of(self.child.id()).unwrap_or_default()
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        // Either it has ended already, or it does so now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
