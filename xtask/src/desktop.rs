//! `cargo xtask desktop`: the real app on a desktop of its own.

use std::path::PathBuf;

use anyhow::bail;

use crate::command::{cargo, repository, run};
use crate::{set_up, windows_content};

/// What the look at the windows in Chromium is called among the tests.
const IN_CHROMIUM: &str = "the_windows_in_chromium";

/// Builds windows and app, looks at the windows in Chromium, then has the tests start the app on a desktop of their own.
/// Those whose names contain one of the words run, or all. Pictures go into `target/pictures`.
pub(crate) fn run_desktop(words: &[String]) -> anyhow::Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the desktop of these tests is one of Linux");
    }
    set_up::desktop()?;
    windows_content::make()?;
    let pictures = target().join("pictures");
    if words.is_empty() || words.iter().any(|word| IN_CHROMIUM.contains(word.as_str())) {
        windows_content::look_in_chromium(&pictures)?;
    }
    run(cargo(&["build", "--locked", "--package", "passerelle-desktop", "--package", "passerelle-cli"]))?;
    let mut tests =
        cargo(&["test", "--locked", "--no-fail-fast", "--package", "passerelle-desktop-tests", "--tests", "--"]);
    tests.args(["--ignored", "--test-threads", "1", "--nocapture"]).args(words);
    tests.env("PASSERELLE_DESKTOP", program());
    tests.env("PASSERELLE_PICTURES", pictures);
    run(tests)
}

/// The app, as a developer builds it.
pub(crate) fn program() -> PathBuf {
    target().join("debug").join(format!("passerelle-desktop{}", std::env::consts::EXE_SUFFIX))
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}
