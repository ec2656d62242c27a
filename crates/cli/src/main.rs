//! The `passerelle` command.

mod answer;
mod arguments;
mod commands;
mod failure;
mod office;
mod overview;
mod problem;
mod progress;
mod stop;
mod surroundings;
mod table;

use std::process::ExitCode;

use answer::Answer;
use arguments::Arguments;
use clap::Parser;
use failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return answer::of_the_parser(&error),
    };
    let json = arguments.global.json;
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::unexpected("the program cannot start its runtime", &error))
        .and_then(|runtime| runtime.block_on(commands::run(arguments)));
    match outcome {
        Ok(answer) => Answer::show(&answer, json),
        Err(failure) => failure.show(json),
    }
}
