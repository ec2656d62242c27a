//! One program for every law, so that it is built once: the environment says which law it draws for.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static LAW: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("PASSERELLE_FUZZ_TARGET").expect("PASSERELLE_FUZZ_TARGET names the law");
    passerelle_fuzzing::target(&name).unwrap_or_else(|| panic!("there is no law {name:?}")).law
});

fuzz_target!(|bytes: &[u8]| (*LAW)(bytes));
