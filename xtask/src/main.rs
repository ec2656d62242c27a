//! `cargo xtask`: set-up, demo, tests and checks.

mod command;
mod demo;
mod fuzz;
mod generate;
mod set_up;
mod summary;
mod test;

use clap::{Parser, Subcommand};

/// What a developer of Passerelle runs. Works from any folder of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build Passerelle and run its demo: both services on this computer, two nights, and what stands where.
    Demo {
        /// Passed to `passerelle demo`; `cargo xtask demo -- --help` lists them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Everything that must hold before a change lands: set-up, form, lints, documentation, generated files, tests.
    Test,
    /// Run the fuzz targets of the readers and of the check formulas, for so many seconds each.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 30)]
        seconds: u64,
        /// Which targets. All if none is named.
        targets: Vec<String>,
    },
    /// Install what the other tasks need and this machine lacks, and nothing else.
    SetUp,
    /// Write the files that are made from data, or see that they are as they would be written.
    Generate {
        /// Write nothing; fail when a file differs.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Demo { arguments } => demo::run_demo(&arguments),
        Task::Test => test::run_tests(),
        Task::Fuzz { seconds, targets } => fuzz::run_targets(seconds, &targets),
        Task::SetUp => set_up::everything(),
        Task::Generate { check } => generate::run(check),
    }
}
