//! The types that the windows share with the program.

use anyhow::{Context, bail};

use crate::command::{cargo, repository, run as run_command};

/// What writes them: a program of the crate that has the types, so that this one builds without it.
const WRITER: [&str; 7] = ["run", "--quiet", "--locked", "--package", "passerelle-api", "--example", "typescript"];
/// Where they stand.
const FOLDER: &str = "ui/src/generated";
const FILES: [&str; 2] = ["commands.ts", "types.ts"];

pub(super) fn run(check: bool) -> anyhow::Result<()> {
    let made = repository().join("target").join("generated");
    let mut writer = cargo(&WRITER);
    writer.arg("--").arg(&made);
    run_command(writer)?;
    for name in FILES {
        let fresh =
            std::fs::read_to_string(made.join(name)).with_context(|| format!("reading what was made of {name}"))?;
        let path = repository().join(FOLDER).join(name);
        let present = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if present == fresh {
            continue;
        }
        if check {
            bail!("{FOLDER}/{name} is not what crates/api makes; run `cargo xtask generate`");
        }
        std::fs::create_dir_all(repository().join(FOLDER))?;
        std::fs::write(&path, fresh).with_context(|| format!("writing {FOLDER}/{name}"))?;
    }
    Ok(())
}
