//! A small file system of its own, to be filled and to be forbidden.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A file system in memory, mounted for one test. It ends with this value.
pub(crate) struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// A file system of so many mebibytes. `None`, said on standard error, where this account may mount none.
    pub(crate) fn of_mebibytes(size: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}m,mode=0700");
        let mounted = succeeds(Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder.path()));
        if !mounted {
            eprintln!("skipped: this account may not mount a file system of its own");
            return None;
        }
        Some(Self { folder })
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Fills it up to so many kibibytes.
    pub(crate) fn fill_up_to(&self, kibibytes: u64) {
        let mut filler = OpenOptions::new().create(true).append(true).open(self.filler()).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
        let size = filler.metadata().unwrap().len();
        filler.set_len(size.saturating_sub(kibibytes * 1024)).unwrap();
    }

    /// Takes away what it was filled with.
    pub(crate) fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    /// Lets nobody, or everybody, write on it.
    pub(crate) fn let_write(&self, allowed: bool) {
        let options = if allowed { "remount,rw" } else { "remount,ro" };
        assert!(succeeds(Command::new("mount").args(["-o", options]).arg(self.path())), "{options}");
        assert_eq!(File::create(self.path().join("probe")).is_ok(), allowed);
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        succeeds(Command::new("umount").arg("--lazy").arg(self.path()));
    }
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
