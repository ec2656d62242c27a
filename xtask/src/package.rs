//! `cargo xtask package`: what people install.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, bail};

use crate::command::{cargo, repository, run, succeeds, with_arguments};
use crate::{desktop, set_up, windows_content};

/// What the package is called, and where it puts the program.
const NAME: &str = "passerelle";
const INSTALLED: &str = "/usr/bin/passerelle-desktop";

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

/// Installs the Debian package, has the installed program tried on a desktop of its own, and removes it again.
pub(crate) fn try_installed() -> anyhow::Result<()> {
    if !succeeds(with_arguments("dpkg-query", &["--version"])) {
        bail!("only a Debian package can be tried, where there is dpkg");
    }
    if succeeds(with_arguments("dpkg-query", &["--status", NAME])) {
        bail!("Passerelle is installed here already; it is not touched");
    }
    set_up::desktop()?;
    let package = newest(".deb")?;
    run(set_up::apt_get(&["install", "--yes", "--no-install-recommends", &package.display().to_string()]))?;
    let mut tests = cargo(&["test", "--locked", "--package", "passerelle-desktop-tests", "--features", "installed"]);
    tests.args(["--test", "installed", "--", "--ignored", "--test-threads", "1"]);
    tests.env("PASSERELLE_DESKTOP", INSTALLED).env("PASSERELLE_PICTURES", desktop::target().join("pictures"));
    let tried = run(tests);
    run(set_up::apt_get(&["purge", "--yes", NAME]))?;
    if Path::new(INSTALLED).exists() {
        bail!("{INSTALLED} is still there after the package was removed");
    }
    tried
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
