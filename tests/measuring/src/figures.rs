//! What was measured, as a table and as JSON.

use std::fmt;
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

/// One figure that has a limit.
struct Figure {
    what: String,
    measured: f64,
    at_most: f64,
    unit: &'static str,
}

/// Everything that was measured.
#[derive(Default)]
pub struct Figures {
    with_limit: Vec<Figure>,
    /// What explains a figure and has no limit of its own.
    explanations: Vec<(String, Value)>,
}

impl Figures {
    /// Notes a figure and its limit.
    pub fn limited(&mut self, what: impl Into<String>, measured: f64, at_most: f64, unit: &'static str) {
        let figure = Figure { what: what.into(), measured, at_most, unit };
        println!("{}: {} (at most {})", figure.what, shown(measured, unit), shown(at_most, unit));
        self.with_limit.push(figure);
    }

    /// Notes what explains a figure.
    pub fn explained(&mut self, what: impl Into<String>, value: impl Into<Value>) {
        let (what, value) = (what.into(), value.into());
        println!("{what}: {value}");
        self.explanations.push((what, value));
    }

    /// Writes everything as JSON.
    pub fn write(&self, file: &Path) -> anyhow::Result<()> {
        let figures: Vec<Value> = self
            .with_limit
            .iter()
            .map(|figure| {
                json!({
                    "what": figure.what,
                    "measured": figure.measured,
                    "at_most": figure.at_most,
                    "unit": figure.unit,
                    "holds": figure.holds(),
                })
            })
            .collect();
        let explanations: Vec<Value> =
            self.explanations.iter().map(|(what, value)| json!({ "what": what, "value": value })).collect();
        let document = json!({ "figures": figures, "explanations": explanations });
        std::fs::write(file, serde_json::to_vec_pretty(&document)?)
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

impl Figure {
    fn holds(&self) -> bool {
        self.measured <= self.at_most
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ("what", "measured", "at most", "");
        let rows = self.with_limit.iter().map(|figure| {
            let verdict = if figure.holds() { "holds" } else { "MISSED" };
            (figure.what.as_str(), shown(figure.measured, figure.unit), shown(figure.at_most, figure.unit), verdict)
        });
        let rows: Vec<_> = rows.collect();
        let width = rows.iter().map(|(what, ..)| what.chars().count()).max().unwrap_or_default();
        writeln!(formatter, "{:<width$}  {:>12}  {:>10}  {}", head.0, head.1, head.2, head.3)?;
        for (what, measured, at_most, verdict) in rows {
            writeln!(formatter, "{what:<width$}  {measured:>12}  {at_most:>10}  {verdict}")?;
        }
        Ok(())
    }
}

fn shown(value: f64, unit: &str) -> String {
    let number = if value >= 100.0 || value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// The middle one of several measurements, which a single disturbance cannot move.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
