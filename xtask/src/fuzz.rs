//! `cargo xtask fuzz`: the laws of `crates/fuzzing`, on the toolchain that is installed. No nightly and no `cargo fuzz` are needed: the
//! coverage that libFuzzer steers by is a pass of LLVM that every toolchain has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail};

use crate::command::{cargo, program, repository, run};
use crate::set_up;

/// The longest that one text may take, in seconds, and the most memory, in megabytes.
const LIMITS: [&str; 2] = ["-timeout=20", "-rss_limit_mb=2048"];

/// What makes a program tell libFuzzer which ways it went.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                            -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                            -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions";

/// Builds the fuzzer and draws texts for the laws that are named, or for all, for so many seconds each. Goes on after a
/// law that is broken, so that one run tells everything.
pub(crate) fn run_laws(seconds: u64, named: &[String]) -> anyhow::Result<()> {
    if cfg!(windows) {
        bail!("the fuzzer runs on Linux and macOS");
    }
    set_up::fuzzer()?;
    let place = repository().join("crates/fuzzing");
    let laws = laws(&place)?;
    if let Some(unknown) = named.iter().find(|name| !laws.contains_key(*name)) {
        bail!("there is no law {unknown}; there are: {}", laws.keys().cloned().collect::<Vec<_>>().join(", "));
    }
    let fuzzer = build(&place.join("fuzz"))?;
    let mut broken = Vec::new();
    for (law, seeds) in laws.iter().filter(|(law, _)| named.is_empty() || named.contains(law)) {
        println!("==> {law}, {seconds} seconds");
        let (corpus, artifacts) = (place.join("fuzz/corpus").join(law), place.join("fuzz/artifacts").join(law));
        for made in [&corpus, &artifacts] {
            std::fs::create_dir_all(made).with_context(|| format!("cannot make {}", made.display()))?;
        }
        let group = seeds.parent().and_then(Path::file_name).unwrap_or_default();
        let dictionary = place.join("dictionaries").join(group).with_extension("dict");
        let mut drawing = program(&fuzzer);
        drawing
            .env("PASSERELLE_FUZZ_TARGET", law)
            .arg(corpus)
            .arg(seeds)
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-dict={}", dictionary.display()))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .args(LIMITS)
            .arg("-print_final_stats=1");
        if let Err(error) = run(drawing) {
            println!("{law} is broken: {error:#}; what broke it lies in {}", artifacts.display());
            broken.push(law.as_str());
        }
    }
    if broken.is_empty() { Ok(()) } else { bail!("broken: {}", broken.join(", ")) }
}

/// Sees that the crates that are locked for the fuzzer are those that it needs. It is a workspace of its own, is built at
/// night, and leads to what ours leads to: a dependency that is added there is missed here.
pub(crate) fn look_at_crates() -> anyhow::Result<()> {
    let mut look = cargo(&["tree", "--locked", "--quiet", "--manifest-path", "crates/fuzzing/fuzz/Cargo.toml"]);
    look.stdout(Stdio::null());
    run(look)
}

/// The program that draws, made to tell which ways it went.
fn build(folder: &Path) -> anyhow::Result<PathBuf> {
    let (host, output) = (host()?, folder.join("target"));
    let mut compile = cargo(&["build", "--release", "--locked", "--bins", "--target", &host]);
    compile.current_dir(folder).env("CARGO_TARGET_DIR", &output).env("RUSTFLAGS", INSTRUMENTED);
    run(compile)?;
    Ok(output.join(&host).join("release/law"))
}

/// Every law with the folder of its seeds, which stands in the folder of its group.
fn laws(place: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut laws = BTreeMap::new();
    for group in folders(&place.join("seeds"))? {
        for seeds in folders(&group)? {
            laws.insert(seeds.file_name().unwrap_or_default().to_string_lossy().into_owned(), seeds);
        }
    }
    Ok(laws)
}

fn folders(place: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(place).with_context(|| format!("cannot look into {}", place.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.is_dir()).collect())
}

/// This machine, as Rust names it.
fn host() -> anyhow::Result<String> {
    let output = program("rustc").arg("-vV").output().context("cannot start rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say which machine this is")
}
