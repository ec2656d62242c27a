//! What broke down, told at the next start.

use std::backtrace::Backtrace;
use std::fs;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use passerelle_agent::home::Home;
use passerelle_api::view::Notice;

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

/// What a person hears of it at a start.
pub(crate) fn told_at_the_start(ended_uncleanly: bool, panic: Option<String>) -> Option<Notice> {
    match panic {
        panic if ended_uncleanly => Some(Notice::UncleanEnd { panic }),
        // The program went on, and ended as it should: it did not stop without a word.
        Some(panic) => Some(Notice::Breakdown { panic }),
        None => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_broke_down_is_told_however_the_program_ended() {
        let panic = || Some("a defect (x.rs:1)".to_owned());
        for (ended_uncleanly, panic, told) in [
            (false, None, None),
            (true, None, Some(Notice::UncleanEnd { panic: None })),
            (true, panic(), Some(Notice::UncleanEnd { panic: panic() })),
            (false, panic(), Some(Notice::Breakdown { panic: "a defect (x.rs:1)".to_owned() })),
        ] {
            assert_eq!(told_at_the_start(ended_uncleanly, panic.clone()), told, "{ended_uncleanly} {panic:?}");
        }
    }

    #[test]
    fn it_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        assert_eq!(take_last_panic(&home), None);
        fs::write(file(&home), "a defect").unwrap();
        assert_eq!(take_last_panic(&home).as_deref(), Some("a defect"));
        assert_eq!(take_last_panic(&home), None);
    }
}
