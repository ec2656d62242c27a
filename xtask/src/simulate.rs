//! `cargo xtask simulate`.

use crate::command::{cargo, run};

/// The long form of the test that lives whole worlds, on all processors and optimised. A seed that ends badly is cut down,
/// and its story is told.
pub(crate) fn run_seeds(seeds: u64, from: u64) -> anyhow::Result<()> {
    let mut test = simulation(&["--nocapture", "in_every_world_each_figure_arrives_correct_and_once"]);
    test.env("PASSERELLE_SEED", from.to_string()).env("PASSERELLE_SEEDS", seeds.to_string());
    run(test)
}

/// Tells what happens in the world of one seed, whether it ends well or badly.
pub(crate) fn tell_story(seed: u64) -> anyhow::Result<()> {
    let mut test = simulation(&["--nocapture", "--ignored", "the_story_of_one_seed"]);
    test.env("PASSERELLE_SEED", seed.to_string());
    run(test)
}

fn simulation(arguments: &[&str]) -> std::process::Command {
    let mut test =
        cargo(&["test", "--profile", "simulation", "--package", "passerelle-tests", "--test", "simulation", "--"]);
    test.args(arguments);
    test
}
