use std::fs;
use std::path::{Path, PathBuf};

use super::{cargo_with_std, folder};
use crate::command::{program, repository, run};
use crate::set_up;

const TARGET: &str = "x86_64-pc-windows-gnu";
/// Rooms whose tests need nothing of a Unix, and run under Wine.
const ROOMS: [&str; 4] =
    ["passerelle-social-balance", "passerelle-finbox", "passerelle-silverfin", "passerelle-transport"];
/// Wine 8 lacks this library of Windows, which gives random bytes.
const STAND_IN: &str = "xtask/wine/bcryptprimitives.c";

/// Builds the whole program for Windows, runs the libraries' tests and the demo under Wine, and says what could not be
/// tried.
pub(crate) fn build_for_windows() -> anyhow::Result<()> {
    set_up::windows_from_linux()?;
    let mut build = cargo_with_std("build", TARGET);
    build.env("CARGO_PROFILE_DEV_DEBUG", "0");
    build.args(["--package", "passerelle-cli", "--package", "passerelle-desktop"]);
    run(build)?;
    let programs = folder(TARGET).join(TARGET).join("debug");
    for place in [programs.clone(), programs.join("deps")] {
        fs::create_dir_all(&place)?;
        run(stand_in(&place))?;
    }
    let mut tests = cargo_with_std("test", TARGET);
    tests.env("CARGO_PROFILE_DEV_DEBUG", "0");
    tests.args(["--lib", "--no-fail-fast"]);
    for room in ROOMS {
        tests.args(["--package", room]);
    }
    tests.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine");
    run(in_wine(tests))?;
    let mut demo = program("wine");
    demo.arg(programs.join("passerelle.exe")).arg("demo");
    run(in_wine(demo))?;
    println!("\nBuilt for Windows: {}", programs.join("passerelle-desktop.exe").display());
    println!(
        "Not tried here, for want of a Windows: windows (there is no WebView2 under Wine), tray, notifications, start with \
         the session, Credential Manager, single instance, installers, signatures."
    );
    Ok(())
}

fn in_wine(mut command: std::process::Command) -> std::process::Command {
    command.env("WINEPREFIX", folder("wine")).env("WINEDEBUG", "-all");
    command
}

fn stand_in(place: &Path) -> std::process::Command {
    let made: PathBuf = place.join("bcryptprimitives.dll");
    let mut compiler = program("x86_64-w64-mingw32-gcc");
    compiler.args(["-shared", "-o"]).arg(made).arg(repository().join(STAND_IN)).arg("-ladvapi32");
    compiler
}
