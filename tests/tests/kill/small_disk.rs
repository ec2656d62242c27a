//! A home with little room, which can be filled and forbidden: on a file system of its own, and, where no account may mount one,
//! by what the system holds any process to.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use passerelle_tests::Program;
use tempfile::TempDir;

/// A place for a home, for one test. It ends with this value.
pub(crate) struct SmallDisk {
    folder: TempDir,
    form: Form,
}

enum Form {
    /// A file system in memory, mounted where only the processes of a namespace of its own see it. This one holds it.
    Mounted(Child),
    /// Files that may not grow beyond what the file `limit` says, and folders that may not be written in: what is left in a
    /// container in which nobody may mount anything.
    Limited,
}

/// What a shell starts the program with where its files are limited. A write beyond is then an error, not the end.
const LIMITED: &str = r#"trap '' XFSZ; ulimit -f "$(cat "$0")"; exec "$@""#;

impl SmallDisk {
    /// Such a place in every form that this computer has: the second one is for certain. That the first one was refused is said
    /// on standard error.
    pub(crate) fn all_of_mebibytes(size: u32) -> Vec<Self> {
        let limited = Self { folder: tempfile::tempdir().unwrap(), form: Form::Limited };
        limited.make_room();
        let mounted = Self::mounted(size);
        if mounted.is_none() {
            eprintln!("NOT TRIED: a file system of its own, which this account may not mount; tried by limits instead");
        }
        mounted.into_iter().chain([limited]).collect()
    }

    fn mounted(size: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let script = format!("mount -t tmpfs -o size={size}m,mode=0700 tmpfs \"$0\" && echo mounted && read -r _");
        let holder = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut holder = holder.ok()?;
        let mut said = String::new();
        BufReader::new(holder.stdout.take()?).read_line(&mut said).unwrap();
        let disk = Self { folder, form: Form::Mounted(holder) };
        (said == "mounted\n").then_some(disk)
    }

    /// Whether the system itself says that there is no room. A limit is told otherwise.
    pub(crate) fn is_a_disk(&self) -> bool {
        matches!(self.form, Form::Mounted(_))
    }

    /// The program with its home here.
    pub(crate) fn program(&self) -> Program {
        let words = match &self.form {
            Form::Mounted(holder) => Self::entering(holder),
            Form::Limited => self.limiting(),
        };
        Program::with_home(&self.seen_from_here().join("home")).started_by(words, &self.folder.path().join("home"))
    }

    fn entering(holder: &Child) -> Vec<OsString> {
        let target = format!("--target={}", holder.id());
        ["nsenter", &target, "--user", "--mount", "--preserve-credentials"].map(OsString::from).to_vec()
    }

    fn limiting(&self) -> Vec<OsString> {
        let limit = self.folder.path().join("limit");
        let shell = ["sh", "-c", LIMITED].map(OsString::from).into_iter().chain([limit.into_os_string()]);
        // Root writes wherever it likes, unless that right is taken from it.
        let power = "-dac_override,-dac_read_search";
        let is_root = !is_forbidden(self.folder.path());
        let without = ["setpriv", "--inh-caps", power, "--bounding-set", power, "--"].map(OsString::from);
        without.into_iter().filter(|_| is_root).chain(shell).collect()
    }

    /// The same folder for whoever stands outside of the namespace.
    fn seen_from_here(&self) -> PathBuf {
        let path = self.folder.path();
        match &self.form {
            Form::Mounted(holder) => {
                Path::new("/proc").join(holder.id().to_string()).join("root").join(path.strip_prefix("/").unwrap())
            }
            Form::Limited => path.to_owned(),
        }
    }

    fn filler(&self) -> PathBuf {
        self.seen_from_here().join("filler")
    }

    /// Fills it up to so many kibibytes, or lets no file become larger than that.
    pub(crate) fn fill_up_to(&self, kibibytes: u64) {
        if !self.is_a_disk() {
            return self.limit(&(kibibytes * 2).to_string());
        }
        let mut filler = OpenOptions::new().create(true).append(true).open(self.filler()).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
        let size = filler.metadata().unwrap().len();
        filler.set_len(size.saturating_sub(kibibytes * 1024)).unwrap();
    }

    /// Takes away what it was filled with.
    pub(crate) fn make_room(&self) {
        match self.form {
            Form::Mounted(_) => std::fs::remove_file(self.filler()).unwrap(),
            Form::Limited => self.limit("unlimited"),
        }
    }

    fn limit(&self, blocks: &str) {
        std::fs::write(self.folder.path().join("limit"), blocks).unwrap();
    }

    /// Lets nobody, or everybody, write on it.
    pub(crate) fn let_write(&self, allowed: bool) {
        let Form::Mounted(holder) = &self.form else {
            return allow(&self.folder.path().join("home"), allowed);
        };
        let words = Self::entering(holder);
        // The mount, not the file system: whose owner has no number within the namespace.
        let options = if allowed { "remount,bind,rw" } else { "remount,bind,ro" };
        let mut remount = Command::new(&words[0]);
        remount.args(&words[1..]).args(["mount", "-o", options]).arg(self.folder.path());
        assert!(remount.status().unwrap().success(), "{options}");
        assert_eq!(File::create(self.seen_from_here().join("probe")).is_ok(), allowed);
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Form::Mounted(holder) = &mut self.form {
            // Its input ends, and with it the namespace and all that is mounted in it.
            drop(holder.stdin.take());
            let _ = holder.wait();
        }
    }
}

/// Gives, or takes, the right to write in a folder and all that is in it.
fn allow(folder: &Path, allowed: bool) {
    let modes = if allowed { (0o700, 0o600) } else { (0o500, 0o400) };
    std::fs::set_permissions(folder, Permissions::from_mode(modes.0)).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            allow(&path, allowed);
        } else {
            std::fs::set_permissions(&path, Permissions::from_mode(modes.1)).unwrap();
        }
    }
}

/// Whether a folder that may not be written in holds this account back.
fn is_forbidden(beside: &Path) -> bool {
    let folder = tempfile::tempdir_in(beside).unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).unwrap();
    File::create(folder.path().join("probe")).is_err()
}
