//! What has to be on the machine before anything is built or tested, and how it gets there.

use std::path::Path;

use anyhow::bail;

use crate::command::{program, run, succeeds, with_arguments};

/// What shows that something is there.
enum Evidence {
    /// A program on the path.
    Program(&'static str),
    /// A library that can be built against, by its pkg-config name.
    Library(&'static str),
}

impl Evidence {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => is_there(name),
            Self::Library(name) => {
                is_there("pkg-config") && succeeds(with_arguments("pkg-config", &["--exists", name]))
            }
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Program(name) | Self::Library(name) => name,
        }
    }
}

/// Something that a machine may lack.
struct Requirement {
    /// What shows that it is there.
    evidence: Evidence,
    /// What it is for.
    purpose: &'static str,
    /// The Debian and Ubuntu packages that bring it.
    packages: &'static [&'static str],
    /// How to get it elsewhere.
    elsewhere: &'static str,
}

const COMPILER: Requirement = Requirement {
    evidence: Evidence::Program("cc"),
    purpose: "compile SQLite and the cryptography that are built in",
    packages: &["gcc", "libc6-dev"],
    elsewhere: "a C compiler that answers to \"cc\": on Fedora \"dnf install gcc\", on Arch \"pacman -S gcc\"",
};

const FUZZER: Requirement = Requirement {
    evidence: Evidence::Program("c++"),
    purpose: "compile libFuzzer, which steers the fuzz targets",
    packages: &["g++"],
    elsewhere: "a C++ compiler that answers to \"c++\": on Fedora \"dnf install gcc-c++\", on Arch \"pacman -S gcc\"",
};

const PIP: Requirement = Requirement {
    evidence: Evidence::Program("pip3"),
    purpose: "get Zig, which stands in for Apple's compiler",
    packages: &["python3-pip"],
    elsewhere: "Python's pip: on Fedora \"dnf install python3-pip\", on Arch \"pacman -S python-pip\"",
};

/// The version that is known to compile the C of what we build on.
const ZIG: &str = "ziglang==0.17.1";

/// The desktop app's windows and tray, on Linux.
const WINDOWS: [Requirement; 3] = [
    Requirement {
        evidence: Evidence::Library("webkit2gtk-4.1"),
        purpose: "show the windows' content",
        packages: &["pkg-config", "libwebkit2gtk-4.1-dev"],
        elsewhere: "WebKitGTK 4.1: on Fedora \"dnf install webkit2gtk4.1-devel\", on Arch \"pacman -S webkit2gtk-4.1\"",
    },
    Requirement {
        evidence: Evidence::Library("ayatana-appindicator3-0.1"),
        purpose: "show the tray icon",
        packages: &["libayatana-appindicator3-dev"],
        elsewhere: "Ayatana AppIndicator: on Fedora \"dnf install libappindicator-gtk3-devel\", on Arch \"pacman -S libayatana-appindicator\"",
    },
    Requirement {
        evidence: Evidence::Library("dbus-1"),
        purpose: "reach the keyring",
        packages: &["libdbus-1-dev"],
        elsewhere: "D-Bus's own library: on Fedora \"dnf install dbus-devel\", on Arch \"pacman -S dbus\"",
    },
];

/// A desktop without a screen, with all that a desktop has. Most distributions call the packages so.
const DESKTOP: [Requirement; 9] = [
    on_the_desktop("Xvfb", &["xvfb"], "be the screen"),
    on_the_desktop("openbox", &["openbox"], "manage windows"),
    on_the_desktop("xfce4-panel", &["xfce4-panel"], "show the tray"),
    on_the_desktop("dunst", &["dunst"], "show notifications"),
    on_the_desktop("dbus-daemon", &["dbus"], "be the session bus"),
    on_the_desktop("WebKitWebDriver", &["webkit2gtk-driver"], "reach into windows"),
    on_the_desktop("xdotool", &["xdotool"], "be the keyboard"),
    on_the_desktop("import", &["imagemagick"], "take pictures"),
    on_the_desktop("chromium", &["chromium"], "show windows in the person's own colours, and without movement"),
];

/// Debian's own Rust with the sources of the standard library.
const RUST_WITH_SOURCES: Requirement = Requirement {
    evidence: Evidence::Program("/usr/bin/cargo"),
    purpose: "build the standard library for another system",
    packages: &["cargo-web", "rustc-web", "rust-web-src"],
    elsewhere: "Debian: its packages of Rust have the sources where they are looked for",
};

const WINDOWS_FROM_LINUX: [Requirement; 3] = [
    RUST_WITH_SOURCES,
    on_the_desktop("x86_64-w64-mingw32-gcc", &["mingw-w64"], "compile C for Windows and link"),
    on_the_desktop("wine", &["wine", "wine64"], "run what was built for Windows"),
];

const fn on_the_desktop(
    program: &'static str,
    packages: &'static [&'static str],
    purpose: &'static str,
) -> Requirement {
    Requirement { evidence: Evidence::Program(program), purpose, packages, elsewhere: program }
}

/// The tests of the keyring start a session bus and a keyring of their own; both are wanted on Linux only.
const KEYRING: [Requirement; 2] = [
    Requirement {
        evidence: Evidence::Program("dbus-run-session"),
        purpose: "give the keyring's tests a session bus of their own",
        packages: &["dbus"],
        elsewhere: "D-Bus: the package \"dbus\" (Fedora: \"dbus-daemon\")",
    },
    Requirement {
        evidence: Evidence::Program("gnome-keyring-daemon"),
        purpose: "give the keyring's tests a keyring of their own",
        packages: &["gnome-keyring"],
        elsewhere: "GNOME Keyring: the package \"gnome-keyring\"",
    },
];

/// Sees to it that Passerelle can be built here.
pub(crate) fn compiler() -> anyhow::Result<()> {
    if cfg!(target_os = "linux") {
        return install(&[COMPILER]);
    }
    if cfg!(target_os = "macos") && !succeeds(with_arguments("xcode-select", &["-p"])) {
        bail!("the C compiler is missing; get it with: xcode-select --install");
    }
    // On Windows the linker that Rust itself needs comes with the same Visual Studio Build Tools as the compiler, so
    // this program could not have been built without them.
    Ok(())
}

/// Sees to it that the desktop app can be built here.
pub(crate) fn windows() -> anyhow::Result<()> {
    compiler()?;
    if cfg!(target_os = "linux") { install(&WINDOWS) } else { Ok(()) }
}

/// Sees to it that Windows programs can be built and tried here.
pub(crate) fn windows_from_linux() -> anyhow::Result<()> {
    install(&WINDOWS_FROM_LINUX)
}

/// Sees to it that types can be checked for macOS here. Zig, which stands in for Apple's compiler, comes as a package of Python
/// and goes into this folder: nobody else's Python changes.
pub(crate) fn macos_from_linux(zig: &Path) -> anyhow::Result<()> {
    install(&[RUST_WITH_SOURCES, PIP])?;
    let mut look = with_arguments("python3", &["-m", "ziglang", "version"]);
    look.env("PYTHONPATH", zig);
    if succeeds(look) {
        return Ok(());
    }
    println!("Installing with pip into {}: {ZIG}", zig.display());
    let mut pip = with_arguments("python3", &["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--root-user-action", "ignore", "--target"]).arg(zig).arg(ZIG);
    run(pip)
}

/// Sees to it that the desktop app can be started on a desktop of its own.
pub(crate) fn desktop() -> anyhow::Result<()> {
    windows()?;
    install(&KEYRING)?;
    install(&DESKTOP)
}

/// Sees to it that the fuzz targets can be built here.
pub(crate) fn fuzzer() -> anyhow::Result<()> {
    compiler()?;
    if cfg!(target_os = "linux") { install(&[FUZZER]) } else { Ok(()) }
}

/// Sees to it that everything that `cargo xtask test` calls is here.
pub(crate) fn everything() -> anyhow::Result<()> {
    windows()?;
    components()?;
    crate::windows_content::node()?;
    if cfg!(target_os = "linux") {
        install(&KEYRING)?;
    }
    Ok(())
}

/// The parts of the Rust toolchain beyond the compiler.
fn components() -> anyhow::Result<()> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, command)| !succeeds(crate::command::cargo(&[command, "--version"])))
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !succeeds(with_arguments("rustup", &["--version"])) {
        bail!(
            "these parts of Rust are missing: {}; get them with rustup (https://rustup.rs) or from where your Rust came",
            missing.join(", ")
        );
    }
    println!("Installing with rustup: {}", missing.join(", "));
    let mut command = with_arguments("rustup", &["component", "add"]);
    command.args(missing);
    run(command)
}

fn install(requirements: &[Requirement]) -> anyhow::Result<()> {
    let missing: Vec<&Requirement> =
        requirements.iter().filter(|requirement| !requirement.evidence.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for requirement in &missing {
        println!("Missing: {}, to {}.", requirement.evidence.name(), requirement.purpose);
    }
    if !is_there("apt-get") {
        let list: Vec<&str> = missing.iter().map(|requirement| requirement.elsewhere).collect();
        bail!("please install, then start again:\n  - {}", list.join("\n  - "));
    }
    let packages: Vec<&str> = missing.iter().flat_map(|requirement| requirement.packages).copied().collect();
    println!("Installing with apt-get: {}", packages.join(" "));
    let by_hand = || format!("by hand: sudo apt-get install {}", packages.join(" "));
    if !is_root() && !is_there("sudo") {
        bail!("only root may install packages, and there is no sudo here; {}", by_hand());
    }
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&packages);
    // Old package lists may still do; if not, they are fetched anew.
    if !succeeds(apt_get(&arguments)) {
        run(apt_get(&["update"]))?;
        run(apt_get(&arguments)).map_err(|error| error.context(format!("packages are missing; {}", by_hand())))?;
    }
    Ok(())
}

/// apt-get as root, which asks nothing.
pub(crate) fn apt_get(arguments: &[&str]) -> std::process::Command {
    let root = is_root();
    let mut command = program(if root { "apt-get" } else { "sudo" });
    if !root {
        command.arg("apt-get");
    }
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_there(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

fn is_root() -> bool {
    program("id").arg("-u").output().is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == "0")
}
