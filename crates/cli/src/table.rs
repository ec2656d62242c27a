//! Aligned tables for a terminal.

/// Rows of text under headings. The last column is never padded, so long sentences stand there.
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    rightwards: Vec<usize>,
}

impl Table {
    pub(crate) fn new<Heading: Into<String>>(headings: impl IntoIterator<Item = Heading>) -> Self {
        Self { headings: headings.into_iter().map(Into::into).collect(), rows: Vec::new(), rightwards: Vec::new() }
    }

    /// Aligns these columns, counted from 0, at the right: numbers.
    #[must_use]
    pub(crate) fn rightwards(mut self, columns: &[usize]) -> Self {
        self.rightwards = columns.to_vec();
        self
    }

    pub(crate) fn row<Cell: Into<String>>(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, every line indented by so many blanks.
    pub(crate) fn indented(&self, blanks: usize) -> String {
        self.aligned(blanks, &std::iter::once(&self.headings).chain(&self.rows).collect::<Vec<_>>())
    }

    /// The rows alone, every line indented by so many blanks.
    pub(crate) fn indented_without_headings(&self, blanks: usize) -> String {
        self.aligned(blanks, &self.rows.iter().collect::<Vec<_>>())
    }

    fn aligned(&self, blanks: usize, lines: &[&Vec<String>]) -> String {
        let last = self.headings.len().saturating_sub(1);
        let widths: Vec<usize> = (0..self.headings.len())
            .map(|column| lines.iter().filter_map(|line| line.get(column)).map(|cell| width(cell)).max().unwrap_or(0))
            .collect();
        let mut text = String::new();
        for line in lines {
            let mut shown = " ".repeat(blanks);
            for (column, cell) in line.iter().enumerate() {
                let gap = " ".repeat(widths.get(column).copied().unwrap_or(0).saturating_sub(width(cell)));
                if self.rightwards.contains(&column) {
                    shown.push_str(&gap);
                    shown.push_str(cell);
                } else {
                    shown.push_str(cell);
                    if column != last {
                        shown.push_str(&gap);
                    }
                }
                if column != last {
                    shown.push_str("  ");
                }
            }
            text.push_str(shown.trim_end());
            text.push('\n');
        }
        text
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.indented(0))
    }
}

/// How many columns of a terminal the text takes, for the scripts that Belgium writes in.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_also_with_accents() {
        let mut table = Table::new(["dossier", "cells", "state"]).rightwards(&[1]);
        table.row(["Café de la Gare", "7", "delivered"]);
        table.row(["Zoé", "111", "à traiter"]);
        insta::assert_snapshot!(table.to_string(), @r"
        dossier          cells  state
        Café de la Gare      7  delivered
        Zoé                111  à traiter
        ");
    }
}
