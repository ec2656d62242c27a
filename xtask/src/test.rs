//! `cargo xtask test`: everything that must hold before a change lands.

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::command::{cargo, run, run_and_listen, succeeds};
use crate::summary::closing_line;
use crate::{fuzz, generate, set_up, windows_content};

struct Step {
    name: &'static str,
    took: Duration,
    passed: bool,
}

/// Runs every step, also after one has failed, so that one run tells everything. The very last line is the test
/// runner's own.
pub(crate) fn run_tests() -> anyhow::Result<()> {
    let mut steps = Vec::new();
    step(&mut steps, "set-up", set_up::everything);
    if steps.iter().any(|step| !step.passed) {
        bail!("the set-up is not complete; nothing was tested");
    }
    step(&mut steps, "form", || run(cargo(&["fmt", "--all", "--check"])));
    step(&mut steps, "the fuzzer's crates", fuzz::look_at_crates);
    step(&mut steps, "generated files", || generate::run(true));
    // Before the lints: the desktop app cannot be compiled without what its windows show.
    step(&mut steps, "windows", windows_content::check);
    step(&mut steps, "lints", || {
        run(cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]))
    });
    step(&mut steps, "documentation", || {
        let mut command =
            cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--locked", "--quiet"]);
        // For developers: private items are documented too, so links to them lead somewhere.
        command.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links");
        run(command)
    });
    step(&mut steps, "examples in the documentation", || {
        run(cargo(&["test", "--doc", "--workspace", "--locked", "--quiet"]))
    });
    let mut closing = None;
    step(&mut steps, "tests", || {
        let runner: &[&str] = if succeeds(cargo(&["nextest", "--version"])) { &["nextest", "run"] } else { &["test"] };
        let mut command = cargo(runner);
        command.args(["--workspace", "--locked", "--no-fail-fast"]);
        if runner == ["test"] {
            command.args(["--lib", "--bins", "--tests"]);
        }
        let (passed, lines) = run_and_listen(command)?;
        closing = closing_line(&lines);
        if !passed {
            bail!("there are failures");
        }
        Ok(())
    });
    report(&steps);
    // Last, so that whoever reads only the last line reads what the runner said.
    println!("{}", closing.as_deref().unwrap_or("test result: FAILED. 0 passed; 0 failed; 0 ignored"));
    if steps.iter().any(|step| !step.passed) {
        std::process::exit(1);
    }
    Ok(())
}

fn step(steps: &mut Vec<Step>, name: &'static str, work: impl FnOnce() -> anyhow::Result<()>) {
    println!("==> {name}");
    let begun = Instant::now();
    let outcome = work();
    let took = begun.elapsed();
    if let Err(error) = &outcome {
        println!("    {error:#}");
    }
    let passed = outcome.is_ok();
    println!("    {name}: {} in {}", word(passed), seconds(took));
    steps.push(Step { name, took, passed });
}

fn report(steps: &[Step]) {
    println!("\n==> summary");
    for step in steps {
        println!("    {:<31}{:<8}{:>9}", step.name, word(step.passed), seconds(step.took));
    }
    let whole = steps.iter().map(|step| step.took).sum();
    let passed = steps.iter().all(|step| step.passed);
    println!("    {:<31}{:<8}{:>9}", "all", word(passed), seconds(whole));
}

fn word(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
