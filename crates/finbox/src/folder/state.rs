use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{SheetEntry, SheetId};

const FILE: &str = "state.json";

/// What is remembered of the folder between two looks and across restarts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    /// When remembering began, in milliseconds of Unix time. A cursor of another time is worth nothing.
    pub(super) began: i64,
    /// Every sheet that was found, in the order of its finding.
    pub(super) sheets: Vec<Found>,
    /// Files that may still be written to.
    pub(super) pending: BTreeMap<String, Pending>,
    /// Files older than the activation that were reported.
    pub(super) reported: BTreeMap<String, DateTime<Utc>>,
}

/// A sheet that was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Found {
    /// Counts from 1. A cursor is the number of the last sheet that was listed.
    pub(super) number: u64,
    /// What the feed says of it.
    pub(super) entry: SheetEntry,
    /// What the file's bytes hash to.
    pub(super) sha256: String,
    /// The files in the folder that hold it.
    pub(super) files: Vec<Trace>,
    /// Where it is now.
    pub(super) place: Place,
    /// What its file is called in `done/`.
    pub(super) done_as: Option<String>,
}

/// Where a sheet's file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    /// In the folder.
    Waiting,
    /// Delivered, in `done/`.
    Done,
    /// In `refused/`.
    Refused,
}

/// A file as it was last seen, to tell whether it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trace {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) modified: DateTime<Utc>,
}

/// Since when a file has looked as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) bytes: u64,
    pub(super) modified: DateTime<Utc>,
    pub(super) since: DateTime<Utc>,
}

impl State {
    /// Reads the state. One that is damaged is passed over, and set aside where that is allowed: nothing in the folder is
    /// lost by that, for a sheet's id comes from its content.
    pub(super) fn load(folder: &Path, set_aside: bool) -> io::Result<Self> {
        let file = folder.join(FILE);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        match serde_json::from_slice(&bytes) {
            Ok(state) => Ok(state),
            Err(error) => {
                tracing::warn!(%error, "the state of the watched folder is damaged and is passed over");
                if set_aside {
                    fs::rename(&file, folder.join("state.damaged.json"))?;
                }
                Ok(Self::default())
            }
        }
    }

    /// Writes the state whole or not at all.
    pub(super) fn save(&self, folder: &Path) -> io::Result<()> {
        let beside = folder.join("state.json.new");
        let bytes = serde_json::to_vec_pretty(self)?;
        let mut file = File::create(&beside)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(beside, folder.join(FILE))
    }

    /// The sheet that this very file was found to hold, if it has not changed since.
    pub(super) fn holding(&self, trace: &Trace) -> Option<&Found> {
        self.sheets.iter().rev().find(|found| found.place == Place::Waiting && found.files.contains(trace))
    }

    pub(super) fn by_id(&mut self, id: SheetId) -> Option<&mut Found> {
        self.sheets.iter_mut().find(|found| found.entry.id == id)
    }

    /// The last sheet found of an enterprise for the year that closes on this day.
    pub(super) fn latest(&mut self, enterprise_number: &str, closing: NaiveDate) -> Option<&mut Found> {
        self.sheets.iter_mut().rev().find(|found| {
            found.entry.enterprise_number.as_deref() == Some(enterprise_number)
                && found.entry.financial_year.end() == closing
        })
    }

    /// How often this content was found.
    pub(super) fn occasions(&self, sha256: &str) -> usize {
        self.sheets.iter().filter(|found| found.sha256 == sha256).count()
    }

    pub(super) fn last_number(&self) -> u64 {
        self.sheets.last().map_or(0, |found| found.number)
    }

    /// Takes a file's name away from every sheet, because it now holds another.
    pub(super) fn forget_file(&mut self, name: &str) {
        for found in &mut self.sheets {
            found.files.retain(|trace| trace.name != name);
        }
    }
}
