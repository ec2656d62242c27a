//! `cargo xtask kill`.

use crate::command::{cargo, run};

/// The long form of the test that kills the real program: builds the program, then runs the test and shows what it
/// counts.
pub(crate) fn run_kills(kills: u32, seed: u64) -> anyhow::Result<()> {
    run(cargo(&["build", "--package", "passerelle-cli"]))?;
    let mut test = cargo(&["test", "--package", "passerelle-tests", "--test", "kill", "--"]);
    test.args(["--ignored", "--nocapture", "the_program_is_killed_as_often_as_is_wanted"]);
    test.env("PASSERELLE_KILLS", kills.to_string()).env("PASSERELLE_SEED", seed.to_string());
    run(test)
}
