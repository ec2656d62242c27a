use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{cargo_with_std, folder};
use crate::command::{program, repository, run};
use crate::{set_up, windows_content};

const TARGET: &str = "x86_64-pc-windows-gnu";
/// The libraries, whose tests run under Wine.
const ROOMS: [&str; 7] = [
    "passerelle-social-balance",
    "passerelle-transport",
    "passerelle-finbox",
    "passerelle-silverfin",
    "passerelle-sandbox",
    "passerelle-agent",
    "passerelle-api",
];
/// Tests that are left out, and why.
const LEFT_OUT: [(&str, &str); 1] = [(
    "a_connection_is_really_reset_after_the_write",
    "Wine ends a connection in good order where Windows and Linux reset it",
)];
/// What no test of this task reaches.
const UNTRIED: [(&str, &str); 9] = [
    ("tests that are for Unix alone", "they are about permissions of files and signals"),
    ("the tests of the command and of the whole program", "they start programs and desktops of Linux"),
    ("windows and their content", "there is no WebView2 under Wine"),
    ("the tray icon", "Wine without a screen has no task bar"),
    ("notifications", "Wine has no toasts"),
    (
        "the start with the session",
        "nobody logs in to Wine; the Run value is written by the app, which does not start there",
    ),
    ("Credential Manager", "Wine's own keeps nothing beyond the process"),
    ("a second start", "it needs the running app"),
    ("installers and signatures", "they are made and tried on Windows"),
];
/// Wine 8 lacks this library of Windows, which gives random bytes.
const STAND_IN: &str = "xtask/wine/bcryptprimitives.c";

/// Builds the whole program for Windows, runs the libraries' tests and the demo under Wine, and says what could not be
/// tried.
pub(crate) fn build_for_windows() -> anyhow::Result<()> {
    set_up::windows_from_linux()?;
    windows_content::make()?;
    let mut build = cargo_for_windows("build");
    build.args(["--package", "passerelle-cli", "--package", "passerelle-desktop"]);
    run(build)?;
    let programs = folder(TARGET).join(TARGET).join("debug");
    for place in [programs.clone(), programs.join("deps")] {
        fs::create_dir_all(&place)?;
        run(stand_in(&place))?;
    }
    run(tests())?;
    let mut demo = program("wine");
    demo.arg(programs.join("passerelle.exe")).args(["demo", "--console"]);
    run(in_wine(demo))?;
    report(&programs);
    Ok(())
}

fn tests() -> Command {
    let mut tests = cargo_for_windows("test");
    tests.args(["--lib", "--tests", "--no-fail-fast"]);
    for room in ROOMS {
        tests.args(["--package", room]);
    }
    tests.arg("--");
    for (test, _) in LEFT_OUT {
        tests.args(["--skip", test]);
    }
    tests.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine");
    // Under Wine no cargo can be asked where the snapshots are.
    tests.env("INSTA_WORKSPACE_ROOT", repository()).env("INSTA_UPDATE", "no");
    in_wine(tests)
}

fn report(programs: &Path) {
    println!("\nBuilt for Windows: {}", programs.join("passerelle-desktop.exe").display());
    println!("Tried under Wine: the demo, and the tests of {}.", ROOMS.join(", "));
    println!("\nTests that were left out:");
    for (test, reason) in LEFT_OUT {
        println!("  {test}: {reason}");
    }
    println!("\nNot tried, for want of a Windows:");
    for (what, reason) in UNTRIED {
        println!("  {what}: {reason}");
    }
}

/// Without debug information, which nobody reads here and which takes gigabytes.
fn cargo_for_windows(command: &str) -> Command {
    let mut cargo = cargo_with_std(command, TARGET);
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// A Wine of its own, which asks for nothing and says only what the program says.
fn in_wine(mut command: Command) -> Command {
    command.env("WINEPREFIX", folder("wine")).env("WINEDEBUG", "-all");
    command.env("WINEDLLOVERRIDES", "mscoree,mshtml=").env_remove("DISPLAY");
    command
}

fn stand_in(place: &Path) -> Command {
    let made: PathBuf = place.join("bcryptprimitives.dll");
    let mut compiler = program("x86_64-w64-mingw32-gcc");
    compiler.args(["-shared", "-o"]).arg(made).arg(repository().join(STAND_IN)).arg("-ladvapi32");
    compiler
}
