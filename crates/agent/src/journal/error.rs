use crate::watch::Interrupted;

/// Why the journal could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file was written by a later version of Passerelle.
    #[error("the journal was written by a later version of Passerelle")]
    Newer,
    /// The file is no journal, or is damaged. It is left as it is; nothing is delivered without it.
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the journal cannot be written: {0}")]
    ReadOnly(String),
    /// Another process has held it for too long.
    #[error("another process holds the journal")]
    Busy,
    /// A sheet was to go a way that does not exist. A mistake in Passerelle; nothing was changed.
    #[error("sheet {sheet} cannot go from {from} to {to}")]
    NoSuchArrow {
        /// The sheet.
        sheet: String,
        /// Where it stands.
        from: crate::SheetState,
        /// Where it was to go.
        to: crate::SheetState,
    },
    /// A test, or a crash hook, ended it here.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// Anything else that SQLite says.
    #[error("the journal failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        // The file that processes share beside the journal could not be made as large as it has to be.
        if error.sqlite_error().is_some_and(|cause| cause.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
