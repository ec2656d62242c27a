//! What broke down, told at the next start.

use std::backtrace::Backtrace;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use passerelle_agent::home::Home;

/// The longest text of a breakdown that is kept.
const LONGEST: usize = 400;

/// Has every panic written to the log and to a file of the home. Each thread's own end stays what it is.
pub(crate) fn remember_panics(home: &Home) {
    let file = file(home);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let told = told(panic);
        tracing::error!(panic = %told, backtrace = %Backtrace::force_capture(), "something broke down");
        // Nothing more can be done about a file that cannot be written, here of all places.
        let _ = fs::write(&file, told);
        usual(panic);
    }));
}

/// What broke down last, if anything; it is told once.
pub(crate) fn take_last_panic(home: &Home) -> Option<String> {
    let file = file(home);
    let told = fs::read_to_string(&file).ok().filter(|text| !text.is_empty())?;
    forget(&file);
    Some(told)
}

fn forget(file: &Path) {
    if let Err(error) = fs::remove_file(file) {
        tracing::warn!(%error, "the last breakdown will be told again");
    }
}

fn file(home: &Home) -> PathBuf {
    home.folder().join("last-panic.txt")
}

fn told(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    format!("{}{place}", said.unwrap_or("?")).chars().take(LONGEST).collect()
}
