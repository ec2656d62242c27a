use super::{cargo_with_std, folder};
use crate::command::{repository, run};
use crate::set_up;

const TARGET: &str = "aarch64-apple-darwin";

/// Type-checks the whole workspace for macOS. C is compiled by Zig; Objective-C, whose headers only Apple has, becomes an
/// empty object: it is known that the code compiles, not that it links or runs.
pub(crate) fn check_for_macos() -> anyhow::Result<()> {
    let zig = folder("zig");
    set_up::macos_from_linux(&zig)?;
    let tools = repository().join("xtask").join("macos");
    let mut check = cargo_with_std("check", TARGET);
    check.args(["--workspace"]);
    check.env("CC_aarch64_apple_darwin", tools.join("cc")).env("AR_aarch64_apple_darwin", tools.join("ar"));
    check.env("PYTHONPATH", zig);
    run(check)?;
    println!("\nThe workspace compiles for macOS. Nothing was linked or run: that takes a Mac.");
    Ok(())
}
