//! What a front end has to know of the computer that it runs on.

use uuid::Uuid;

/// Where chance begins.
pub fn seed() -> [u8; 32] {
    let mut seed = [0; 32];
    for half in seed.chunks_mut(16) {
        half.copy_from_slice(Uuid::new_v4().as_bytes());
    }
    seed
}

/// What this computer is called among the desktops of one connection, unless a setting says otherwise.
pub fn name() -> String {
    let named = |name: &str| std::env::var(name).ok();
    named("COMPUTERNAME")
        .or_else(|| named("HOSTNAME"))
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "passerelle".to_owned())
}
