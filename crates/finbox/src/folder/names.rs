use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What the file with a sheet's particulars is called: the sheet's own name and this.
pub(super) const SIDECAR: &str = ".passerelle.json";
/// What the file that says why a sheet was refused is called: the sheet's own name and this.
pub(super) const REASON: &str = ".reason.txt";

const UNFINISHED: [&str; 8] = [".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".lock"];
const OF_THE_SYSTEM: [&str; 3] = ["thumbs.db", "desktop.ini", "icon\r"];

/// Whether a file of this name is nobody's sheet: hidden, unfinished, a lock of an office program, the system's own, or
/// the particulars of another file.
pub(super) fn is_ignored(name: &str) -> bool {
    let name = name.to_lowercase();
    let office_lock = name.starts_with("~$") || name.starts_with(".~lock.");
    name.starts_with('.')
        || name.ends_with('~')
        || office_lock
        || (name.starts_with('~') && UNFINISHED.iter().any(|end| name.ends_with(end)))
        || UNFINISHED.iter().any(|end| name.ends_with(end))
        || OF_THE_SYSTEM.contains(&name.as_str())
        || name.ends_with(SIDECAR)
        || name.ends_with(REASON)
}

/// Moves a file into a folder without ever overwriting: where its name is taken, a number is put in. Answers the name
/// that it got.
pub(super) fn move_into(file: &Path, folder: &Path) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    let name = file.file_name().and_then(|name| name.to_str()).ok_or(ErrorKind::InvalidFilename)?;
    for number in 1..10_000 {
        let free = numbered(name, number);
        let target: PathBuf = folder.join(&free);
        // An empty file takes the name first; the move then replaces nothing but that.
        match File::create_new(&target) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        return match fs::rename(file, &target) {
            Ok(()) => Ok(free),
            Err(error) => {
                let _ = fs::remove_file(&target);
                Err(error)
            }
        };
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem} ({number}).{extension}"),
        _ => format!("{name} ({number})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_nobodys_sheet_are_left_alone() {
        for name in [
            ".DS_Store",
            ".~lock.bilan.csv#",
            "~$bilan.xlsx",
            "~WRL0001.tmp",
            "bilan.csv~",
            "bilan.xbrl.crdownload",
            "bilan.PART",
            "Thumbs.db",
            "desktop.ini",
            "bilan.json.passerelle.json",
            "bilan.csv.reason.txt",
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in ["bilan", "bilan.csv", "BILAN.XBRL", "1AB1234.json", "été 2025.dat", "partial.csv", "~bilan.csv"]
        {
            assert!(!is_ignored(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let done = folder.path().join("done");
        let mut names = Vec::new();
        for content in ["one", "two", "three"] {
            let file = folder.path().join("bilan.csv");
            fs::write(&file, content).unwrap();
            names.push(move_into(&file, &done).unwrap());
            assert!(!file.exists());
        }
        assert_eq!(names, ["bilan.csv", "bilan (2).csv", "bilan (3).csv"]);
        assert_eq!(fs::read_to_string(done.join("bilan.csv")).unwrap(), "one");
        assert_eq!(fs::read_to_string(done.join("bilan (3).csv")).unwrap(), "three");
        assert!(move_into(&folder.path().join("nothing"), &done).is_err());
        assert!(!done.join("nothing").exists());
        assert_eq!(numbered("bilan", 2), "bilan (2)");
        assert_eq!(numbered(".x", 2), ".x (2)");
    }
}
