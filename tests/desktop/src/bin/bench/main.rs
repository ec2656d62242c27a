//! The desktop's figures of `docs/performance.md`, measured. `cargo xtask bench --desktop` builds and starts it.
//!
//! The program is the one that is shipped, on a desktop of its own; both services are in this process, so that they count for
//! nothing in what the program costs.

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("what a program costs is read from /proc, which only Linux has")
}
