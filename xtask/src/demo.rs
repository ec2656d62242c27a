//! `cargo xtask demo`.

use crate::command::{cargo, run};
use crate::set_up;

/// Builds Passerelle and runs `passerelle demo` with these arguments.
pub(crate) fn run_demo(arguments: &[String]) -> anyhow::Result<()> {
    set_up::compiler()?;
    println!("Building Passerelle (the first time takes a few minutes)...");
    run(cargo(&["build", "--package", "passerelle-cli"]))?;
    let mut command = cargo(&["run", "--quiet", "--package", "passerelle-cli", "--", "demo"]);
    command.args(arguments);
    run(command)
}
