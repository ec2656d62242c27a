//! The seeds and dictionaries beside the laws.

use std::path::{Path, PathBuf};

use passerelle_fuzzing::Target;

/// A folder of this package.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The seeds of a law, by name.
pub(crate) fn seeds(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = folder("seeds").join(target.group).join(target.name);
    let mut seeds: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
        })
        .collect();
    seeds.sort();
    seeds
}
