//! `cargo xtask bench`.

use std::process::Command;

use anyhow::bail;

use crate::command::{cargo, run};
use crate::{desktop, package, set_up};

/// Builds the package of the desktop app, and measures the app in it on a desktop of its own.
pub(crate) fn run_bench_of_the_desktop(arguments: &[String]) -> anyhow::Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the desktop of this bench is one of Linux");
    }
    set_up::desktop()?;
    package::package(&[])?;
    let mut bench = cargo(&["run", "--locked", "--quiet", "--package", "passerelle-desktop-tests", "--bin"]);
    bench.args(["passerelle-desktop-bench", "--", "--package"]).arg(package::newest(".deb")?).args(arguments);
    bench.env("PASSERELLE_DESKTOP", desktop::target().join("release").join("passerelle-desktop"));
    run(bench)
}

/// Builds the program and the bench as they are shipped, and measures every figure of `docs/performance.md`.
pub(crate) fn run_bench(arguments: &[String]) -> anyhow::Result<()> {
    // Both at once, so that features are the same and nothing is built twice.
    run(cargo(&["build", "--release", "--locked", "--package", "passerelle-cli", "--package", "passerelle-tests"]))?;
    let program = format!("passerelle-bench{}", std::env::consts::EXE_SUFFIX);
    let mut bench = Command::new(desktop::target().join("release").join(program));
    bench.args(arguments);
    run(bench)
}
