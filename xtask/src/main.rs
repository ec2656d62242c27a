//! `cargo xtask`: set-up, demo, tests and checks.

fn main() {}
