//! `cargo xtask windows` and `cargo xtask macos`: the other systems, as far as a Debian machine can tell.

mod macos;
mod windows;

use std::process::Command;

use crate::command::{program, repository};

pub(crate) use macos::check_for_macos;
pub(crate) use windows::build_for_windows;

/// Debian's own Rust, which has the sources of the standard library: it is built with everything else.
fn cargo_with_std(command: &str, target: &str) -> Command {
    let mut cargo = program("/usr/bin/cargo");
    cargo.args([command, "--locked", "-Z", "build-std", "--target", target]);
    cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1").env("CARGO_INCREMENTAL", "0");
    // The cargo that runs this task sets these for its own compiler.
    for variable in ["RUSTUP_TOOLCHAIN", "CARGO"] {
        cargo.env_remove(variable);
    }
    cargo.env("CARGO_TARGET_DIR", folder(target));
    cargo
}

/// A folder of its own, so that neither compiler builds anew what the other one built.
fn folder(target: &str) -> std::path::PathBuf {
    let base = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), Into::into);
    base.join("cross").join(target)
}
