use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use passerelle_measuring::{Figures, megabytes};

/// What the windows show, as it is built in.
const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/dist");

/// The program, the package, what it installs, and what the windows show.
pub(crate) fn measure(figures: &mut Figures, package: Option<&Path>) -> Result<()> {
    let program = passerelle_desktop_tests::program()?;
    figures.explained("the program, MB", megabytes(fs::metadata(program)?.len()));
    if let Some(package) = package {
        figures.explained("the package (deb), MB", megabytes(fs::metadata(package)?.len()));
        figures.explained("installed, MB", installed(package)?);
    }
    let packed = packed(Path::new(CONTENT))?;
    #[allow(clippy::cast_precision_loss, reason = "some hundred thousand bytes")]
    let kibibytes = packed as f64 / 1024.0;
    figures.limited("what the windows show, each file under gzip", kibibytes, 120.0, "kB");
    Ok(())
}

/// What the files of a package take when they are unpacked, in megabytes.
fn installed(package: &Path) -> Result<f64> {
    let asked = Command::new("dpkg-deb").arg("--field").arg(package).arg("Installed-Size").output()?;
    ensure!(asked.status.success(), "{} is no package", package.display());
    let kibibytes: u64 = String::from_utf8_lossy(&asked.stdout).trim().parse().context("a size in kibibytes")?;
    Ok(megabytes(kibibytes * 1024))
}

fn packed(folder: &Path) -> Result<usize> {
    let mut whole = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))? {
        let path = entry?.path();
        whole += if path.is_dir() {
            packed(&path)?
        } else {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&fs::read(&path)?)?;
            encoder.finish()?.len()
        };
    }
    Ok(whole)
}
