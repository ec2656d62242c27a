//! What an instance says, before any taxonomy is thought of.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::Place;

/// An instance's contexts, units and facts.
#[derive(Debug, Default)]
pub(super) struct Instance {
    /// Addresses of the schemas that it points at; the entry point names taxonomy and model.
    pub(super) schemas: Vec<(String, u64)>,
    pub(super) contexts: HashMap<String, Context>,
    pub(super) units: HashMap<String, Unit>,
    pub(super) facts: Vec<Fact>,
}

/// Whose figures, of when, and in which cell.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) line: u64,
    pub(super) identifier: String,
    pub(super) start: Option<NaiveDate>,
    pub(super) end: NaiveDate,
    /// The members in the order of their dimensions, default members left out: `#dim:bas=bas:m73#dim:part=part:m8`.
    pub(super) members: String,
}

/// In what a figure is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    Currency(String),
    Other,
}

/// One reported value.
#[derive(Debug)]
pub(super) struct Fact {
    /// Metric (`met:dec1`) or, in the `pfs` taxonomies, the element's local name.
    pub(super) name: String,
    pub(super) taxonomy: Taxonomy,
    pub(super) context: String,
    pub(super) unit: Option<String>,
    pub(super) value: String,
    pub(super) line: u64,
}

/// The family that a fact's element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taxonomy {
    Cbso,
    Pfs,
}

impl Fact {
    pub(super) fn place(&self) -> Place {
        Place::line(self.line).and_name(format!("element {}", self.name))
    }
}
