//! `cargo xtask`: set-up, demo, tests and checks.

mod bench;
mod command;
mod cross;
mod demo;
mod desktop;
mod fuzz;
mod generate;
mod icons;
mod kill;
mod package;
mod set_up;
mod simulate;
mod summary;
mod test;
mod windows_content;

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
    /// Build Passerelle and open its app before both services on this computer; without a screen, or with `--console`, two
    /// nights in the terminal.
    Demo {
        /// Passed to `passerelle demo`; `cargo xtask demo -- --help` lists them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Everything that must hold before a change lands: set-up, form, lints, documentation, generated files, tests.
    Test,
    /// Draw texts for the laws of `crates/fuzzing`, for so many seconds each, until one is broken.
    Fuzz {
        /// How long for each law.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// Which laws. All if none is named.
        laws: Vec<String>,
    },
    /// Kill the real `passerelle` again and again in the middle of its nights, and see that nothing is lost or doubled.
    Kill {
        /// How often.
        #[arg(long, default_value_t = 200)]
        kills: u32,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Live whole worlds, each drawn from a seed, and judge each by what both services saw and hold.
    Simulate {
        /// How many.
        #[arg(long, default_value_t = 10_000)]
        seeds: u64,
        /// The first seed.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// Tell the story of the first seed instead, whether it ends well or badly.
        #[arg(long)]
        story: bool,
    },
    /// Measure how fast and how small the release build is, against the limits of docs/performance.md.
    Bench {
        /// Measure the desktop app instead, on a desktop of its own; parts: size, start, rest, interactive.
        #[arg(long)]
        desktop: bool,
        /// Passed to the bench: parts (night, quiet, reading, rest) and sizes. Everything if nothing is named.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Install what the other tasks need and this machine lacks, and nothing else.
    SetUp,
    /// Follow the guide in the real app, on a desktop of its own: screen, session bus, keyring, tray, notifications. Look at its
    /// windows in Chromium, too: in forced colours, and without movement.
    Desktop {
        /// Only tests whose names contain one of these words. All if none is named.
        words: Vec<String>,
    },
    /// Build the app as it is shipped, and this system's packages of it.
    Package {
        /// Install the Debian package here, look whether the installed program works on a desktop of its own, remove it.
        #[arg(long = "try")]
        is_tried: bool,
        /// Passed to Tauri's bundler; `cargo xtask package -- --help` lists them. What follows another `--` goes to cargo.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build everything for Windows from here, run the libraries' tests and the demo under Wine, and say what was not tried.
    Windows,
    /// Type-check the whole workspace for macOS from here.
    Macos,
    /// Render the icons anew from the SVG sources in `icons`.
    Icons,
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
        Task::Fuzz { seconds, laws } => fuzz::run_laws(seconds, &laws),
        Task::Kill { kills, seed } => kill::run_kills(kills, seed),
        Task::Simulate { from, story: true, .. } => simulate::tell_story(from),
        Task::Simulate { seeds, from, story: false } => simulate::run_seeds(seeds, from),
        Task::Bench { desktop: true, arguments } => bench::run_bench_of_the_desktop(&arguments),
        Task::Bench { desktop: false, arguments } => bench::run_bench(&arguments),
        Task::SetUp => set_up::everything(),
        Task::Desktop { words } => desktop::run_desktop(&words),
        Task::Package { is_tried, arguments } => {
            package::package(&arguments).and_then(|()| if is_tried { package::try_installed() } else { Ok(()) })
        }
        Task::Windows => cross::build_for_windows(),
        Task::Macos => cross::check_for_macos(),
        Task::Icons => icons::render(),
        Task::Generate { check } => generate::run(check),
    }
}
