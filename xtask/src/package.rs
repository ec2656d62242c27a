//! `cargo xtask package`: what people install.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::Context;

use crate::command::{repository, run};
use crate::{desktop, set_up, windows_content};

/// Builds the app as it is shipped, and the packages of this system around it: deb on Linux, NSIS and MSI on Windows, app
/// and dmg on macOS. The arguments go to Tauri's bundler.
pub(crate) fn package(arguments: &[String]) -> anyhow::Result<()> {
    set_up::windows()?;
    windows_content::make()?;
    let mut bundler = windows_content::tool("tauri");
    bundler.current_dir(repository().join("src-tauri"));
    // The windows' content was made just now.
    bundler.args(["build", "--ci", "--config", r#"{"build":{"beforeBuildCommand":null}}"#]);
    // What follows a second "--" goes to cargo.
    let (for_bundler, for_cargo) =
        arguments.split_at(arguments.iter().position(|word| word == "--").unwrap_or(arguments.len()));
    bundler.args(for_bundler);
    bundler.args(["--", "--locked"]).args(for_cargo.iter().skip(1));
    run(bundler)?;
    for package in packages("")? {
        println!("{}", package.display());
    }
    Ok(())
}

/// The newest package with this ending.
pub(crate) fn newest(ending: &str) -> anyhow::Result<PathBuf> {
    packages(ending)?.pop().with_context(|| format!("there is no package *{ending}"))
}

/// The packages with this ending, from the oldest to the newest.
fn packages(ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    for folder in bundles() {
        for kind in fs::read_dir(folder)? {
            for entry in fs::read_dir(kind?.path())? {
                let entry = entry?;
                let about = entry.metadata()?;
                if about.is_file() && entry.file_name().to_string_lossy().ends_with(ending) {
                    found.push((about.modified()?, entry.path()));
                }
            }
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

/// Where the bundler leaves packages: for this computer, and for systems that were named.
fn bundles() -> Vec<PathBuf> {
    let target = desktop::target();
    let named = fs::read_dir(&target).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = std::iter::once(target.clone()).chain(named).map(|folder| folder.join("release").join("bundle"));
    folders.filter(|folder| folder.is_dir()).collect()
}
