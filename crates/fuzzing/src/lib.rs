//! What must hold of every text that comes from outside, whatever it is: one law per reader, for the fuzzer to break.
//!
//! A law takes any bytes and panics when it is broken. The fuzzer (`fuzz/`, a workspace of its own) draws bytes; the ordinary tests hold each law to its seeds, among them everything that was found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc, reason = "a law that panics was broken")]

mod answers;
mod files;
mod finbox;
mod formulas;
mod login;
mod marker;
mod numbers;
mod readers;
mod silverfin;

use passerelle_social_balance::format::Form;

pub use readers::all_given;

/// One reader with its law.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// What it is about: a folder in `seeds/`, and a file in `dictionaries/` of words that random bytes seldom find.
    pub group: &'static str,
    /// Its name: the folder of its seeds in the group's, and what `cargo xtask fuzz` is told.
    pub name: &'static str,
    /// The law.
    pub law: fn(&[u8]),
}

impl Target {
    const fn new(group: &'static str, name: &'static str, law: fn(&[u8])) -> Self {
        Self { group, name, law }
    }
}

/// Every law.
pub const TARGETS: [Target; 16] = [
    Target::new("readers", "detect_and_read", readers::detect_and_read),
    Target::new("readers", "nbb_json", |bytes| readers::read_as(Form::NbbJson, bytes)),
    Target::new("readers", "nbb_csv", |bytes| readers::read_as(Form::NbbCsv, bytes)),
    Target::new("readers", "cbso_xbrl", |bytes| readers::read_as(Form::CbsoXbrl, bytes)),
    Target::new("readers", "pfs_xbrl", |bytes| readers::read_as(Form::PfsXbrl, bytes)),
    Target::new("readers", "simple_csv", |bytes| readers::read_as(Form::SimpleCsv, bytes)),
    Target::new("formulas", "check_formula", formulas::check_formula),
    Target::new("files", "mapping_file", files::mapping_file),
    Target::new("files", "settings_file", files::settings_file),
    Target::new("finbox", "finbox_answer", finbox::finbox_answer),
    Target::new("silverfin", "silverfin_answer", silverfin::silverfin_answer),
    Target::new("silverfin", "silverfin_token", login::silverfin_token),
    Target::new("login", "login_end", login::login_end),
    Target::new("marker", "marker", marker::marker),
    Target::new("numbers", "pairing_id", numbers::pairing_id),
    Target::new("numbers", "enterprise_number", numbers::enterprise_number),
];

/// Calls a macro with the names of all laws, for whoever writes one test for each. That they are those of [`TARGETS`] is
/// asserted there.
#[macro_export]
macro_rules! for_every_law {
    ($each:ident) => {
        $each!(
            detect_and_read,
            nbb_json,
            nbb_csv,
            cbso_xbrl,
            pfs_xbrl,
            simple_csv,
            check_formula,
            mapping_file,
            settings_file,
            finbox_answer,
            silverfin_answer,
            silverfin_token,
            login_end,
            marker,
            pairing_id,
            enterprise_number
        );
    };
}

/// The law of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
