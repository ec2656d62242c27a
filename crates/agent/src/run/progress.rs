use serde::Serialize;

/// How far a run is, for whoever looks on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Progress {
    /// The feed is read.
    Reading {
        /// New sheets so far.
        announced: usize,
    },
    /// Contents are fetched.
    Fetching {
        /// Done so far.
        done: usize,
        /// In all.
        total: usize,
    },
    /// Client files are matched.
    Matching,
    /// Sheets are delivered.
    Delivering {
        /// Looked at so far, delivered or not.
        done: usize,
        /// In all.
        total: usize,
    },
    /// The source is told, documents are uploaded.
    Closing,
}

/// Is told of progress.
pub type ProgressSink = std::sync::Arc<dyn Fn(Progress) + Send + Sync>;
