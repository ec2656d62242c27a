//! How far a run is: a bar at a terminal, plain lines elsewhere, nothing where nobody looks.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use passerelle_agent::run::{Progress, ProgressSink};

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A bar at a terminal, nothing elsewhere.
    Bar,
    /// A bar at a terminal, a line for each stage elsewhere.
    BarOrLines,
    /// Not at all.
    Not,
}

/// A run's progress on standard error.
pub(crate) struct ProgressDisplay {
    bar: ProgressBar,
    lines: bool,
    stage: Mutex<Option<&'static str>>,
}

impl ProgressDisplay {
    /// Shown at a terminal as a bar; see [`Shown`].
    pub(crate) fn new(shown: Shown) -> Arc<Self> {
        let terminal = std::io::stderr().is_terminal();
        let bar = if terminal && shown != Shown::Not {
            ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("  {msg:<12} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Arc::new(Self { bar, lines: !terminal && shown == Shown::BarOrLines, stage: Mutex::new(None) })
    }

    /// What a run tells of its progress.
    pub(crate) fn sink(self: &Arc<Self>) -> ProgressSink {
        let display = Arc::clone(self);
        Arc::new(move |progress| display.show(progress))
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, progress: Progress) {
        let (stage, done, total) = match progress {
            Progress::Reading { announced } => ("reading", announced, announced),
            Progress::Fetching { done, total } => ("fetching", done, total),
            Progress::Matching => ("matching", 0, 0),
            Progress::Delivering { done, total } => ("delivering", done, total),
            Progress::Closing => ("closing", 0, 0),
        };
        let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.bar.set_length(whole(total));
        self.bar.set_position(whole(done));
        self.bar.set_message(stage);
        let mut last = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if self.lines && *last != Some(stage) {
            if total > 0 { eprintln!("  {stage} {total} sheets") } else { eprintln!("  {stage}") }
        }
        *last = Some(stage);
    }
}
