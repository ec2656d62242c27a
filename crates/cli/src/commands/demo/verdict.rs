//! Whether it was right, asked of the sandbox's world and ledger.

use std::collections::BTreeMap;
use std::fmt;

use passerelle_agent::DossierRow;
use passerelle_sandbox::world::{DossierId, Expected, Place, World};
use passerelle_sandbox::{Audit, Sandbox};
use passerelle_social_balance::Decimal;
use serde::Serialize;

use crate::table::Table;

/// What the sandbox saw.
#[derive(Debug, Serialize)]
pub(super) struct Verdict {
    requests: usize,
    requests_by_operation: BTreeMap<String, usize>,
    writes: usize,
    /// Dossiers that stand where the scenario says they should.
    as_expected: usize,
    /// Those that do not: name, should be, is.
    not_as_expected: Vec<(String, &'static str, String)>,
    /// Figures in Silverfin that are exactly those of the sheets.
    figures_right: usize,
    /// Figures that differ, because a person's was kept.
    figures_kept: Vec<KeptFigure>,
    /// Figures that are wrong: template, rubric, should be, is.
    figures_wrong: Vec<String>,
    /// Sheets that were acknowledged more than once.
    acknowledged_twice: usize,
    audit: Audit,
}

/// A person's figure that stands although the sheet says otherwise.
#[derive(Debug, Serialize)]
pub(super) struct KeptFigure {
    pub(super) dossier: String,
    pub(super) rubric: String,
    pub(super) stands: String,
    pub(super) sheet: Decimal,
}

impl Verdict {
    /// People's figures that were kept.
    pub(super) fn figures_kept(&self) -> &[KeptFigure] {
        &self.figures_kept
    }

    /// Asks the sandbox. The rows are what Passerelle itself says.
    pub(super) fn of(sandbox: &Sandbox, rows: &[DossierRow]) -> Self {
        let ledger = sandbox.ledger();
        let mut verdict = Self {
            requests: ledger.entries().len(),
            requests_by_operation: ledger.count_by_operation(),
            writes: ledger.writes_per_company().values().map(Vec::len).sum(),
            as_expected: 0,
            not_as_expected: Vec::new(),
            figures_right: 0,
            figures_kept: Vec::new(),
            figures_wrong: Vec::new(),
            acknowledged_twice: sandbox
                .world(|world| world.acknowledged().values().filter(|times| **times > 1).count()),
            audit: sandbox.audit(),
        };
        sandbox.world(|world| {
            verdict.compare_states(world, rows);
            verdict.compare_figures(world, rows);
        });
        verdict
    }

    /// Whether nothing at all is wrong.
    pub(super) fn is_clean(&self) -> bool {
        self.not_as_expected.is_empty()
            && self.figures_wrong.is_empty()
            && self.acknowledged_twice == 0
            && self.audit.violations.is_empty()
            && self.audit.mistakes.is_empty()
            && self.audit.overwritten_persons_edits.is_empty()
            && self.audit.repeated_writes.is_empty()
            && self.audit.documents_twice.is_empty()
            && self.audit.most_writes_at_once_for_one_company <= 1
    }

    fn compare_states(&mut self, world: &World, rows: &[DossierRow]) {
        for planned in world.planned() {
            let is = rows
                .iter()
                .find(|row| row.dossier.0 == planned.dossier.0)
                .map_or_else(|| "no_sheet".to_owned(), |row| row.state.to_string());
            let should = match planned.kind {
                // The accountant linked this one between the nights.
                passerelle_sandbox::world::DossierKind::NumberTwice
                // And decided this one.
                | passerelle_sandbox::world::DossierKind::FiguresEdited => Expected::Delivered,
                _ => planned.expected,
            };
            if is == should.as_str() {
                self.as_expected += 1;
            } else {
                self.not_as_expected.push((planned.name.clone(), should.as_str(), is));
            }
        }
    }

    /// Every delivered figure against the newest sheets; several payroll files of one client are added up.
    fn compare_figures(&mut self, world: &World, rows: &[DossierRow]) {
        let mut clients: BTreeMap<(u64, u64), Vec<&DossierRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.state == passerelle_agent::SheetState::Delivered) {
            if let Some(link) = &row.link {
                clients.entry((link.firm.0, link.company.0)).or_default().push(row);
            }
        }
        for members in clients.values() {
            let Some(first) = members.first() else { continue };
            let Some(place) = place_of(world, first) else {
                self.figures_wrong.push(format!("{}: no template", first.name));
                continue;
            };
            let dossiers: Vec<DossierId> = members.iter().map(|row| DossierId(row.dossier.0)).collect();
            let standing = world.figures_standing(place);
            for (code, due) in world.figures_due(&dossiers, first.financial_year.end()) {
                let stands = standing.get(&code).and_then(|text| text.parse::<Decimal>().ok());
                if stands == Some(due) {
                    self.figures_right += 1;
                } else if is_a_persons(world, place, code.as_str()) {
                    let stands = standing.get(&code).cloned().unwrap_or_default();
                    let (dossier, rubric) = (first.name.clone(), code.to_string());
                    self.figures_kept.push(KeptFigure { dossier, rubric, stands, sheet: due });
                } else {
                    let stands = standing.get(&code).map_or("-", String::as_str);
                    self.figures_wrong.push(format!("{} {code}: should be {due}, is {stands}", first.name));
                }
            }
        }
    }
}

fn place_of(world: &World, row: &DossierRow) -> Option<Place> {
    let link = row.link.as_ref()?;
    let firm = passerelle_sandbox::world::FirmId(link.firm.0);
    let company = passerelle_sandbox::world::CompanyId(link.company.0);
    world.target(firm, company, row.financial_year.end())
}

/// Whether what stands there was typed by a person.
fn is_a_persons(world: &World, place: Place, code: &str) -> bool {
    let address = passerelle_sandbox::world::Address::of_rubric(code);
    world.all_properties().filter(|(at, found, _)| *at == place && **found == address).any(|(_, _, property)| {
        property.history.last().is_some_and(|change| change.author == passerelle_sandbox::world::Author::Person)
    })
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let audit = &self.audit;
        let dossiers = self.as_expected + self.not_as_expected.len();
        let mut table = Table::new(["", ""]).rightwards(&[0]);
        for (count, what) in [
            (self.requests, "requests were made, of which"),
            (self.writes, "wrote to Silverfin"),
            (audit.violations.len(), "broke a contract"),
            (audit.most_writes_at_once_for_one_company, "write at most was under way at once for one client file"),
            (audit.repeated_writes.len(), "values were written twice"),
            (self.acknowledged_twice, "sheets were acknowledged twice"),
            (audit.overwritten_persons_edits.len(), "figures that a person had typed were overwritten"),
            (self.figures_kept.len(), "figures that a person had typed were kept although the sheet differs"),
            (self.figures_right, "figures in Silverfin are exactly those of the newest sheets"),
            (self.figures_wrong.len(), "are not"),
        ] {
            table.row([count.to_string(), what.to_owned()]);
        }
        formatter.write_str(&table.indented_without_headings(2))?;
        writeln!(formatter, "  {} of {dossiers} dossiers stand where they should", self.as_expected)?;
        for (name, should, is) in &self.not_as_expected {
            writeln!(formatter, "    {name}: should be {should}, is {is}")?;
        }
        for wrong in &self.figures_wrong {
            writeln!(formatter, "    {wrong}")?;
        }
        writeln!(formatter, "{}", if self.is_clean() { "Nothing was wrong." } else { "SOMETHING WAS WRONG." })
    }
}
