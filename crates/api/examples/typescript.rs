//! Writes the generated TypeScript into the folder that is named: what `cargo xtask generate` calls.

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    std::fs::create_dir_all(&folder)?;
    for (name, text) in passerelle_api::typescript::files() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
