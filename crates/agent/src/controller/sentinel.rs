use std::io;
use std::path::PathBuf;

use crate::home::Home;

/// A file that stands while the agent runs. Found at a start, it says that the last one did not end by itself.
#[derive(Debug)]
pub struct CrashSentinel {
    file: PathBuf,
}

impl CrashSentinel {
    /// Puts the file there; says whether it stood there already. Only the holder of the home's agent lock calls this.
    pub fn begin(home: &Home) -> io::Result<(Self, bool)> {
        let file = home.lock_file("agent").with_extension("running");
        let crashed = file.exists();
        std::fs::write(&file, b"")?;
        Ok((Self { file }, crashed))
    }

    /// Takes it away at an orderly end.
    pub fn end(self) -> io::Result<()> {
        std::fs::remove_file(self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_after_a_crash_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let (first, crashed) = CrashSentinel::begin(&home).unwrap();
        assert!(!crashed);
        drop(first);
        let (second, crashed) = CrashSentinel::begin(&home).unwrap();
        assert!(crashed);
        second.end().unwrap();
        assert!(!CrashSentinel::begin(&home).unwrap().1);
    }
}
