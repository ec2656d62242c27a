//! Passerelle's desktop app: windows, tray, notifications, the login window. Everything that it knows of sheets it asks of
//! the agent; nothing outside this crate knows of windows.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod autostart;
mod clock;
mod crash;
mod demo;
mod ending;
mod ipc;
mod life;
mod platform;
mod service;
mod shell;
mod slot;
mod surface;
mod tray;
mod windows;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match life::run(arguments::Arguments::parse()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
