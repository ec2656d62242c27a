//! `cargo xtask icons`.

use crate::command::{cargo, run};

/// Renders the icons anew from their SVG sources, with a program of its own that nothing else builds.
pub(crate) fn render() -> anyhow::Result<()> {
    run(cargo(&["run", "--quiet", "--locked", "--release", "--manifest-path", "icons/Cargo.toml"]))
}
