//! What the windows show, in `ui`: made and checked with Node's tools.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, bail};

use crate::command::{program, repository, run};

/// The oldest Node that the tools of `ui` run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Sees to it that Node and npm are here. Distributions carry many ages of it, so it is asked for, not installed.
pub(crate) fn node() -> anyhow::Result<()> {
    let (major, minor) = OLDEST_NODE;
    let how = format!("Node {major}.{minor} or newer with npm is needed to make the windows: https://nodejs.org");
    let output = program("node").arg("--version").output().with_context(|| how.clone())?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !is_recent(&version) {
        bail!("{how}; here is {version:?}");
    }
    if !npm(&["--version"]).output().is_ok_and(|output| output.status.success()) {
        bail!("{how}; npm is missing");
    }
    Ok(())
}

/// Types, tests, build and size of the windows. Leaves `ui/dist`, which the desktop app is built with.
pub(crate) fn check() -> anyhow::Result<()> {
    install()?;
    run(npm(&["run", "check"]))
}

/// Makes `ui/dist` alone, for who wants to see the app.
pub(crate) fn make() -> anyhow::Result<()> {
    node()?;
    install()?;
    run(npm(&["run", "build"]))
}

/// Looks at the windows, over the invented office that `ui` brings, in a headless Chromium: it can play what the webview of
/// this system cannot, the person's own colours and the wish that nothing moves. Pictures go into the folder.
pub(crate) fn look_in_chromium(pictures: &Path) -> anyhow::Result<()> {
    let mut look = npm(&["run", "browser"]);
    look.env("PASSERELLE_PICTURES", pictures);
    run(look)
}

/// A tool that the lock file of the windows names.
pub(crate) fn tool(name: &str) -> Command {
    let tools = repository().join("ui").join("node_modules").join(".bin");
    program(tools.join(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }))
}

/// Installs exactly what the lock file names, where that is not here already.
fn install() -> anyhow::Result<()> {
    let changed = |path: &str| -> Option<SystemTime> {
        fs::metadata(repository().join("ui").join(path)).and_then(|about| about.modified()).ok()
    };
    // npm writes this file at the end of an installation.
    let is_installed = changed("node_modules/.package-lock.json") >= changed("package-lock.json");
    if is_installed { Ok(()) } else { run(npm(&["ci"])) }
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(repository().join("ui")).args(arguments);
    command
}

/// Whether "v20.19.0" is new enough.
fn is_recent(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
    let (Some(major), Some(minor)) = (numbers.next(), numbers.next()) else { return false };
    (major, minor) >= OLDEST_NODE
}

#[cfg(test)]
mod tests {
    use super::is_recent;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        let verdicts = ["v20.19.0", "v22.1.3", "v20.18.9", "v18.20.4", "", "v20"].map(is_recent);
        assert_eq!(verdicts, [true, true, false, false, false, false]);
    }
}
