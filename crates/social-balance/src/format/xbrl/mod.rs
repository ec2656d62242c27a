//! XBRL instances: one reader of contexts, units and facts, and above it the two families of taxonomies.

mod cbso;
mod cbso_facts;
mod cbso_writer;
mod element;
mod instance;
mod instance_reader;
mod pfs;

pub(super) use cbso::read as read_cbso;
pub(super) use cbso_writer::write as write_cbso;
pub(super) use instance_reader::{document_type, syntax_error};
pub(super) use pfs::read as read_pfs;

/// The namespace of an instance's own elements.
pub(super) const INSTANCE: &str = "http://www.xbrl.org/2003/instance";
const LINKBASE: &str = "http://www.xbrl.org/2003/linkbase";
const DIMENSIONS: &str = "http://xbrl.org/2006/xbrldi";
const CURRENCIES: &str = "http://www.xbrl.org/2003/iso4217";
/// Where the National Bank's taxonomies live.
const NATIONAL_BANK: &str = "http://www.nbb.be/be/";
