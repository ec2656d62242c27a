//! A list that is far longer than what of it is seen.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::page::Page;

/// Scrolls, and says how that went.
const SCROLL: &str = include_str!("scripts/scroll.js");
/// So many small steps, and so many leaps.
const STEPS: u32 = 40;

/// How scrolling through a list went. Times are in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Scrolled {
    /// The most rows that were drawn at once.
    pub drawn: u64,
    /// How many heights the rows have.
    pub heights: u64,
    /// The number of the last row in sight; the first row of a table is its header.
    pub last: u64,
    /// The median time that a picture took.
    pub frame: f64,
    /// The median time until every row in sight was there.
    pub step: f64,
    /// The longest such time.
    pub longest: f64,
}

impl Page {
    /// Scrolls the list from its top to its end.
    pub async fn scroll_through(&self) -> Result<Scrolled> {
        let said = self.run_until_done(SCROLL, json!([STEPS])).await?;
        let count = |name: &str| said.get(name).and_then(Value::as_u64).with_context(|| format!("{name}: {said}"));
        let time = |name: &str| said.get(name).and_then(Value::as_f64).with_context(|| format!("{name}: {said}"));
        Ok(Scrolled {
            drawn: count("drawn")?,
            heights: count("heights")?,
            last: count("last")?,
            frame: time("frame")?,
            step: time("step")?,
            longest: time("longest")?,
        })
    }
}
