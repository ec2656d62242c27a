//! `cargo xtask bench`.

use crate::command::{cargo, run};

/// Builds the program and the bench as they are shipped, and measures every figure of `docs/performance.md`.
pub(crate) fn run_bench(arguments: &[String]) -> anyhow::Result<()> {
    // Both at once, so that features are the same and nothing is built twice.
    run(cargo(&["build", "--release", "--locked", "--package", "passerelle-cli", "--package", "passerelle-tests"]))?;
    let mut bench = cargo(&[
        "run",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        "passerelle-cli",
        "--package",
        "passerelle-tests",
    ]);
    bench.args(["--bin", "passerelle-bench", "--"]).args(arguments);
    run(bench)
}
