use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use anyhow::Result;
use passerelle_measuring::{kibibytes, megabytes, processor_time_of, proportional_memory_of};
use serde_json::{Value, json};

/// A process and all that it started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree {
    root: u32,
}

impl Tree {
    /// The tree below a process.
    pub(crate) fn of(root: u32) -> Self {
        Self { root }
    }

    /// The processes that are alive now.
    pub(crate) fn processes(self) -> Result<Vec<u32>> {
        let parents = parents()?;
        let belongs = |mut process: u32| loop {
            if process == self.root {
                return true;
            }
            match parents.get(&process) {
                Some(parent) => process = *parent,
                None => return false,
            }
        };
        Ok(parents.keys().copied().filter(|process| belongs(*process)).collect())
    }

    /// The memory that all of them hold, what is shared with others counted in proportion, in megabytes.
    pub(crate) fn memory(self) -> Result<f64> {
        // A process that has ended meanwhile holds nothing.
        let held = self.processes()?.into_iter().filter_map(|process| proportional_memory_of(process).ok());
        Ok(megabytes(held.sum()))
    }

    /// Processor time of all of them.
    pub(crate) fn processor_time(self) -> Result<Duration> {
        Ok(self.processes()?.into_iter().filter_map(processor_time_of).sum())
    }

    /// How often any of their threads slept and woke up again.
    pub(crate) fn wake_ups(self) -> Result<u64> {
        let mut wake_ups = 0;
        for process in self.processes()? {
            let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { continue };
            for thread in threads.flatten() {
                let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
                let switches = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
                wake_ups += switches.and_then(|number| number.trim().parse::<u64>().ok()).unwrap_or_default();
            }
        }
        Ok(wake_ups)
    }

    /// How many other processes of this computer use `WebKit`: pages of its files are counted to them in part, so that the
    /// figures are better than they would be alone.
    pub(crate) fn others_with_webkit(self) -> Result<usize> {
        let own = self.processes()?;
        let uses_webkit = |process: &u32| {
            fs::read_to_string(format!("/proc/{process}/maps")).is_ok_and(|maps| maps.contains("libwebkit2gtk"))
        };
        Ok(parents()?.into_keys().filter(|process| !own.contains(process)).filter(uses_webkit).count())
    }

    /// What each of them holds, and of what kind: its own (`anonymous`), of files (`file`), shared (`shared`). What is
    /// `resident` counts shared pages whole: more than that it can never be, whoever else runs.
    pub(crate) fn parts(self) -> Result<Value> {
        let mut parts = Vec::new();
        for process in self.processes()? {
            let Ok(text) = fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else { continue };
            let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
            let held = |line: &str| megabytes(kibibytes(&text, line).unwrap_or_default());
            parts.push(json!({
                "process": name.trim(),
                "whole": held("Pss:"),
                "resident": held("Rss:"),
                "anonymous": held("Pss_Anon:"),
                "file": held("Pss_File:"),
                "shared": held("Pss_Shmem:"),
            }));
        }
        Ok(Value::Array(parts))
    }
}

/// Which process started which.
fn parents() -> Result<HashMap<u32, u32>> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(text) = fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name in brackets may hold anything; state and parent come after it.
        let parent = text.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        if let Some(parent) = parent {
            parents.insert(process, parent);
        }
    }
    Ok(parents)
}
