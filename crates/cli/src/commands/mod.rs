//! One file for each command: its arguments with the help that teaches it, and what it does.

pub(crate) mod activity;
pub(crate) mod agent;
pub(crate) mod check;
pub(crate) mod connection;
pub(crate) mod convert;
pub(crate) mod demo;
pub(crate) mod diagnostics;
pub(crate) mod doctor;
pub(crate) mod dossiers;
pub(crate) mod known;
pub(crate) mod mapping;
pub(crate) mod retry;
pub(crate) mod review;
pub(crate) mod sandbox;
pub(crate) mod secret;
pub(crate) mod settings;
pub(crate) mod status;
pub(crate) mod sync;

use crate::answer::Answer;
use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::office::Office;
use crate::surroundings::{Surroundings, language_without_home};

/// Does what was asked.
pub(crate) async fn run(arguments: Arguments) -> Result<Answer, Failure> {
    let Arguments { global, command } = arguments;
    let json = global.json;
    let office = || Surroundings::open(&global).and_then(Office::open);
    match command {
        Command::Check(command) => check::run(&command, language_without_home(&global)),
        Command::Convert(command) => convert::run(&command, json),
        Command::Sandbox(command) => sandbox::run(&command, json).await,
        Command::Demo(command) => demo::run(&command, &global).await,
        Command::Settings(command) => settings::run(&command, &mut Surroundings::open(&global)?),
        Command::Secret(command) => {
            let surroundings = Surroundings::open(&global)?;
            blocking(move || secret::run(&command, &surroundings)).await
        }
        Command::Doctor(command) => doctor::run(&command, Surroundings::open(&global)?).await,
        Command::Diagnostics(command) => diagnostics::run(&command, &global).await,
        Command::Agent(command) => agent::run(&command, Surroundings::open(&global)?, json).await,
        Command::Status(_) => status::run(&office()?),
        Command::Sync(command) => sync::run(&command, &office()?, json).await,
        Command::Dossiers(command) => dossiers::run(&command, &office()?).await,
        Command::Retry(command) => retry::run(&command, &office()?, json).await,
        Command::Review(command) => review::run(&command, &office()?, json).await,
        Command::Activity(command) => activity::run(&command, &office()?),
        Command::Connection(command) => connection::run(&command, &office()?).await,
        Command::Mapping(command) => mapping::run(&command, &office()?).await,
    }
}

/// Runs what waits for a person, such as a keyring that asks for its password, beside the tasks.
async fn blocking(work: impl FnOnce() -> Result<Answer, Failure> + Send + 'static) -> Result<Answer, Failure> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::unexpected("the command ended before it was done", &error))?
}
