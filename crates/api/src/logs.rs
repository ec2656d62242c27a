//! Logs: the home's daily files, and warnings on standard error. The same for every program that opens a home.

use std::fmt::Write as _;
use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// How many daily files are kept.
const DAYS_KEPT: usize = 14;

/// What a log holds unless `PASSERELLE_LOG` says otherwise: our own steps, others' warnings.
const USUAL: &str = "warn,passerelle=info";

/// Writes to daily files in this folder. Where that is not possible the program still runs, without a log.
pub fn start(folder: &Path) {
    let Ok(files) = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("passerelle")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)
    else {
        return;
    };
    let wanted = EnvFilter::try_from_env("PASSERELLE_LOG").unwrap_or_else(|_| EnvFilter::new(USUAL));
    let to_file = tracing_subscriber::fmt::layer().json().with_writer(files).with_filter(wanted);
    // A person sees errors in the command's own words; on standard error only with an explicit wish.
    let shown = if std::env::var_os("PASSERELLE_LOG").is_some() { LevelFilter::TRACE } else { LevelFilter::OFF };
    let to_terminal = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(shown);
    // A second call in one process keeps the first.
    let _ = tracing_subscriber::registry().with(to_file).with(to_terminal).try_init();
}

/// An error with all its causes, outermost first.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let _ = write!(text, ": {next}");
        cause = next.source();
    }
    text
}
