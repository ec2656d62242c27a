//! `cargo xtask demo`.

use std::env;

use crate::command::{cargo, run};
use crate::{desktop, set_up, windows_content};

/// Builds Passerelle and runs its demo: the app where there is a screen, two nights in the terminal with `--console` or
/// where there is none.
pub(crate) fn run_demo(arguments: &[String]) -> anyhow::Result<()> {
    let (console, arguments): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| *argument == "--console");
    let in_terminal = !console.is_empty() || !has_screen() || arguments.iter().any(|argument| *argument == "--json");
    println!("Building Passerelle (the first time takes a few minutes)...");
    let mut demo = cargo(&["run", "--quiet", "--package", "passerelle-cli", "--", "demo"]);
    if in_terminal {
        set_up::compiler()?;
        run(cargo(&["build", "--package", "passerelle-cli"]))?;
    } else {
        set_up::windows()?;
        windows_content::make()?;
        run(cargo(&["build", "--package", "passerelle-cli", "--package", "passerelle-desktop"]))?;
        demo.arg("--app").arg(desktop::program());
    }
    demo.args(arguments);
    run(demo)
}

fn has_screen() -> bool {
    let named = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
