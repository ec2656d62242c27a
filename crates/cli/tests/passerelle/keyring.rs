//! Secrets in a real keyring: GNOME Keyring on a session bus of its own. `cargo xtask set-up` installs both.

use std::process::{Command, Output};

use crate::command::Office;

/// Runs this script on a session bus of its own, with `$P` for the command. The keyring's files are the office's.
fn on_a_session_bus(office: &Office, script: &str) -> Output {
    let place = office.folder().join("session");
    let runtime = place.join("runtime");
    std::fs::create_dir_all(&runtime).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&runtime, private).unwrap();
    let mut command = Command::new("dbus-run-session");
    command
        .args(["--", "sh", "-c", script])
        .env("P", env!("CARGO_BIN_EXE_passerelle"))
        .env("HOME", &place)
        .env("XDG_DATA_HOME", place.join("data"))
        .env("XDG_CACHE_HOME", place.join("cache"))
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("PASSERELLE_HOME", office.home())
        .env("PASSERELLE_VAULT", "os")
        .env("LC_ALL", "en_US.UTF-8")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command.output().expect("dbus-run-session; `cargo xtask set-up` installs it")
}

const UNLOCKED: &str = "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 90; ";
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets >/dev/null || exit 90; ";

#[test]
fn a_secret_lies_in_the_keyring_and_in_no_file_and_a_locked_keyring_waits() {
    let office = Office::new();
    let kept = on_a_session_bus(
        &office,
        &format!("{UNLOCKED} printf fbx_very_secret | $P secret set finbox.access_key && $P secret list --json"),
    );
    let output = String::from_utf8(kept.stdout).unwrap();
    assert!(kept.status.success(), "{output} {}", String::from_utf8_lossy(&kept.stderr));
    assert!(output.contains(r#"{"present":true,"secret":"finbox.access_key"}"#), "{output}");
    assert!(!office.home().join("vault.json").exists());

    // The next session begins with the keyring locked, and nobody there to unlock it.
    let locked = on_a_session_bus(&office, &format!("{LOCKED} $P secret list --json"));
    let output = String::from_utf8(locked.stdout).unwrap();
    assert_eq!(locked.status.code(), Some(3), "{output}");
    assert!(output.contains(r#""code":"keyring_locked""#), "{output}");

    let again =
        on_a_session_bus(&office, &format!("{UNLOCKED} $P secret remove finbox.access_key && $P secret list --json"));
    let output = String::from_utf8(again.stdout).unwrap();
    assert!(output.contains(r#"{"present":false,"secret":"finbox.access_key"}"#), "{output}");
}

#[test]
fn without_a_keyring_the_way_out_is_named() {
    let office = Office::new();
    let mut command = office.command(&["secret", "list", "--json", "--vault", "os"]);
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus").env_remove("XDG_RUNTIME_DIR");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["error"]["code"], "keyring_unavailable");
    assert!(document["error"]["fix"].as_str().unwrap().contains("--vault file"), "{document}");
}
