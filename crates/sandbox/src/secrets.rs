//! The secrets of an office, to be searched for wherever none of them may be.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use aho_corasick::{AhoCorasick, BuildError};

/// What is shorter may stand anywhere by chance.
const SHORTEST: usize = 12;

/// Texts that nobody may leave behind, and the search for all of them at once.
#[derive(Debug, Clone)]
pub struct Secrets {
    texts: Vec<String>,
    search: AhoCorasick,
}

impl Secrets {
    /// These texts; short ones are left out.
    pub fn of(texts: impl IntoIterator<Item = String>) -> Result<Self, BuildError> {
        let texts: BTreeSet<String> = texts.into_iter().filter(|text| text.len() >= SHORTEST).collect();
        let texts: Vec<String> = texts.into_iter().collect();
        let search = AhoCorasick::new(&texts)?;
        Ok(Self { texts, search })
    }

    /// The texts themselves.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Those that stand in a content.
    pub fn within(&self, content: &[u8]) -> BTreeSet<&str> {
        let found = self.search.find_overlapping_iter(content);
        found.filter_map(|found| self.texts.get(found.pattern().as_usize()).map(String::as_str)).collect()
    }

    /// What stands in the files below a folder, each as "file: secret", and how many files there are. A file that `is_allowed`
    /// knows may hold secrets. No link is followed.
    pub fn below(&self, folder: &Path, is_allowed: &dyn Fn(&Path) -> bool) -> io::Result<(Vec<String>, usize)> {
        let (mut found, mut count) = (Vec::new(), 0);
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let kind = std::fs::symlink_metadata(&path)?.file_type();
            if kind.is_dir() {
                let (within, files) = self.below(&path, is_allowed)?;
                found.extend(within);
                count += files;
            } else if kind.is_file() {
                count += 1;
                let leaks = if is_allowed(&path) { BTreeSet::new() } else { self.within_file(&path)? };
                found.extend(leaks.into_iter().map(|secret| format!("{}: {secret}", path.display())));
            }
        }
        Ok((found, count))
    }

    fn within_file(&self, path: &Path) -> io::Result<BTreeSet<&str>> {
        Ok(self.within(&std::fs::read(path)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_is_found_and_nothing_else() {
        let secrets = Secrets::of(["hetre-9-quai-porte", "quai-porte-12", "short"].map(str::to_owned)).unwrap();
        assert_eq!(secrets.texts(), ["hetre-9-quai-porte", "quai-porte-12"]);
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("logs");
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(inner.join("today.log"), b"\0... hetre-9-quai-porte-12 ...").unwrap();
        std::fs::write(folder.path().join("vault.json"), b"hetre-9-quai-porte").unwrap();
        std::fs::write(folder.path().join("settings.json"), b"hetre-9-quai-port short").unwrap();
        let is_vault = |path: &Path| path.ends_with("vault.json");
        let (found, count) = secrets.below(folder.path(), &is_vault).unwrap();
        let log = inner.join("today.log").display().to_string();
        assert_eq!(found, [format!("{log}: hetre-9-quai-porte"), format!("{log}: quai-porte-12")]);
        assert_eq!(count, 3);
    }
}
