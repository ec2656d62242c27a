//! Prepares what Tauri builds in: the configuration, the permissions, the windows' content.

use std::path::Path;

/// Shown where the windows were not built: `npm ci && npm run build` in `ui` makes them.
const PLACEHOLDER: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Passerelle</title>\n\
    <p>The windows were not built. Run <code>npm ci &amp;&amp; npm run build</code> in <code>ui</code>, then build again.</p>\n";

fn main() {
    let built = Path::new("../ui/dist");
    println!("cargo:rerun-if-changed={}", built.display());
    println!("cargo:rerun-if-changed=../icons");
    if !built.join("index.html").exists() {
        place_placeholder(built);
    }
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands)) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}

/// Tests and checks of everything else need no windows.
fn place_placeholder(built: &Path) {
    let placed = std::fs::create_dir_all(built).and_then(|()| std::fs::write(built.join("index.html"), PLACEHOLDER));
    if let Err(error) = placed {
        println!("cargo:error=the placeholder for the windows cannot be written: {error}");
        std::process::exit(1);
    }
    println!("cargo:warning=ui/dist is missing: a page that says so stands in for the windows");
}
