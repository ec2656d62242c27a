//! `cargo xtask fuzz`: the fuzz targets, on the toolchain that is installed. No nightly and no `cargo fuzz` are needed: the
//! coverage that libFuzzer steers by is a pass of LLVM that every toolchain has.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::command::{cargo, program, repository, run};
use crate::set_up;

/// What makes a program tell libFuzzer which ways it went.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                            -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                            -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions";

/// Builds the targets and runs those that are named, or all, for so many seconds each.
pub(crate) fn run_targets(seconds: u64, named: &[String]) -> anyhow::Result<()> {
    if cfg!(windows) {
        bail!("the fuzzer runs on Linux and macOS");
    }
    set_up::fuzzer()?;
    let folder = repository().join("crates/social-balance/fuzz");
    let targets = targets(&folder)?;
    if let Some(unknown) = named.iter().find(|name| !targets.contains(name)) {
        bail!("there is no target {unknown}; there are: {}", targets.join(", "));
    }
    let host = host()?;
    let output = folder.join("target");
    let mut compile = cargo(&["build", "--release", "--locked", "--bins", "--target", &host]);
    compile.current_dir(&folder).env("CARGO_TARGET_DIR", &output).env("RUSTFLAGS", INSTRUMENTED);
    run(compile)?;
    for target in targets.iter().filter(|target| named.is_empty() || named.contains(target)) {
        println!("==> {target}, {seconds} seconds");
        let corpus = folder.join("corpus").join(target);
        let artifacts = folder.join("artifacts").join(target);
        for made in [&corpus, &artifacts] {
            std::fs::create_dir_all(made).with_context(|| format!("cannot make {}", made.display()))?;
        }
        let dictionary = if target == "check_formula" { "formulas.dict" } else { "readers.dict" };
        let mut fuzzer = program(output.join(&host).join("release").join(target));
        fuzzer
            .current_dir(&folder)
            .arg(corpus)
            .arg(folder.join("seeds").join(target))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-dict={dictionary}"))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .arg("-print_final_stats=1");
        run(fuzzer).with_context(|| format!("{target} found something; it lies in {}", artifacts.display()))?;
    }
    Ok(())
}

/// The names of the targets: one file each.
fn targets(folder: &Path) -> anyhow::Result<Vec<String>> {
    let folder = folder.join("fuzz_targets");
    let files = std::fs::read_dir(&folder).with_context(|| format!("cannot look into {}", folder.display()))?;
    let mut targets: Vec<String> = files
        .filter_map(|file| {
            let path: PathBuf = file.ok()?.path();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            is_source.then(|| path.file_stem()?.to_str().map(str::to_owned)).flatten()
        })
        .collect();
    targets.sort();
    Ok(targets)
}

/// This machine, as Rust names it.
fn host() -> anyhow::Result<String> {
    let output = program("rustc").arg("-vV").output().context("cannot start rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say which machine this is")
}
