use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use passerelle_social_balance::format::{self, Form, Given, Reading, SIZE_LIMIT, WriteError, WriteOptions};
use sha2::{Digest, Sha256};

use super::identity::{dossier_id, sheet_id};
use super::names::{REASON, SIDECAR, is_ignored, move_into};
use super::reason::Reason;
use super::sidecar;
use super::state::{Found, Pending, Place, State, Trace};
use crate::client::hexadecimal;
use crate::{Content, FinboxError, MediaType, Sha256Digest, SheetEntry};

/// How long a file must not have changed before it is read.
pub(super) const QUIET: Duration = Duration::from_secs(2);
/// How long a file that breaks off is given to grow.
const UNFINISHED: TimeDelta = TimeDelta::minutes(2);

/// The folder on disk. All of it blocks.
pub(super) struct Disk {
    pub(super) root: PathBuf,
    pub(super) activated_at: DateTime<Utc>,
    /// Where nothing may be written: the state is kept here, and no file is moved.
    pub(super) rehearsal: Option<Mutex<Option<State>>>,
}

/// What a look at the folder found beside sheets.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// Files that are no sheets, and why.
    pub(super) unreadable: Vec<(Option<String>, String)>,
    /// Whether a file changed so lately that a second look may find it finished.
    pub(super) unsettled: bool,
}

/// The folder's state, held against other processes until it is dropped.
pub(super) struct Opened<'a> {
    pub(super) disk: &'a Disk,
    pub(super) state: State,
    _lock: Option<File>,
}

impl Disk {
    /// Locks the folder and reads its state.
    pub(super) fn open(&self) -> Result<Opened<'_>, FinboxError> {
        let open = || {
            if !self.root.is_dir() {
                return Err(ErrorKind::NotFound.into());
            }
            let own = self.own();
            if let Some(kept) = &self.rehearsal {
                let kept = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
                return Ok((kept.map_or_else(|| State::load(&own, false), Ok)?, None));
            }
            fs::create_dir_all(&own)?;
            let lock = File::options().create(true).truncate(false).write(true).open(own.join("lock"))?;
            lock.lock()?;
            Ok((State::load(&own, true)?, Some(lock)))
        };
        let (state, lock) = open().map_err(|error| self.unusable(&error))?;
        Ok(Opened { disk: self, state, _lock: lock })
    }

    pub(super) fn unusable(&self, error: &io::Error) -> FinboxError {
        FinboxError::Folder { folder: self.root.display().to_string(), cause: error.to_string() }
    }

    fn own(&self) -> PathBuf {
        self.root.join(".passerelle")
    }

    fn done(&self) -> PathBuf {
        self.root.join("done")
    }

    fn refused(&self) -> PathBuf {
        self.root.join("refused")
    }

    /// The plain files that may be sheets, oldest first. Links are not followed, folders not entered.
    fn candidates(&self) -> io::Result<Vec<Trace>> {
        let mut candidates = Vec::new();
        for item in fs::read_dir(&self.root)? {
            let item = item?;
            let Ok(name) = item.file_name().into_string() else { continue };
            let Ok(metadata) = fs::symlink_metadata(item.path()) else { continue };
            if !metadata.is_file() || is_ignored(&name) || is_hidden(&metadata) {
                continue;
            }
            let modified = metadata.modified()?.into();
            candidates.push(Trace { name, bytes: metadata.len(), modified });
        }
        candidates.sort_by(|one, other| (one.modified, &one.name).cmp(&(other.modified, &other.name)));
        Ok(candidates)
    }
}

impl Opened<'_> {
    pub(super) fn save(&self) -> Result<(), FinboxError> {
        if let Some(kept) = &self.disk.rehearsal {
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.state.clone());
            return Ok(());
        }
        self.state.save(&self.disk.own()).map_err(|error| self.disk.unusable(&error))
    }

    /// Looks at every file and remembers what is new. Idempotent: what was found stays found.
    pub(super) fn look(&mut self, now: DateTime<Utc>) -> Result<Look, FinboxError> {
        let candidates = self.disk.candidates().map_err(|error| self.disk.unusable(&error))?;
        if self.state.began == 0 {
            self.state.began = now.timestamp_millis();
        }
        let names: BTreeSet<_> = candidates.iter().map(|trace| trace.name.clone()).collect();
        self.state.pending.retain(|name, _| names.contains(name));
        self.state.reported.retain(|name, _| names.contains(name));
        let mut look = Look::default();
        for trace in candidates {
            if let Err(error) = self.consider(&trace, now, &mut look) {
                // Another program may hold the file open; it is looked at again next time.
                tracing::warn!(file = trace.name, %error, "a file of the watched folder cannot be read now");
            }
        }
        self.save()?;
        Ok(look)
    }

    fn consider(&mut self, trace: &Trace, now: DateTime<Utc>, look: &mut Look) -> io::Result<()> {
        if trace.modified < self.disk.activated_at {
            if self.state.reported.insert(trace.name.clone(), trace.modified) != Some(trace.modified) {
                look.unreadable.push((Some(trace.name.clone()), older_than_the_activation(self.disk.activated_at)));
            }
            return Ok(());
        }
        if self.state.holding(trace).is_some() {
            return Ok(());
        }
        let unchanged = self.unchanged_for(trace, now);
        if unchanged < TimeDelta::from_std(QUIET).unwrap_or_default() {
            look.unsettled = true;
            return Ok(());
        }
        match self.read(trace)? {
            Outcome::Changed => look.unsettled = true,
            Outcome::Sheet { reading, sha256 } => self.found(trace, &reading, sha256, look)?,
            Outcome::Unfinished(_) if unchanged < UNFINISHED => return Ok(()),
            Outcome::Unfinished(reason) | Outcome::Refused(reason) => self.refuse_file(&trace.name, &reason, look)?,
        }
        self.state.pending.remove(&trace.name);
        Ok(())
    }

    /// For how long the file has looked as it does: by its own time of change, or by when it was first seen so, where
    /// the two clocks disagree.
    fn unchanged_for(&mut self, trace: &Trace, now: DateTime<Utc>) -> TimeDelta {
        let seen = self
            .state
            .pending
            .get(&trace.name)
            .filter(|seen| (seen.bytes, seen.modified) == (trace.bytes, trace.modified) && seen.since <= now);
        let since = seen.map_or(now, |seen| seen.since);
        let pending = Pending { bytes: trace.bytes, modified: trace.modified, since };
        self.state.pending.insert(trace.name.clone(), pending);
        now - since.min(trace.modified)
    }

    fn read(&self, trace: &Trace) -> io::Result<Outcome> {
        if trace.bytes > SIZE_LIMIT as u64 {
            return Ok(Outcome::Refused(Reason::too_large(trace.bytes)));
        }
        let file = self.disk.root.join(&trace.name);
        let bytes = fs::read(&file)?;
        if bytes.len() as u64 != trace.bytes {
            return Ok(Outcome::Changed);
        }
        let given = match sidecar::read(&beside(&file, SIDECAR)) {
            Ok(given) => given,
            Err(wrong) => return Ok(Outcome::Refused(Reason::particulars(wrong))),
        };
        Ok(match format::read(&bytes, &given) {
            Ok(reading) => Outcome::Sheet { reading: Box::new(reading), sha256: hexadecimal(&Sha256::digest(&bytes)) },
            Err(error) if matches!(error.code(), "truncated" | "empty") => {
                Outcome::Unfinished(Reason::unreadable(&error))
            }
            Err(error) => Outcome::Refused(Reason::unreadable(&error)),
        })
    }

    fn found(&mut self, trace: &Trace, reading: &Reading, sha256: String, look: &mut Look) -> io::Result<()> {
        let sheet = &reading.sheet;
        let digits = sheet.enterprise_number.digits();
        self.state.forget_file(&trace.name);
        let latest = self.state.latest(&digits, sheet.financial_year.end());
        let (mut revision, mut supersedes) = (1, None);
        if let Some(latest) = latest {
            if latest.sha256 == sha256 && latest.place == Place::Waiting {
                latest.files.push(trace.clone());
                return Ok(());
            }
            if latest.sha256 == sha256 && latest.place == Place::Done {
                tracing::info!(file = trace.name, "the file holds what was delivered already");
                return self.put_away(&trace.name, &self.disk.done()).map(|_| ());
            }
            (revision, supersedes) = (latest.entry.revision + 1, Some(latest.entry.id));
        }
        let id = sheet_id(&sha256, self.state.occasions(&sha256) + 1);
        let bytes = match as_json(reading, &id.to_string()) {
            Ok(bytes) => bytes,
            Err(error) => return self.refuse_file(&trace.name, &Reason::unwritable(&error), look),
        };
        let content = Content {
            media_type: MediaType::Json,
            sha256: Sha256Digest(hexadecimal(&Sha256::digest(&bytes))),
            bytes: bytes.len() as u64,
        };
        let entry = SheetEntry {
            id,
            dossier_id: dossier_id(sheet.enterprise_number),
            dossier_name: reading.enterprise_name.clone(),
            enterprise_number: Some(digits),
            financial_year: sheet.financial_year,
            model: sheet.model,
            revision,
            supersedes,
            created_at: trace.modified,
            contents: vec![content],
        };
        self.state.sheets.push(Found {
            number: self.state.last_number() + 1,
            entry,
            sha256,
            files: vec![trace.clone()],
            place: Place::Waiting,
            done_as: None,
        });
        Ok(())
    }

    /// The sheet's bytes, from wherever its file is now.
    pub(super) fn content(&mut self, entry: &SheetEntry) -> Result<Vec<u8>, FinboxError> {
        let gone = || FinboxError::NotFound { detail: "the file is not in the folder any more".to_owned() };
        let (root, done) = (self.disk.root.clone(), self.disk.done());
        let found = self.state.by_id(entry.id).ok_or_else(gone)?;
        let here = found.files.iter().map(|trace| root.join(&trace.name));
        let there = found.done_as.iter().map(|name| done.join(name));
        let bytes = here
            .chain(there)
            .filter_map(|file| fs::read(file).ok())
            .find(|bytes| hexadecimal(&Sha256::digest(bytes)) == found.sha256)
            .ok_or_else(gone)?;
        let given = Given {
            enterprise_number: entry.enterprise_number.as_deref().and_then(|number| number.parse().ok()),
            financial_year: Some(entry.financial_year),
            model: Some(entry.model),
            ..Given::default()
        };
        let garbled = |reason: String| FinboxError::Garbled { reason };
        let reading = format::read(&bytes, &given).map_err(|error| garbled(error.to_string()))?;
        as_json(&reading, &entry.id.to_string()).map_err(|error| garbled(error.to_string()))
    }

    /// Moves a delivered sheet's files to `done/`.
    pub(super) fn deliver(&mut self, entry: &SheetEntry) -> Result<(), FinboxError> {
        self.leave(entry, Place::Done, None)
    }

    /// Moves a sheet's files to `refused/`, and says why beside them.
    pub(super) fn refuse(&mut self, entry: &SheetEntry, reason: &str) -> Result<(), FinboxError> {
        self.leave(entry, Place::Refused, Some(&Reason::later(reason)))
    }

    fn leave(&mut self, entry: &SheetEntry, place: Place, reason: Option<&Reason>) -> Result<(), FinboxError> {
        let gone = || FinboxError::NotFound { detail: "the folder does not know this sheet".to_owned() };
        let found = self.state.by_id(entry.id).ok_or_else(gone)?.clone();
        if found.place == place {
            return Ok(());
        }
        let target = if place == Place::Done { self.disk.done() } else { self.disk.refused() };
        let mut done_as = None;
        for trace in &found.files {
            let moved = self
                .still_holds(trace, &found.sha256)
                .and_then(|holds| if holds { self.put_away(&trace.name, &target).map(Some) } else { Ok(None) });
            if let Some(name) = moved.map_err(|error| self.disk.unusable(&error))? {
                if let Some(reason) = reason.filter(|_| self.disk.rehearsal.is_none()) {
                    write_reason(&target.join(&name), reason).map_err(|error| self.disk.unusable(&error))?;
                }
                done_as = Some(name);
            }
        }
        if let Some(known) = self.state.by_id(entry.id) {
            known.place = place;
            known.files.clear();
            known.done_as = done_as.filter(|_| place == Place::Done);
        }
        self.save()
    }

    /// A file that somebody took away is no obstacle; one that was written anew holds another sheet and stays.
    fn still_holds(&self, trace: &Trace, sha256: &str) -> io::Result<bool> {
        match fs::read(self.disk.root.join(&trace.name)) {
            Ok(bytes) => Ok(hexadecimal(&Sha256::digest(&bytes)) == sha256),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn refuse_file(&mut self, name: &str, reason: &Reason, look: &mut Look) -> io::Result<()> {
        let moved = self.put_away(name, &self.disk.refused())?;
        if self.disk.rehearsal.is_none() {
            write_reason(&self.disk.refused().join(moved), reason)?;
        }
        look.unreadable.push((Some(name.to_owned()), reason.detail.clone()));
        Ok(())
    }

    /// Moves a file and what stands beside it about it.
    fn put_away(&self, name: &str, folder: &Path) -> io::Result<String> {
        if self.disk.rehearsal.is_some() {
            return Ok(name.to_owned());
        }
        let file = self.disk.root.join(name);
        let moved = move_into(&file, folder)?;
        let particulars = beside(&file, SIDECAR);
        if particulars.is_file() {
            move_into(&particulars, folder)?;
        }
        Ok(moved)
    }
}

enum Outcome {
    Changed,
    Unfinished(Reason),
    Refused(Reason),
    Sheet { reading: Box<Reading>, sha256: String },
}

/// The sheet in the form that it is handed on in: names and addresses that a filing holds stay behind.
fn as_json(reading: &Reading, reference_number: &str) -> Result<Vec<u8>, WriteError> {
    let options = WriteOptions {
        reference_number: reference_number.to_owned(),
        enterprise_name: reading.enterprise_name.clone(),
        accounts: reading.accounts.clone(),
        preceding_accounts: reading.preceding_accounts.clone(),
    };
    format::write(Form::NbbJson, &reading.sheet, &options)
}

fn write_reason(file: &Path, reason: &Reason) -> io::Result<()> {
    fs::write(beside(file, REASON), reason.text())
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn older_than_the_activation(activated_at: DateTime<Utc>) -> String {
    format!("older than the activation of {activated_at}: left where it is; save it anew to have it delivered")
}

#[cfg(windows)]
fn is_hidden(metadata: &fs::Metadata) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    const HIDDEN: u32 = 2;
    metadata.file_attributes() & HIDDEN != 0
}

#[cfg(not(windows))]
fn is_hidden(_: &fs::Metadata) -> bool {
    false
}
