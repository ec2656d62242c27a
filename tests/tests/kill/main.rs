//! The real `passerelle`, on real files and a real port, and what computers do to programs: kill them in the middle of
//! anything, fill their disk, take away the right to write.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod cut_off;
#[cfg(unix)]
mod disk;
mod journal_file;
mod killed_night;
mod kills;
mod service;
#[cfg(unix)]
mod small_disk;
