//! The file forms, seen from outside: the published samples, writing and reading again, and hostile files.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod bombs;
mod cbso;
mod detection;
mod hostile;
mod joint_committees;
mod pfs;
mod round_trip;
mod samples;
mod support;
